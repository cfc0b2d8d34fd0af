"""What a draft says of one document at several places: told differently, or never told in full."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from indexer.model import Form
from indexer.numbers import parse_number
from indexer.review.differences import board_apart
from indexer.review.draft import Cited
from indexer.review.draft import Draft
from indexer.review.titles import same_title
from indexer.review.wording import capital
from indexer.review.wording import day
from indexer.review.wording import full
from indexer.review.wording import quoted
from indexer.text import fold
from indexer.views.review import Certainty
from indexer.views.review import Finding
from indexer.views.review import Weight

_OWN_TEXT: Final = "Chính dự thảo"
_NAMES: Final = {"issued": "ngày ban hành", "issuer": "cơ quan ban hành", "title": "trích yếu"}


def cited_differently(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each number of which the draft states two days, two issuers or two titles."""
    for members in _by_number(draft).values():
        for field, differ in _COMPARED.items():
            stated = [cited for cited in members if getattr(cited.citation, field)]
            first = _distinct(stated, field)
            apart = next((pair for pair in combinations(first, 2) if differ(pair[0], pair[1], draft)), None)
            if apart is not None and not _namesakes(apart, draft):
                yield _differing(field, apart, stated, draft)


def _by_number(draft: Draft) -> dict[str, list[Cited]]:
    found: dict[str, list[Cited]] = {}
    for cited in draft.documents:
        if cited.citation.canonical:
            found.setdefault(cited.citation.canonical, []).append(cited)
    return found


def _distinct(members: Iterable[Cited], field: str) -> list[Cited]:
    found: dict[str, Cited] = {}
    for cited in members:
        found.setdefault(getattr(cited.citation, field), cited)
    return list(found.values())[:8]  # pairs of more would say nothing new


def _days_differ(first: Cited, second: Cited, _draft: Draft) -> bool:
    return first.citation.issued != second.citation.issued


def _issuers_differ(first: Cited, second: Cited, draft: Draft) -> bool:
    one, other = first.citation.issuer or "", second.citation.issuer or ""
    organs = draft.organ(one), draft.organ(other)
    if None not in organs:
        return organs[0] != organs[1]
    keys = draft.organs.key(one), draft.organs.key(other)
    if board_apart(one, other, draft):
        return True
    return not (keys[0].startswith(keys[1]) or keys[1].startswith(keys[0]))


def _titles_differ(first: Cited, second: Cited, draft: Draft) -> bool:
    # Without quotation marks nothing tells where a title ends: such ones are compared by the record only.
    both_quoted = first.quoted and second.quoted
    return both_quoted and not same_title(first.citation.title or "", second.citation.title or "", draft.vocabulary)


_COMPARED: Final[dict[str, Callable[[Cited, Cited, Draft], bool]]] = {
    "issued": _days_differ,
    "issuer": _issuers_differ,
    "title": _titles_differ,
}


def _namesakes(pair: tuple[Cited, Cited], draft: Draft) -> bool:
    """Tell whether the two are documents of two terms, in each of which the number was given anew."""
    documents = {cited.citation.document for cited in pair}
    if len(documents) > 1 and None not in documents:
        return True
    terms = [
        draft.vocabulary.term_at(draft.organ(cited.citation.issuer), cited.citation.issued)
        for cited in pair
        if cited.citation.issued
    ]
    return len(terms) == 2 and None not in terms and terms[0] != terms[1]


def _differing(field: str, pair: tuple[Cited, Cited], members: list[Cited], draft: Draft) -> Finding:
    values = [getattr(cited.citation, field) for cited in pair]
    shown = [day(value) if field == "issued" else quoted(value) for value in values]
    view = next((cited.view for cited in members if cited.view), None)
    places = draft.places(pair)
    return Finding(
        code="cited-differently",
        severity=Weight.IMPROVE,
        certainty=Certainty.SURE,
        subject=_subject(pair[0]),
        written=f"“{shown[0]}” và “{shown[1]}”",
        message=f"Cùng một số nhưng {_NAMES[field]} ghi khác nhau: “{shown[0]}” ở {places[0].name}, "
        f"“{shown[1]}” ở {places[1].name}.",
        action=f"Đối chiếu bản chính rồi ghi thống nhất {_NAMES[field]} ở mọi chỗ.",
        places=places,
        source=_OWN_TEXT,
        document=view.summary if view else None,
    )


def _subject(cited: Cited) -> str:
    return " ".join(filter(None, (capital(cited.citation.kind or "Văn bản"), cited.citation.canonical)))


def incomplete(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each numbered document whose first citation lacks the day or the issuer.

    A quoted title that names it is repeated as it is, and a number with its year needs no day to be told.
    """
    for members in _by_number(draft).values():
        first = next((cited for cited in members if cited.citation.form is Form.FULL and not cited.in_quotation), None)
        if first is None:
            continue
        number = parse_number(first.citation.canonical or "", draft.vocabulary)
        if number is None or number.year:
            continue
        lacking = [_NAMES["issued"]] if not first.citation.issued else []
        if not first.citation.issuer and _shared(number.organ_symbol, draft):
            lacking.append(_NAMES["issuer"])
        if first.inside is not None:
            lacking = lacking[:1] if not first.citation.issued else []
        if lacking:
            yield _lacking(first, lacking, draft)


def _shared(symbol: str, draft: Draft) -> bool:
    """Tell whether several organs bear a symbol, so that only words tell whose document it is."""
    entry = draft.vocabulary.symbol_by_folded.get(fold(symbol))
    bearers = sum(1 for organ in draft.vocabulary.organs.values() if any(name.name == symbol for name in organ.symbols))
    return entry is not None and (entry.shared or bearers > 1)


def _lacking(first: Cited, lacking: list[str], draft: Draft) -> Finding:
    without_day = _NAMES["issued"] in lacking
    summary = first.view.summary if first.view else None
    complete = full(summary) if summary is not None and summary.issued and len(summary.issued) == 10 else None
    what = " và ".join(lacking)
    return Finding(
        code="date-missing" if without_day else "issuer-missing",
        severity=Weight.IMPROVE if without_day else Weight.NOTE,
        certainty=Certainty.SURE,
        subject=_subject(first),
        written=quoted(first.citation.text),
        message=f"Lần viện dẫn đầu chưa ghi {what}.",
        action=f"Ghi thêm {what}" + (" theo chỗ sửa đề nghị." if complete else " theo bản chính."),
        places=draft.places((first,)),
        source=_OWN_TEXT,
        correction=complete,
        document=summary,
    )
