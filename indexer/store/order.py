"""Dates that run against the order of numbers: a remark, since numbers are given in the order of signing.

Within one kind symbol, organ symbol and term of a committee a higher number is almost never of an earlier day (one
in two hundred neighbours of the State register).
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from indexer.model import Document
from indexer.numbers import parse_number
from indexer.text import fold
from indexer.vocabulary import Vocabulary

_Series = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Disorder:
    """A document whose number is the lower one and whose day is the later one, with the next number of its series."""

    lower: Document
    higher: Document


def find_disorder(documents: Iterable[Document], vocabulary: Vocabulary) -> Iterator[Disorder]:
    """Yield each pair of neighbours whose days run against their numbers.

    Days known only by month or year are compared as far as they go.
    """
    series: dict[_Series, list[tuple[int, Document]]] = {}
    for document in documents:
        place = _place(document, vocabulary)
        if place is not None:
            series.setdefault(place[0], []).append((place[1], document))
    for numbered in series.values():
        numbered.sort(key=lambda item: (item[0], item[1].issued.value or ""))
        for (low, lower), (high, higher) in pairwise(numbered):
            if low < high and _later(lower.issued.value or "", higher.issued.value or ""):
                yield Disorder(lower, higher)


def _place(document: Document, vocabulary: Vocabulary) -> tuple[_Series, int] | None:
    issued = document.issued.value
    number = parse_number(document.number, vocabulary) if document.number else None
    if number is None or issued is None or not number.digits.isdecimal():
        return None
    term = _term(document, vocabulary)
    if term is None:
        return None
    return (fold(number.kind_symbol), fold(number.organ_symbol), *term), int(number.digits)


def _term(document: Document, vocabulary: Vocabulary) -> tuple[str, str] | None:
    terms = vocabulary.terms_of(document.issuer.value)
    for term in terms:
        if term.numeral == document.term:
            return term.committee, term.numeral
    found = vocabulary.term_at(document.issuer.value, document.issued.value or "")
    return (found.committee, found.numeral) if found and document.term is None else None


def _later(first: str, second: str) -> bool:
    known = min(len(first), len(second))
    return first[:known] > second[:known]
