"""A .docx file's styles: what a paragraph or run inherits that its text depends on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from indexer.convert.docx.names import attribute
from indexer.convert.docx.names import child
from indexer.convert.docx.names import number
from indexer.convert.docx.names import switch
from indexer.convert.docx.names import value
from indexer.convert.docx.names import w

_DEEPEST: Final = 30  # a style that is based on itself would go on for ever
_EDGES: Final = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
_NO_LINE: Final = frozenset({"nil", "none"})


class Styles:
    """The styles of styles.xml by id; every question walks a style's ancestors."""

    def __init__(self, root: etree._Element | None) -> None:
        listed = root.findall(w("style")) if root is not None else []
        self._styles = {attribute(style, "styleId") or "": style for style in listed}
        self._default = next(
            (
                attribute(style, "styleId")
                for style in listed
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}
            ),
            None,
        )
        self._defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        self._fonts: dict[tuple[str | None, str | None], str] = {}

    def _line(self, style: str | None) -> Iterator[etree._Element]:
        for _ in range(_DEEPEST):
            found = self._styles.get(style) if style is not None else None
            if found is None:
                return
            yield found
            style = value(found, "basedOn")

    def font(self, run: etree._Element | None, paragraph_style: str | None) -> str:
        """Return the font in which a run's Latin letters are set, "" where the file names none."""
        direct = font_of(run)
        if direct:
            return direct
        key = (value(run, "rStyle"), paragraph_style or self._default)
        if key not in self._fonts:
            inherited = (font_of(child(style, "rPr")) for name in key for style in self._line(name))
            self._fonts[key] = next((font for font in inherited if font), None) or font_of(self._defaults)
        return self._fonts[key]

    def hidden(self, run: etree._Element | None, paragraph_style: str | None) -> bool:
        """Tell whether a run is not printed."""
        direct = switch(run, "vanish")
        if direct is not None:
            return direct
        for name in (value(run, "rStyle"), paragraph_style):
            for style in self._line(name):
                inherited = switch(style, "rPr", "vanish")
                if inherited is not None:
                    return inherited
        return False

    def centred(self, properties: etree._Element | None) -> bool:
        """Tell whether a paragraph with these properties is centred."""
        direct = value(properties, "jc")
        if direct is None:
            line = self._line(value(properties, "pStyle") or self._default)
            direct = next((jc for style in line if (jc := value(style, "pPr", "jc"))), None)
        return direct == "center"

    def numbering(self, style: str | None) -> tuple[int | None, int | None]:
        """Return the list and level that a paragraph of this style belongs to, by its style alone."""
        level: int | None = None
        for found in self._line(style or self._default):
            properties = child(found, "pPr", "numPr")
            if level is None:
                level = number(properties, "ilvl")
            listed = number(properties, "numId")
            if listed is not None:
                return listed, level
        return None, level

    def ancestors(self, style: str | None) -> list[str]:
        """Return the ids of a style and of those that it is based on."""
        return [attribute(found, "styleId") or "" for found in self._line(style)]

    def list_of(self, style: str | None) -> int | None:
        """Return the list that a numbering style stands for."""
        return self.numbering(style)[0]

    def ruled(self, properties: etree._Element | None) -> bool:
        """Tell whether a table with these properties is drawn with lines."""
        direct = child(properties, "tblBorders")
        if direct is not None:
            return has_lines(direct)
        line = self._line(value(properties, "tblStyle"))
        inherited = (child(style, "tblPr", "tblBorders") for style in line)
        return next((has_lines(borders) for borders in inherited if borders is not None), False)


def font_of(run: etree._Element | None) -> str:
    """Return the font that a run's own properties name for Latin letters."""
    fonts = child(run, "rFonts")
    if fonts is None:
        return ""
    return attribute(fonts, "hAnsi") or attribute(fonts, "ascii") or ""


def has_lines(borders: etree._Element) -> bool:
    """Tell whether any of these borders is drawn."""
    return any(kind is not None and kind not in _NO_LINE for edge in _EDGES for kind in (value(borders, edge),))
