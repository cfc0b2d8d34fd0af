"""The columns of a PDF page: text set in two columns is read down the first, then down the second."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from indexer.convert.pdf.lines import Segment

_LOW, _HIGH = 0.35, 0.65  # of the page's width: where a gutter may lie
_FEWEST: Final = 6  # lines that a column has
_CROSSING: Final = 0.2  # of all segments: how many may cross the gutter (headings, the page's head)
_NARROW: Final = 6.0  # points
_FULL: Final = 0.55  # of a column's width: a column's lines are mostly full, a table's cells and a page's head are not


def in_reading_order(found: Sequence[Segment], width: float) -> list[list[Segment]]:
    """Return a page's segments in groups that are read one after the other."""
    gutter = _gutter(found, width)
    if gutter is None:
        return [list(found)]
    groups: list[list[Segment]] = []
    left: list[Segment] = []
    right: list[Segment] = []
    for segment in sorted(found, key=lambda segment: -segment.base):
        if segment.left < gutter < segment.right:
            groups += (left, right, [segment])
            left, right = [], []
        elif segment.right <= gutter:
            left.append(segment)
        else:
            right.append(segment)
    return [group for group in (*groups, left, right) if group]


def _gutter(found: Sequence[Segment], width: float) -> float | None:
    """Return the middle of the gap between two columns of text, None where the page has one column."""
    if len(found) < 2 * _FEWEST:
        return None
    low, high = int(width * _LOW), int(width * _HIGH)
    crossing = [0] * (high - low + 1)
    for segment in found:
        for at in range(max(low, int(segment.left)), min(high, int(segment.right) + 1) + 1):
            crossing[at - low] += 1
    fewest = min(crossing)
    if fewest > _CROSSING * len(found):
        return None
    places = [low + at for at, count in enumerate(crossing) if count == fewest]
    run = _longest_run(places)
    if len(run) < _NARROW:
        return None
    gutter = run[0] + len(run) / 2
    left = [segment for segment in found if segment.right <= gutter]
    right = [segment for segment in found if segment.left >= gutter]
    return gutter if _is_column(left) and _is_column(right) else None


def _longest_run(places: Sequence[int]) -> list[int]:
    best: list[int] = []
    run: list[int] = []
    for place in places:
        run = [*run, place] if run and place == run[-1] + 1 else [place]
        best = max(best, run, key=len)
    return best


def _is_column(found: Sequence[Segment]) -> bool:
    if len(found) < _FEWEST:
        return False
    width = max(segment.right for segment in found) - min(segment.left for segment in found)
    full = sum(segment.right - segment.left >= 0.8 * width for segment in found)
    return full >= _FULL * len(found)
