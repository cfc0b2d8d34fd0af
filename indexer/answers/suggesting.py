"""Suggestions while a question is typed: documents by number or title, organs and topics by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from indexer.catalogue.reader import Catalogue
from indexer.numbers import parse_number
from indexer.search.suggest import SuggestionIndex
from indexer.text import is_marked
from indexer.text import nfc
from indexer.views import DocumentSummary
from indexer.views import FacetValue
from indexer.views import Suggestion
from indexer.views.topics import TopicCount
from indexer.views.topics import TopicSort
from indexer.vocabulary import Vocabulary

_MOST_TOPICS: Final = 1  # among the suggestions
_MOST_ORGANS: Final = 2  # among the suggestions
_SPARE: Final = 3  # times as many are looked at, so that marks as typed come first


class Suggester:
    """Suggests over one generation. Its index is made from the catalogue when it is first asked."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """Return at most `limit` suggestions: by number, else organs, then titles, and a topic at the end."""
        text = nfc(typed)
        documents = self._documents(text, limit)
        if any(letter.isdecimal() for letter in text):
            return tuple(documents[:limit])
        topics = self._topics(text)
        return (*(*self._organs(text), *documents)[: max(0, limit - len(topics))], *topics)[:limit]

    def _documents(self, typed: str, limit: int) -> list[Suggestion]:
        ids, index = self._indexed
        found = [ids[at] for at in index.find(typed, limit * _SPARE if is_marked(typed) else limit)]
        summaries = self._catalogue.documents.summaries(found)
        suggestions = [_of_document(summaries[document]) for document in found]
        if is_marked(typed):
            wanted = " ".join(typed.lower().split())
            suggestions.sort(key=lambda item: wanted not in f"{item.text} {item.detail}".lower())
        return suggestions[:limit]

    def _organs(self, typed: str) -> tuple[Suggestion, ...]:
        organs, index = self._indexed_organs
        found = (organs[at] for at in index.find(typed, _MOST_ORGANS, beginning_only=True))
        return tuple(Suggestion("organ", organ.name, f"{organ.count} văn bản", organ=organ) for organ in found)

    def _topics(self, typed: str) -> tuple[Suggestion, ...]:
        topics, index = self._indexed_topics
        found = (topics[at] for at in index.find(typed, _MOST_TOPICS, beginning_only=True))
        return tuple(Suggestion("topic", count.topic.name, _held(count), topic=count) for count in found)

    @cached_property
    def _indexed(self) -> tuple[list[str], SuggestionIndex]:
        vocabulary = self._catalogue.vocabulary
        listed = list(self._catalogue.documents.names())
        entries = ((*_numbers(kind, number, vocabulary), *names) for _, kind, number, names in listed)
        return [document for document, *_ in listed], SuggestionIndex(entries)

    @cached_property
    def _indexed_organs(self) -> tuple[list[FacetValue], SuggestionIndex]:
        known = self._catalogue.vocabulary.organs
        facets = (facet for facet in self._catalogue.lists.all_facets() if facet.name == "organ")
        organs = sorted((value for facet in facets for value in facet.values), key=lambda value: -value.count)
        names = (
            (organ.name, *(dated.name for dated in known[organ.id].names)) if organ.id in known else (organ.name,)
            for organ in organs
        )
        return organs, SuggestionIndex(names)

    @cached_property
    def _indexed_topics(self) -> tuple[list[TopicCount], SuggestionIndex]:
        known = self._catalogue.vocabulary.topics
        topics = [count for count in self._catalogue.topics.counts if not count.empty]
        return topics, SuggestionIndex((count.topic.name, *known[count.topic.id].words) for count in topics)


def _held(count: TopicCount) -> str:
    sort = "chủ đề" if count.topic.sort is TopicSort.THEME else "chương trình bồi dưỡng"
    return f"{sort}: {count.documents} văn bản, {count.tasks} nhiệm vụ"


def _numbers(kind: str, number: str | None, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the ways in which a number is begun: by its kind, its digits, its symbol."""
    name = vocabulary.kinds[kind].name if kind in vocabulary.kinds else ""
    if number is None:
        yield name
        return
    yield f"{name} {number}"
    read = parse_number(number, vocabulary)
    if read is not None and read.kind_symbol:
        yield " ".join(filter(None, (read.kind_symbol, read.digits, read.year, read.organ_symbol)))


def _of_document(document: DocumentSummary) -> Suggestion:
    kind = document.kind.name[:1].upper() + document.kind.name[1:]
    if document.number:
        return Suggestion("document", f"{kind} {document.number}", document.title or "", document=document)
    return Suggestion("document", document.title or kind, kind, document=document)
