"""A plan's assignments as files to keep: a Word table laid out as Party papers are, and a workbook."""

from __future__ import annotations

import io
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Final

import xlsxwriter
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length
from docx.shared import Mm
from docx.shared import Pt
from docx.table import _Cell
from docx.table import _Row
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from indexer.export import XLSX
from indexer.export import FileFormat
from indexer.export.assignment_table import COLUMNS
from indexer.export.assignment_table import LEGEND
from indexer.export.assignment_table import TITLE
from indexer.export.assignment_table import TableRow
from indexer.export.assignment_table import rows
from indexer.export.assignment_table import subtitle
from indexer.export.docx_page import DOCX
from indexer.export.docx_page import body
from indexer.export.docx_page import centred
from indexer.export.docx_page import content
from indexer.export.docx_page import new_document
from indexer.export.docx_page import repeated
from indexer.export.docx_page import xml_text
from indexer.export.emphasis import Stretch
from indexer.views.assignments import Assignments

# The page lies across: 297 mm less two margins of 20 mm.
_DOCX_WIDTHS: Final = (Mm(12), Mm(84), Mm(42), Mm(36), Mm(26), Mm(57))
_SIZE: Final = Pt(12)  # of the table; six columns of 14 points are hardly read
_XLSX_WIDTHS: Final = (6, 80, 34, 30, 22, 46)  # letters
_LONGEST_CELL: Final = 32_000  # Excel takes 32,767 letters
_FIRST_ROW: Final = 4  # title, plan, legend, one row free


def assignments_docx(found: Assignments) -> bytes:
    """Return the assignments as the bytes of a .docx file: A4 across, the table's head on every page."""
    document = new_document(TITLE, landscape=True)
    centred(document, TITLE.upper(), bold=True)
    centred(document, xml_text(f"({subtitle(found)})"), italic=True)
    listed = tuple(rows(found, whole=False))
    if not listed:
        body(document, Stretch("Kế hoạch không nêu nhiệm vụ nào."))
        return content(document)
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, _DOCX_WIDTHS, strict=True):
        column.width = width
    repeated(table.rows[0])
    for cell, name, width in zip(table.rows[0].cells, COLUMNS, _DOCX_WIDTHS, strict=True):
        _fill(cell, name, width, bold=True, centre=True)
    for row in listed:
        _row(table.add_row(), row)
    _note(document, LEGEND)
    return content(document)


def _row(printed: _Row, row: TableRow) -> None:
    cells = printed.cells
    if row.heading and not any(row.cells[2:]):
        whole = cells[0].merge(cells[-1])
        _fill(whole, row.cells[1], Length(sum(_DOCX_WIDTHS)), bold=True)
        return
    for at, (cell, text, width) in enumerate(zip(cells, row.cells, _DOCX_WIDTHS, strict=True)):
        _fill(cell, text, width, bold=row.heading and at < 2, centre=at == 0)


def _fill(cell: _Cell, text: str, width: Length, *, bold: bool = False, centre: bool = False) -> None:
    cell.width = width
    for at, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.line_spacing = 1.0
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else None
        run = paragraph.add_run(xml_text(line))
        run.font.size = _SIZE
        run.bold = bold or None
        run.italic = at > 0 or None


def _note(document: Document, text: str) -> None:
    paragraph = body(document, Stretch(text, italic=True))
    paragraph.paragraph_format.space_before = Pt(6)
    for run in paragraph.runs:
        run.font.size = _SIZE


def assignments_workbook(found: Assignments) -> bytes:
    """Return the assignments as the bytes of an .xlsx file, each task in all its words."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        font = {"font_name": "Times New Roman", "font_size": 11}
        boxed = {**font, "border": 1, "text_wrap": True, "valign": "top"}
        title = book.add_format({**font, "font_size": 14, "bold": True})
        head = book.add_format({**boxed, "bold": True, "align": "center", "valign": "vcenter"})
        cell, heading = book.add_format(boxed), book.add_format({**boxed, "bold": True})
        sheet = book.add_worksheet("Phân công")
        for at, line in enumerate((TITLE, subtitle(found), LEGEND)):
            sheet.write_string(at, 0, line[:_LONGEST_CELL], title if at == 0 else None)
        for column, (label, width) in enumerate(zip(COLUMNS, _XLSX_WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(_FIRST_ROW, column, label, head)
        for at, row in enumerate(rows(found, whole=True), _FIRST_ROW + 1):
            _write(sheet, at, row.cells, heading if row.heading else cell)
        sheet.freeze_panes(_FIRST_ROW + 1, 2)
        sheet.repeat_rows(_FIRST_ROW)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
    return out.getvalue()


def _write(sheet: Worksheet, at: int, cells: Sequence[str], style: Format) -> None:
    for column, text in enumerate(cells):
        # Every cell is written as text: a day stays as it is read, "=..." is no formula.
        sheet.write_string(at, column, text[:_LONGEST_CELL], style)


#: The forms in which assignments are handed over.
ASSIGNMENT_FORMATS: Final[Mapping[str, FileFormat[Assignments]]] = {
    "docx": FileFormat(".docx", DOCX, assignments_docx, "Tải bảng Word"),
    "xlsx": FileFormat(".xlsx", XLSX, assignments_workbook, "Tải bảng Excel"),
}
