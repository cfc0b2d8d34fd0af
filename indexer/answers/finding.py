"""Answers a question: the documents of its numbers first, then what is found by its words."""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Final

from indexer.answers.numbering import number_documents
from indexer.catalogue.reader import Catalogue
from indexer.errors.searching import SearchServerError
from indexer.search.corrections import Correction
from indexer.search.corrections import correct
from indexer.search.engines import AnyValue
from indexer.search.engines import Engine
from indexer.search.engines import ExactValue
from indexer.search.engines import Filter
from indexer.search.engines import ValueRange
from indexer.search.engines import open_engine
from indexer.search.results import excluded_cards
from indexer.search.results import search
from indexer.search.snippets import snippet
from indexer.search.tables import SqlitePassageStore
from indexer.search.terms import WEIGHTS
from indexer.search.terms import Weights
from indexer.search.understand import Question
from indexer.search.understand import understand
from indexer.text import fold
from indexer.views import CitingPlace
from indexer.views import DocumentSummary
from indexer.views import Filters
from indexer.views import Hit
from indexer.views import SearchResult

_NUMBER_SCORE: Final = 10_000.0  # above every score by words
_YEAR_BOOST: Final = 1.5  # of documents of a year that stands beside a kind
_NUMBERS_IN_TEXT: Final = 5  # distinct numbers for which texts are searched when a question names only a number
_MENTIONING: Final = replace(WEIGHTS, title=1)  # headings above it do not make a place mention a number the more
_LETTER: Final = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class _Found:
    document: str
    passage: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class _Matching:
    """What answers a question. `in_part`: some of its words were left out, or it would have taken too long.

    `resting`: the text engine's server does not answer, so that nothing was found by words.
    """

    found: list[_Found]
    exact: bool = False
    in_part: bool = False
    resting: bool = False


