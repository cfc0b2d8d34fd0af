"""Every number of the checkout's library, in the spellings of `spellings`: the right document stands first."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.kb import KnowledgeBase
from indexer.views import DocumentSummary
from tests.spellings import CHANGES
from tests.spellings import spellings


def numbered(library: KnowledgeBase) -> Iterator[DocumentSummary]:
    kinds = next(facet for facet in library.facets() if facet.name == "kind")
    listed = (document for value in kinds.values for document in library.listing("kind", value.id).documents)
    yield from {document.id: document for document in listed if document.number}.values()


def right(library: KnowledgeBase, number: str) -> str:
    """The one that a held plan cites, else the newest."""
    documents = library.number(number).documents
    return max(documents, key=lambda document: (document.citations > 0, document.issued or "")).id


def test_every_spelling_of_every_number(library: KnowledgeBase) -> None:
    numbers = {document.number or "" for document in numbered(library)}
    assert len(numbers) > 30
    wrong = []
    asked = 0
    for place, number in enumerate(sorted(numbers)):
        expected = right(library, number)
        for at, (spelled, done) in enumerate(spellings(number)):
            # Every change alone; of the pairs each number has another share.
            if done in CHANGES or (at + place) % 8 == 0:
                asked += 1
                first = library.search(spelled, limit=1).hits
                if not first or first[0].document.id != expected:
                    wrong.append((number, spelled, done))
    assert asked > 1_000
    assert wrong == []


def test_a_kinds_name_before_the_number(library: KnowledgeBase) -> None:
    for document in numbered(library):
        if document.number and not document.is_plan:
            expected = {other.id for other in library.number(f"{document.kind.name} {document.number}").documents}
            first = library.search(f"{document.kind.name.lower()} số {document.number}", limit=1).hits[0]
            assert first.document.id in expected
            assert first.why == "number"
