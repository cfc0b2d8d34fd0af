"""Makes a corpus of a set of articles: each becomes a held document file, so that builds of any size can be measured.

`python -m benchmarks.corpora DIR TARGET [--most N] [--exactly N] [--named]`, DIR in BEIR layout
(`benchmarks.relevance`). Where `--exactly` asks for more articles than there are, variations of them follow
(`benchmarks.size.varying`). What is made is no part of the product.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from itertools import chain
from itertools import count
from itertools import islice
from pathlib import Path

import click

from benchmarks.size.varying import Article
from benchmarks.size.varying import vary
from indexer.numbers import parse_number
from indexer.text import collapse_blanks
from indexer.text import fold
from indexer.text import nfc
from indexer.vocabulary import program_vocabulary

_FOLDER = "directives/bai-viet"
_ARTICLE = "bai-viet"  # the kind of what has none
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_TITLE = 200  # letters of a title at most
_LONGEST_ID = 80  # letters
_A_FOLDER = 1000  # files in one folder


def article_id(name: str) -> str:
    """Return the document's id of the article called `name`."""
    return f"bai-{_NO_SLUG.sub('-', fold(name)).strip('-')}"[:_LONGEST_ID]


def make_corpus(
    articles: Path, target: Path, most: int | None = None, exactly: int | None = None, *, named: bool = False
) -> int:
    """Write the first `most` articles (None: all) of `articles` below `target`; return how many there are.

    `exactly` so many: variations follow where there are fewer. `named`: with the kind and number of the document that
    an article is of, where they are known, and without text.
    """
    vocabulary = program_vocabulary()
    used: set[str] = set()
    for done, article in enumerate(_wanted(articles, most, exactly)):
        document = wanted = article_id(article.name)
        for more in count(1):
            if document not in used:
                break
            document = wanted[: _LONGEST_ID - more] + more * "x"
        used.add(document)
        path = target / _FOLDER / f"{done // _A_FOLDER:03}" / f"{document}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        fields = {"id": document, "kind": _ARTICLE}
        if named:
            kind = vocabulary.kind_by_name.get(fold(article.kind))
            number = parse_number(article.number, vocabulary)
            if kind is not None and number is not None:
                fields |= {"kind": kind.id, "number": number.canonical}
        fields["title"] = collapse_blanks(article.title)[:_TITLE] or document
        lines = (f"{field}: {json.dumps(value, ensure_ascii=False)}\n" for field, value in fields.items())
        body = "" if named else f"\n{article.text.strip()}\n"
        path.write_text(f"---\n{''.join(lines)}---\n{body}", encoding="utf-8", newline="\n")
    return len(used)


def _wanted(folder: Path, most: int | None, exactly: int | None) -> Iterator[Article]:
    real = list(islice(read_articles(folder), most))
    return iter(real) if exactly is None else islice(chain(real, vary(real)), exactly)


def read_articles(folder: Path) -> Iterator[Article]:
    """Yield the articles of a folder in BEIR layout, in NFC."""
    packed = folder / "corpus.jsonl.gz"
    with gzip.open(packed, "rt", encoding="utf-8") if packed.exists() else (folder / "corpus.jsonl").open() as lines:
        for line in lines:
            row = json.loads(line)
            title, number, kind = (nfc(row.get(field) or "") for field in ("title", "number", "kind"))
            yield Article(row["id"], title, nfc(row["text"]), number, kind)


@click.command()
@click.argument("articles", type=click.Path(path_type=Path, exists=True))
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--most", type=int, default=None, help="only so many articles")
@click.option("--exactly", type=int, default=None, help="so many, with variations where there are fewer")
@click.option("--named", is_flag=True, help="with kinds and numbers, without texts")
def main(articles: Path, target: Path, most: int | None, exactly: int | None, *, named: bool) -> None:
    """Make a corpus in TARGET of the ARTICLES folder."""
    click.echo(f"{make_corpus(articles, target, most, exactly, named=named)} documents")


if __name__ == "__main__":
    main()
