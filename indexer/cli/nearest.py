"""Which of the names that there are somebody may have meant by another one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

MOST: Final = 3
LONGEST: Final = 60  # letters of what was asked: more is no name


def nearest(asked: str, known: Iterable[str]) -> list[str]:
    """Return the names among `known` that `asked` may have been meant for, best first."""
    from difflib import get_close_matches  # noqa: PLC0415 (only after a failure)

    return get_close_matches(asked[:LONGEST].lower(), list(known), n=MOST, cutoff=0.7)


def one_of(names: Iterable[str]) -> str:
    """Return the question whether one of `names` was meant, "" where there is none."""
    listed = list(names)
    return f"Có phải cần tìm: {', '.join(listed)}?" if listed else ""
