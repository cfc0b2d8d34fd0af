"""A PDF page's letters as segments (what stands together) and lines (what stands at one height)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indexer.convert.blocks import Run
from indexer.convert.pdf.glyphs import Glyph

_SAME_LINE: Final = 0.45  # of a letter's size: how far lines on one height differ
_APART: Final = 1.8  # of a letter's size: a gap that no blank of a sentence has
_BACK: Final = 0.6


@dataclass(slots=True)
class Segment:
    """Letters that stand together."""

    glyphs: list[Glyph]

    @property
    def left(self) -> float:
        """Where its first letter begins."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Where its last letter ends."""
        return max(glyph.right for glyph in self.glyphs)

    @property
    def base(self) -> float:
        """The height of its line."""
        return self.glyphs[0].base

    @property
    def size(self) -> float:
        """The size of its letters."""
        return max(glyph.size for glyph in self.glyphs)

    @property
    def text(self) -> str:
        """Its letters."""
        return "".join(glyph.text for glyph in self.glyphs)

    def runs(self) -> list[Run]:
        """Its letters by font."""
        runs: list[Run] = []
        for glyph in self.glyphs:
            if runs and (runs[-1].font == glyph.font or glyph.text == " "):
                runs[-1].text += glyph.text
            else:
                runs.append(Run(glyph.text, glyph.font))
        return runs


@dataclass(slots=True)
class Line:
    """What stands at one height of a page or column, from left to right."""

    segments: list[Segment]
    page: int = 0

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(segment.right for segment in self.segments)

    @property
    def base(self) -> float:
        """Its height."""
        return self.segments[0].base

    @property
    def size(self) -> float:
        """The size of its letters."""
        return max(segment.size for segment in self.segments)

    @property
    def text(self) -> str:
        """Its letters; a tab parts segments that stand far from each other."""
        return "\t".join(segment.text.strip() for segment in self.segments)

    def all_runs(self) -> list[Run]:
        """Its letters by font, with the tabs of `text`."""
        runs: list[Run] = []
        for segment in self.segments:
            found = segment.runs()
            if not found:
                continue
            if runs:
                runs[-1].text = runs[-1].text.rstrip() + "\t"
            runs += found
        return runs


def segments(glyphs: Sequence[Glyph]) -> list[Segment]:
    """Part a page's letters where they leave their line or leave a gap."""
    found: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is None or _leaves(last, glyph):
            found.append([])
        found[-1].append(glyph)
        if glyph.text != " " or last is None:
            last = glyph
    trimmed = (_trimmed(part) for part in found)
    return [Segment(part) for part in trimmed if part]


def _leaves(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    if abs(last.base - glyph.base) > _SAME_LINE * size:
        return True
    gap = glyph.left - last.right
    return gap > _APART * size or gap < -_BACK * size


def _trimmed(glyphs: list[Glyph]) -> list[Glyph]:
    start, end = 0, len(glyphs)
    while start < end and not glyphs[start].text.strip():
        start += 1
    while end > start and not glyphs[end - 1].text.strip():
        end -= 1
    return glyphs[start:end]


def lines(found: Sequence[Segment], page: int) -> list[Line]:
    """Return segments as lines from top to bottom."""
    rows: list[list[Segment]] = []
    for segment in sorted(found, key=lambda segment: -segment.base):
        row = rows[-1] if rows else None
        if row is not None and abs(row[0].base - segment.base) <= _SAME_LINE * max(row[0].size, segment.size):
            row.append(segment)
        else:
            rows.append([segment])
    return [Line(_joined(sorted(row, key=lambda segment: segment.left)), page) for row in rows]


def _joined(row: list[Segment]) -> list[Segment]:
    """Join segments of one line that stand no further apart than words do."""
    shown: list[Segment] = []
    for segment in row:
        if shown and segment.left - shown[-1].right <= _APART * max(shown[-1].size, segment.size):
            last = shown[-1].glyphs[-1]
            near = segment.left - shown[-1].right < 0.15 * segment.size
            blank = [] if near else [Glyph(" ", last.right, last.right, last.base, last.size, last.font)]
            shown[-1] = Segment([*shown[-1].glyphs, *blank, *segment.glyphs])
        else:
            shown.append(segment)
    return shown
