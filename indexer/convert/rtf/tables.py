"""An .rtf file's tables: the definitions that go before each row, and its cells as they end."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.convert.blocks import Block
from indexer.convert.blocks import Grid
from indexer.convert.grids import Placed
from indexer.convert.grids import grid

_BORDERS = (
    "clbrdrt",
    "clbrdrl",
    "clbrdrb",
    "clbrdrr",
    "trbrdrt",
    "trbrdrl",
    "trbrdrb",
    "trbrdrr",
    "trbrdrh",
    "trbrdrv",
)
_DRAWN = frozenset({"brdrs", "brdrth", "brdrdb", "brdrdot", "brdrdash", "brdrhair", "brdrtriple", "brdrw"})
_MOST_CELLS = 64


@dataclass(slots=True)
class _Definition:
    right: int = 0
    down: bool = False
    along: bool = False


class Tables:
    """The table being read; `cell` gathers the blocks of the cell being read."""

    def __init__(self) -> None:
        self.cell: list[Block] = []
        self._cells: list[list[Block]] = []
        self._rows: list[list[Placed]] = []
        self._definitions: list[_Definition] = []
        self._open = _Definition()
        self._left = 0
        self._ruled = False
        self._border_follows = False

    def property(self, word: str, number: int | None) -> None:
        """Take a control word that says how a row or cell is."""
        if word == "trowd":
            self._definitions, self._open, self._left = [], _Definition(), 0
        elif word == "trleft":
            self._left = number or 0
        elif word in {"clmrg", "clvmrg"}:
            self._open.along = self._open.along or word == "clmrg"
            self._open.down = self._open.down or word == "clvmrg"
        elif word == "cellx":
            self._open.right = number or 0
            if len(self._definitions) < _MOST_CELLS:
                self._definitions.append(self._open)
            self._open = _Definition()
            self._border_follows = False
        elif word in _BORDERS:
            self._border_follows = True
        elif self._border_follows and word in _DRAWN:
            self._ruled = self._ruled or word != "brdrw"

    def end_cell(self) -> None:
        """End a cell."""
        self._cells.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        """End a row: its cells get the places that were defined for them."""
        left = self._left
        row: list[Placed] = []
        for index, blocks in enumerate(self._cells):
            found = self._definitions[index] if index < len(self._definitions) else _Definition(left + 1000)
            row.append(Placed(blocks, left, max(found.right, left), found.down, found.along))
            left = max(found.right, left)
        self._cells = []
        if row:
            self._rows.append(row)

    def finished(self) -> Grid | None:
        """Return the table that has been read, None where there is none, and begin the next."""
        if self.cell or self._cells:
            if self.cell:
                self.end_cell()
            self.end_row()
        rows, ruled = self._rows, self._ruled
        self._rows, self._ruled, self._border_follows = [], False, False
        return grid(rows, ruled=ruled) if rows else None
