"""How quickly suggestions come while a question is typed.

`python -m benchmarks.suggesting DIR [--most N]`, DIR in BEIR layout (`benchmarks.relevance`) with `number` and `kind`
of each article: a library of all their titles and numbers is built, and titles and numbers from all over it are typed
letter by letter, with marks and without. The time of each letter's suggestions is taken, in process.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.corpora import make_corpus
from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import p95
from benchmarks.figures import record_option
from benchmarks.figures import seconds
from indexer.build import build
from indexer.kb import KnowledgeBase
from indexer.text import fold

_TYPED = 150  # titles and numbers each that are typed
_LETTERS = 40  # of one at most


def keystrokes(names: Sequence[str]) -> Iterator[str]:
    """Yield what stands in the search box after each letter, of names from all over `names`, marked and unmarked."""
    distinct = sorted(set(names))
    for name in distinct[:: max(1, len(distinct) // _TYPED)]:
        for typed in dict.fromkeys((name, fold(name))):
            yield from (typed[:length] for length in range(1, min(len(typed), _LETTERS) + 1))


def measure(kb: KnowledgeBase, report: Report) -> None:
    """Say how long suggestions take for titles and numbers of the library that are being typed."""
    kinds = next(facet for facet in kb.facets() if facet.name == "kind")
    documents = [item for value in kinds.values for item in kb.listing("kind", value.id).documents]
    titles = [item.title for item in documents if item.title]
    numbers = [text for item in documents if item.number for text in (item.number, f"{item.kind.name} {item.number}")]
    typed = [*keystrokes(titles), *keystrokes(numbers)]
    kb.suggest("a")  # the first one makes the index
    times = [seconds(lambda: kb.suggest(text)) * 1000 for text in typed]  # noqa: B023 (called before `text` changes)
    told = {"letters": len(typed), "documents": len(documents), "worst_ms": round(max(times), 2)}
    report.say(Figure("suggestions", round(p95(times), 2), at_most=5.0, unit="ms", details=told))


@click.command()
@click.argument("articles", type=click.Path(path_type=Path, exists=True))
@click.option("--most", type=int, default=None, help="only so many articles")
@record_option
def main(articles: Path, most: int | None, record: Path | None) -> None:
    """Type titles and numbers of the ARTICLES."""
    with tempfile.TemporaryDirectory() as place:
        corpus, data = Path(place) / "corpus", Path(place) / "var"
        make_corpus(articles, corpus, most, named=True)
        build(corpus, data)
        kb = KnowledgeBase.open(data)
        measure(kb, Report(record))
        kb.close()


if __name__ == "__main__":
    main()
