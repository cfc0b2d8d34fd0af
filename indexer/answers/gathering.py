"""From the keys of gathered items to the documents and passages that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from indexer.catalogue.documents import Documents
from indexer.errors import DocumentNotFoundError
from indexer.model import Level
from indexer.model import Task
from indexer.reading import place_names
from indexer.reading import read_outline
from indexer.text import collapse_blanks
from indexer.views import DocumentView
from indexer.views.material import Item
from indexer.views.material import Material
from indexer.views.material import Spot
from indexer.vocabulary import Vocabulary

_REMEMBERED: Final = 128  # documents whose parts are kept in memory
_PARAGRAPH: Final = re.compile(r"[^\s][^\n]*(?:\n[ \t]*[^\s][^\n]*)*")
_HEADING_MARK: Final = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)
_HEADING_LINE: Final = re.compile(r"^#{1,6}[ \t][^\n]*", re.MULTILINE)


class Gatherer:
    """The texts of one catalogue as material for lessons."""

    def __init__(self, documents: Documents, vocabulary: Vocabulary) -> None:
        """Read documents from `documents`; the parts of a text are read once and remembered."""
        self._documents = documents
        self._vocabulary = vocabulary
        self._parts = lru_cache(maxsize=_REMEMBERED)(self._read_parts)

    def spots(self, document: str) -> tuple[Spot, ...]:
        """Return the parts of a document's held text in reading order; paragraphs where it has no other parts.

        Raises:
            DocumentNotFoundError: there is none with this id.
        """
        return tuple(self._parts(document).values())

    def material(self, items: Iterable[Item]) -> tuple[Material | None, ...]:
        """Return what the library holds of each item, None for one that is not, or no longer, there."""
        views: dict[str, DocumentView | None] = {}
        return tuple(self._material(item, views) for item in items)

    def _material(self, item: Item, views: dict[str, DocumentView | None]) -> Material | None:
        if item.document not in views:
            views[item.document] = self._view(item.document)
        view = views[item.document]
        if view is None:
            return None
        current = Item(view.summary.id, item.place)
        if item.place is None:
            return Material(current, view)
        spot = self._parts(view.summary.id).get(item.place)
        return None if spot is None else Material(current, view, spot, _paragraphs(view.body[spot.start : spot.end]))

    def _view(self, document: str) -> DocumentView | None:
        current = self._documents.current_id(document)
        if current is None:
            return None
        try:
            return self._documents.view(current)
        except DocumentNotFoundError:
            return None

    def _read_parts(self, document: str) -> Mapping[str, Spot]:
        view = self._documents.view(document)
        issuer = view.summary.issuer.id if view.summary.issuer else None
        tasks = read_outline(view.body, self._vocabulary, issuer).tasks if view.body.strip() else ()
        parted = any(task.level is not Level.PREAMBLE for task in tasks)
        spots = _tasks(tasks) if parted else _whole_paragraphs(view.body)
        return {spot.id: spot for spot in spots}


def _tasks(tasks: tuple[Task, ...]) -> Iterator[Spot]:
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


def _whole_paragraphs(body: str) -> Iterator[Spot]:
    blanked = _HEADING_LINE.sub(lambda match: " " * len(match.group()), body)
    for number, match in enumerate(_PARAGRAPH.finditer(blanked), 1):
        yield Spot(f"d{number}", f"đoạn {number}", match.start(), match.end())


def _paragraphs(text: str) -> tuple[str, ...]:
    # A heading is a paragraph of its own, whatever stands on the line after it.
    parted = _HEADING_LINE.sub(lambda match: f"\n{match.group()}\n", text)
    return tuple(match.group() for match in _PARAGRAPH.finditer(_HEADING_MARK.sub("", parted)))
