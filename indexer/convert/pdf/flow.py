"""The pages of a PDF put together: paragraphs and tables in order, tables that go over a page's end joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indexer.convert.blocks import Block
from indexer.convert.blocks import Cell
from indexer.convert.blocks import Grid
from indexer.convert.blocks import Paragraph
from indexer.convert.blocks import Run
from indexer.convert.pdf.columns import in_reading_order
from indexer.convert.pdf.furniture import without_furniture
from indexer.convert.pdf.lines import Line
from indexer.convert.pdf.lines import Segment
from indexer.convert.pdf.lines import lines
from indexer.convert.pdf.paragraphs import Frame
from indexer.convert.pdf.paragraphs import Joiner
from indexer.convert.pdf.rules import RuledTable
from indexer.convert.writing import plain_text

_WIDEST_INSET: Final = 8.0  # points between a cell's edge and its letters, where they are not centred


@dataclass(slots=True)
class Page:
    """What stands on a page outside of tables, the page's width, its tables."""

    segments: list[Segment]
    width: float
    tables: list[RuledTable]

    def all_segments(self) -> list[Segment]:
        """What stands on it, in tables too."""
        return [*self.segments, *(one for table in self.tables for cell in table.cells for one in cell.segments)]


def blocks(pages: Sequence[Page]) -> list[Block]:
    """Return the paragraphs and tables of all pages."""
    columns = [
        [lines(group, number) for group in in_reading_order(page.segments, page.width)]
        for number, page in enumerate(pages)
    ]
    flat = [[line for group in groups for line in group] for groups in columns]
    kept = {id(line) for page in without_furniture(flat) for line in page}
    found: list[Block] = []
    joiner = Joiner()
    for page, groups in zip(pages, columns, strict=True):
        shown = [[line for line in group if id(line) in kept] for group in groups]
        for table in page.tables:
            shown = _until(table, shown, joiner)
            found += joiner.paragraphs
            joiner = Joiner()
            _add_table(found, _grid(table))
        for group in shown:
            joiner.add(group)
    return [*found, *joiner.paragraphs]


def _until(table: RuledTable, groups: list[list[Line]], joiner: Joiner) -> list[list[Line]]:
    """Give the joiner what stands above a table and return the rest; of a page of columns, nothing stands above."""
    if len(groups) != 1:
        return groups
    joiner.add([line for line in groups[0] if line.base > table.top])
    return [[line for line in groups[0] if line.base <= table.top]]


def _grid(table: RuledTable) -> Grid:
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        found = lines(cell.segments, 0)
        inset = max(0.0, min((line.left for line in found), default=cell.left) - cell.left)
        edge = min(inset, _WIDEST_INSET)
        joiner = Joiner(Frame(cell.left + edge, cell.right - edge))
        joiner.add(found)
        rows[cell.row].append(Cell(list(joiner.paragraphs), cell.column, cell.columns, cell.rows))
    return Grid(rows)


def _add_table(found: list[Block], grid: Grid) -> None:
    """Add a table; one that goes on where a page ended becomes one with it, without its repeated head."""
    last = found[-1] if found else None
    if not isinstance(last, Grid) or _width(last) != _width(grid):
        found.append(grid)
        return
    rows = grid.rows[1:] if _words(grid.rows[0]) == _words(last.rows[0]) else grid.rows
    if rows and _goes_on(last.rows, rows[0]):
        _join_rows(last.rows[-1], rows[0])
        rows = rows[1:]
    last.rows += rows


def _goes_on(above: Sequence[Sequence[Cell]], row: Sequence[Cell]) -> bool:
    """Tell whether a page's first row goes on with the last of the page before: it alone has no number or name."""
    same = [cell.column for cell in above[-1]] == [cell.column for cell in row]
    return same and not plain_text(row[0].blocks) and all(known and plain_text(known[0].blocks) for known in above)


def _join_rows(above: Sequence[Cell], below: Sequence[Cell]) -> None:
    for cell, more in zip(above, below, strict=True):
        first = more.blocks[0] if more.blocks else None
        last = cell.blocks[-1] if cell.blocks else None
        if isinstance(first, Paragraph) and isinstance(last, Paragraph):
            last.runs += [Run(" "), *first.runs]
            cell.blocks += more.blocks[1:]
        else:
            cell.blocks += more.blocks


def _width(grid: Grid) -> int:
    return max((cell.column + cell.columns for row in grid.rows for cell in row), default=0)


def _words(row: Sequence[Cell]) -> list[str]:
    return [plain_text(cell.blocks) for cell in row]
