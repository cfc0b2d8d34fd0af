"""A matrix as files to keep: a CSV that Excel opens, and a workbook ready to print across a page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from indexer.export.csv_file import safe_cell
from indexer.export.matrix_table import DOCUMENT_COLUMNS
from indexer.export.matrix_table import ROW_COLUMNS
from indexer.export.matrix_table import body_rows
from indexer.export.matrix_table import document_rows
from indexer.export.matrix_table import head_row
from indexer.export.matrix_table import heading
from indexer.export.matrix_table import legend
from indexer.export.matrix_table import summary
from indexer.views.desk import Matrix

# Widths in letters.
_ROW_WIDTHS: Final = (24, 60, 8)
_MARK_WIDTH: Final = 4.5
_DOCUMENT_WIDTHS: Final = (5, 24, 16, 32, 12, 70, 10, 10)
_HEAD_HEIGHT: Final = 130  # points: a long number written upwards
_LONGEST_CELL: Final = 32_000  # Excel takes 32,767 letters
_FIRST_ROW: Final = 4  # heading, figures, legend, one row free


def matrix_csv(matrix: Matrix) -> bytes:
    """Return a matrix as UTF-8 CSV with a byte order mark: its heading, the tasks, then the documents."""
    out = io.StringIO()
    rows: list[Iterable[str]] = [
        (heading(matrix),),
        (summary(matrix),),
        (legend(matrix),),
        (),
        head_row(matrix),
        *body_rows(matrix),
        (),
        DOCUMENT_COLUMNS,
        *document_rows(matrix.columns),
    ]
    csv.writer(out).writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def matrix_workbook(matrix: Matrix) -> bytes:
    """Return a matrix as the bytes of an .xlsx file: the matrix, and the list of its documents."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        styles = _styles(book)
        widths = (*_ROW_WIDTHS, *(_MARK_WIDTH for _ in matrix.columns), 2 * _MARK_WIDTH)
        above = (heading(matrix), summary(matrix), legend(matrix))
        _sheet(book, styles, _Table("Bảng đối chiếu", above, head_row(matrix), widths, tuple(body_rows(matrix)), True))
        documents = tuple(document_rows(matrix.columns))
        _sheet(book, styles, _Table("Văn bản", above[:2], DOCUMENT_COLUMNS, _DOCUMENT_WIDTHS, documents, False))
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Styles:
    title: Format
    head: Format
    upright: Format
    cell: Format
    mark: Format


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    above: Sequence[str]
    columns: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[str]]
    marks: bool  # whether the columns after those of the tasks hold marks under upright headings


def _sheet(book: Workbook, styles: _Styles, table: _Table) -> None:
    sheet = book.add_worksheet(table.name)
    fixed = len(ROW_COLUMNS) if table.marks else len(table.columns)
    for row, line in enumerate(table.above):
        sheet.write_string(row, 0, line[:_LONGEST_CELL], styles.title if row == 0 else None)
    for column, (label, width) in enumerate(zip(table.columns, table.widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_FIRST_ROW, column, label[:_LONGEST_CELL], styles.head if column < fixed else styles.upright)
    if table.marks:
        sheet.set_row(_FIRST_ROW, _HEAD_HEIGHT)
    for at, values in enumerate(table.rows, _FIRST_ROW + 1):
        for column, value in enumerate(values):
            # Every cell is written as text: "=..." is no formula, a day stays as it is read.
            sheet.write_string(at, column, value[:_LONGEST_CELL], styles.cell if column < fixed else styles.mark)
    sheet.freeze_panes(_FIRST_ROW + 1, 2)
    sheet.repeat_rows(_FIRST_ROW)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _styles(book: Workbook) -> _Styles:
    font = {"font_name": "Times New Roman", "font_size": 11}
    boxed = {**font, "border": 1, "text_wrap": True}
    head = {**boxed, "bold": True, "align": "center", "valign": "vcenter"}
    return _Styles(
        title=book.add_format({**font, "font_size": 14, "bold": True}),
        head=book.add_format(head),
        upright=book.add_format({**head, "rotation": 90, "valign": "bottom"}),
        cell=book.add_format({**boxed, "valign": "top"}),
        mark=book.add_format({**boxed, "align": "center", "valign": "vcenter"}),
    )
