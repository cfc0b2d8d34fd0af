"""Relations between documents: which record a described target is, and what came after a document."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from typing import Protocol

from indexer.catalogue.dates import vietnamese_date
from indexer.catalogue.records import kind_name
from indexer.model import Document
from indexer.model import DocumentDescription
from indexer.model import Relation
from indexer.numbers import parse_number
from indexer.vocabulary import Vocabulary

# The relations by which a later document takes the place of an earlier one in practice.
_SUCCESSION: Final = frozenset({"replaces", "follows", "continues"})


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation of `source` whose target, where it is one of the library's documents, is `target`."""

    source: str
    position: int
    relation: Relation
    target: str | None


class Finder(Protocol):
    """Finds the document that a relation's target names."""

    def find(self, target: str | DocumentDescription) -> str | None:
        """Return the id of the one document meant, None where none or more than one can be meant."""
        ...


class Targets:
    """A `Finder` among documents in memory."""

    def __init__(self, documents: Iterable[Document], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._by_id: dict[str, str] = {}
        self._by_number: dict[str, list[Document]] = {}
        for document in documents:
            self._by_id |= {document.id: document.id, **dict.fromkeys(document.former_ids, document.id)}
            number = parse_number(document.number, vocabulary) if document.number else None
            if number is not None:
                self._by_number.setdefault(number.key.full, []).append(document)

    def find(self, target: str | DocumentDescription) -> str | None:
        """Return the id of the one document meant, None where none or more than one can be meant."""
        if isinstance(target, str):
            return self._by_id.get(target)
        number = parse_number(target.number, self._vocabulary) if target.number else None
        if number is None:
            return None
        found = self._by_number.get(number.key.full, ())
        matching = [item for item in found if fits(_kinds(item), item.issued.value, target)]
        return matching[0].id if len(matching) == 1 else None


def fits(kinds: Collection[str], issued: str | None, wanted: DocumentDescription) -> bool:
    """Tell whether a document of these kinds (ids) and this day can be the one that is described."""
    # A date is what tells namesakes apart: without one, a number of the Party names no single document.
    if wanted.issued is None or issued != wanted.issued:
        return False
    return wanted.kind is None or wanted.kind in kinds


def _kinds(document: Document) -> set[str]:
    return {reading.value for reading in document.kind.readings}


def edges(documents: Iterable[Document], targets: Finder) -> tuple[Edge, ...]:
    """Return all stated relations of `documents` with their targets looked up, in the order of the files."""
    return tuple(
        Edge(document.id, position, relation, targets.find(relation.target))
        for document in documents
        for position, relation in enumerate(document.relations)
    )


def newer_documents(all_edges: Iterable[Edge], issued: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each document that something replaced, followed or continued, with all that came after, newest last.

    `issued` holds the ISO dates by id; a document without date counts as the oldest.
    """
    after: dict[str, set[str]] = {}
    for edge in all_edges:
        if edge.target is not None and edge.relation.type in _SUCCESSION:
            after.setdefault(edge.target, set()).add(edge.source)
    for document in sorted(after):
        reached: set[str] = set()
        ahead = [document]
        while ahead:
            following = after.get(ahead.pop(), set()) - reached - {document}
            reached |= following
            ahead += sorted(following)
        yield document, sorted(reached, key=lambda found: (issued.get(found, ""), found))


def describe(target: str | DocumentDescription, vocabulary: Vocabulary) -> str:
    """Return a target without record in words: "Quy định 29-QĐ/TW ngày 25/7/2016 của Ban Chấp hành Trung ương"."""
    if isinstance(target, str):
        return target
    kind = vocabulary.kinds.get(target.kind or "")
    organ = vocabulary.organs.get(target.issuer or "")
    parts = [
        kind_name(kind) if kind else "Văn bản",
        target.number or "",
        f"ngày {vietnamese_date(target.issued)}" if target.issued else "",
        f"của {organ.name}" if organ else "",
        f"“{target.title}”" if target.title else "",
    ]
    return " ".join(part for part in parts if part)
