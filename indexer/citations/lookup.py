"""How resolving asks for documents: a Protocol, and its in-memory form that a build and a check use."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from indexer.citations.extract import cite
from indexer.model import Citation
from indexer.model import Document
from indexer.numbers import document_keys
from indexer.numbers import parse_number
from indexer.text import fold
from indexer.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What resolving needs to know of a document: every reading of its fields, the preferred one first.

    `names` are its titles and customary names read as citations, for documents that texts name without a number.
    """

    id: str
    number: str | None
    kinds: tuple[str, ...]  # kind ids
    issuers: tuple[str, ...]  # organ ids
    issued: tuple[str, ...]  # ISO, may be a year only
    term: str | None
    titles: tuple[str, ...]
    held: bool
    names: tuple[Citation, ...] = ()


class DocumentLookup(Protocol):
    """Documents by what a citation says of them."""

    def by_key(self, strength: str, key: str) -> Sequence[DocumentRecord]:
        """Return the documents filed under a number's key of that strength (see `NumberKey`)."""
        ...

    def named(self, kind: str) -> Sequence[DocumentRecord]:
        """Return the documents of a kind (id) that texts may name without a number."""
        ...


def document_record(document: Document, vocabulary: Vocabulary) -> DocumentRecord:
    """Return what resolving needs of a corpus document."""
    titles = tuple(reading.value for reading in document.title.readings)
    kinds = tuple(reading.value for reading in document.kind.readings)
    return DocumentRecord(
        id=document.id,
        number=document.number,
        kinds=kinds,
        issuers=tuple(reading.value for reading in document.issuer.readings),
        issued=tuple(reading.value for reading in document.issued.readings),
        term=document.term,
        titles=titles,
        held=document.held,
        names=_read_names((*titles, *document.also_known_as), kinds, vocabulary),
    )


def _read_names(names: Iterable[str], kinds: Iterable[str], vocabulary: Vocabulary) -> tuple[Citation, ...]:
    kind_names = {vocabulary.kinds[kind].name for kind in kinds if kind in vocabulary.kinds}
    found: dict[tuple[str | None, ...], Citation] = {}
    for name in names:
        for citation in cite(name, vocabulary)[:1]:
            # A title that begins with another document's name ("Tổng kết Quy định ...") names that one, not itself.
            if citation.start == 0 and citation.kind in kind_names and citation.canonical is None:
                key = (
                    fold(citation.text),
                    citation.kind,
                    citation.issuer,
                    citation.term,
                    citation.issued,
                    citation.title,
                )
                found.setdefault(key, citation)
    return tuple(found.values())


class CorpusLookup:
    """The lookup over documents in memory."""

    def __init__(self, documents: Iterable[Document], vocabulary: Vocabulary) -> None:
        self._by_key: dict[tuple[str, str], list[DocumentRecord]] = {}
        self._named: dict[str, list[DocumentRecord]] = {}
        self._vocabulary = vocabulary
        for document in documents:
            self.add(document)

    def add(self, document: Document) -> None:
        """Take one more document in."""
        record = document_record(document, self._vocabulary)
        number = parse_number(document.number, self._vocabulary) if document.number else None
        if number is not None:
            for key in document_keys(number, record.kinds, self._vocabulary):
                self._by_key.setdefault(key, []).append(record)
        if record.names or number is None:
            for kind in record.kinds:
                self._named.setdefault(kind, []).append(record)

    def by_key(self, strength: str, key: str) -> Sequence[DocumentRecord]:
        """Return the documents filed under a number's key of that strength."""
        return self._by_key.get((strength, key), ())

    def named(self, kind: str) -> Sequence[DocumentRecord]:
        """Return the documents of a kind that texts may name without a number."""
        return self._named.get(kind, ())
