"""Answers as files that people keep: Markdown, CSV that Excel opens, and Excel workbooks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from typing import Generic
from typing import TypeVar

from indexer.export.csv_file import review_csv
from indexer.export.docx_page import DOCX
from indexer.export.markdown import review_markdown
from indexer.export.matrix_files import matrix_csv
from indexer.export.matrix_files import matrix_workbook
from indexer.export.review_docx import review_docx
from indexer.export.workbook import review_workbook
from indexer.views.desk import Matrix
from indexer.views.review import Review

__all__ = ["FORMATS", "MATRIX_FORMATS", "XLSX", "FileFormat", "export_review"]

_Answer = TypeVar("_Answer")
_CSV: Final = "text/csv; charset=utf-8"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class FileFormat(Generic[_Answer]):
    """A kind of file: the end of its name, its media type, what writes an answer as one, its button's words."""

    suffix: str
    media_type: str
    write: Callable[[_Answer], bytes]
    button: str


#: The one place where a file of reviews is made known: command line, page, API and its description read it.
FORMATS: Final[dict[str, FileFormat[Review]]] = {
    "docx": FileFormat(".docx", DOCX, review_docx, "Tải phiếu rà soát (Word)"),
    "xlsx": FileFormat(".xlsx", XLSX, review_workbook, "Tải Excel"),
    "csv": FileFormat(".csv", _CSV, review_csv, "Tải CSV"),
    "markdown": FileFormat(".md", "text/markdown; charset=utf-8", review_markdown, "Tải Markdown"),
}
#: The same for matrices.
MATRIX_FORMATS: Final[dict[str, FileFormat[Matrix]]] = {
    "xlsx": FileFormat(".xlsx", XLSX, matrix_workbook, "Tải Excel"),
    "csv": FileFormat(".csv", _CSV, matrix_csv, "Tải CSV"),
}


def export_review(review: Review, name: str) -> bytes:
    """Return a review as the bytes of a file; `name` is a key of `FORMATS`."""
    return FORMATS[name].write(review)
