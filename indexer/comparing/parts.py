"""A held text cut into the parts that are compared, so that every word stands in exactly one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indexer.model import Level
from indexer.model import Task
from indexer.reading import place_names
from indexer.reading import read_parts
from indexer.views import DocumentView
from indexer.vocabulary import Vocabulary

_HEADING_MARK: Final = re.compile(r"^[ \t]*#{1,6}(?:[ \t]+|$)", re.MULTILINE)
_EMPHASIS: Final = re.compile(r"(?<!\()\*{1,3}|\*{1,3}(?!\))")  # a footnote's "(*)" is none
_BLANKS: Final = re.compile(r"\s+")
_PARAGRAPH: Final = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")
_ARTICLE: Final = "điều "


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text. `text` are its words without marker; `parent` is the place in the list of the one above it."""

    id: str
    place: str
    marker: str
    heading: str
    text: str
    depth: int
    parent: int | None
    counted: bool  # its marker counts: a bullet's does not


@dataclass(frozen=True, slots=True)
class Cut:
    """A text as its parts in reading order, with what stands above and below all of them."""

    head: str
    parts: tuple[Part, ...]
    foot: str


class Text:
    """A document's text with its tree, ready to be cut in one way or another."""

    def __init__(self, view: DocumentView, vocabulary: Vocabulary) -> None:
        self.body = view.body
        self._tasks = read_parts(view.body, vocabulary)
        self._places = place_names(self._tasks)

    @property
    def has_articles(self) -> bool:
        """Whether the text has Điều."""
        return any(_is_article(task) for task in self._tasks)

    @property
    def has_parts(self) -> bool:
        """Whether the text has parts at all: markers or headings."""
        return any(task.level is not Level.PREAMBLE for task in self._tasks)

    def cut(self, *, by_article: bool) -> Cut:
        """Return the text's parts: its tasks in their own words, or (`by_article`) each Điều as a whole."""
        if not self.has_parts:
            return Cut("", tuple(_paragraphs(self.body)), "")
        tasks = _without_inner(self._tasks) if by_article else self._tasks
        ends = [*(task.start for task in tasks[1:]), max(task.end for task in tasks)]
        return Cut(
            head=plain(self.body[: tasks[0].start]),
            parts=tuple(self._parts(tasks, ends)),
            foot=plain(self.body[ends[-1] :]),
        )

    def _parts(self, tasks: Sequence[Task], ends: Sequence[int]) -> Iterator[Part]:
        at = {task.id: number for number, task in enumerate(tasks)}
        depths: dict[str, int] = {}
        for task, end in zip(tasks, ends, strict=True):
            depths[task.id] = depths[task.parent] + 1 if task.parent in depths else 0
            marked = self.body.startswith(task.marker, task.start)
            yield Part(
                id=task.id,
                place=self._places[task.id],
                marker=task.marker if marked else "",
                heading=task.heading,
                text=plain(self.body[task.start + (len(task.marker) if marked else 0) : end]),
                depth=depths[task.id],
                parent=at.get(task.parent or ""),
                counted=task.level not in (Level.BULLET, Level.PREAMBLE),
            )


def plain(text: str) -> str:
    """Return corpus text as people read it: without marks of headings and emphasis, a line for each paragraph."""
    unmarked = _EMPHASIS.sub("", _HEADING_MARK.sub("", text))
    return _BLANKS.sub(lambda blanks: "\n" if "\n" in blanks[0] else blanks[0], unmarked).strip()


def _is_article(task: Task) -> bool:
    return task.marker.lower().startswith(_ARTICLE)


def _without_inner(tasks: Sequence[Task]) -> list[Task]:
    """Return the tasks that stand in no article: articles, and what stands above and between them."""
    inner: set[str] = set()
    kept = []
    for task in tasks:
        if task.parent in inner:
            inner.add(task.id)
            continue
        kept.append(task)
        if _is_article(task):
            inner.add(task.id)
    return kept


def _paragraphs(body: str) -> Iterator[Part]:
    for number, match in enumerate(_PARAGRAPH.finditer(body), 1):
        text = plain(match.group())
        yield Part(f"d{number}", f"đoạn {number}", "", text, text, 0, None, counted=False)
