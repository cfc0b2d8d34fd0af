"""Makes a corpus of a set of articles: each becomes a held document file, so that builds of any size can be measured.

`python -m benchmarks.corpora DIR TARGET [--most N]`, DIR in BEIR layout (`benchmarks.relevance`). What is made is no
part of the product.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import click

from indexer.text import collapse_blanks
from indexer.text import fold
from indexer.text import nfc

_FOLDER = "directives/bai-viet"
_FILE = "---\nid: {id}\nkind: bai-viet\ntitle: {title}\n---\n\n{body}\n"
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_TITLE = 200  # letters of a title at most
_A_FOLDER = 1000  # files in one folder


def article_id(name: str) -> str:
    """Return the document's id of the article called `name`."""
    return f"bai-{_NO_SLUG.sub('-', fold(name)).strip('-')}"[:80]


def make_corpus(articles: Path, target: Path, most: int | None = None) -> int:
    """Write the first `most` articles (None: all) of `articles` below `target`; return how many there are."""
    used: set[str] = set()
    for done, (name, title, text) in enumerate(_articles(articles)):
        if done == most:
            break
        document = article_id(name)
        while document in used:
            document += "x"
        used.add(document)
        path = target / _FOLDER / f"{done // _A_FOLDER:03}" / f"{document}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        shown = json.dumps(collapse_blanks(title)[:_TITLE] or document, ensure_ascii=False)
        path.write_text(_FILE.format(id=document, title=shown, body=text.strip()), encoding="utf-8", newline="\n")
    return len(used)


def _articles(folder: Path) -> Iterator[tuple[str, str, str]]:
    packed = folder / "corpus.jsonl.gz"
    with gzip.open(packed, "rt", encoding="utf-8") if packed.exists() else (folder / "corpus.jsonl").open() as lines:
        for line in lines:
            row = json.loads(line)
            yield row["id"], nfc(row.get("title") or ""), nfc(row["text"])


@click.command()
@click.argument("articles", type=click.Path(path_type=Path, exists=True))
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--most", type=int, default=None, help="only so many articles")
def main(articles: Path, target: Path, most: int | None) -> None:
    """Make a corpus in TARGET of the ARTICLES folder."""
    click.echo(f"{make_corpus(articles, target, most)} documents")


if __name__ == "__main__":
    main()
