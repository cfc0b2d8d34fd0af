"""From the keys of gathered items to the documents and passages that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from indexer.catalogue.documents import Documents
from indexer.catalogue.topics import Topics
from indexer.errors import DocumentNotFoundError
from indexer.reading import read_outline
from indexer.reading import spots
from indexer.text import table_cells
from indexer.views import DocumentView
from indexer.views.material import Item
from indexer.views.material import Material
from indexer.views.material import Spot
from indexer.views.topics import TopicSort
from indexer.vocabulary import Vocabulary

_REMEMBERED: Final = 128  # documents whose parts are kept in memory
_PARAGRAPH: Final = re.compile(r"[^\s][^\n]*(?:\n[ \t]*[^\s][^\n]*)*")
_HEADING_MARK: Final = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)
_RULE: Final = re.compile(r"[|\s:-]+")  # between the head of a table and its rows, or a row of empty cells
_HEADING_LINE: Final = re.compile(r"^#{1,6}[ \t][^\n]*", re.MULTILINE)


class Gatherer:
    """The texts of one catalogue as material for lessons."""

    def __init__(self, documents: Documents, topics: Topics, vocabulary: Vocabulary) -> None:
        """Read documents from `documents`; the parts of a text are read once and remembered."""
        self._documents = documents
        self._topics = topics
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
        marks = self._topics.of_document(view.summary.id)
        if item.place is None:
            return Material(current, view, topics=marks.get("", ()))
        spot = self._parts(view.summary.id).get(item.place)
        if spot is None:
            return None
        own = marks.get(item.place, ())
        topics = own if any(mark.topic.sort is TopicSort.THEME for mark in own) else (*own, *marks.get("", ()))
        return Material(current, view, spot, _paragraphs(view.body[spot.start : spot.end]), topics)

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
        return {spot.id: spot for spot in spots(view.body, tasks)}


def _paragraphs(text: str) -> tuple[str, ...]:
    # A heading is a paragraph of its own, whatever stands on the line after it.
    parted = _HEADING_LINE.sub(lambda match: f"\n{match.group()}\n", text)
    found = (match.group() for match in _PARAGRAPH.finditer(_HEADING_MARK.sub("", parted)))
    return tuple(line for paragraph in found for line in _lines(paragraph))


def _lines(paragraph: str) -> Iterator[str]:
    """Yield a paragraph, or each row of a table: a paper and a slide have no use for its bars and rules."""
    rows = paragraph.split("\n")
    if not all(row.lstrip().startswith("|") for row in rows):
        yield paragraph
        return
    for row in (row.strip() for row in rows if not _RULE.fullmatch(row)):
        yield " | ".join(row[start:end] for start, end in table_cells(row) if end > start).replace("\\|", "|")
