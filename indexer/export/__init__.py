"""Answers as files that people keep: Markdown, CSV that Excel opens, and Excel workbooks."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from indexer.export.csv_file import review_csv
from indexer.export.markdown import review_markdown
from indexer.export.workbook import review_workbook
from indexer.review_views import Review

__all__ = ["FORMATS", "FileFormat", "export_review"]


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A kind of file: the end of its name, its media type, and what writes a review as one."""

    suffix: str
    media_type: str
    write: Callable[[Review], bytes]


FORMATS: Final[Mapping[str, FileFormat]] = {
    "markdown": FileFormat(".md", "text/markdown; charset=utf-8", review_markdown),
    "csv": FileFormat(".csv", "text/csv; charset=utf-8", review_csv),
    "xlsx": FileFormat(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", review_workbook),
}


def export_review(review: Review, name: str) -> bytes:
    """Return a review as the bytes of a file; `name` is a key of `FORMATS`."""
    return FORMATS[name].write(review)
