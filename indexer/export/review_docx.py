"""A review as the slip that goes round an office: "Phiếu rà soát căn cứ", a Word file to print, sign and file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docx.document import Document
from docx.shared import Mm
from docx.shared import Pt
from docx.table import _Row

from indexer.export import review_table
from indexer.export.docx_page import body
from indexer.export.docx_page import centred
from indexer.export.docx_page import content
from indexer.export.docx_page import new_document
from indexer.export.docx_page import repeated
from indexer.export.docx_page import xml_text
from indexer.export.emphasis import Stretch
from indexer.views.review import Finding
from indexer.views.review import Review
from indexer.views.review import Weight

_TITLE: Final = "Phiếu rà soát căn cứ"
_COLUMNS: Final = ("STT", "Vị trí", "Viện dẫn trong dự thảo", "Văn bản", "Nhận xét", "Đề nghị sửa")
# The page lies across: 297 mm less two margins of 20 mm.
_WIDTHS: Final = (Mm(12), Mm(38), Mm(52), Mm(48), Mm(55), Mm(52))
_SIZE: Final = Pt(11)  # of the table: six columns of 14 points are hardly read
_SIGNED: Final = (
    "Người rà soát (ký, ghi rõ họ tên): ................................        Ngày: ......................"
)


def review_docx(review: Review) -> bytes:
    """Return a review as the bytes of a .docx file: what is to be mended first, a row each, then the bases."""
    document = new_document(_TITLE, landscape=True)
    centred(document, _TITLE.upper(), bold=True)
    centred(document, xml_text(review_table.heading(review)), italic=True)
    body(document, Stretch(review_table.days(review)))
    body(document, Stretch(review_table.summary(review)))
    if review.findings:
        _table(document, _COLUMNS, _findings(review))
    document.add_heading("Căn cứ của dự thảo", 1)
    if review.bases:
        _table(
            document, ("STT", "Vị trí", "Viện dẫn trong dự thảo", "Văn bản", "Tình trạng", "Mới nhất"), _bases(review)
        )
    else:
        body(document, Stretch("Dự thảo không viện dẫn văn bản nào."))
    body(document, Stretch(_SIGNED))
    return content(document)


def _findings(review: Review) -> Iterator[tuple[str, ...]]:
    ordered = (finding for weight in Weight for finding in review.findings if finding.severity is weight)
    for number, finding in enumerate(ordered, 1):
        yield (
            str(number),
            review_table.places(finding.places),
            finding.written,
            review_table.document_name(finding.document) if finding.document else finding.subject,
            remark(finding),
            proposal(finding),
        )


def _bases(review: Review) -> Iterator[tuple[str, ...]]:
    for number, written, places, record, _title, state, newest in review_table.base_rows(review):
        yield number, places, written, record, state, newest


def remark(finding: Finding) -> str:
    """Return what is said of a place, with how sure it is and on what it rests."""
    source = f" Nguồn: {finding.source}." if finding.source else ""
    return f"{finding.message} ({finding.severity.value}, {finding.certainty.value}){source}"


def proposal(finding: Finding) -> str:
    """Return what to do: the text to put in place where there is one, and how."""
    return f"Sửa thành: {finding.correction}. {finding.action}" if finding.correction else finding.action


def _table(document: Document, columns: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> None:
    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    _fill(table.rows[0], columns, bold=True)
    repeated(table.rows[0])
    for row in rows:
        _fill(table.add_row(), row)


def _fill(row: _Row, texts: tuple[str, ...], *, bold: bool = False) -> None:
    for cell, text, width in zip(row.cells, texts, _WIDTHS, strict=True):
        cell.width = width
        run = cell.paragraphs[0].add_run(xml_text(text))
        run.font.size, run.bold = _SIZE, bold
        cell.paragraphs[0].paragraph_format.space_after = Pt(0)