class Finder:
    """Searches one generation; safe to be asked by several threads."""

    def __init__(self, catalogue: Catalogue, engine: str, index: Path) -> None:
        """Remember where the text index lies; the first question by words opens it."""
        self._catalogue = catalogue
        self._engine_name = engine
        self._index = index
        self._engine: Engine | None = None
        self._lock = Lock()
        self.unanswered = 0  # searches by words so far that found no server: their answers are not to be kept

    def close(self) -> None:
        """Let go of the text index."""
        with self._lock:
            if self._engine is not None:
                self._engine.close()
                self._engine = None

    def search(
        self, query: str, filters: Filters, limit: int, offset: int, order: str, within: str = ""
    ) -> SearchResult:
        """Return the documents found for `query`, at most `limit` of them from the `offset`-th on.

        `within`: what is looked for in what was found.
        """
        question = understand(query, self._catalogue.vocabulary)
        matching = self._found(question, filters)
        correction = None if matching.resting else self._correction(question)
        corrected = None
        if correction is not None and (correction.certain or not matching.found):
            # Words that stand nowhere find nothing: what they most likely mean is searched, and said.
            question, corrected = understand(correction.text, self._catalogue.vocabulary), correction.text
            matching = self._found(question, filters)
        found, resting = matching.found, matching.resting
        inner = understand(within, self._catalogue.vocabulary)
        if inner.words or inner.filters:
            holding = self._holding(inner, found)
            found, resting = holding.found, resting or holding.resting
        if order == "date":
            rank = {document: at for at, document in enumerate(self._catalogue.lists.newest_first(_ids(found)))}
            found.sort(key=lambda item: rank[item.document])
        return SearchResult(
            query=query,
            understood=replace(question.understood(), corrected=corrected, in_part=matching.in_part),
            total=len(found),
            total_is="exact" if matching.exact else "best",
            hits=tuple(self._hits(found[offset : offset + limit], question)),
            facets=self._catalogue.lists.facets_of(_ids(found)),
            suggestion=correction.text if correction is not None else None,
            resting=resting,
        )

    def _correction(self, question: Question) -> Correction | None:
        if not question.words:
            return None
        with self._catalogue.connection() as connection:
            return correct(question, SqlitePassageStore(connection))

    def _found(self, question: Question, filters: Filters) -> _Matching:
        matching = self._matching(question, filters)
        found = matching.found
        if question.excluded and found:
            with self._catalogue.connection() as connection:
                without = excluded_cards(question, SqlitePassageStore(connection), _ids(found))
            found = [item for item in found if item.document not in without]
        return replace(matching, found=self._with_years_first(found, question))

    def _matching(self, question: Question, filters: Filters) -> _Matching:
        if not question.words and not question.numbers:
            asked = filters != Filters() or bool(question.filters)
            listed = self._catalogue.lists.filtered(filters, question.narrowed) if asked else []
            return _Matching([_Found(document, document, 0.0, "filter") for document in listed], exact=True)
        numbered = self._by_numbers(question, filters)
        known = {item.document for item in numbered}
        if numbered and _is_only_number(question):
            # Whoever asks for one document wants no text that merely shares "nghị quyết" or "TW" with its number.
            mentioning = self._mentioning(question, numbered, filters)
            return replace(mentioning, found=numbered + mentioning.found)
        by_words = self._by_words(question, filters)
        found = numbered + [item for item in by_words.found if item.document not in known]
        return replace(by_words, found=found)

    def _holding(self, inner: Question, found: Sequence[_Found]) -> _Matching:
        """Return those of `found` that hold every word of `inner`, and pass its filters."""
        each = tuple((at, at + 1) for at in range(len(inner.words)))
        whole = replace(inner, phrases=inner.phrases or each)
        matching = self._matching(replace(whole, numbers=()), Filters())
        holding = {item.document for item in matching.found}
        return replace(matching, found=[item for item in found if item.document in holding])

    def _with_years_first(self, found: list[_Found], question: Question) -> list[_Found]:
        """Let documents of a year that stands beside a kind come first: of a list, or as far as words allow."""
        ranked = list(found)
        for year in question.years:
            of_year = self._catalogue.lists.passing(_ids(ranked), Filters(year=year))
            ranked = [
                replace(item, score=item.score * _YEAR_BOOST) if item.document in of_year else item for item in ranked
            ]
            ranked.sort(key=lambda item: (item.why == "number", item.score, item.document in of_year), reverse=True)
        return ranked

    def _mentioning(self, asked: Question, numbered: Sequence[_Found], filters: Filters) -> _Matching:
        """Return the documents whose text holds the very number of one of `numbered`, these left out."""
        known = {item.document for item in numbered}
        documents = self._catalogue.documents.summaries(_ids(numbered))
        numbers = dict.fromkeys(documents[item.document].number for item in numbered)
        found: dict[str, _Found] = {}
        resting = False
        for number in [number for number in numbers if number is not None][:_NUMBERS_IN_TEXT]:
            question = understand(number, self._catalogue.vocabulary)
            whole = replace(question, phrases=((0, len(question.words)),), filters=asked.filters)
            by_words = self._by_words(whole, filters, _MENTIONING)
            resting |= by_words.resting
            for item in by_words.found:
                found.setdefault(item.document, item)
        mentioning = [item for item in found.values() if item.document not in known]
        return _Matching(mentioning, exact=True, resting=resting)

    def _by_numbers(self, question: Question, filters: Filters) -> list[_Found]:
        documents: dict[str, None] = {}
        for number in question.numbers:
            _strength, found = number_documents(number, self._catalogue.documents)
            # The one that a held plan cites is most likely meant; then the newest.
            found.sort(key=lambda document: not document.citations)
            documents |= dict.fromkeys(document.id for document in found)
        passing = self._catalogue.lists.passing(documents, filters, question.narrowed)
        return [_Found(document, document, _NUMBER_SCORE, "number") for document in documents if document in passing]

    def _by_words(self, question: Question, filters: Filters, weights: Weights = WEIGHTS) -> _Matching:
        wanted = [*_engine_filters(filters)]
        for item in question.narrowed:
            if item.values and item.name != "task":
                wanted.append(AnyValue(item.name, item.values))
            elif not item.values:
                wanted.append(ValueRange("issued", item.lowest, item.highest))
        with self._catalogue.connection() as connection:
            store = SqlitePassageStore(connection)
            try:
                by_words = search(question, store, self._open_engine(), filters=wanted, weights=weights)
            except SearchServerError:
                self.unanswered += 1
                return _Matching([], resting=True)
        tasks = [item for item in question.narrowed if item.name == "task"]
        documents = [item.document for item in by_words.documents]
        passing = self._catalogue.lists.passing(documents, Filters(), tasks)
        found = [
            _Found(item.document, item.passage, item.score, item.why)
            for item in by_words.documents
            if item.document in passing
        ]
        return _Matching(found, in_part=by_words.in_part)

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
            passage, place = passages[item.passage]
            text = passage.text
            task, plan = (passage.place, document.id) if document.is_plan else (None, None)
            citing = self._best_citing(document, question) if item.why == "cited" else None
            if citing is not None:
                # A card is found by the sentences that cite the document: the one that fits best is shown.
                text, place, task, plan = citing.sentence.text, citing.place, citing.task, citing.plan.id
            elif item.why == "title" and passage.headings:
                text = _best(passage.headings, question)
            excerpt = snippet(text, question)
            yield Hit(document, item.passage, place, task, item.score, excerpt, item.why, plan)

    def _best_citing(self, document: DocumentSummary, question: Question) -> CitingPlace | None:
        places = {place.sentence.text: place for place in self._catalogue.documents.citing_places(document.id)}
        return places[_best(places, question)] if places else None


def _best(texts: Collection[str], question: Question) -> str:
    """Return the first of `texts` that holds the most of the question's words, neighbours counting twice."""
    if len(texts) == 1:
        return next(iter(texts))
    words = [word.folded for word in question.words]
    wanted = {*words, *(" ".join(pair) for pair in pairwise(words))}

    def held(text: str) -> int:
        folded = fold(text)
        return sum(piece in folded for piece in wanted)

    return max(texts, key=held)


def _ids(found: Iterable[_Found]) -> list[str]:
    return [item.document for item in found]


def _is_only_number(question: Question) -> bool:
    rest = question.plain
    for number in reversed(question.numbers):
        rest = rest[: number.start] + rest[number.end :]
    return _LETTER.search(rest) is None


def _engine_filters(filters: Filters) -> Iterator[Filter]:
    for name in ("kind", "organ", "year", "term", "theme", "programme"):
        value = getattr(filters, name)
        if value is not None:
            yield ExactValue(name, value)
    for name in ("held", "cited"):
        wanted = getattr(filters, name)
        if wanted is not None:
            yield ExactValue(name, "yes" if wanted else "no")
    if filters.issued_from is not None or filters.issued_to is not None:
        yield ValueRange("issued", filters.issued_from, filters.issued_to)
