"""A review as CSV that Excel opens with its letters right and runs nothing of."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from indexer.export.review_table import BASE_COLUMNS
from indexer.export.review_table import FINDING_COLUMNS
from indexer.export.review_table import base_rows
from indexer.export.review_table import days
from indexer.export.review_table import finding_rows
from indexer.export.review_table import heading
from indexer.export.review_table import summary
from indexer.views.review import Review

# A cell that begins so is a formula to a spreadsheet; an apostrophe before it makes it text.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def review_csv(review: Review) -> bytes:
    """Return a review as UTF-8 CSV with a byte order mark: its heading, the findings, then the bases.

    Days stand inside words, so that no spreadsheet takes them for dates of its own.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    rows: list[Iterable[str]] = [
        (f"Rà soát căn cứ: {heading(review)}",),
        (days(review),),
        (summary(review),),
        (),
        FINDING_COLUMNS,
        *finding_rows(review),
        (),
        BASE_COLUMNS,
        *base_rows(review),
    ]
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def safe_cell(text: str) -> str:
    """Return a cell's text as one that no spreadsheet runs."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) or text.startswith(_FORMULA) else text
