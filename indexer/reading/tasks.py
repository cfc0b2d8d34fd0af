"""Tasks from the nodes of a tree: their own words, the organs and times named there, offsets of the source."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from typing import TypeVar

from indexer.model import Deadline
from indexer.model import DeadlineKind
from indexer.model import OrganMention
from indexer.model import Span
from indexer.model import Task
from indexer.reading.annexes import AnnexTask
from indexer.reading.deadlines import DeadlineReader
from indexer.reading.nodes import Node
from indexer.reading.organs import OrganReader
from indexer.reading.organs import TaskWords
from indexer.reading.quotes import quoted_spans
from indexer.text import NormalizedText

Mention = TypeVar("Mention", OrganMention, Deadline)

# Heading marks, emphasis and blanks that stand between a task's own words and its first child.
_BETWEEN: Final = "#*_ \t\r\n"


def own_spans(tasks: Sequence[Task]) -> dict[str, Span]:
    """Return by id where each task's own words stand: from its marker to its first child, or to its end.

    Blanks and Markdown's heading marks before the child are left out. Offsets are those of the tasks.
    """
    ends: dict[str, int] = {}
    for task in tasks:
        if task.parent is not None:
            ends.setdefault(task.parent, task.start)
    spans = {}
    for task in tasks:
        own = task.text[: ends.get(task.id, task.end) - task.start]
        length = len(own.rstrip(_BETWEEN)) if task.id in ends else len(own)
        spans[task.id] = Span(task.start, task.start + length)
    return spans


def words_of(nodes: Sequence[Node], text: str) -> list[TaskWords]:
    """Return what each node of a tree over `text` says itself, in order."""
    first_children: dict[str, Node] = {}
    for node in nodes:
        if node.parent is not None:
            first_children.setdefault(node.parent, node)
    words = []
    for node in nodes:
        child = first_children.get(node.id)
        own = text[node.start : child.start if child else node.end].rstrip(_BETWEEN)
        begin = _content_start(node, text)
        heading = Span(begin - node.start, min(node.headline_end - node.start, len(own)))
        imperative = own[heading.end :].strip()
        if not imperative and child is not None:
            imperative = text[_content_start(child, text) : child.headline_end]
        words.append(TaskWords(own, heading, quoted_spans(own), imperative))
    return words


def make_tasks(nodes: Iterable[Node], source: str, normalized: NormalizedText) -> tuple[Task, ...]:
    """Return the tasks of a tree, with offsets into `source`, of which `normalized` is the normal form."""
    tasks = []
    for node in nodes:
        start, end = normalized.original(node.start, node.end)
        marker = node.marker.printed if node.marker else ""
        tasks.append(Task(node.id, node.level, marker, node.heading, source[start:end], start, end, node.parent))
    return tuple(tasks)


def add_mentions(
    tasks: Iterable[Task],
    nodes: Iterable[Node],
    words: Iterable[TaskWords],
    source: str,
    normalized: NormalizedText,
    organs: OrganReader,
    deadlines: DeadlineReader,
) -> tuple[Task, ...]:
    """Return `tasks` with the organs and times that each names itself; `nodes` and `words` are theirs, in order."""
    found = []
    for task, node, said in zip(tasks, nodes, words, strict=True):
        named = tuple(_placed(item, node.start, source, normalized) for item in organs.read(said))
        times = tuple(_placed(item, node.start, source, normalized) for item in deadlines.read(said.text, said.quoted))
        found.append(replace(task, organs=named, deadlines=times))
    return tuple(found)


def add_cells(
    task: Task,
    found: AnnexTask,
    text: str,
    source: str,
    normalized: NormalizedText,
    organs: OrganReader,
    deadlines: DeadlineReader,
) -> Task:
    """Return the task of an annex's row with the organs and times of its cells; `text` is the normal form."""
    named = [
        _placed(item, cell.start, source, normalized)
        for part, cell in found.organs.items()
        for item in organs.listed(text[cell.start : cell.end], part)
    ]
    times: tuple[Deadline, ...] = ()
    if found.times is not None:
        cell = text[found.times.start : found.times.end]
        read = deadlines.read(cell, ()) or (Deadline(cell, 0, len(cell), DeadlineKind.DEADLINE),)
        times = tuple(_placed(item, found.times.start, source, normalized) for item in read)
    return replace(task, organs=tuple(sorted(named, key=lambda item: item.start)), deadlines=times)


def _placed(mention: Mention, offset: int, source: str, normalized: NormalizedText) -> Mention:
    start, end = normalized.original(offset + mention.start, offset + mention.end)
    return replace(mention, text=source[start:end], start=start, end=end)


def _content_start(node: Node, text: str) -> int:
    """Return where the words after the node's marker begin."""
    begin = node.marker.end if node.marker else node.start
    while begin < node.end and text[begin] in _BETWEEN:
        begin += 1
    return begin
