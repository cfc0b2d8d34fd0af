"""Days held against the order of numbers: a remark with the two neighbours, never proof.

Within one kind, organ symbol and term a higher number almost never has an earlier day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.numbers import DocumentNumber
from indexer.numbers import parse_number
from indexer.review.draft import Cited
from indexer.review.draft import Draft
from indexer.review.records import seen
from indexer.review.wording import capital
from indexer.review.wording import day
from indexer.review.wording import quoted
from indexer.text import fold
from indexer.views.review import Certainty
from indexer.views.review import Finding
from indexer.views.review import Weight
from indexer.vocabulary import Term

_FULL_DAY = 10  # letters of an ISO day


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A number of the same series whose day is known."""

    digits: int
    number: str
    issued: str

    def __str__(self) -> str:
        return f"{self.number} ngày {day(self.issued)}"


def order_of_numbers(draft: Draft) -> Iterator[Finding]:
    """Yield a remark for each stated day against the order, and for an unseen day that the order bears out."""
    done: set[tuple[str, str]] = set()
    for cited in draft.documents:
        citation = cited.citation
        if not citation.canonical or not citation.issued or (citation.canonical, citation.issued) in done:
            continue
        done.add((citation.canonical, citation.issued))
        finding = _finding(cited, draft)
        if finding is not None:
            yield finding


def _finding(cited: Cited, draft: Draft) -> Finding | None:
    number = parse_number(cited.citation.canonical or "", draft.vocabulary)
    if number is None or number.year or not number.digits.isdecimal():
        return None
    before, after = _neighbours(cited, number, draft)
    issued = cited.citation.issued or ""
    against = [
        neighbour
        for neighbour, runs_against in (
            (before, before is not None and before.issued > issued),
            (after, after is not None and after.issued < issued),
        )
        if neighbour is not None and runs_against
    ]
    around = " và ".join(str(neighbour) for neighbour in (before, after) if neighbour is not None)
    if against:
        return _remark(cited, draft, "number-order", f"Ngày {day(issued)} ngược với thứ tự số: {around}.")
    view = cited.view
    # A lower number bounds the day from below; without one, agreement says little.
    if before is not None and view is not None and not seen(view, "issued"):
        return _remark(cited, draft, "number-order-agrees", f"Ngày {day(issued)} hợp với thứ tự số: {around}.")
    return None


def _neighbours(cited: Cited, number: DocumentNumber, draft: Draft) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the nearest lower and the nearest higher number of the series whose days are known."""
    digits = int(number.digits)
    series = [item for item in _series(cited, number, draft) if item.digits != digits]
    lower = [item for item in series if item.digits < digits]
    higher = [item for item in series if item.digits > digits]
    return (
        max(lower, key=lambda item: item.digits, default=None),
        min(higher, key=lambda item: item.digits, default=None),
    )


def _series(cited: Cited, number: DocumentNumber, draft: Draft) -> Iterator[Neighbour]:
    kind = draft.vocabulary.kind_by_name.get(fold(cited.citation.kind or ""))
    issuer = cited.view.summary.issuer if cited.view else None
    organ = issuer.id if issuer else draft.organ(cited.citation.issuer)
    term = draft.vocabulary.term_at(organ, cited.citation.issued or "")
    if kind is None or term is None:
        return
    symbols = fold(number.kind_symbol), fold(number.organ_symbol)
    for document in draft.records.numbered(kind.id, term.id):
        yield from _neighbour(document.number, document.issued, symbols, draft)
    for entry in draft.vocabulary.dated_numbers.values():
        if entry.kind == kind.id and _within(term, entry.issued) and _of(term, entry.issuer, draft):
            yield from _neighbour(entry.number, entry.issued, symbols, draft)


def _neighbour(text: str | None, issued: str | None, symbols: tuple[str, str], draft: Draft) -> Iterator[Neighbour]:
    number = parse_number(text, draft.vocabulary) if text else None
    if number is None or not issued or len(issued) != _FULL_DAY or not number.digits.isdecimal():
        return
    if (fold(number.kind_symbol), fold(number.organ_symbol)) == symbols:
        yield Neighbour(int(number.digits), number.canonical, issued)


def _within(term: Term, issued: str) -> bool:
    return term.first_day <= issued and (term.last_day is None or issued <= term.last_day)


def _of(term: Term, organ: str, draft: Draft) -> bool:
    return any(above.id == term.committee for above in draft.vocabulary.ancestors(organ))


def _remark(cited: Cited, draft: Draft, code: str, message: str) -> Finding:
    agrees = code == "number-order-agrees"
    return Finding(
        code=code,
        severity=Weight.NOTE,
        certainty=Certainty.CHECK,
        subject=f"{capital(cited.citation.kind or 'Văn bản')} {cited.citation.canonical}",
        written=f"{quoted(cited.citation.text)} ngày {day(cited.citation.issued or '')}",
        message=message,
        action="Giữ nguyên; kho chưa thấy bản chính nên chỉ có thể xét qua thứ tự số."
        if agrees
        else "Đối chiếu ngày với bản chính; thứ tự số chỉ gợi ý, không phải bằng chứng.",
        places=draft.places((cited,)),
        source="Thứ tự số trong cùng loại văn bản, ký hiệu và khóa",
        document=cited.view.summary if cited.view else None,
    )
