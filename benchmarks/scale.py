"""How the program does with a large library: each figure is one JSON line with its ratio and limit.

`python -m benchmarks.scale DIR [--most N] [--engine whoosh --engine tantivy] [--megabytes M]`, DIR in BEIR layout
(`benchmarks.relevance`): segmenting, full build, a rebuild after one change (`benchmarks.building`), and questions
(`benchmarks.asking`), all beside their peers in the same run. pyvi's own speed is measured on M megabytes of distinct
lines and counted up to the whole text.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.asking import pruning
from benchmarks.asking import questions
from benchmarks.asking import read_questions
from benchmarks.asking import say_times
from benchmarks.asking import spread
from benchmarks.building import builds
from benchmarks.building import segmentation
from benchmarks.corpora import make_corpus
from benchmarks.figures import Report
from benchmarks.figures import record_option
from indexer.search.engines import LOCAL_ENGINES
from indexer.store import load_corpus


def _lines(corpus: Path) -> Iterator[str]:
    for document in load_corpus(corpus).documents.values():
        yield from (line for line in document.body.split("\n") if line.strip())


@click.command()
@click.argument("articles", type=click.Path(path_type=Path, exists=True))
@click.option("--most", type=int, default=None, help="only so many articles")
@click.option("--engine", "engines", multiple=True, default=LOCAL_ENGINES, show_default=True)
@click.option("--megabytes", default=10.0, show_default=True, help="of text for pyvi's own speed")
@click.option("--questions", "most_asked", default=100, show_default=True, help="that are timed")
@record_option
def main(
    articles: Path, most: int | None, engines: Sequence[str], megabytes: float, most_asked: int, record: Path | None
) -> None:
    """Measure with the ARTICLES as a library."""
    report = Report(record)
    with tempfile.TemporaryDirectory() as place:
        corpus = Path(place) / "corpus"
        report.tell(told="library", articles=make_corpus(articles, corpus, most), cores=os.cpu_count())
        lines = list(_lines(corpus))
        stock_s = sum(map(len, lines)) / segmentation(lines, megabytes, report)
        report.tell(told="pyvi's own segmenting of all", s=round(stock_s, 1))
        asked = read_questions(articles)
        timed = [question.text for question in spread(asked, most_asked)]
        for engine in engines:
            data = Path(place) / engine
            builds(corpus, data, engine, stock_s, report)
            say_times(questions(data, engine, timed), engine, report)
            pruning(data, engine, asked, report)
            shutil.rmtree(data)


if __name__ == "__main__":
    main()
