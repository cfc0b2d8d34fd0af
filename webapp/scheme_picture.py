"""A document's lược đồ: what it rests on, itself, and what follows from it, with counts."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from indexer.views import DocumentView
from indexer.views import RelationView
from webapp import addresses
from webapp import drawing
from webapp import words
from webapp.drawing import TextLine

_SIDE: Final = 262  # width of the groups left and right
_CENTRE: Final = 232
_ARROW: Final = 40
_PADDING: Final = 10
_GAP: Final = 12
_LETTERS: Final = 32
_MOST: Final = 5  # documents named in a group
_CENTRE_X: Final = _SIDE + _ARROW
_RIGHT_X: Final = _CENTRE_X + _CENTRE + _ARROW


@dataclass(frozen=True, slots=True)
class _Group:
    lines: tuple[TextLine, ...]

    @property
    def height(self) -> float:
        return len(self.lines) * drawing.LINE + 2 * _PADDING - 2


def scheme_picture(view: DocumentView) -> Markup:
    """Return the lược đồ as an SVG picture; "" where nothing is linked with the document."""
    left, right = _groups(view.relations), _groups(view.inverse_relations)
    if view.cited_at:
        right.append(_cited(view))
    if not left and not right:
        return Markup("")
    centre = _centre(view)
    height = max(_tall(left), _tall(right), centre.height)
    # All begin at the top: on a phone, where the picture is moved sideways, every column is in sight at once.
    middle = centre.height / 2
    parts: list[Markup] = []
    for x, groups in ((0, left), (_RIGHT_X, right)):
        parts += _column(x, middle, groups)
    parts.append(drawing.box(_CENTRE_X, 0, _CENTRE, centre.height, "draw-box draw-self"))
    parts.append(drawing.text_lines(_CENTRE_X + _PADDING, _PADDING + 12, centre.lines))
    label = "Lược đồ: bên trái là văn bản mà văn bản này dựa vào hoặc tác động, bên phải là những gì đến từ nó"
    return drawing.picture(_RIGHT_X + _SIDE, height + 2, label, parts)


def _column(x: float, middle: float, groups: Sequence[_Group]) -> Iterator[Markup]:
    y: float = 0
    for group in groups:
        own = y + group.height / 2
        if x < _CENTRE_X:
            turn = _SIDE + _ARROW / 2
            yield drawing.arrow([(_SIDE, own), (turn, own), (turn, middle), (_CENTRE_X, middle)])
        else:
            turn = _CENTRE_X + _CENTRE + _ARROW / 2
            yield drawing.arrow([(_CENTRE_X + _CENTRE, middle), (turn, middle), (turn, own), (_RIGHT_X, own)])
        yield drawing.box(x, y, _SIDE, group.height)
        yield drawing.text_lines(x + _PADDING, y + _PADDING + 12, group.lines)
        y += group.height + _GAP


def _tall(groups: Sequence[_Group]) -> float:
    return sum(group.height for group in groups) + _GAP * max(len(groups) - 1, 0)


def _groups(relations: Sequence[RelationView]) -> list[_Group]:
    by_label: dict[str, list[RelationView]] = {}
    for relation in relations:
        by_label.setdefault(relation.label, []).append(relation)
    return [_group(label, listed) for label, listed in by_label.items()]


def _group(label: str, listed: Sequence[RelationView]) -> _Group:
    lines = [
        TextLine(text, "draw-head-text") for text in drawing.wrapped(f"{words.capital(label)} ({len(listed)})", 30, 2)
    ]
    for relation in listed[:_MOST]:
        document = relation.document
        name = words.label(document) if document else relation.description or "văn bản chưa rõ"
        href = addresses.document(document) if document else None
        # A description names the day itself.
        day = f", {words.date(document.issued)}" if document and document.issued else ""
        lines += [TextLine(text, "draw-text", href) for text in drawing.wrapped(name + day, _LETTERS, 2)]
    if len(listed) > _MOST:
        lines.append(TextLine(f"và {len(listed) - _MOST} văn bản khác", "draw-small"))
    return _Group(tuple(lines))


def _cited(view: DocumentView) -> _Group:
    places = {(place.plan.id, place.task): place for place in view.cited_at}
    listed = list(places.values())
    lines = [TextLine(f"Nhiệm vụ viện dẫn ({len(listed)})", "draw-head-text")]
    for place in listed[:_MOST]:
        href = addresses.task(place.plan.id, place.task)
        lines += [
            TextLine(text, "draw-text", href) for text in drawing.wrapped(words.capital(place.place), _LETTERS, 1)
        ]
    if len(listed) > _MOST:
        lines.append(TextLine(f"và {len(listed) - _MOST} nhiệm vụ khác", "draw-small"))
    return _Group(tuple(lines))


def _centre(view: DocumentView) -> _Group:
    document = view.summary
    facts = " · ".join(filter(None, (words.date(document.issued), document.issuer.name if document.issuer else "")))
    return _Group(
        (
            *(TextLine(text, "draw-name") for text in drawing.wrapped(words.label(document), 27, 4)),
            *(TextLine(text, "draw-small") for text in drawing.wrapped(facts, 32, 2)),
        )
    )
