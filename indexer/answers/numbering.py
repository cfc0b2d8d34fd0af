"""What is known under a number: the documents that bear it, by term, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from indexer.catalogue.documents import Documents
from indexer.catalogue.reader import Catalogue
from indexer.catalogue.record_ids import record_slugs
from indexer.numbers import STRENGTHS
from indexer.numbers import QueryNumber
from indexer.numbers import find_digits
from indexer.numbers import find_numbers
from indexer.numbers import number_slug
from indexer.numbers import whole_number
from indexer.text import nfc
from indexer.views import DocumentSummary
from indexer.views import NumberGroup
from indexer.views import NumberView
from indexer.views import TermView

_LONGEST: Final = 200  # letters in which a number is looked for


def number_documents(number: QueryNumber, documents: Documents) -> tuple[str | None, list[DocumentSummary]]:
    """Return the strength of the first key that hits, None where none does, and its documents, newest first.

    Digits alone ("35") are every kind's, and of the weakest strength.
    """
    if not number.keys:
        found = documents.by_digits(number.digits)
        return (STRENGTHS[-1] if found else None), found
    for strength, key in number.keys:
        found = documents.by_number(strength, key, number.kinds)
        if found:
            return strength, found
    return None, []


def number_view(text: str, catalogue: Catalogue) -> NumberView:
    """Return what the library knows under the number that `text` spells, or whose slug it is."""
    asked = text[:_LONGEST]
    whole = whole_number(asked, catalogue.vocabulary)
    numbers = (whole,) if whole else find_numbers(asked, catalogue.vocabulary) or find_digits(nfc(asked))
    if not numbers:
        documents = catalogue.documents.by_slug(asked)
        canonical = documents[0].number if documents else None
        return _view(asked, canonical, "full" if documents else None, documents, names_one=False)
    number = numbers[0]
    strength, documents = number_documents(number, catalogue.documents)
    canonical = number.canonical
    if canonical is None or strength == "full":
        # A symbol was left out or spelled in an odd way: the documents say it, where they agree.
        spelled = {document.number for document in documents}
        canonical = spelled.pop() if len(spelled) == 1 else canonical
    return _view(asked, canonical, strength, documents, names_one=number.year is not None and strength == "full")


def number_of_record(identifier: str, catalogue: Catalogue) -> str | None:
    """Return the slug of the number for which a record without file once stood under an id; None where none did."""
    return next((slug for slug in record_slugs(identifier) if catalogue.documents.by_slug(slug)), None)


def _view(
    asked: str, canonical: str | None, strength: str | None, documents: list[DocumentSummary], *, names_one: bool
) -> NumberView:
    slug = number_slug(canonical) if canonical else None
    return NumberView(asked, canonical, slug, strength, tuple(_groups(documents)), names_one)


def _groups(documents: Iterable[DocumentSummary]) -> Iterable[NumberGroup]:
    by_term: dict[TermView | None, list[DocumentSummary]] = {}
    for document in documents:
        by_term.setdefault(document.term, []).append(document)
    unknown = by_term.pop(None, [])
    yield from (NumberGroup(term, tuple(members)) for term, members in by_term.items())
    if unknown:
        yield NumberGroup(None, tuple(unknown))
