"""An .rtf file's fonts: their names, and which code page their bytes are of."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from indexer.convert.text_bytes import western_letters

# Windows' numbers of character sets, as fonts name them.
_CHARSETS: Final[Mapping[int, str]] = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_WIDE: Final = frozenset({"cp932", "cp949", "gbk", "big5"})
_SYMBOL: Final = 2


@dataclass(slots=True)
class Font:
    """A font of the file's table."""

    name: str = ""
    charset: int = 0
    page: int | None = None


class Fonts:
    """The fonts by number, and how bytes in them become letters."""

    def __init__(self) -> None:
        self._fonts: dict[int, Font] = {}
        self.default = -1
        self.page = "cp1252"

    def define(self, number: int) -> Font:
        """Return the font of this number, new where it is not known yet."""
        return self._fonts.setdefault(number, Font())

    def name(self, number: int) -> str:
        """Return a font's name, "" where it has none."""
        return self._font(number).name.strip().rstrip(";").strip()

    def letters(self, data: bytes, number: int) -> str:
        """Return bytes that stand in this font as letters; a symbol font's as private ones."""
        font = self._font(number)
        if font.charset == _SYMBOL:
            return "".join(chr(0xF000 + byte) if byte > 0x20 else chr(byte) for byte in data)
        codec = _known(f"cp{font.page}") if font.page else _CHARSETS.get(font.charset)
        if codec is None:
            codec = self.page if font.charset == 1 or number not in self._fonts else "cp1252"
        return data.decode(codec, "replace") if codec in _WIDE else western_letters(data, codec)

    def _font(self, number: int) -> Font:
        return self._fonts.get(number) or self._fonts.get(self.default) or Font()


def _known(codec: str) -> str | None:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return None


def page_codec(number: int | None) -> str:
    """Return the codec of a Windows code page, the Western one where it is not known."""
    return _known(f"cp{number}") or "cp1252"
