"""Answers a question: the documents of its numbers first, then what is found by its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Final

from indexer.catalogue.reader import Catalogue
from indexer.numbering import number_documents
from indexer.search.engines import Engine
from indexer.search.engines import ExactValue
from indexer.search.engines import Filter
from indexer.search.engines import ValueRange
from indexer.search.engines import open_engine
from indexer.search.results import FoundDocument
from indexer.search.results import search
from indexer.search.snippets import snippet
from indexer.search.tables import SqlitePassageStore
from indexer.search.understand import Question
from indexer.search.understand import understand
from indexer.views import CitingPlace
from indexer.views import DocumentSummary
from indexer.views import Filters
from indexer.views import Hit
from indexer.views import SearchResult

_NUMBER_SCORE: Final = 10_000.0  # above every score by words
_LETTER: Final = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class _Found:
    document: str
    passage: str
    score: float
    why: str


class Finder:
    """Searches one generation; safe to be asked by several threads."""

    def __init__(self, catalogue: Catalogue, engine: str, index: Path) -> None:
        """Remember where the text index lies; the first question by words opens it."""
        self._catalogue = catalogue
        self._engine_name = engine
        self._index = index
        self._engine: Engine | None = None
        self._lock = Lock()

    def close(self) -> None:
        """Let go of the text index."""
        with self._lock:
            if self._engine is not None:
                self._engine.close()
                self._engine = None

    def search(self, query: str, filters: Filters, limit: int, offset: int, order: str) -> SearchResult:
        """Return the documents found for `query`, at most `limit` of them from the `offset`-th on."""
        question = understand(query, self._catalogue.vocabulary)
        found, exact = self._found(question, filters)
        if order == "date":
            rank = {document: at for at, document in enumerate(self._catalogue.lists.newest_first(_ids(found)))}
            found.sort(key=lambda item: rank[item.document])
        return SearchResult(
            query=query,
            understood=question.understood(),
            total=len(found),
            total_is="exact" if exact else "best",
            hits=tuple(self._hits(found[offset : offset + limit], question)),
            facets=self._catalogue.lists.facets_of(_ids(found)),
        )

    def _found(self, question: Question, filters: Filters) -> tuple[list[_Found], bool]:
        if not question.words and not question.numbers:
            listed = self._catalogue.lists.filtered(filters) if filters != Filters() else []
            return [_Found(document, document, 0.0, "filter") for document in listed], True
        numbered = self._by_numbers(question, filters)
        known = {item.document for item in numbered}
        only_number = bool(numbered) and _is_only_number(question)
        if only_number:
            # Whoever asks for one document wants no text that merely shares "nghị quyết" or "TW" with its number.
            question = replace(question, phrases=((0, len(question.words)),))
        by_words = [
            _Found(item.document, item.passage, item.score, item.why) for item in self._by_words(question, filters)
        ]
        return numbered + [item for item in by_words if item.document not in known], only_number

    def _by_numbers(self, question: Question, filters: Filters) -> list[_Found]:
        documents: dict[str, None] = {}
        for number in question.numbers:
            _strength, found = number_documents(number, self._catalogue.documents)
            documents |= dict.fromkeys(document.id for document in found)
        passing = self._catalogue.lists.passing(documents, filters)
        return [_Found(document, document, _NUMBER_SCORE, "number") for document in documents if document in passing]

    def _by_words(self, question: Question, filters: Filters) -> Sequence[FoundDocument]:
        with self._catalogue.connection() as connection:
            return search(
                question, SqlitePassageStore(connection), self._open_engine(), filters=list(_engine_filters(filters))
            )

    def _open_engine(self) -> Engine:
        with self._lock:
            if self._engine is None:
                self._engine = open_engine(self._engine_name, self._index)
            return self._engine

    def _hits(self, found: Sequence[_Found], question: Question) -> Iterator[Hit]:
        documents = self._catalogue.documents.summaries(_ids(found))
        passages = self._catalogue.passages([item.passage for item in found])
        for item in found:
            document = documents[item.document]
            passage, place_name = passages[item.passage]
            citing = self._citing(document, question) if item.why == "cited" else None
            if citing is not None:
                yield Hit(
                    document,
                    item.passage,
                    citing.place,
                    citing.task,
                    item.score,
                    snippet(citing.sentence.text, question),
                    item.why,
                    citing.plan.id,
                )
                continue
            text = passage.text
            if passage.is_card and passage.headings and item.why != "number":
                text = passage.headings[0]
            task = passage.place if document.is_plan else None
            yield Hit(
                document,
                item.passage,
                place_name,
                task,
                item.score,
                snippet(text, question),
                item.why,
                document.id if document.is_plan else None,
            )

    def _citing(self, document: DocumentSummary, question: Question) -> CitingPlace | None:
        places = list(self._catalogue.documents.citing_places(document.id))
        return max(places, key=lambda place: len(snippet(place.sentence.text, question).marks), default=None)


def _ids(found: Iterable[_Found]) -> list[str]:
    return [item.document for item in found]


def _is_only_number(question: Question) -> bool:
    rest = question.text
    for number in reversed(question.numbers):
        rest = rest[: number.start] + rest[number.end :]
    return _LETTER.search(rest) is None


def _engine_filters(filters: Filters) -> Iterator[Filter]:
    for name in ("kind", "organ", "year", "term"):
        value = getattr(filters, name)
        if value is not None:
            yield ExactValue(name, value)
    for name in ("held", "cited"):
        wanted = getattr(filters, name)
        if wanted is not None:
            yield ExactValue(name, "yes" if wanted else "no")
    if filters.issued_from is not None or filters.issued_to is not None:
        yield ValueRange("issued", filters.issued_from, filters.issued_to)
