"""A review as files: Markdown that is shown as written, CSV and workbooks that Excel opens and runs nothing of."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from html import unescape

import pytest

from indexer.export import FORMATS
from indexer.export import export_review
from indexer.export.csv_file import safe_cell
from indexer.kb import KnowledgeBase
from indexer.views.review import Review

HOSTILE = """KẾ HOẠCH

=cmd|'/c calc'!A1 | <b>*đậm*</b>

II. NHIỆM VỤ

- =HYPERLINK("http://example.org")

- +84 làm ngay

- -1+1 @SUM(A1)

- @SUM(A1)

Thực hiện Nghị quyết số 04 NQ/TU ngày 31/5/2021.
"""


@pytest.fixture(scope="module")
def review(library: KnowledgeBase) -> Review:
    return library.review(HOSTILE, "2026-12-01")


def cells(content: bytes) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        (" =1+1", "' =1+1"),
        ("+84", "'+84"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("mục II.1", "mục II.1"),
        ("", ""),
    ],
)
def test_a_cell_that_would_run_is_text(cell: str, written: str) -> None:
    assert safe_cell(cell) == written


def test_csv_opens_in_excel_and_runs_nothing(review: Review) -> None:
    content = export_review(review, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    found = cells(content)
    assert "Mức độ" in found
    assert "04-NQ/TU" in found
    assert not [cell for cell in found if cell.lstrip().startswith(("=", "+", "-", "@"))]
    # A day alone in a cell would become Excel's own date.
    assert not [cell for cell in found if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", cell)]


def test_a_workbook_holds_text_only(review: Review) -> None:
    with zipfile.ZipFile(io.BytesIO(export_review(review, "xlsx"))) as book:
        sheets = [book.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2)]
        strings = unescape(book.read("xl/sharedStrings.xml").decode())
        names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
    assert names == ["Nhận xét", "Căn cứ"]
    for sheet in sheets:
        assert "<f>" not in sheet
        assert not re.search(r"<c (?![^>]*t=\"s\")[^>]*><v>", sheet)
    assert "04-NQ/TU" in strings


def test_markdown_shows_what_was_written(review: Review) -> None:
    text = export_review(review, "markdown").decode()
    assert text.startswith("# Rà soát căn cứ: Kế hoạch")
    assert "<b>" not in text.replace("\\<b\\>", "")
    assert "## Nên sửa" in text
    assert "Sửa thành: 04-NQ/TU" in text
    columns = {line.replace("\\|", "").count("|") for line in text.splitlines() if line.startswith("|")}
    assert len(columns) == 1


def test_every_format_has_a_suffix_of_its_own() -> None:
    assert len({found.suffix for found in FORMATS.values()}) == len(FORMATS)
