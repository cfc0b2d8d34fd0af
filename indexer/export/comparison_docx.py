"""A comparison as a Word file: the table that offices lay before a meeting, older text left, newer text right."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from typing import Final

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.enum.text import WD_UNDERLINE
from docx.shared import Length
from docx.shared import Mm
from docx.shared import Pt
from docx.table import Table
from docx.table import _Cell
from docx.table import _Row
from docx.text.paragraph import Paragraph

from indexer.export import FileFormat
from indexer.export import comparison_table as table
from indexer.export.docx_page import DOCX
from indexer.export.docx_page import body
from indexer.export.docx_page import centred
from indexer.export.docx_page import content
from indexer.export.docx_page import new_document
from indexer.export.docx_page import repeated
from indexer.export.docx_page import xml_text
from indexer.export.emphasis import Stretch
from indexer.views.comparing import Comparison
from indexer.views.comparing import PartPair
from indexer.views.comparing import PartState
from indexer.views.comparing import Run
from indexer.views.comparing import RunKind
from indexer.views.comparing import Side

# The page lies across: 297 mm less two margins of 20 mm.
_WIDTHS: Final = (Mm(104), Mm(104), Mm(49))
_SIZE: Final = Pt(12)  # of the table; three columns of 14 points are hardly read
_HEADS: Final = ("Văn bản trước", "Văn bản sau", "Nhận xét")
_LEGEND: Final = "Chữ gạch ngang: không còn ở văn bản sau. Chữ đậm, gạch chân: mới ở văn bản sau."
_ABSENT: Final = "(không có)"


def comparison_docx(comparison: Comparison) -> bytes:
    """Return a comparison as the bytes of a .docx file: A4 across, the table's head on every page.

    Parts that are the same word for word are told by their places only.
    """
    document = new_document(table.TITLE, landscape=True)
    centred(document, table.TITLE.upper(), bold=True)
    centred(document, table.made(date.today().isoformat()), italic=True)  # noqa: DTZ011 (the office's own day)
    for label, name in zip(_HEADS, table.titled(comparison), strict=False):
        body(document, Stretch(f"{label}: ", bold=True), Stretch(name))
    body(document, Stretch(table.summary(comparison)))
    body(document, Stretch(f"{_LEGEND} {table.MEASURE}", italic=True))
    if comparison.bases is not None:
        _bases(document, comparison)
    document.add_heading(f"Nội dung, theo {table.unit(comparison)}", 1)
    _parts(document, comparison)
    return content(document)


def _bases(document: Document, comparison: Comparison) -> None:
    document.add_heading("Căn cứ, văn bản viện dẫn", 1)
    rows = tuple(table.basis_rows(comparison))
    if rows:
        grid = _table(document, _HEADS)
        for state, old, new, note in rows:
            texts = (old or _ABSENT, new or _ABSENT, f"{state}; {note}" if note else state)
            for cell, text, width in zip(_row(grid).cells, texts, _WIDTHS, strict=True):
                _write(cell, (Run(RunKind.KEPT, text),), width)
    else:
        body(document, Stretch("Không kế hoạch nào viện dẫn riêng văn bản nào."))
    if table.unnamed(comparison):
        body(document, Stretch(table.unnamed(comparison)))


def _parts(document: Document, comparison: Comparison) -> None:
    grid = _table(document, _HEADS)
    same: list[PartPair] = []
    for pair in (*comparison.parts, *comparison.frame):
        if table.untouched(pair):
            same.append(pair)
            continue
        _kept(grid, same)
        _pair(_row(grid), pair)
    _kept(grid, same)


def _kept(grid: Table, same: list[PartPair]) -> None:
    """Add a row that tells which parts are the same word for word, and forget them."""
    if same:
        cells = _row(grid).cells
        told = table.capital(f"{'; '.join(map(table.place, same))}: {table.STATES[PartState.SAME]}.")
        _write(cells[0].merge(cells[-1]), (Run(RunKind.KEPT, told),), Length(sum(_WIDTHS)), italic=True)
        same.clear()


def _pair(row: _Row, pair: PartPair) -> None:
    for cell, side, width in zip(row.cells, (pair.old, pair.new), _WIDTHS, strict=False):
        _write(cell, _printed(side, pair), width)
    note = table.capital(f"{table.place(pair)}: {table.note(pair)}.")
    _write(row.cells[-1], (Run(RunKind.KEPT, note),), _WIDTHS[-1])


def _printed(side: Side | None, pair: PartPair) -> Sequence[Run]:
    if side is None:
        return (Run(RunKind.KEPT, _ABSENT),)
    marker = (Run(RunKind.KEPT, f"{side.marker} "),) if side.marker else ()
    # A part that is new or gone as a whole is said to be so; to mark all its words would only make them hard to read.
    whole = pair.old is None or pair.new is None
    runs = (Run(RunKind.KEPT, side.text),) if whole else side.runs
    return (*marker, *runs)


def _table(document: Document, heads: Sequence[str]) -> Table:
    grid: Table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    grid.autofit = False
    for column, width in zip(grid.columns, _WIDTHS, strict=True):
        column.width = width
    repeated(grid.rows[0])
    for cell, name, width in zip(grid.rows[0].cells, heads, _WIDTHS, strict=True):
        _write(cell, (Run(RunKind.KEPT, name),), width, bold=True)
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    return grid


def _row(grid: Table) -> _Row:
    row: _Row = grid.add_row()  # type: ignore[no-untyped-call]  # python-docx says nothing of what it returns
    return row


def _write(cell: _Cell, runs: Iterable[Run], width: Length, *, bold: bool = False, italic: bool = False) -> None:
    cell.width = width
    paragraph = _line(cell.paragraphs[0])
    for run in runs:
        for at, text in enumerate(run.text.split("\n")):
            if at:
                paragraph = _line(cell.add_paragraph())
            if text:
                _mark(paragraph, text, run.kind, bold=bold, italic=italic)


def _line(paragraph: Paragraph) -> Paragraph:
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.line_spacing = 1.0
    return paragraph


def _mark(paragraph: Paragraph, text: str, kind: RunKind, *, bold: bool, italic: bool) -> None:
    printed = paragraph.add_run(xml_text(text))
    printed.font.size = _SIZE
    printed.italic = italic or None
    printed.bold = bold or kind is RunKind.NEW or None
    printed.font.underline = WD_UNDERLINE.SINGLE if kind is RunKind.NEW else None
    printed.font.strike = kind is RunKind.GONE or None


#: The forms in which a comparison is handed over.
COMPARISON_FORMATS: Final[Mapping[str, FileFormat[Comparison]]] = {
    "docx": FileFormat(".docx", DOCX, comparison_docx, "Tải bảng so sánh (Word)"),
}
