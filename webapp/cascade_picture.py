"""The cascade as a picture: a column for each level, a row for each document, an arrow to what carries it out."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from indexer.views import DocumentSummary
from indexer.views.desk import Cascade
from indexer.views.desk import CascadeChain
from indexer.views.desk import CascadeNode
from indexer.views.desk import Tier
from webapp import addresses
from webapp import drawing
from webapp import words
from webapp.drawing import TextLine

_BOX: Final = 232  # width of a document
_COLUMN: Final = 276
_PADDING: Final = 10
_LETTERS: Final = 29  # of a line in a box
_HEAD: Final = 44  # the names of the levels
_GAP: Final = 14  # between documents
_BETWEEN: Final = 34  # between chains
_BEYOND: Final = 8  # columns that go on in the next picture are drawn beyond the edge of this one


@dataclass(frozen=True, slots=True)
class CascadeRow:
    """A line of the table behind the cascade: what carries out what, and how."""

    lower: DocumentSummary
    label: str
    upper: DocumentSummary
    date: str | None


def cascade_rows(cascade: Cascade) -> tuple[CascadeRow, ...]:
    """Return the cascade as the lines of a table."""
    return tuple(
        CascadeRow(names[edge.lower], edge.label, names[edge.upper], edge.date)
        for chain in cascade.chains
        for names in ({node.document.id: node.document for node in chain.nodes},)
        for edge in chain.edges
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    x: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def cascade_picture(cascade: Cascade) -> Markup:
    """Return the cascade as SVG pictures below each other, one for each chain, so that paper breaks between them.

    Returns:
        "" where no relation is recorded.
    """
    columns = {tier.tier: at * _COLUMN + 14 for at, tier in enumerate(cascade.tiers)}
    return Markup("\n").join(_chain(cascade, at, columns) for at in range(len(cascade.chains)))


def _chain(cascade: Cascade, at: int, columns: Mapping[Tier, float]) -> Markup:
    chain, first, last = cascade.chains[at], at == 0, at == len(cascade.chains) - 1
    placed, foot = _place(chain, columns, _HEAD + 10 if first else _BETWEEN / 2)
    width, height = len(columns) * _COLUMN, foot + (4 if last else _BETWEEN / 2)
    parts = list(_columns(columns, 0 if first else -_BEYOND, height if last else height + _BEYOND))
    parts += _heads(cascade, columns) if first else [drawing.line([(0, 0), (width, 0)], "draw-rule")]
    parts += _arrows(chain, placed)
    parts += _boxes(cascade, chain, placed)
    top = words.label(chain.nodes[0].document)
    return drawing.picture(width, height, f"Văn bản nào triển khai văn bản nào: từ {top}", parts)


def _columns(columns: Mapping[Tier, float], top: float, foot: float) -> Iterator[Markup]:
    for x in columns.values():
        yield drawing.box(x - 8, top, _BOX + 16, foot - top, "draw-column")


def _heads(cascade: Cascade, columns: Mapping[Tier, float]) -> Iterator[Markup]:
    for tier in cascade.tiers:
        ended = f"(đến {words.date(tier.last_day)})" if tier.last_day else ""
        lines = [
            TextLine(words.TIERS[tier.tier], "draw-head-text"),
            *([TextLine(ended, "draw-small")] if ended else []),
        ]
        yield drawing.text_lines(columns[tier.tier], 18, lines)


def _place(chain: CascadeChain, columns: Mapping[Tier, float], y: float) -> tuple[dict[str, _Placed], float]:
    placed: dict[str, _Placed] = {}
    for node in chain.nodes:
        height = len(_lines(node, chain)) * drawing.LINE + 2 * _PADDING - 2
        placed[node.document.id] = _Placed(columns[node.tier], y, height)
        y += height + _GAP
    return placed, y - _GAP


def _boxes(cascade: Cascade, chain: CascadeChain, placed: Mapping[str, _Placed]) -> Iterator[Markup]:
    for node in chain.nodes:
        at = placed[node.document.id]
        own = cascade.plan is not None and node.document.id == cascade.plan.id
        yield drawing.box(at.x, at.y, _BOX, at.height, "draw-box draw-self" if own else "draw-box")
        yield drawing.text_lines(at.x + _PADDING, at.y + _PADDING + 12, _lines(node, chain))


def _arrows(chain: CascadeChain, placed: Mapping[str, _Placed]) -> Iterator[Markup]:
    for number, edge in enumerate(chain.edges):
        upper, lower = placed[edge.upper], placed[edge.lower]
        # Each arrow has a way of its own in the gap, and enters below the others.
        shift = 4 * (number % 4)
        end = (lower.x, lower.middle + shift - 6)
        if lower.x > upper.x:
            gap = upper.x + _BOX + 10 + shift
            yield drawing.arrow([(upper.x + _BOX, upper.middle), (gap, upper.middle), (gap, end[1]), end])
        else:
            # Within a level, or back up where the data says so: round the left side.
            gap = lower.x - 11 - shift / 4
            yield drawing.arrow([(upper.x, upper.middle), (gap, upper.middle), (gap, end[1]), end])


def _lines(node: CascadeNode, chain: CascadeChain) -> list[TextLine]:
    document = node.document
    href = addresses.document(document)
    cited = f"viện dẫn ở {node.places} chỗ" if node.places else ""
    issuer = document.issuer.name if document.issuer else ""
    facts = " · ".join(filter(None, (words.date(document.issued), issuer, cited)))
    names = {other.document.id: other.document for other in chain.nodes}
    above = [
        f"{edge.label} {names[edge.upper].number or words.label(names[edge.upper])}"
        for edge in chain.edges
        if edge.lower == document.id
    ]
    return [
        *(TextLine(text, "draw-name", href) for text in drawing.wrapped(words.label(document), _LETTERS - 3, 3)),
        *(TextLine(text, "draw-small") for text in drawing.wrapped(facts, _LETTERS + 4, 3)),
        *(TextLine(text, "draw-small draw-how") for how in above for text in drawing.wrapped(how, _LETTERS + 4, 2)),
    ]
