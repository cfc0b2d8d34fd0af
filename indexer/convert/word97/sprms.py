"""The properties of a .doc file's runs, paragraphs and rows: lists of (number, operand), as [MS-DOC] 2.6 says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from indexer.convert.word97.binary import u16

# Of letters.
C_DELETED: Final = 0x0800
C_SYMBOL: Final = 0x6A09
C_STYLE: Final = 0x4A30
C_CAPS: Final = 0x083B
C_HIDDEN: Final = 0x083C
C_FONT: Final = 0x4A4F  # of plain Latin letters
C_FONT_OTHER: Final = 0x4A51  # of Latin letters with marks
C_SPECIAL: Final = 0x0855
C_DATA: Final = 0x0806
# Of paragraphs.
P_ALIGN_80: Final = 0x2403
P_ALIGN: Final = 0x2461
P_LEVEL: Final = 0x260A
P_LIST: Final = 0x460B
P_IN_TABLE: Final = 0x2416
P_ROW_END: Final = 0x2417
P_DEPTH: Final = 0x6649
P_HUGE: Final = 0x6646
# Of rows.
T_BORDERS_80: Final = 0xD605
T_BORDERS: Final = 0xD613
T_DEFINITION: Final = 0xD608
T_VERTICAL_MERGE: Final = 0xD62B

_P_TABS: Final = 0xC615
_SIZES: Final = (1, 1, 2, 4, 2, 2, -1, 3)  # by the number's upper three bits; -1: the operand says


def sprms(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the properties in `data`; one that reaches beyond its end is the last."""
    at = 0
    while at + 2 < len(data):
        number = u16(data, at)
        at += 2
        size = _SIZES[number >> 13]
        if size < 0:
            if number == T_DEFINITION:
                if at + 2 > len(data):
                    return
                size = u16(data, at) - 1
                at += 2
            else:
                size = data[at]
                at += 1
                if number == _P_TABS and size == 255:
                    return
        if size < 0 or at + size > len(data):
            return
        yield number, data[at : at + size]
        at += size
