"""The cited documents as a timeline: a row for each year, the plan among them, what came after it on top."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from indexer.views import DocumentSummary
from webapp import addresses
from webapp import drawing
from webapp import words
from webapp.drawing import TextLine

_AXIS: Final = 74  # where the line of time runs
_CHIP: Final = 200
_CHIPS: Final = 4  # in a row
_HEIGHT: Final = 50  # of a row of chips
_GAP: Final = 26  # rows for years without documents
_BEYOND: Final = 8  # the line of time goes on in the next picture: it is drawn beyond the edge of this one
_LETTERS: Final = 21
_NO_DAY: Final = "không rõ"


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """A document on the line of time. `state`: cited, plan, or newer (it took a cited one's place)."""

    document: DocumentSummary
    state: str


def timeline_items(
    plan: DocumentSummary, cited: Iterable[DocumentSummary], newer: Iterable[DocumentSummary]
) -> tuple[TimelineItem, ...]:
    """Return the documents in the order of their days, the oldest first and those without a day last."""
    items = {document.id: TimelineItem(document, "newer") for document in newer}
    items |= {document.id: TimelineItem(document, "cited") for document in cited}
    items[plan.id] = TimelineItem(plan, "plan")
    return tuple(
        sorted(
            items.values(), key=lambda item: (not item.document.issued, item.document.issued or "", item.document.id)
        )
    )


def timeline_picture(items: Sequence[TimelineItem]) -> Markup:
    """Return the timeline, the newest year on top: an SVG picture for each year, so that paper breaks between them."""
    years: dict[str, list[TimelineItem]] = {}
    for item in reversed(items):
        years.setdefault((item.document.issued or "")[:4], []).append(item)
    # What has no day stands below the line of time.
    undated = years.pop("", [])
    drawn: list[Markup] = []
    before: int | None = None
    for year, listed in years.items():
        drawn.append(_year(year, listed, before))
        before = int(year)
    if undated:
        drawn.append(_picture(_HEIGHT * _rows(undated), "Văn bản chưa rõ ngày ban hành", _row(_NO_DAY, undated, 0)))
    return Markup("\n").join(drawn)


def _year(year: str, listed: Sequence[TimelineItem], before: int | None) -> Markup:
    top = 0
    parts: list[Markup] = []
    if before is not None and before - int(year) > 1:
        skipped = TextLine(_skipped(int(year), before), "draw-small")
        parts.append(drawing.text_lines(_AXIS + 14, 15, [skipped]))
        top = _GAP
    height = top + _HEIGHT * _rows(listed)
    parts.append(drawing.line([(_AXIS, 4 if before is None else -_BEYOND), (_AXIS, height + _BEYOND)], "draw-axis"))
    parts += _row(year, listed, top)
    parts.append(Markup('<circle class="draw-dot" cx="{:g}" cy="{:g}" r="5"/>').format(_AXIS, top + 14))
    return _picture(height, f"Văn bản ban hành năm {year}", parts)


def _picture(height: float, label: str, parts: Iterable[Markup]) -> Markup:
    return drawing.picture(_AXIS + 14 + _CHIPS * _CHIP, height, label, parts)


def _rows(listed: Sequence[TimelineItem]) -> int:
    return -(-len(listed) // _CHIPS)


def _skipped(year: int, before: int) -> str:
    first, last = year + 1, before - 1
    return f"{first}: không có văn bản" if first == last else f"{first} - {last}: không có văn bản"


def _row(year: str, listed: Sequence[TimelineItem], y: float) -> Iterator[Markup]:
    yield drawing.text_lines(4, y + 18, [TextLine(year, "draw-year")])
    for at, item in enumerate(listed):
        x, top = _AXIS + 16 + at % _CHIPS * _CHIP, y + at // _CHIPS * _HEIGHT
        document = item.document
        css = {"plan": "draw-box draw-self", "newer": "draw-box draw-newer"}.get(item.state, "draw-box")
        name = document.number or words.label(document)
        day = words.date(document.issued) if document.issued else "chưa rõ ngày"
        note = {"plan": f"{day} · kế hoạch này", "newer": f"{day} · đến sau"}.get(item.state, day)
        yield drawing.box(x, top, _CHIP - 10, _HEIGHT - 6, css)
        yield drawing.text_lines(
            x + 7,
            top + 18,
            [
                TextLine(drawing.wrapped(name, _LETTERS, 1)[0], "draw-name", addresses.document(document)),
                TextLine(note, "draw-small"),
            ],
        )
