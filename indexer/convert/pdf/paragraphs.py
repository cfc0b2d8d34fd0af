"""Lines of a PDF joined into paragraphs: by full lines, indents, gaps, centring and markers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from indexer.convert.blocks import Paragraph
from indexer.convert.pdf.lines import Line

_MARKER: Final = re.compile(
    r"(?:Điều|Chương|Mục|Phần|§iÒu|Ñieàu|Ch\xad¬ng|Ch−¬ng|Chöông)\s+[\dIVXLC]+\b|\d{1,3}(?:\.\d{1,3}){0,3}[.)/-]\s|[IVXLC]{1,5}[.)/-]\s|"
    r"[a-zđ®ñ]\)|[-–+•*]\s|\(\d{1,2}\)\s"
)
_ARTICLE: Final = re.compile(r"(?:Điều|§iÒu|Ñieàu)\s+\d{1,3}[.:]\s")  # no sentence goes on so
_LONG: Final = 12  # of its letters' size: what a line that was broken for want of room measures at least
_WIDE: Final = 1.6  # of the usual distance: what parts paragraphs
_COMPLETE: Final = re.compile(r"[.;:!?…]['\"”’»)\]]*$|\./\.?$")
_STARTS_SMALL: Final = re.compile(r"[a-zà-ỹđ(,;]")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the lines of a column begin and end."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """The middle between both."""
        return (self.left + self.right) / 2


def frame(lines: Sequence[Line]) -> Frame:
    """Return where the lines of a column begin and end for the most part."""
    lefts = Counter(round(line.left / 3) for line in lines)
    often = [place for place, count in lefts.items() if count >= max(2, 0.15 * len(lines))]
    left = 3.0 * min(often or lefts)
    rights = sorted(line.right for line in lines)
    return Frame(left, rights[min(len(rights) - 1, int(0.9 * len(rights)))])


def is_centred(line: Line, found: Frame) -> bool:
    """Tell whether a line stands in the middle, with room on both sides."""
    room = min(line.left - found.left, found.right - line.right)
    middle = (line.left + line.right) / 2
    return len(line.segments) == 1 and room > 2 * line.size and abs(middle - found.middle) < 1.5 * line.size


class Joiner:
    """Takes lines in reading order and gives paragraphs; `cell`: where a cell that all of them stand in ends."""

    def __init__(self, cell: Frame | None = None) -> None:
        self._cell = cell
        self.paragraphs: list[Paragraph] = []
        self._last: Line | None = None
        self._frame: Frame | None = None

    def add(self, lines: Sequence[Line]) -> None:
        """Take the lines of one column of one page."""
        if not lines:
            return
        found = frame(lines)
        spacing = _spacing(lines)
        for index, line in enumerate(lines):
            below = lines[index + 1] if index + 1 < len(lines) else None
            self._take(line, found, spacing, below)

    def _take(self, line: Line, found: Frame, spacing: float, below: Line | None) -> None:
        last, self._last = self._last, line
        before, self._frame = self._frame, found
        centred = self._cell is None and is_centred(line, found)
        if last is None or before is None:
            self._begin(line, centred=centred, gap=False)
        elif not centred and self._goes_on(last, before, line, found, spacing, below):
            self._join(line)
        else:
            same_page = last.page == line.page
            gap = same_page and last.base - line.base > _WIDE * max(spacing, line.size)
            self._begin(line, centred=centred, gap=gap)

    def _begin(self, line: Line, *, centred: bool, gap: bool) -> None:
        # Lines of two columns side by side are set by hand, as centred ones are: they stay lines.
        self.paragraphs.append(Paragraph(line.all_runs(), centred=centred or len(line.segments) > 1, opens=gap))

    def _join(self, line: Line) -> None:
        runs = self.paragraphs[-1].runs
        text = runs[-1].text.rstrip()
        glued = text.endswith("-") and len(text) > 1 and text[-2].isalnum()
        runs[-1].text = text + ("" if glued else " ")
        runs += line.all_runs()

    def _goes_on(self, last: Line, before: Frame, line: Line, found: Frame, spacing: float, below: Line | None) -> bool:
        """Tell whether `line` goes on with the paragraph whose last line is `last`."""
        if len(last.segments) > 1 or len(line.segments) > 1 or self.paragraphs[-1].centred:
            return False
        if self._cell is not None:
            return self._goes_on_in_cell(last, line, self._cell, spacing)
        if abs(last.size - line.size) > 0.25 * max(last.size, line.size):
            return False
        if last.text.isupper() and not line.text.isupper():
            return False  # a heading
        same_column = last.page == line.page and last.base > line.base
        if same_column and last.base - line.base > _WIDE * max(spacing, line.size):
            return False
        text, ended = line.text, _COMPLETE.search(last.text) is not None
        room = before.right - last.right
        long = last.right - last.left > _LONG * last.size
        full = long and room < max(_first_word(line), 2 * line.size)
        indented = line.left - found.left > 0.9 * line.size
        if _ARTICLE.match(text) or (_MARKER.match(text) and (ended or indented or not full)):
            return False
        if not full:
            return bool(_STARTS_SMALL.match(text)) and not ended and room < 0.35 * (before.right - before.left)
        if not indented:
            return True
        # A line that begins further in opens a paragraph, unless the whole paragraph stands so.
        first = last.left - before.left > 0.9 * line.size and abs(last.left - line.left) < 0.9 * line.size
        hanging = below is None or abs(below.left - line.left) < 0.9 * line.size
        return first and hanging and not ended

    def _goes_on_in_cell(self, last: Line, line: Line, cell: Frame, spacing: float) -> bool:
        """Tell the same of a cell's lines, which may be centred: one was broken where no word more had room."""
        room = cell.right - cell.left - (last.right - last.left)
        ended = _COMPLETE.search(last.text) is not None
        if last.base - line.base > _WIDE * max(spacing, line.size) or (ended and _MARKER.match(line.text)):
            return False
        return room < max(_first_word(line), line.size)


def _first_word(line: Line) -> float:
    """Return how much room the first word of a line takes, with a blank before it."""
    for glyph in line.segments[0].glyphs:
        if not glyph.text.strip():
            return glyph.left - line.left + 0.3 * line.size
    return line.right - line.left


def _spacing(lines: Sequence[Line]) -> float:
    """Return the usual distance of two lines."""
    steps = sorted(above.base - below.base for above, below in pairwise(lines))
    positive = [step for step in steps if step > 1]
    return positive[len(positive) // 3] if positive else 0.0
