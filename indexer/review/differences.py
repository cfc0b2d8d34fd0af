"""What a citation states that the record says otherwise: day, issuer, kind."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indexer.model import Citation
from indexer.review.draft import Cited
from indexer.review.draft import Draft
from indexer.review.records import certainty
from indexer.review.records import readings
from indexer.review.records import seen
from indexer.review.records import source
from indexer.review.wording import capital
from indexer.review.wording import day
from indexer.review.wording import full
from indexer.review.wording import label
from indexer.review.wording import quoted
from indexer.text import fold
from indexer.views import DocumentView
from indexer.views.review import Certainty
from indexer.views.review import Finding
from indexer.views.review import Weight

_BOARD: Final = "ban thường vụ "


@dataclass(frozen=True, slots=True)
class _Difference:
    """What the draft states of a field, and what the record has."""

    stated: str
    known: str


def differences(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each document and field of which the draft states something else than the record."""
    for members in draft.by_document.values():
        for field, compare in _FIELDS.items():
            found: dict[str, tuple[_Difference, list[Cited]]] = {}
            for cited in members:
                difference = compare(cited.citation, cited.view, draft) if cited.view else None
                if difference is not None:
                    found.setdefault(difference.stated, (difference, []))[1].append(cited)
            for difference, differing in found.values():
                yield _finding(field, difference, differing, draft)


def _day(citation: Citation, view: DocumentView, _draft: Draft) -> _Difference | None:
    stated, known = citation.issued, view.summary.issued
    # A record may know the month or year only: it then says nothing against a day in it.
    if not stated or not known or stated.startswith(known) or known.startswith(stated):
        return None
    return _Difference(day(stated), day(known))


def _kind(citation: Citation, view: DocumentView, draft: Draft) -> _Difference | None:
    stated = draft.vocabulary.kind_by_name.get(fold(citation.kind or ""))
    if stated is None or stated.id == view.summary.kind.id or view.summary.number is None:
        return None
    return _Difference(capital(stated.name), capital(view.summary.kind.name))


def _issuer(citation: Citation, view: DocumentView, draft: Draft) -> _Difference | None:
    known = view.summary.issuer
    # A congress names its documents in many ways, and a name without number was resolved by its issuer.
    if not citation.issuer or known is None or citation.canonical is None:
        return None
    named = draft.organ(citation.issuer)
    same = named == known.id if named is not None else not board_apart(citation.issuer, known.name, draft)
    return None if same else _Difference(citation.issuer, known.name)


def board_apart(first: str, second: str, draft: Draft) -> bool:
    """Tell whether of two names one is that of the standing board and the other that of its committee."""
    one, other = draft.organs.key(first), draft.organs.key(second)
    if one.startswith(_BOARD) == other.startswith(_BOARD):
        return False
    one, other = one.removeprefix(_BOARD), other.removeprefix(_BOARD)
    return one.startswith(other) or other.startswith(one)


_FIELDS: Final[dict[str, Callable[[Citation, DocumentView, Draft], _Difference | None]]] = {
    "issued": _day,
    "issuer": _issuer,
    "kind": _kind,
}
_NAMES: Final = {"issued": "Ngày ban hành", "issuer": "Cơ quan ban hành", "kind": "Loại văn bản"}


def _finding(field: str, difference: _Difference, members: list[Cited], draft: Draft) -> Finding:
    view = members[0].view
    assert view is not None  # noqa: S101 (only citations with a record differ from it)
    how_sure = certainty(view, field)
    what = f"{_NAMES[field]} ghi là “{difference.stated}”, theo hồ sơ là “{difference.known}”"
    doubtful = Weight.IMPROVE if seen(view, field) else Weight.NOTE
    return Finding(
        code=f"{field}-differs",
        severity=Weight.WRONG if how_sure is Certainty.SURE else doubtful,
        certainty=how_sure,
        subject=label(view.summary),
        written=f"{quoted(members[0].citation.text)}: {difference.stated}",
        message=f"{what}{_also(view, field)}.",
        action=_action(field, difference, how_sure),
        places=draft.places(members),
        source=source(view, field),
        correction=full(view.summary) if how_sure is Certainty.SURE else None,
        document=view.summary,
    )


def _also(view: DocumentView, field: str) -> str:
    """Return what other sources read, where the record keeps several readings."""
    first, *others = readings(view, field)
    values = [day(reading.value) if field == "issued" else reading.value for reading in others]
    shown = [value for value in dict.fromkeys(values) if value != first.value]
    return f" (nguồn khác ghi: {', '.join(shown)})" if shown else ""


def _action(field: str, difference: _Difference, how_sure: Certainty) -> str:
    if how_sure is Certainty.SURE:
        return f"Sửa “{difference.stated}” thành “{difference.known}”."
    return f"Đối chiếu {_NAMES[field].lower()} với bản chính; hồ sơ trong kho chưa chắc chắn ở điểm này."
