"""A web page as paragraphs and tables: what a browser shows of its document."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from lxml import etree

from indexer.convert.blocks import Block
from indexer.convert.blocks import Cell
from indexer.convert.blocks import Grid
from indexer.convert.blocks import Paragraph
from indexer.convert.blocks import Reading
from indexer.convert.blocks import Run
from indexer.convert.notes import note
from indexer.convert.numerals import letters
from indexer.convert.numerals import roman
from indexer.convert.web.page import page_root
from indexer.errors.convert import UnknownFormatError
from indexer.views.conversion import Format

_BLOCKS: Final = frozenset(
    """address article blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hr legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul""".split()
)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_FACE: Final = re.compile(r"font-family\s*:\s*[\"']?([^;\"',]{1,80})", re.IGNORECASE)
_CENTRED: Final = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_DRAWN: Final = re.compile(
    r"border[\w-]*\s*:\s*(?![^;]*\b(?:none|0|0pt|0px)\b)[^;]*(?:solid|double|dashed|dotted|ridge)"
)
_LONGEST_STYLE: Final = 500  # letters of a style that are read
_WIDEST: Final = 64
_DEEPEST: Final = 150
_DIGITS: Final = re.compile(r"\s*(-?\d{1,5})")


def read_html(path: Path) -> Reading:
    """Read a web page; scripts are never run and nothing that it names is fetched.

    Raises:
        UnknownFormatError: it is no text.
    """
    root, framed = page_root(path.read_bytes())
    if root is None:
        raise UnknownFormatError(path.name)
    reader = _Reader()
    reader.container(root, _Place())
    notes = []
    if framed:
        notes.append(note("site-frame-left-out", "Phần khung của trang web (trình đơn, chân trang) không được chép."))
    return Reading(Format.HTML, reader.finished(), notes)


class _Place:
    """What an element inherits: font, alignment, whether blanks count, the list it stands in."""

    __slots__ = ("centred", "depth", "font", "kept")

    def __init__(self, font: str = "", *, centred: bool = False, kept: bool = False, depth: int = 0) -> None:
        self.font = font
        self.centred = centred
        self.kept = kept
        self.depth = depth

    def inside(self, element: etree._Element) -> _Place:
        """Return what the children of `element` inherit."""
        style = element.get("style") or ""
        face = _FACE.search(style)
        font = (face[1].strip() if face else None) or (element.get("face") or "").split(",")[0].strip() or self.font
        align = (element.get("align") or "").lower()
        centred = (
            True
            if element.tag == "center" or align == "center" or _CENTRED.search(style)
            else False
            if align or "text-align" in style
            else self.centred
        )
        return _Place(font, centred=centred, kept=self.kept or element.tag == "pre", depth=self.depth + 1)


class _Reader:
    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._open: Paragraph | None = None
        self._number = ""  # of a list's member whose text has not begun

    def finished(self) -> list[Block]:
        """Return what was read, the last paragraph closed."""
        self._close()
        return self._blocks

    def container(self, element: etree._Element, place: _Place) -> None:
        """Read what stands in `element`."""
        self._text(element.text, place)
        numbers = _members(element)
        for child in element:
            self._element(child, place, numbers.get(child))
            self._text(child.tail, place)

    def _element(self, element: etree._Element, place: _Place, number: str | None) -> None:
        tag = element.tag
        if tag == "br":
            self._add("\n", place)
            return
        if place.depth > _DEEPEST:
            self._text(" ".join(element.itertext()), place)
            return
        inner = place.inside(element)
        if tag not in _BLOCKS:
            self.container(element, inner)
            return
        self._close()
        if tag == "table":
            self._table(element, inner)
            return
        self._number = number or self._number
        self.container(element, inner)
        self._close()

    def _text(self, text: str | None, place: _Place) -> None:
        if not text:
            return
        if place.kept:
            self._add(text, place)
            return
        text = _SPACES.sub(" ", text)
        if text.startswith(" ") and (self._open is None or self._open.text.endswith((" ", "\n"))):
            text = text[1:]
        self._add(text, place)

    def _add(self, text: str, place: _Place) -> None:
        if not text:
            return
        if self._open is None:
            self._open = Paragraph(centred=place.centred)
        if self._number and text.strip():
            self._open.runs.append(Run(f"{self._number} ", exact=True))
            self._number = ""
        self._open.runs.append(Run(text, place.font))

    def _close(self) -> None:
        if self._open is not None and self._open.text.strip():
            self._blocks.append(self._open)
        self._open = None

    def _table(self, table: etree._Element, place: _Place) -> None:
        covered: dict[tuple[int, int], bool] = {}
        rows: list[list[Cell]] = []
        caption = table.find("caption")
        if caption is not None:
            self.container(caption, place)
            self._close()
        listed = _rows(table)
        for at, row in enumerate(listed):
            cells: list[Cell] = []
            column = 0
            for element in row:
                if element.tag not in {"td", "th"}:
                    continue
                while covered.get((at, column)):
                    column += 1
                columns, height = _span(element, "colspan", _WIDEST), _span(element, "rowspan", len(listed) - at)
                inner = _Reader()
                inner.container(element, place.inside(element))
                cells.append(Cell(inner.finished(), column, columns, height))
                for below in range(1, height):
                    for right in range(columns):
                        covered[at + below, column + right] = True
                column += columns
                if column > _WIDEST * 4:
                    break
            rows.append(cells)
        self._blocks.append(Grid(rows, _is_ruled(table)))


def _rows(table: etree._Element) -> list[etree._Element]:
    rows: list[etree._Element] = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in {"thead", "tbody", "tfoot"}:
            rows += [row for row in child if row.tag == "tr"]
    return rows


def _span(element: etree._Element, name: str, most: int) -> int:
    match = _DIGITS.match(element.get(name) or "")
    return min(max(int(match[1]), 1), most) if match else 1


def _is_ruled(table: etree._Element) -> bool:
    border = _DIGITS.match(table.get("border") or "")
    if (border is not None and int(border[1]) > 0) or table.get("border") == "":
        return True
    if "grid" in (table.get("class") or "").lower() or table.find(".//th") is not None:
        return True
    styles = ((element.get("style") or "")[:_LONGEST_STYLE].lower() for element in (table, *table.iter("td")))
    return any(_DRAWN.search(style) for style in styles)


def _members(element: etree._Element) -> dict[etree._Element, str]:
    """Return what a browser prints before each member of the list `element`."""
    if element.tag == "ul":
        return {child: "-" for child in element if child.tag == "li"}
    if element.tag != "ol":
        return {}
    forms = {"a": letters, "A": lambda n: letters(n).upper(), "i": lambda n: roman(n).lower(), "I": roman}
    form = forms.get(element.get("type") or "1", str)
    start = _DIGITS.match(element.get("start") or "")
    number = int(start[1]) if start else 1
    printed: dict[etree._Element, str] = {}
    for child in element:
        if child.tag == "li":
            own = _DIGITS.match(child.get("value") or "")
            number = int(own[1]) if own else number
            printed[child] = f"{form(number)}."
            number += 1
    return printed
