"""The lines that are drawn on a PDF page, and the tables that they make: which letters stand in which cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from itertools import pairwise
from typing import Final

import pypdfium2 as pdfium

from indexer.convert.pdf.glyphs import Glyph
from indexer.convert.pdf.lines import Segment
from indexer.convert.pdf.lines import segments

_THIN: Final = 3.0  # points: what is thinner is a line
_NEAR: Final = 3.0  # edges of one column or row differ by less
_MOST: Final = 6000  # drawn objects that are looked at on a page
_MOST_EDGES: Final = 400  # of a table: more make no table


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line: where it stands across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class RuledCell:
    """A cell by rows and columns of its table, with its letters."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    left: float = 0.0
    right: float = 0.0
    glyphs: list[Glyph] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)


@dataclass(slots=True)
class RuledTable:
    """A table on a page, from its upper edge `top` (points from below) down."""

    top: float
    rows: int
    cells: list[RuledCell]


def tables(page: pdfium.PdfPage, glyphs: Sequence[Glyph]) -> tuple[list[RuledTable], list[Glyph]]:
    """Return the tables of a page with their letters, and the letters that stand in none."""
    across, down = _rules(page)
    found: list[RuledTable] = []
    rest = list(glyphs)
    for rows, columns in _meshes(across, down):
        table, rest = _table(rows, columns, rest)
        if table is not None:
            found.append(table)
    return found, rest


def _rules(page: pdfium.PdfPage) -> tuple[list[Rule], list[Rule]]:
    """Return the lines that run across a page, and those that run down."""
    across: list[Rule] = []
    down: list[Rule] = []
    for index, one in enumerate(page.get_objects(filter=(pdfium.raw.FPDF_PAGEOBJ_PATH,), max_depth=4)):
        if index >= _MOST:
            return [], []
        left, bottom, right, top = one.get_bounds()
        wide, tall = right - left, top - bottom
        if tall < _THIN < wide:
            across.append(Rule((bottom + top) / 2, left, right))
        elif wide < _THIN < tall:
            down.append(Rule((left + right) / 2, bottom, top))
        elif wide > _THIN and tall > _THIN:  # a frame: four lines
            across += (Rule(bottom, left, right), Rule(top, left, right))
            down += (Rule(left, bottom, top), Rule(right, bottom, top))
    return across, down


def _meshes(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the lines that cross or touch each other, group by group, from the top of the page down."""
    if len(across) + len(down) > 4 * _MOST_EDGES:
        return []
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for line in down:
        crossed = [rule for rule in across if _touch(rule, line)]
        joined = [group for group in groups if any(rule in group[0] for rule in crossed)]
        rows = [*crossed, *(rule for group in joined for rule in group[0] if rule not in crossed)]
        columns = [line, *(rule for group in joined for rule in group[1])]
        groups = [group for group in groups if group not in joined]
        groups.append((rows, columns))
    return sorted(groups, key=lambda group: -max((rule.at for rule in group[0]), default=0.0))


def _touch(across: Rule, down: Rule) -> bool:
    return across.start - _NEAR <= down.at <= across.end + _NEAR and down.start - _NEAR <= across.at <= down.end + _NEAR


def _table(across: Sequence[Rule], down: Sequence[Rule], glyphs: list[Glyph]) -> tuple[RuledTable | None, list[Glyph]]:
    edges_x = _edges([rule.at for rule in down])
    edges_y = _edges([rule.at for rule in across])[::-1]
    if len(edges_x) < 3 or len(edges_y) < 3 or len(edges_x) * len(edges_y) > 100 * _MOST_EDGES:
        return None, glyphs
    cells = _cells(edges_x, edges_y, across, down)
    by_place = {
        (row, column): cell
        for cell in cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    rising = edges_y[::-1]
    rest: list[Glyph] = []
    for glyph in glyphs:
        column = bisect_right(edges_x, (glyph.left + glyph.right) / 2) - 1
        row = len(rising) - 1 - bisect_right(rising, glyph.base + glyph.size / 4)
        found = by_place.get((row, column))
        (rest if found is None else found.glyphs).append(glyph)
    for cell in cells:
        cell.segments = segments(cell.glyphs)
        cell.left, cell.right = edges_x[cell.column], edges_x[cell.column + cell.columns]
    return RuledTable(edges_y[0], len(edges_y) - 1, cells), rest


def _edges(places: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges


def _cells(
    edges_x: Sequence[float], edges_y: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> list[RuledCell]:
    """Return the cells: places between which no line is drawn are one."""
    cells: dict[tuple[int, int], RuledCell] = {}
    shown: list[RuledCell] = []
    for row, (top, bottom) in enumerate(pairwise(edges_y)):
        for column, (left, right) in enumerate(pairwise(edges_x)):
            before, above = cells.get((row, column - 1)), cells.get((row - 1, column))
            if before is not None and before.row == row and not _drawn(down, left, (top + bottom) / 2):
                before.columns = column - before.column + 1
                cells[row, column] = before
            elif above is not None and not _drawn(across, top, (left + right) / 2):
                above.rows = row - above.row + 1
                cells[row, column] = above
            else:
                cells[row, column] = RuledCell(row, column)
                shown.append(cells[row, column])
    return shown


def _drawn(rules: Sequence[Rule], at: float, through: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.start - _NEAR <= through <= rule.end + _NEAR for rule in rules)
