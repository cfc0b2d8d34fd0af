"""A review as an Excel workbook: a sheet of findings and one of bases, everything text, ready to print."""

from __future__ import annotations

import io
from collections.abc import Iterable
from collections.abc import Sequence
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from indexer.export.review_table import BASE_COLUMNS
from indexer.export.review_table import FINDING_COLUMNS
from indexer.export.review_table import base_rows
from indexer.export.review_table import days
from indexer.export.review_table import finding_rows
from indexer.export.review_table import heading
from indexer.export.review_table import summary
from indexer.views.review import Review

# Widths in letters, in the order of the columns.
_FINDING_WIDTHS: Final = (5, 10, 13, 24, 24, 32, 44, 44, 36, 30)
_BASE_WIDTHS: Final = (5, 34, 30, 40, 48, 24, 36)
_LONGEST_CELL: Final = 32_000  # Excel takes 32,767 letters
_FIRST_ROW: Final = 4  # heading, days, figures, one row free


def review_workbook(review: Review) -> bytes:
    """Return a review as the bytes of an .xlsx file."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        above = (f"Rà soát căn cứ: {heading(review)}", days(review), summary(review))
        _sheet(book, "Nhận xét", above, FINDING_COLUMNS, _FINDING_WIDTHS, finding_rows(review))
        _sheet(book, "Căn cứ", above, BASE_COLUMNS, _BASE_WIDTHS, base_rows(review))
    return out.getvalue()


def _sheet(
    book: Workbook,
    name: str,
    above: Sequence[str],
    columns: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Sequence[str]],
) -> None:
    sheet = book.add_worksheet(name)
    title, head, cell = _formats(book)
    for row, line in enumerate(above):
        sheet.write_string(row, 0, line[:_LONGEST_CELL], title if row == 0 else None)
    for column, (label, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_FIRST_ROW, column, label, head)
    for at, values in enumerate(rows, _FIRST_ROW + 1):
        for column, value in enumerate(values):
            # Every cell is written as text: a day stays as it is read, "=..." is no formula.
            sheet.write_string(at, column, value[:_LONGEST_CELL], cell)
    sheet.freeze_panes(_FIRST_ROW + 1, 0)
    sheet.repeat_rows(_FIRST_ROW)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _formats(book: Workbook) -> tuple[Format, Format, Format]:
    font = {"font_name": "Times New Roman", "font_size": 11}
    return (
        book.add_format({**font, "font_size": 14, "bold": True}),
        book.add_format({**font, "bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}),
        book.add_format({**font, "border": 1, "text_wrap": True, "valign": "top"}),
    )
