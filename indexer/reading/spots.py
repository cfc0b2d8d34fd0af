"""The parts of a held text that can be named and gathered: its tasks, points and articles, else its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Final

from indexer.model import Level
from indexer.model import Task
from indexer.reading.places import place_names
from indexer.text import collapse_blanks
from indexer.views.material import Spot

_PARAGRAPH: Final = re.compile(r"[^\s][^\n]*(?:\n[ \t]*[^\s][^\n]*)*")
_HEADING_LINE: Final = re.compile(r"^#{1,6}[ \t][^\n]*", re.MULTILINE)


def spots(body: str, tasks: Sequence[Task]) -> Iterator[Spot]:
    """Yield the parts of `body`, whose outline has `tasks`, in reading order; paragraphs where it has no others."""
    yield from _tasks(tasks) if is_parted(tasks) else paragraph_spots(body)


def is_parted(tasks: Sequence[Task]) -> bool:
    """Tell whether a text with these tasks has parts besides its paragraphs."""
    return any(task.level is not Level.PREAMBLE for task in tasks)


def _tasks(tasks: Sequence[Task]) -> Iterator[Spot]:
    by_id = {task.id: task for task in tasks}
    names = place_names(tasks)
    for task in tasks:
        yield Spot(task.id, names[task.id], task.start, task.end, _headings(task, by_id))


def _headings(task: Task, by_id: Mapping[str, Task]) -> tuple[str, ...]:
    found: list[str] = []
    parent = by_id.get(task.parent or "")
    while parent is not None:
        found.insert(0, collapse_blanks(f"{parent.marker} {parent.heading}"))
        parent = by_id.get(parent.parent or "")
    return tuple(found)


def paragraph_spots(body: str) -> Iterator[Spot]:
    """Yield the paragraphs of `body`, headings left out: "d1" "đoạn 1", "d2" "đoạn 2" ..."""
    blanked = _HEADING_LINE.sub(lambda match: " " * len(match.group()), body)
    for number, match in enumerate(_PARAGRAPH.finditer(blanked), 1):
        yield Spot(f"d{number}", f"đoạn {number}", match.start(), match.end())
