"""A reading written as corpus text: a paragraph a line, tables as pipe tables, footnotes where they are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.convert.blocks import Block
from indexer.convert.blocks import Cell
from indexer.convert.blocks import Grid
from indexer.convert.blocks import Paragraph
from indexer.convert.blocks import Run
from indexer.convert.numerals import plain_symbols
from indexer.model import Span
from indexer.text import fold
from indexer.text import nfc
from indexer.views.conversion import ConvertedTable
from indexer.views.conversion import TableCell

# What no text holds: control letters, and marks that only tell programs how to break or direct lines.
_UNPRINTED: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\uffff]"
)
_BLANKS: Final = re.compile("[\xa0\u2000-\u200a\u202f\u205f\u3000]")
_BREAKS: Final = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
# A tab behind a marker is the marker's distance; other tabs set columns side by side and stay.
_MARKER_TAB: Final = re.compile(
    r"((?:(?:Điều|Chương|Mục|Phần|Khoản|Phụ lục) )?"
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,6}|[a-zđ]{1,2}|[A-ZĐ])[.):/-]{0,2}"
    r"|[-–+•*▪o➢✓❖])[ ]*\t[ \t]*"
)
_AROUND_BREAK: Final = re.compile(r"(?:(?<![ \t])[ \t]++)?\n[ \t]*+")  # a run of blanks is looked at once
_EMPTY_LINES: Final = re.compile(r"\n{3,}")
_LAYOUT: Final = re.compile(r"cong hoa xa hoi chu nghia|dang cong san viet nam|(?:\A|\n)\W*noi nhan\b")
_MOST_LAYOUT_COLUMNS: Final = 3
_MOST_LAYOUT_ROWS: Final = 5


class Writer:
    """Collects lines and keeps the offsets of tables and capitals true."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self.tables: list[ConvertedTable] = []
        self.capitals: list[Span] = []
        self._after: Paragraph | None = None  # the paragraph whose line was written last, where one may touch it

    @property
    def text(self) -> str:
        """What was written, with one line end behind it."""
        text = "".join(self._pieces)
        return f"{text}\n" if text else ""

    def blocks(self, blocks: Sequence[Block], *, touching: bool = False) -> None:
        """Write blocks; `touching`: without blank lines between paragraphs, as the lines of one cell."""
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block, touching=touching)
            elif is_layout(block):
                for row in block.rows:
                    for cell in row:
                        self._after = None
                        self.blocks(cell.blocks, touching=True)
                self._after = None
            else:
                self._table(block)

    def _paragraph(self, paragraph: Paragraph, *, touching: bool) -> None:
        text, capitals = _line(paragraph.runs)
        if text:
            before = self._after
            lines_of_one = before is not None and before.centred and paragraph.centred and not paragraph.opens
            near = before is not None and (lines_of_one or (touching and not paragraph.opens))
            start = self._add(text, 1 if near else 2)
            self.capitals += [Span(start + span.start, start + span.end) for span in capitals]
            self._after = paragraph
        else:
            self._after = None
        for footnote in paragraph.footnotes:
            inner = " ".join(filter(None, (plain_text([block]).replace("\n", " ") for block in footnote.blocks)))
            self._add(f"[^{footnote.label}]: {inner}", 2)
            self._after = None

    def _table(self, grid: Grid) -> None:
        rows = tuple(tuple(_cell(cell) for cell in row) for row in grid.rows)
        if not any(cell.text for row in rows for cell in row):
            return
        width = max(cell.column + cell.columns for row in rows for cell in row)
        lines = ["| " + " | ".join(_places(row, width)) + " |" for row in rows]
        lines.insert(1, "|" + " --- |" * width)
        text = "\n".join(lines)
        start = self._add(text, 2)
        self.tables.append(ConvertedTable(start, start + len(text), rows))
        self._after = None
        for footnote in _footnotes(grid):
            self._add(footnote, 2)

    def _add(self, text: str, breaks: int) -> int:
        """Add `text` after so many line ends and return where it starts."""
        lead = "\n" * breaks if self._pieces else ""
        start = self._length + len(lead)
        self._pieces += (lead, text)
        self._length = start + len(text)
        return start


def is_layout(grid: Grid) -> bool:
    """Tell whether a table is no table to the eye: the two columns of a first page, or a frame."""
    filled = {cell.column for row in grid.rows for cell in row if plain_text(cell.blocks)}
    if len(filled) <= 1:
        return True
    if not grid.ruled and len(filled) <= _MOST_LAYOUT_COLUMNS:
        return True
    if len(grid.rows) > _MOST_LAYOUT_ROWS:
        return False
    text = fold("\n".join(plain_text(cell.blocks) for row in grid.rows for cell in row))
    return _LAYOUT.search(text) is not None


def plain_text(blocks: Sequence[Block]) -> str:
    """Return the text of blocks, a paragraph a line, the cells of an inner table's row beside each other."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(_line(block.runs)[0])
        else:
            lines += [
                " | ".join(filter(None, (plain_text(cell.blocks).replace("\n", " ") for cell in row)))
                for row in block.rows
            ]
    return "\n".join(filter(None, lines))


def _cell(cell: Cell) -> TableCell:
    return TableCell(plain_text(cell.blocks), cell.column, cell.columns, cell.rows)


def _places(row: Sequence[TableCell], width: int) -> list[str]:
    places = [""] * width
    for cell in row:
        places[cell.column] = cell.text.replace("|", "\\|").replace("\n", " ")
    return places


def _footnotes(grid: Grid) -> list[str]:
    return [
        f"[^{footnote.label}]: {plain_text(footnote.blocks).replace(chr(10), ' ')}"
        for row in grid.rows
        for cell in row
        for block in cell.blocks
        if isinstance(block, Paragraph)
        for footnote in block.footnotes
    ]


def _line(runs: Sequence[Run]) -> tuple[str, list[Span]]:
    """Return a paragraph's text and where its letters are printed as capitals."""
    text = _cleaned("".join(run.text for run in runs))
    if not any(run.capitals for run in runs):
        return text, []
    # Putting in order takes blanks and signs away, no letter: letter by letter the two are the same.
    flags = [run.capitals for run in runs for letter in nfc(plain_symbols(run.text)) if letter.isalpha()]
    places = [index for index, letter in enumerate(text) if letter.isalpha()]
    spans: list[Span] = []
    for index, capital in zip(places, flags, strict=False):
        if not capital or not text[index].islower():
            continue
        if spans and not any(letter.isalpha() for letter in text[spans[-1].end : index]):
            spans[-1] = Span(spans[-1].start, index + 1)
        else:
            spans.append(Span(index, index + 1))
    return text, spans


def _cleaned(text: str) -> str:
    text = _UNPRINTED.sub("", _BREAKS.sub("\n", plain_symbols(text)))
    text = _EMPTY_LINES.sub("\n\n", _AROUND_BREAK.sub("\n", nfc(_BLANKS.sub(" ", text)))).strip()
    return _MARKER_TAB.sub(r"\1 ", text, count=1) if _MARKER_TAB.match(text) else text
