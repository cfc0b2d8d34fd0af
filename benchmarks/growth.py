"""How questions slow down as a library grows, on Whoosh: from when on a build says that it has outgrown it.

`python -m benchmarks.growth DIR DATA...`: DIR in BEIR layout (`benchmarks.relevance`), each DATA an index that Whoosh
was built of a part of its articles (`benchmarks.corpora DIR TARGET --most N`). A question's time is its share that
does not grow and the postings it reads, which grow with the passages: a straight line through what was measured says
where it reaches 300 ms.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import click

from benchmarks.asking import read_questions
from benchmarks.asking import spread
from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import p95
from benchmarks.figures import record_option
from benchmarks.figures import seconds
from indexer.kb import KnowledgeBase
from indexer.search.engines import MOST_FOR_WHOOSH

_LONGEST_MS = 300.0


def measure(data: Path, asked: Sequence[str]) -> tuple[int, float]:
    """Return how many passages a library has, and the p95 of its questions in ms, all being warm."""
    kb = KnowledgeBase.open(data)
    for text in asked:
        kb.search(text)
    times = [seconds(lambda: kb.search(text)) for text in asked]  # noqa: B023 (called before `text` changes)
    passages = kb.counts().passages
    kb.close()
    return passages, round(p95(times) * 1000, 2)


def reaches(points: Sequence[tuple[int, float]], limit: float) -> int | None:
    """Return at how many passages the line through the last two of `points`, ordered by passages, reaches `limit`.

    None where the larger library was not the slower one: there is no line to go on.
    """
    (fewer, before), (more, after) = list(pairwise(points))[-1]
    if after <= before:
        return None
    return round(more + (limit - after) * (more - fewer) / (after - before))


@click.command()
@click.argument("articles", type=click.Path(path_type=Path, exists=True))
@click.argument("data", type=click.Path(path_type=Path, exists=True), nargs=-1, required=True)
@click.option("--questions", "most", default=200, show_default=True, help="that are timed, from all over them")
@record_option
def main(articles: Path, data: Sequence[Path], most: int, record: Path | None) -> None:
    """Ask the questions of ARTICLES of the libraries whose indexes lie in each DATA."""
    report = Report(record)
    asked = [question.text for question in spread(read_questions(articles), most)]
    points = sorted(measure(folder, asked) for folder in data)
    for passages, time in points:
        report.tell(told="kb.search's p95 on whoosh", passages=passages, ms=time)
    if len(points) > 1:
        told = {"ms_by_passages": {str(passages): time for passages, time in points}}
        reached = reaches(points, _LONGEST_MS)
        if reached is not None:
            report.say(Figure("whoosh-growth", reached, at_least=MOST_FOR_WHOOSH, unit="passages", details=told))


if __name__ == "__main__":
    main()
