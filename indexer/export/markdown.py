"""A review as Markdown: findings as a list to work through, bases as a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

from indexer.export.review_table import BASE_COLUMNS
from indexer.export.review_table import base_rows
from indexer.export.review_table import days
from indexer.export.review_table import heading
from indexer.export.review_table import places
from indexer.export.review_table import summary
from indexer.views.review import Finding
from indexer.views.review import Review
from indexer.views.review import Weight

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|#])")


def review_markdown(review: Review) -> bytes:
    """Return a review as UTF-8 Markdown."""
    lines = [f"# Rà soát căn cứ: {_plain(heading(review))}", "", days(review), "", summary(review), ""]
    for weight in Weight:
        found = [finding for finding in review.findings if finding.severity is weight]
        if found:
            lines += [f"## {weight.value.capitalize()} ({len(found)})", "", *_findings(found)]
    lines += [f"## Căn cứ ({len(review.bases)})", "", _row(BASE_COLUMNS), _row("---" for _ in BASE_COLUMNS)]
    lines += [_row(map(_plain, row)) for row in base_rows(review)]
    return ("\n".join(lines) + "\n").encode()


def _findings(found: Iterable[Finding]) -> Iterator[str]:
    for number, finding in enumerate(found, 1):
        yield f"{number}. **{_plain(finding.subject)}** ({_plain(places(finding.places))}; {finding.certainty.value})"
        rows = (
            ("Dự thảo viết", finding.written),
            ("Nhận xét", finding.message),
            ("Cách xử lý", finding.action),
            ("Sửa thành", finding.correction),
            ("Nguồn", finding.source),
        )
        yield from (f"   - {name}: {_plain(value)}" for name, value in rows if value)
        yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """Return text whose letters mean nothing to Markdown."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
