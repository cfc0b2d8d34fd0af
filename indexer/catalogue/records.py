"""What is derived from a document's record: its term, its place in every order, its facets and shown fields."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from indexer.catalogue.sorting import sort_key
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import Reading
from indexer.model import Standing
from indexer.numbers import DocumentNumber
from indexer.numbers import parse_number
from indexer.views import FieldView
from indexer.vocabulary import Kind
from indexer.vocabulary import Vocabulary

_FULL_DAY: Final = 10  # letters of an ISO day
_BY_PERSON: Final = frozenset({"bai-viet"})
_NAMED: Final = frozenset({"bai-viet", "van-kien", "dieu-le", "cuong-linh", "chuyen-de"})
_INTERNAL: Final = {"internal": "lưu hành nội bộ"}


@dataclass(frozen=True, slots=True)
class DocumentTerm:
    """A document's term: `id` of terms.yaml (or made alike), `committee` an organ id, `numeral` Roman."""

    id: str
    committee: str
    numeral: str
    first_day: str = ""
    inferred: bool = False  # concluded from the day of issue


def document_term(document: Document, vocabulary: Vocabulary) -> DocumentTerm | None:
    """Return the term in which `document` was numbered, as its record states it or else as its date tells."""
    issuer, issued = document.issuer.value, document.issued.value
    if document.term is not None:
        return _stated_term(document.term, issuer, vocabulary)
    if issued is None or len(issued) < _FULL_DAY:
        return None
    term = vocabulary.term_at(issuer, issued)
    return None if term is None else DocumentTerm(term.id, term.committee, term.numeral, term.first_day, inferred=True)


def _stated_term(numeral: str, issuer: str | None, vocabulary: Vocabulary) -> DocumentTerm | None:
    terms = vocabulary.terms_of(issuer)
    for term in terms:
        if term.numeral == numeral:
            return DocumentTerm(term.id, term.committee, numeral, term.first_day)
    organ = vocabulary.organs.get(issuer or "")
    if organ is not None and organ.level == "person":
        return None  # a person has no congress: the term of an article is only stated
    committee = terms[0].committee if terms else issuer
    return None if committee is None else DocumentTerm(f"{committee}-{numeral.lower()}", committee, numeral)


def document_numbers(document: Document, vocabulary: Vocabulary) -> Iterator[DocumentNumber]:
    """Yield the numbers under which `document` is known: its own, and other names that are numbers."""
    for text in (document.number, *document.also_known_as):
        number = parse_number(text, vocabulary) if text else None
        if number is not None:
            yield number


def newest_first(documents: Iterable[Document], terms: Mapping[str, DocumentTerm | None]) -> list[Document]:
    """Return `documents` newest first; one without date stands at the beginning of its term, else last."""

    def place(document: Document) -> tuple[str, int, str]:
        term = terms[document.id]
        return age(document.id, document.number, document.issued.value, term.first_day if term else None)

    return sorted(documents, key=place, reverse=True)


def age(document: str, number: str | None, issued: str | None, first_day: str | None) -> tuple[str, int, str]:
    """Return the key by which documents stand in the order of their days; `first_day` is that of the term."""
    digits = "".join(letter for letter in (number or "").split("/")[0] if letter.isdecimal())
    return issued or first_day or "", int(digits or 0), document


def document_sort_key(document: Document) -> str:
    """Return the key by which `document` stands in a list in Vietnamese order: by title, else by number."""
    return sort_key(document.title.value or document.number or document.id)


def document_facets(
    document: Document, term: DocumentTerm | None, vocabulary: Vocabulary, *, cited: bool
) -> Iterator[tuple[str, str]]:
    """Yield the (facet, value) pairs under which `document` is found.

    A disputed kind or issuer counts under each reading that is not doubtful; an issuer's successors by name
    count too, since an old document is looked for under today's name.
    """
    from indexer.topics import document_topics  # noqa: PLC0415 (a build's: reading the catalogue goes without it)

    yield from (("kind", value) for value in _values(document.kind))
    organs: set[str] = set()
    for issuer in _values(document.issuer):
        organs |= {issuer, *successors(issuer, vocabulary)}
    yield from (("organ", organ) for organ in sorted(organs))
    yield from (("year", year) for year in sorted({value[:4] for value in _values(document.issued)}))
    if term is not None:
        yield "term", term.id
    for assigned in document_topics(document, vocabulary):
        yield vocabulary.topics[assigned.topic].sort, assigned.topic
    yield "held", "yes" if document.held else "no"
    yield "cited", "yes" if cited else "no"


@lru_cache(maxsize=1024)
def successors(organ: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the ids of all organs that came after `organ`, step by step."""
    found: set[str] = set()
    ahead = [organ]
    while ahead:
        at = ahead.pop()
        known = vocabulary.organs.get(at)
        following = set(known.successors) if known else set()
        following |= {other.id for other in vocabulary.organs.values() if at in other.predecessors}
        ahead += sorted(following - found - {organ})
        found |= following - {organ}
    return frozenset(found)


def _values(disputed: Disputed) -> list[str]:
    certain = [reading.value for reading in disputed.readings if reading.standing is not Standing.DOUBTFUL]
    preferred = [disputed.value] if disputed.value is not None else []
    return list(dict.fromkeys(preferred + certain))


def kind_name(kind: Kind) -> str:
    """Return the name of `kind` as it begins a line: "Nghị quyết"."""
    return kind.name[:1].upper() + kind.name[1:]


def field_views(document: Document, term: DocumentTerm | None, vocabulary: Vocabulary) -> tuple[FieldView, ...]:
    """Return the fields of `document` that say something, in the order of its page, with names instead of ids."""
    kind = document.kind.value
    kinds = {item.id: kind_name(item) for item in vocabulary.kinds.values()}
    organs = {item.id: item.name for item in vocabulary.organs.values()}
    rows = (
        ("kind", "Loại văn bản", _named(document.kind, kinds)),
        ("number", "Số và ký hiệu", _single(document.number)),
        ("title", "Tên" if kind in _NAMED else "Trích yếu", document.title.readings),
        ("issuer", "Tác giả" if kind in _BY_PERSON else "Cơ quan ban hành", _named(document.issuer, organs)),
        ("issuer_text", "Cách ghi cơ quan ban hành", _single(document.issuer_text)),
        ("issued", "Ngày ban hành", document.issued.readings),
        ("term", "Khóa", _term_readings(document, term)),
        ("signer", "Người ký", document.signer.readings),
        ("effective_from", "Có hiệu lực từ", _single(document.effective_from)),
        ("effective_to", "Hết hiệu lực từ", _single(document.effective_to)),
        ("circulation", "Phạm vi", _single(_INTERNAL.get(document.circulation or "", document.circulation))),
    )
    return tuple(FieldView(name, label, readings) for name, label, readings in rows if readings)


def _single(value: str | None) -> tuple[Reading, ...]:
    return (Reading(value),) if value else ()


def _named(disputed: Disputed, names: Mapping[str, str]) -> tuple[Reading, ...]:
    return tuple(
        Reading(names.get(reading.value, reading.value), reading.source, reading.standing)
        for reading in disputed.readings
    )


def _term_readings(document: Document, term: DocumentTerm | None) -> tuple[Reading, ...]:
    if term is None:
        return _single(document.term)
    if term.inferred:
        return (Reading(term.numeral, "suy từ ngày ban hành", Standing.INFERRED),)
    return (Reading(term.numeral),)
