"""What a conversion says about itself: Problem values, so that import and review show them as they show others."""

from __future__ import annotations

from typing import Final

from indexer.errors import Problem
from indexer.errors import Severity

#: The code of the remark that some pages are pictures which were not read.
SCANNED_PAGES: Final = "scanned-pages"


def note(code: str, message: str) -> Problem:
    """Return a remark on what was uncertain or left out, in Vietnamese."""
    return Problem(Severity.WARNING, code, message)
