"""The letters of a .doc file with the properties that hold for each: runs and paragraph ends, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field

from indexer.convert.word97 import sprms as names
from indexer.convert.word97.binary import i16
from indexer.convert.word97.binary import u16
from indexer.convert.word97.binary import u32
from indexer.convert.word97.file import DocFile
from indexer.convert.word97.pages import paragraph_stretches
from indexer.convert.word97.pages import run_stretches
from indexer.convert.word97.sprms import sprms
from indexer.convert.word97.styles import Styles
from indexer.convert.word97.styles import font_names

_ON_LIKE_STYLE = 0x80
_NOT_LIKE_STYLE = 0x81


@dataclass(slots=True)
class Look:
    """What letters look like, as far as their text depends on it."""

    font: str = ""
    hidden: bool = False
    deleted: bool = False
    capitals: bool = False
    special: bool = False  # signs for pictures, notes and the like
    data: bool = False
    symbol: tuple[int, int] | None = None  # font and letter of a symbol


@dataclass(slots=True)
class Shape:
    """What a paragraph is."""

    style: int = 0
    centred: bool = False
    use: int = 0  # the list that it belongs to
    level: int = 0
    in_table: bool = False
    row_end: bool = False
    depth: int = 0
    row: list[tuple[int, bytes]] = field(default_factory=list)  # properties of a row, at its end


class Letters:
    """Reads stretches of the text with their looks, and the shapes of paragraphs."""

    def __init__(self, doc: DocFile) -> None:
        self._doc = doc
        self.fonts = font_names(doc)
        self._styles = Styles(doc)
        self._runs = run_stretches(doc)
        self._paragraphs = paragraph_stretches(doc)
        self._looks: dict[tuple[bytes, bytes, int], Look] = {}
        self._style_looks: dict[int, Look] = {}

    def runs(self, start: int, end: int, style: int) -> Iterator[tuple[int, str, Look]]:
        """Yield the letters `start` to `end` in stretches of one look, each with where it starts."""
        at = start
        while at < end:
            piece = self._doc.piece_of(at)
            if piece is None:
                return
            place = piece.place + (at - piece.start) * piece.width
            until, properties = self._runs.at(place)
            count = max(1, (until - place + piece.width - 1) // piece.width)
            stop = min(end, piece.end, at + count)
            yield at, self._doc.letters(piece, at, stop), self._look(properties, piece.properties, style)
            at = stop

    def shape(self, mark: int) -> Shape:
        """Return the shape of the paragraph whose mark is letter `mark`."""
        piece = self._doc.piece_of(mark)
        if piece is None:
            return Shape()
        place = piece.place + (mark - piece.start) * piece.width
        _until, content = self._paragraphs.at(place)
        style = u16(content, 0) if len(content) >= 2 else 0
        shape = Shape(style)
        for properties in (*self._styles.paragraph(style), content[2:], piece.properties):
            self._shape(properties, shape)
        return shape

    def _shape(self, properties: bytes, shape: Shape) -> None:
        for name, value in sprms(properties):
            if name in {names.P_ALIGN, names.P_ALIGN_80}:
                shape.centred = value[0] == 1
            elif name == names.P_LIST:
                shape.use = i16(value, 0)
            elif name == names.P_LEVEL:
                shape.level = value[0]
            elif name == names.P_IN_TABLE:
                shape.in_table = bool(value[0])
            elif name == names.P_ROW_END:
                shape.row_end = bool(value[0])
            elif name == names.P_DEPTH:
                shape.depth = u32(value, 0)
            elif name == names.P_HUGE:
                self._shape(self._huge(u32(value, 0)), shape)
            elif name >> 10 & 7 == 5:  # of rows
                shape.row.append((name, value))

    def _huge(self, place: int) -> bytes:
        """Return properties that were too many to stand with the others."""
        data = self._doc.data
        return data[place + 2 : place + 2 + u16(data, place)] if place + 2 <= len(data) else b""

    def _look(self, properties: bytes, hasty: bytes, style: int) -> Look:
        key = (properties, hasty, style)
        if key not in self._looks:
            look = Look()
            self._apply(self._style_look(style), look)
            chosen = next((u16(v, 0) for name, v in sprms(properties) if name == names.C_STYLE and len(v) == 2), None)
            for found in (*(self._styles.letters(chosen) if chosen is not None else ()), properties, hasty):
                self._apply(found, look)
            self._looks[key] = look
        return self._looks[key]

    def _style_look(self, style: int) -> bytes:
        return b"".join(self._styles.letters(style))

    def _apply(self, properties: bytes, look: Look) -> None:
        if not look.font:
            look.font = self._font(self._styles.default_font)
        plain: str | None = None
        other: str | None = None
        for name, value in sprms(properties):
            if name == names.C_FONT and len(value) == 2:
                plain = self._font(u16(value, 0))
            elif name == names.C_FONT_OTHER and len(value) == 2:
                other = self._font(u16(value, 0))
            elif name == names.C_SYMBOL and len(value) == 4:
                look.symbol = (u16(value, 0), u16(value, 2))
            elif name in _SWITCHES and value:
                before = bool(getattr(look, _SWITCHES[name]))
                setattr(look, _SWITCHES[name], _switched(value[0], before=before))
        look.font = other or plain or look.font

    def _font(self, number: int) -> str:
        return self.fonts[number] if number < len(self.fonts) else ""


_SWITCHES = {
    names.C_HIDDEN: "hidden",
    names.C_DELETED: "deleted",
    names.C_CAPS: "capitals",
    names.C_SPECIAL: "special",
    names.C_DATA: "data",
}


def _switched(value: int, *, before: bool) -> bool:
    if value == _ON_LIKE_STYLE:
        return before
    return not before if value == _NOT_LIKE_STYLE else value == 1
