"""A .doc file's styles and fonts: what a paragraph or run inherits that its text depends on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from indexer.convert.word97.binary import BrokenDocError
from indexer.convert.word97.binary import u8
from indexer.convert.word97.binary import u16
from indexer.convert.word97.file import DocFile

_STYLES: Final = 1
_FONTS: Final = 15
_NO_STYLE: Final = 0xFFF
_DEEPEST: Final = 30
_PARAGRAPH: Final = 1


@dataclass(frozen=True, slots=True)
class Style:
    """A style's own properties and the number of the one that it is based on."""

    base: int
    paragraph: bytes = b""
    letters: bytes = b""


class Styles:
    """The style sheet (STSH) by style number."""

    def __init__(self, doc: DocFile) -> None:
        self._styles: dict[int, Style] = {}
        self.default_font = 0
        try:
            self._read(doc.structure(_STYLES))
        except BrokenDocError:
            return  # what was read of the sheet holds

    def _read(self, sheet: bytes) -> None:
        if not sheet:
            return
        head = u16(sheet, 0)
        count, base_size = u16(sheet, 2), u16(sheet, 4)
        if head >= 18:
            self.default_font = u16(sheet, 2 + 16)
        at = 2 + head
        for number in range(count):
            size = u16(sheet, at)
            at += 2
            if size:
                self._styles[number] = _style(sheet[at : at + size], base_size)
            at += size + size % 2

    def paragraph(self, number: int) -> list[bytes]:
        """Return the paragraph properties of a style, those of its ancestors first."""
        return [style.paragraph for style in self._line(number)]

    def letters(self, number: int) -> list[bytes]:
        """Return the properties of a style's letters, those of its ancestors first."""
        return [style.letters for style in self._line(number)]

    def _line(self, number: int) -> list[Style]:
        found: list[Style] = []
        while number in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[number])
            number = found[-1].base
        return found[::-1]


def _style(data: bytes, base_size: int) -> Style:
    kind, base = u16(data, 2) & 0xF, u16(data, 2) >> 4
    count = u16(data, 4) & 0xF
    at = base_size
    at += 2 + 2 * u16(data, at) + 2  # its name and the zero behind it
    parts: list[bytes] = []
    for _ in range(count):
        at += at % 2
        if at + 2 > len(data):
            break
        size = u16(data, at)
        parts.append(data[at + 2 : at + 2 + size])
        at += 2 + size
    if kind == _PARAGRAPH:
        paragraph = parts[0][2:] if parts else b""
        return Style(base, paragraph, parts[1] if len(parts) > 1 else b"")
    return Style(base, b"", parts[0] if kind == 2 and parts else b"")


def font_names(doc: DocFile) -> list[str]:
    """Return the names of the fonts by their numbers."""
    table = doc.structure(_FONTS)
    names: list[str] = []
    try:
        if not table:
            return names
        wide = u16(table, 0) == 0xFFFF
        count = u16(table, 2 if wide else 0)
        at = 6 if wide else 4
        for _ in range(count):
            size = u8(table, at)
            entry = table[at + 1 : at + 1 + size]
            text = entry[39:]
            name = text[: len(text) // 2 * 2].decode("utf-16-le", "replace").split("\0", 1)[0]
            names.append(name)
            at += 1 + size
    except BrokenDocError:
        return names
    return names
