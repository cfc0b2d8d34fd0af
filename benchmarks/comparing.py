"""How long two plans take to be compared, and whether four times the tasks take about four times as long.

`python -m benchmarks.comparing [--tasks N] [--record FILE]`: a plan of the sample plan's own tasks, over and over with
other words among them (so that none is there twice), and the plan of the year after: a tenth of the tasks gone, a tenth
new, a tenth in another place, a fifth in other words, every year one later.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import record_option
from benchmarks.figures import seconds
from indexer.build import build
from indexer.comparing import compare_texts
from indexer.kb import KnowledgeBase
from indexer.views import DocumentView
from indexer.views.comparing import PartState
from indexer.vocabulary import Vocabulary

_CORPUS = Path(__file__).parent.parent / "corpus"
_SECTION = 25  # tasks


def _tasks(view: DocumentView, number: int, chance: random.Random) -> list[str]:
    paragraphs = [text.lstrip("#-+. 0123456789IV") for text in view.body.split("\n\n")]
    words = sorted({word for text in paragraphs for word in text.split() if word.isalpha()})
    found = []
    for at in range(number):
        mixed = paragraphs[at % len(paragraphs)].split()[:80]
        for _ in range(len(mixed) // 3):
            mixed[chance.randrange(len(mixed))] = chance.choice(words)
        found.append(" ".join((*mixed, chance.choice(words), chance.choice(words))))
    return found


def _body(tasks: list[str]) -> str:
    sections = [tasks[at : at + _SECTION] for at in range(0, len(tasks), _SECTION)]
    printed = (f"### {number}. Nhóm nhiệm vụ {number}\n\n- " + "\n\n- ".join(listed)
               for number, listed in enumerate(sections, 1))  # fmt: skip
    return "## I. NHIỆM VỤ\n\n" + "\n\n".join(printed)


def _next_year(tasks: list[str], fresh: list[str], chance: random.Random) -> tuple[list[str], int]:
    kept = [task for task in tasks if chance.random() > 0.1]
    gone = len(tasks) - len(kept)
    for at in range(0, len(kept), 5):
        listed = kept[at].split()
        listed[len(listed) // 2] = "mới"
        kept[at] = " ".join(listed)
    for _ in range(len(kept) // 10):
        kept.insert(chance.randrange(len(kept)), kept.pop(chance.randrange(len(kept))))
    for task in fresh[: len(tasks) // 10]:
        kept.insert(chance.randrange(len(kept)), task)
    return [re.sub(r"\b2022\b", "2023", task) for task in kept], gone


def measure(view: DocumentView, vocabulary: Vocabulary, tasks: int) -> tuple[float, dict[str, object]]:
    """Return the seconds that two plans of so many tasks take, and what was found beside what was done."""
    chance = random.Random(7)
    listed = _tasks(view, tasks + tasks // 10, chance)
    after, gone = _next_year(listed[:tasks], listed[tasks:], chance)
    old, new = replace(view, body=_body(listed[:tasks])), replace(view, body=_body(after))
    took = min(seconds(lambda: compare_texts(old, new, vocabulary, None)) for _ in range(3))
    found = compare_texts(old, new, vocabulary, None)
    told: dict[str, object] = {
        "tasks": tasks,
        "letters": len(old.body) + len(new.body),
        "gone": [gone, found.count(PartState.GONE)],
        "new": [tasks // 10, found.count(PartState.NEW)],
    }
    return took, told


@click.command()
@click.option("--tasks", default=500, show_default=True, type=click.IntRange(50, 2000), help="Tasks of each plan.")
@record_option
def main(tasks: int, record: Path | None) -> None:
    """Measure how long comparing takes, and four times as much of it."""
    with TemporaryDirectory() as folder:
        build(_CORPUS, Path(folder) / "var")
        kb = KnowledgeBase.open(Path(folder) / "var")
        view, vocabulary = kb.document(kb.plans()[0].document.id), kb.vocabulary
        kb.close()
    report = Report(record)
    once, told = measure(view, vocabulary, tasks)
    report.say(Figure("comparing.plans", round(once, 3), at_most=0.5, unit="s", details=told))
    fourfold, told = measure(view, vocabulary, 4 * tasks)
    report.say(Figure("comparing.fourfold", round(fourfold / once, 2), at_most=6, details=told))


if __name__ == "__main__":
    main()
