"""A .doc file's automatic numbering: its list definitions (LST, LVL) and their uses (LFO)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from indexer.convert.lists import Counters
from indexer.convert.lists import Level
from indexer.convert.word97.binary import BrokenDocError
from indexer.convert.word97.binary import i32
from indexer.convert.word97.binary import u8
from indexer.convert.word97.binary import u16
from indexer.convert.word97.binary import u32
from indexer.convert.word97.file import DocFile
from indexer.convert.word97.sprms import C_FONT
from indexer.convert.word97.sprms import C_FONT_OTHER
from indexer.convert.word97.sprms import sprms

_LISTS: Final = 73
_USES: Final = 74
_LEVELS: Final = 9
_FORMS: Final[Mapping[int, str]] = {
    1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero", 23: "bullet", 255: "none",
}  # fmt: skip
_HEAD: Final = 28  # bytes of a list's and of a level's fixed part
_USE: Final = 16
_START: Final = 0x10
_FORMAT: Final = 0x20


class Numbering:
    """The lists and how far each has been counted."""

    def __init__(self, doc: DocFile, fonts: list[str]) -> None:
        self._fonts = fonts
        self._levels: dict[int, dict[int, Level]] = {}  # by list id
        self._uses: list[tuple[int, dict[int, Level]]] = []  # list id and levels of each use
        self._counters = Counters()
        try:
            self._read_lists(doc.structure(_LISTS), doc)
            self._read_uses(doc.structure(_USES))
        except BrokenDocError:
            return  # what was read of them holds

    def next(self, use: int, at: int) -> tuple[str, str]:
        """Count a paragraph of a use (from 1) at a level and return what is printed before it, and in which font."""
        if not 0 < use <= len(self._uses):
            return "", ""
        listed, levels = self._uses[use - 1]
        if at not in levels:
            return "", ""
        return self._counters.next(listed, use, levels, at), levels[at].font

    def _read_lists(self, table: bytes, doc: DocFile) -> None:
        if not table:
            return
        rest = doc.after_structure(_LISTS)
        at = 0
        for index in range(u16(table, 0)):
            head = 2 + _HEAD * index
            listed, simple = u32(table, head), u8(table, head + 26) & 1
            self._levels[listed] = {}
            for level in range(1 if simple else _LEVELS):
                self._levels[listed][level], at = self._level(rest, at)

    def _level(self, data: bytes, at: int) -> tuple[Level, int]:
        form, flags = u8(data, at + 4), u8(data, at + 5)
        letters_size, paragraph_size, limit = u8(data, at + 24), u8(data, at + 25), u8(data, at + 26)
        text_at = at + _HEAD + paragraph_size + letters_size
        count = u16(data, text_at)
        end = text_at + 2 + 2 * count
        if end > len(data):
            raise BrokenDocError
        text = data[text_at + 2 : end].decode("utf-16-le", "replace")
        level = Level(
            form=_FORMS.get(form, "decimal"),
            text="".join(chr(ord(letter) + 1) if ord(letter) < _LEVELS else letter for letter in text),
            start=max(0, i32(data, at)),
            decimal=bool(flags & 0x04),
            restart=limit if flags & 0x08 else None,
            font=self._font(data[text_at - letters_size : text_at]),
        )
        return level, end

    def _font(self, properties: bytes) -> str:
        number = next((u16(value, 0) for name, value in sprms(properties) if name in {C_FONT_OTHER, C_FONT}), None)
        return self._fonts[number] if number is not None and number < len(self._fonts) else ""

    def _read_uses(self, table: bytes) -> None:
        if not table:
            return
        count = u32(table, 0)
        if 4 + _USE * count > len(table):
            raise BrokenDocError
        counts = []
        for index in range(count):
            head = 4 + _USE * index
            listed = u32(table, head)
            self._uses.append((listed, dict(self._levels.get(listed, {}))))
            counts.append(u8(table, head + 12))
        at = 4 + _USE * count
        for index in range(count):
            at += 4
            for _ in range(counts[index]):
                at = self._override(table, at, self._uses[index][1])

    def _override(self, table: bytes, at: int, levels: dict[int, Level]) -> int:
        start, flags = i32(table, at), u8(table, at + 4)
        place = flags & 0xF
        at += 8
        if flags & _FORMAT:
            level, at = self._level(table, at)
            levels[place] = level.restarted(level.start) if flags & _START else level
        elif flags & _START and place in levels:
            levels[place] = levels[place].restarted(max(0, start))
        return at
