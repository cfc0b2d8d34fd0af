"""What a review asks of the library, each question once, and how far an answer can be relied on."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from typing import Protocol

from indexer.citations import DocumentLookup
from indexer.citations import DocumentRecord
from indexer.errors import DocumentNotFoundError
from indexer.model import Reading
from indexer.model import Standing
from indexer.views import DocumentSummary
from indexer.views import DocumentView
from indexer.views.review import Certainty

# Readings on which a finding may rest alone; a citing text's word ("stated" elsewhere) is not the document's own.
_SEEN = frozenset({Standing.VERIFIED})


class Library(Protocol):
    """Documents by id."""

    def view(self, document: str) -> DocumentView:
        """Return everything known of a document; raise DocumentNotFoundError where there is none with this id."""
        ...


class Records:
    """The library as a review sees it: every answer is remembered, so that a long draft asks for each document once."""

    def __init__(
        self,
        lookup: DocumentLookup,
        library: Library,
        numbered: Callable[[str, str], Sequence[DocumentSummary]],
    ) -> None:
        """Take the lookup by which citations are resolved, the documents, and the documents of a kind and term."""
        self._lookup = lookup
        self._library = library
        self._numbered = numbered
        self._keys: dict[tuple[str, str], Sequence[DocumentRecord]] = {}
        self._kinds: dict[str, Sequence[DocumentRecord]] = {}
        self._views: dict[str, DocumentView | None] = {}
        self._series: dict[tuple[str, str], Sequence[DocumentSummary]] = {}

    def by_key(self, strength: str, key: str) -> Sequence[DocumentRecord]:
        """Return the documents filed under a number's key of that strength."""
        if (strength, key) not in self._keys:
            self._keys[strength, key] = self._lookup.by_key(strength, key)
        return self._keys[strength, key]

    def named(self, kind: str) -> Sequence[DocumentRecord]:
        """Return the documents of a kind (id) that texts may name without a number."""
        if kind not in self._kinds:
            self._kinds[kind] = self._lookup.named(kind)
        return self._kinds[kind]

    def view(self, document: str | None) -> DocumentView | None:
        """Return everything known of a document, None where the library has no record of it."""
        if document is None:
            return None
        if document not in self._views:
            try:
                self._views[document] = self._library.view(document)
            except DocumentNotFoundError:
                self._views[document] = None
        return self._views[document]

    def numbered(self, kind: str, term: str) -> Sequence[DocumentSummary]:
        """Return the documents of a kind (id) that were numbered in a term (id)."""
        if (kind, term) not in self._series:
            self._series[kind, term] = self._numbered(kind, term)
        return self._series[kind, term]


def readings(view: DocumentView, field: str) -> tuple[Reading, ...]:
    """Return the readings of a field of the record, the preferred one first."""
    return next((shown.readings for shown in view.fields if shown.name == field), ())


def seen(view: DocumentView, field: str) -> bool:
    """Tell whether the field's preferred reading was seen: in the document itself, or on a public page."""
    known = readings(view, field)
    if not known or not view.summary.described:
        return False
    return known[0].standing in _SEEN or (known[0].standing is Standing.STATED and not known[0].source)


def certainty(view: DocumentView, field: str) -> Certainty:
    """Return how far the preferred reading can be relied on: not fully where it was not seen, or sources differ."""
    disputed = len({reading.value for reading in readings(view, field)}) > 1
    return Certainty.SURE if seen(view, field) and not disputed else Certainty.CHECK


def source(view: DocumentView, field: str) -> str:
    """Return where the preferred reading comes from, in words for a list."""
    known = readings(view, field)
    if not known:
        return ""
    return known[0].source or "Hồ sơ văn bản trong kho"
