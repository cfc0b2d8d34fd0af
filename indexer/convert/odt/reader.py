"""An .odt file as paragraphs and tables: what LibreOffice prints, headers and footers left out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lxml import etree

from indexer.convert.blocks import Block
from indexer.convert.blocks import Cell
from indexer.convert.blocks import Footnote
from indexer.convert.blocks import Grid
from indexer.convert.blocks import Paragraph
from indexer.convert.blocks import Reading
from indexer.convert.blocks import Run
from indexer.convert.limits import Limits
from indexer.convert.lists import Counters
from indexer.convert.odt.styles import OUTLINE
from indexer.convert.odt.styles import Styles
from indexer.convert.odt.styles import attribute
from indexer.convert.odt.styles import whole
from indexer.convert.package import Package
from indexer.convert.package import local
from indexer.errors.convert import DamagedFileError
from indexer.errors.convert import EncryptedFileError
from indexer.views.conversion import Format

_LEFT_OUT: Final = frozenset(
    """tracked-changes annotation annotation-end forms sequence-decls variable-decls user-field-decls table-of-content
    alphabetical-index illustration-index table-index bibliography ruby-text note-citation image object
    scripts""".split()
)
_LETTERS: Final = {"tab": "\t", "line-break": "\n"}
_WIDEST: Final = 64
_DEEPEST: Final = 60


def read_odt(path: Path, limits: Limits) -> Reading:
    """Read an .odt file; macros and links in it are never looked at.

    Raises:
        DamagedFileError, EncryptedFileError, HostileFileError: as `Package` says.
    """
    with Package(path, limits) as package:
        manifest = package.optional_xml("META-INF/manifest.xml")
        if manifest is not None and any(local(element) == "encryption-data" for element in manifest.iter()):
            raise EncryptedFileError(path.name)
        content = package.xml("content.xml")
        reader = _Reader(Styles(package.optional_xml("styles.xml"), content))
        body = next((element for element in content.iter() if local(element) == "text"), None)
        if body is None:
            raise DamagedFileError(path.name)
        return Reading(Format.ODT, reader.blocks(body))


class _List:
    """A list as it is being read: its style, its level, the series that counts it."""

    __slots__ = ("level", "number", "series", "style")

    def __init__(self, style: str | None, level: int, series: int) -> None:
        self.style = style
        self.level = level
        self.series = series
        self.number = False  # whether the next paragraph is printed with one


class _Reader:
    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counters = Counters()
        self._series: dict[str, int] = {}  # by list id, and by style for lists that go on
        self._next_series = 1
        self._footnotes = {"footnote": 0, "endnote": 0}
        self._boxes: list[Block] = []

    def blocks(self, container: etree._Element, listed: _List | None = None, depth: int = 0) -> list[Block]:
        """Return what stands in a container."""
        blocks: list[Block] = []
        if depth > _DEEPEST:
            return blocks
        for element in container:
            kind = local(element)
            if kind in {"p", "h"}:
                blocks.append(self._paragraph(element, listed, opens=_ends_empty(blocks)))
                blocks += self._boxes
                self._boxes = []
            elif kind == "table":
                blocks.append(self._table(element, depth))
            elif kind == "list":
                blocks += self._list(element, listed, depth)
            elif kind not in _LEFT_OUT:
                blocks += self.blocks(element, listed, depth + 1)
        return blocks

    def _list(self, element: etree._Element, outer: _List | None, depth: int) -> list[Block]:
        style = attribute(element, "style-name") or (outer.style if outer is not None else None)
        level = outer.level + 1 if outer is not None else 0
        listed = _List(style, level, outer.series if outer is not None else self._series_of(element, style))
        blocks: list[Block] = []
        for item in element:
            listed.number = local(item) == "list-item"
            start = attribute(item, "start-value")
            if start is not None:
                self._counters.set(listed.series, level, whole(start, 1))
            blocks += self.blocks(item, listed, depth + 1)
        return blocks

    def _series_of(self, element: etree._Element, style: str | None) -> int:
        """Return what counts a list: its own, or that of the one that it says it goes on with."""
        other = attribute(element, "continue-list")
        key = style or ""
        if other is not None and other in self._series:
            series = self._series[other]
        elif attribute(element, "continue-numbering") == "true" and key in self._series:
            series = self._series[key]
        else:
            series, self._next_series = self._next_series, self._next_series + 1
        for name in (key, attribute(element, "id")):
            if name is not None:
                self._series[name] = series
        return series

    def _paragraph(self, element: etree._Element, listed: _List | None, *, opens: bool) -> Paragraph:
        style = attribute(element, "style-name")
        paragraph = Paragraph(centred=self._styles.centred(style), opens=opens)
        self._runs(element, style, self._styles.font(style), paragraph)
        number = self._number(element, listed)
        if number.strip() and paragraph.text.strip():
            font = next((run.font for run in paragraph.runs if run.font), "")
            paragraph.runs[:0] = [Run(number, font), Run(" ", font)]
        return paragraph

    def _number(self, element: etree._Element, listed: _List | None) -> str:
        if listed is not None:
            if not listed.number or attribute(element, "is-list-header") == "true":
                return ""
            listed.number = False
            levels, series, level = self._styles.levels(listed.style), listed.series, listed.level
        elif local(element) == "h" and attribute(element, "is-list-header") != "true":
            levels, series = self._styles.levels(OUTLINE), 0
            level = whole(attribute(element, "outline-level"), 1) - 1
        else:
            return ""
        return self._counters.next(series, series, levels, level) if level in levels else ""

    def _runs(self, element: etree._Element, style: str | None, font: str, paragraph: Paragraph) -> None:
        if self._styles.hidden(style):
            return
        self._letters(element.text, font, paragraph)
        for inner in element:
            kind = local(inner)
            if kind == "s":
                paragraph.runs.append(Run(" " * whole(attribute(inner, "c"), 1, 200), font))
            elif kind in _LETTERS:
                paragraph.runs.append(Run(_LETTERS[kind], font))
            elif kind == "note":
                self._note(inner, paragraph)
            elif kind == "text-box":
                self._boxes += self.blocks(inner)
            elif kind not in _LEFT_OUT:
                own = attribute(inner, "style-name") if kind == "span" else None
                self._runs(inner, own, self._styles.font(own) or font, paragraph)
            self._letters(inner.tail, font, paragraph)

    def _letters(self, text: str | None, font: str, paragraph: Paragraph) -> None:
        if text:
            before = paragraph.runs[-1].text[-1:] if paragraph.runs else ""
            collapsed = _collapsed(text.replace("\n", " ").replace("\t", " "), after_blank=before == " ")
            if collapsed:
                paragraph.runs.append(Run(collapsed, font))

    def _note(self, element: etree._Element, paragraph: Paragraph) -> None:
        kind = attribute(element, "note-class") or "footnote"
        self._footnotes[kind] = self._footnotes.get(kind, 0) + 1
        label = f"{'e' if kind == 'endnote' else ''}{self._footnotes[kind]}"
        paragraph.runs.append(Run(f"[^{label}]", exact=True))
        for inner in element:
            if local(inner) == "note-body":
                paragraph.footnotes.append(Footnote(label, self.blocks(inner)))

    def _table(self, table: etree._Element, depth: int) -> Grid:
        rows: list[list[Cell]] = []
        ruled = False
        for row in (element for element in table.iter() if local(element) == "table-row" and _owner(element) is table):
            cells: list[Cell] = []
            column = 0
            for element in row:
                kind = local(element)
                repeated = max(1, whole(attribute(element, "number-columns-repeated"), 1, _WIDEST))
                if kind == "table-cell" and column < _WIDEST:
                    columns = max(1, whole(attribute(element, "number-columns-spanned"), 1, _WIDEST))
                    height = max(1, whole(attribute(element, "number-rows-spanned"), 1))
                    cells.append(Cell(self.blocks(element, None, depth + 1), column, columns, height))
                    ruled = ruled or self._styles.ruled(attribute(element, "style-name"))
                column += repeated if kind in {"table-cell", "covered-table-cell"} else 0
            rows.append(cells)
        return Grid(rows, ruled)


def _owner(row: etree._Element) -> etree._Element | None:
    return next((above for above in row.iterancestors() if local(above) == "table"), None)


def _ends_empty(blocks: list[Block]) -> bool:
    last = blocks[-1] if blocks else None
    return isinstance(last, Paragraph) and not last.text.strip()


def _collapsed(text: str, *, after_blank: bool) -> str:
    words = [word for word in text.split(" ") if word]
    lead = " " if text.startswith(" ") and not after_blank else ""
    tail = " " if text.endswith(" ") and words else ""
    return f"{lead}{' '.join(words)}{tail}"
