"""A .doc file's table rows: where their cells end, which of them are merged, whether lines are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from indexer.convert.blocks import Block
from indexer.convert.grids import Placed
from indexer.convert.word97 import sprms as names
from indexer.convert.word97.binary import i16
from indexer.convert.word97.binary import u16

_CELL: Final = 20
_MOST: Final = 64
_NO_LINE: Final = frozenset({0, 255})
_EDGES_80: Final = 4  # bytes of an edge's description, its kind the second
_EDGES: Final = 8  # of later programs, its kind the sixth


def placed(cells: Sequence[list[Block]], properties: Sequence[tuple[int, bytes]]) -> tuple[list[Placed], bool]:
    """Return a row's cells at their places, and whether it is drawn with lines."""
    edges: list[int] = []
    flags: list[int] = []
    merged: set[int] = set()
    ruled = False
    for name, value in properties:
        if name == names.T_DEFINITION and value:
            count = min(value[0], _MOST)
            edges = [i16(value, 1 + 2 * at) for at in range(count + 1) if 3 + 2 * at <= len(value)]
            first = 1 + 2 * (count + 1)
            starts = [first + _CELL * at for at in range(count) if first + _CELL * (at + 1) <= len(value)]
            flags = [u16(value, start) for start in starts]
            lines = (value[start + 4 + _EDGES_80 * edge + 1] for start in starts for edge in range(4))
            ruled = ruled or any(line not in _NO_LINE for line in lines)
        elif name == names.T_BORDERS_80:
            ruled = ruled or any(line not in _NO_LINE for line in value[1::_EDGES_80])
        elif name == names.T_BORDERS:
            ruled = ruled or any(line not in _NO_LINE for line in value[5::_EDGES])
        elif name == names.T_VERTICAL_MERGE and len(value) == 2 and value[1] == 1:
            merged.add(value[0])
    row: list[Placed] = []
    left = edges[0] if edges else 0
    for index, blocks in enumerate(cells):
        right = edges[index + 1] if index + 1 < len(edges) else left + 1000
        flag = flags[index] if index < len(flags) else 0
        down = index in merged or flag >> 5 & 3 == 1
        row.append(Placed(blocks, left, max(left, right), down, bool(flag & 2) and index > 0))
        left = max(left, right)
    return row, ruled
