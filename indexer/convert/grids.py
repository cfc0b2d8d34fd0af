"""Tables whose cells are given by the places of their edges, as .rtf and .doc files give them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.convert.blocks import Block
from indexer.convert.blocks import Cell
from indexer.convert.blocks import Grid

# Edges of one column differ a little from row to row: within so many twips (2 mm) they are one.
_NEAR = 115


@dataclass(slots=True)
class Placed:
    """A cell between two edges (twips). `down`: it goes on with the cell above, `along`: with the one before it."""

    blocks: list[Block]
    left: int
    right: int
    down: bool = False
    along: bool = False


def grid(rows: Sequence[Sequence[Placed]], *, ruled: bool) -> Grid:
    """Return the rows as a table by columns."""
    edges = _edges(rows)
    shown: list[list[Cell]] = []
    above: dict[int, Cell] = {}
    for row in rows:
        cells: list[Cell] = []
        for placed in row:
            left = _column(edges, placed.left)
            columns = max(1, _column(edges, placed.right) - left)
            if cells and (placed.along or left < cells[-1].column + cells[-1].columns):
                left = cells[-1].column + cells[-1].columns
            if placed.along and cells:
                cells[-1].columns += columns
                cells[-1].blocks += placed.blocks
            elif placed.down and left in above:
                above[left].rows += 1
                above[left].blocks += placed.blocks
            else:
                cells.append(Cell(placed.blocks, left, columns))
                above[left] = cells[-1]
        shown.append(cells)
    return Grid(shown, ruled)


def _edges(rows: Sequence[Sequence[Placed]]) -> list[int]:
    found = sorted({edge for row in rows for cell in row for edge in (cell.left, cell.right)})
    edges: list[int] = []
    for edge in found:
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    return edges


def _column(edges: Sequence[int], edge: int) -> int:
    at = bisect_left(edges, edge)
    return at if at < len(edges) and edges[at] == edge else max(0, at - 1)
