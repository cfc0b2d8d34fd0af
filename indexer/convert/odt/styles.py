"""An .odt file's styles: fonts, alignment, borders, and the levels of its lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from indexer.convert.lists import Level
from indexer.convert.package import local

_DEEPEST: Final = 30
_FORMS: Final = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none",
}  # fmt: skip
_LEVELS: Final = 9
OUTLINE: Final = "\0outline"  # the name under which headings' numbers are kept: no list style can bear it


def attribute(element: etree._Element | None, name: str) -> str | None:
    """Return an attribute by its name without namespace."""
    if element is None:
        return None
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def whole(text: str | None, otherwise: int, most: int = 10_000) -> int:
    """Return `text` as a whole number between 0 and `most`."""
    return min(int(text), most) if text is not None and text.isascii() and text.isdecimal() else otherwise


class Styles:
    """The styles of content.xml and styles.xml by name."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._faces: dict[str, str] = {}
        self._lists: dict[str, dict[int, Level]] = {}
        for root in roots:
            for element in root.iter() if root is not None else ():
                name = attribute(element, "name")
                kind = local(element)
                if kind == "style" and name is not None:
                    self._styles[name] = element
                elif kind == "font-face" and name is not None:
                    self._faces[name] = (attribute(element, "font-family") or name).strip("'\" ")
                elif kind == "list-style" and name is not None:
                    self._lists[name] = _levels(element)
                elif kind == "outline-style":
                    self._lists[OUTLINE] = _levels(element)

    def _line(self, name: str | None) -> Iterator[etree._Element]:
        for _ in range(_DEEPEST):
            found = self._styles.get(name) if name is not None else None
            if found is None:
                return
            yield found
            name = attribute(found, "parent-style-name")

    def _property(self, name: str | None, *wanted: str) -> str | None:
        for style in self._line(name):
            for properties in style:
                for key in wanted:
                    value = attribute(properties, key)
                    if value is not None:
                        return value
        return None

    def font(self, name: str | None) -> str:
        """Return the font that a style sets, "" where it sets none."""
        face = self._property(name, "font-name", "font-family")
        return self._faces.get(face, face) if face else ""

    def centred(self, name: str | None) -> bool:
        """Tell whether a paragraph of this style is centred."""
        return self._property(name, "text-align") == "center"

    def hidden(self, name: str | None) -> bool:
        """Tell whether letters of this style are not printed."""
        return self._property(name, "display") == "none"

    def ruled(self, name: str | None) -> bool:
        """Tell whether a cell of this style is drawn with lines."""
        borders = (self._property(name, edge) for edge in ("border", "border-top", "border-left", "border-bottom"))
        return any(border is not None and border != "none" for border in borders)

    def list_style(self, name: str | None) -> str | None:
        """Return the list style that a paragraph style brings along."""
        return next((found for style in self._line(name) if (found := attribute(style, "list-style-name"))), None)

    def levels(self, name: str | None) -> dict[int, Level]:
        """Return the levels of a list style."""
        return self._lists.get(name, {}) if name is not None else {}


def _levels(style: etree._Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for element in style:
        at = whole(attribute(element, "level"), 0) - 1
        if not 0 <= at < _LEVELS:
            continue
        kind = local(element)
        if kind == "list-level-style-bullet":
            levels[at] = Level("bullet", attribute(element, "bullet-char") or "-")
        elif kind in {"list-level-style-number", "outline-level-style"}:
            levels[at] = _numbered(element, at)
    return levels


def _numbered(element: etree._Element, at: int) -> Level:
    form = _FORMS.get(attribute(element, "num-format") or "", "decimal")
    shown = min(whole(attribute(element, "display-levels"), 1), at + 1)
    numbers = "" if form == "none" else ".".join(chr(place + 1) for place in range(at + 1 - shown, at + 1))
    text = f"{attribute(element, 'num-prefix') or ''}{numbers}{attribute(element, 'num-suffix') or ''}"
    return Level(form, text, start=whole(attribute(element, "start-value"), 1))
