"""What a conversion says about itself: Problem values, so that import and review show them as they show others."""

from __future__ import annotations

from indexer.errors import Problem
from indexer.errors import Severity


def note(code: str, message: str) -> Problem:
    """Return a remark on what was uncertain or left out, in Vietnamese."""
    return Problem(Severity.WARNING, code, message)
