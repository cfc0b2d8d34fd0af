"""The letters of a PDF page with their places, fonts and sizes, as PDFium finds them."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

_SUBSET: Final = re.compile(r"^[A-Z]{6}\+")
_LONGEST_NAME: Final = 200
# PDFium puts one of these where a line ends in a hyphen.
_LINE_HYPHENS: Final = "\x02\ufffe"
_MOST: Final = 400_000  # letters of one page


@dataclass(slots=True)
class Glyph:
    """A letter: `left` to `right` and the line it stands on (`base`) in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    base: float
    size: float
    font: str


def page_glyphs(page: pdfium.PdfPage) -> list[Glyph]:
    """Return a page's letters in the order in which the file draws them; blanks that PDFium adds have no width."""
    text = page.get_textpage()
    handle = text.raw
    count = min(text.count_chars(), _MOST)
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    buffer, flags = ctypes.create_string_buffer(_LONGEST_NAME), ctypes.c_int()
    names: dict[bytes, str] = {}
    glyphs: list[Glyph] = []
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if raw.FPDFText_IsGenerated(handle, index) == 1 and letter not in _LINE_HYPHENS:
            if letter == " " and glyphs:
                last = glyphs[-1]
                glyphs.append(Glyph(" ", last.right, last.right, last.base, last.size, last.font))
            continue
        if not letter or letter in "\r\n":
            continue
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        raw.FPDFText_GetLooseCharBox(handle, index, box)
        length = raw.FPDFText_GetFontInfo(handle, index, buffer, _LONGEST_NAME, flags)
        name = buffer.raw[: max(0, min(length, _LONGEST_NAME) - 1)]
        if name not in names:
            names[name] = _SUBSET.sub("", name.decode("utf-8", "replace"))
        size = raw.FPDFText_GetFontSize(handle, index)
        glyph = Glyph(letter, box.left, box.right, y.value, _height(size, box), names[name])
        if letter in _LINE_HYPHENS:
            glyph.text = "-"
        glyphs.append(glyph)
    text.close()
    return glyphs


def _height(size: float, box: raw.FS_RECTF) -> float:
    """Return a letter's size on the page: the font's own may be scaled."""
    height = abs(box.top - box.bottom)
    return float(height / 1.1 if height > 0 else max(size, 1.0))
