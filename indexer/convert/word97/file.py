"""A .doc file opened: its header (FIB), its streams, and the text's pieces."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import olefile

from indexer.convert.text_bytes import western_letters
from indexer.convert.word97.binary import BrokenDocError
from indexer.convert.word97.binary import plc
from indexer.convert.word97.binary import u8
from indexer.convert.word97.binary import u16
from indexer.convert.word97.binary import u32
from indexer.errors.convert import EncryptedFileError
from indexer.errors.convert import OldWordError

_WORD_97: Final = 0xA5EC
_WORD_6: Final = 0xA5DC
_ENCRYPTED: Final = 0x0100
_TABLE_1: Final = 0x0200
_COMPLEX: Final = 0x0004
_FIRST_PAIR: Final = 0x9A
_CLX: Final = 33
_OLD_CLX: Final = 0x160
_COMPRESSED: Final = 0x40000000
# Where the header counts the letters of each part of the text, in the order in which they follow each other.
_COUNTS: Final = {"main": 0x4C, "footnotes": 0x50, "headers": 0x54, "macros": 0x58, "comments": 0x5C, "endnotes": 0x60,
                  "boxes": 0x64}  # fmt: skip
_OLD_COUNTS: Final = {"main": 0x34, "footnotes": 0x38, "headers": 0x3C}


def is_old(path: Path) -> bool:
    """Tell whether a .doc file is older than Word 97, or none that can be looked into."""
    try:
        with olefile.OleFileIO(str(path)) as opened:
            return u16(opened.openstream("WordDocument").read(2), 0) != _WORD_97
    except (OSError, BrokenDocError):
        return False


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters `start` to `end` of the text, at byte `place` of the stream, one or two bytes each."""

    start: int
    end: int
    place: int
    width: int
    properties: bytes = b""  # that saving in haste left here instead of with the letters


class DocFile:
    """The streams of a .doc file and what its header says of them."""

    def __init__(self, path: Path) -> None:
        with olefile.OleFileIO(str(path)) as opened:
            self.main: bytes = opened.openstream("WordDocument").read()
            self._look(path.name)
            table = "1Table" if u16(self.main, 0x0A) & _TABLE_1 else "0Table"
            self.table: bytes = self.main if self.old else opened.openstream(table).read()
            self.data: bytes = opened.openstream("Data").read() if opened.exists("Data") else b""
        counts = _OLD_COUNTS if self.old else _COUNTS
        self.parts: dict[str, tuple[int, int]] = {}
        at = 0
        for name, place in counts.items():
            end = at + u32(self.main, place)
            self.parts[name] = (at, end)
            at = end
        self.pieces = self._pieces()
        self._starts = [piece.start for piece in self.pieces]

    def _look(self, name: str) -> None:
        magic = u16(self.main, 0)
        if magic not in {_WORD_97, _WORD_6}:
            raise OldWordError(name)
        self.old = magic == _WORD_6
        if u16(self.main, 0x0A) & _ENCRYPTED:
            raise EncryptedFileError(name)

    def structure(self, index: int) -> bytes:
        """Return the structure that the header's pair `index` points to, b"" where there is none."""
        place = _FIRST_PAIR + 8 * index
        if self.old or place + 8 > len(self.main) or index >= u16(self.main, _FIRST_PAIR - 2):
            return b""
        start, size = u32(self.main, place), u32(self.main, place + 4)
        return self.table[start : start + size]

    def after_structure(self, index: int) -> bytes:
        """Return what stands in the table stream from the end of a structure on."""
        place = _FIRST_PAIR + 8 * index
        return self.table[u32(self.main, place) + u32(self.main, place + 4) :]

    def piece_of(self, position: int) -> Piece | None:
        """Return the piece in which the letter `position` lies."""
        at = bisect_right(self._starts, position) - 1
        if at < 0 or position >= self.pieces[at].end:
            return None
        return self.pieces[at]

    def letters(self, piece: Piece, start: int, end: int) -> str:
        """Return the letters `start` to `end` (of the whole text) of a piece."""
        place = piece.place + (start - piece.start) * piece.width
        data = self.main[place : place + (end - start) * piece.width]
        if piece.width == 1:
            return western_letters(data)
        return "".join(map(chr, memoryview(data[: len(data) // 2 * 2]).cast("H"))) if data else ""

    def _pieces(self) -> list[Piece]:
        if self.old and not u16(self.main, 0x0A) & _COMPLEX:
            size = max(end for _start, end in self.parts.values())
            return [Piece(0, size, u32(self.main, 0x18), 1)]
        if self.old:
            start, size = u32(self.main, _OLD_CLX), u32(self.main, _OLD_CLX + 4)
            clx = self.main[start : start + size]
        else:
            clx = self.structure(_CLX)
        return self._of_clx(clx)

    def _of_clx(self, clx: bytes) -> list[Piece]:
        hasty: list[bytes] = []
        at = 0
        while at < len(clx) and u8(clx, at) == 1:
            size = u16(clx, at + 1)
            hasty.append(clx[at + 3 : at + 3 + size])
            at += 3 + size
        if at >= len(clx) or u8(clx, at) != 2:
            raise BrokenDocError
        positions, values = plc(clx[at + 5 : at + 5 + u32(clx, at + 1)], 8)
        found = clx[at + 5 :]
        pieces: list[Piece] = []
        for index in range(len(positions) - 1):
            start, end = positions[index], positions[index + 1]
            place = u32(found, values + 8 * index + 2)
            extra = u16(found, values + 8 * index + 6)
            properties = hasty[extra >> 1] if extra & 1 and extra >> 1 < len(hasty) else b""
            narrow = self.old or bool(place & _COMPRESSED)
            byte = place if self.old else (place & ~_COMPRESSED) // 2 if narrow else place
            width = 1 if narrow else 2
            if end < start or byte > len(self.main):
                raise BrokenDocError
            end = min(end, start + (len(self.main) - byte) // width)  # of a file that was cut off
            pieces.append(Piece(start, end, byte, width, properties))
        return pieces
