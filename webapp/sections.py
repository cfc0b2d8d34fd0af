"""A long text in sections of a size that a page can carry, cut where its own parts begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indexer.views.material import Spot

#: Texts up to this many bytes stand on one page.
WHOLE: Final = 200_000
_SECTION: Final = 60_000  # bytes of a section's text: with its markup a page of about 20 kB as sent

_HEADING: Final = re.compile(r"^(#{1,6})[ \t]+(\S[^\n]*)", re.MULTILINE)
_PARAGRAPH: Final = re.compile(r"^(?=[ \t]*\S)(?<=\n\n)", re.MULTILINE)
_LONGEST_NAME: Final = 120  # letters of a heading in the outline
_DEEPEST: Final = 7  # below the six levels of headings: paragraphs


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a section; `anchor` is its id on the page, "" where no part of the text begins at it."""

    name: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a body: `number` counts from 1, offsets count into the body, `name` is its first heading's text."""

    number: int
    start: int
    end: int
    name: str


def sections(body: str) -> tuple[Section, ...]:
    """Return the sections of `body`, in order and without a gap; a text that fits a page is one section."""
    if len(body.encode()) <= WHOLE:
        return (Section(1, 0, len(body), ""),)
    marks = [(match.start(), len(match[1])) for match in _HEADING.finditer(body)]
    marks += [(match.start(), _DEEPEST) for match in _PARAGRAPH.finditer(body)]
    cuts = list(_cut(body, sorted(set(marks)), 0, len(body), level=1))
    return tuple(Section(number, start, end, _name(body, start, end)) for number, (start, end) in enumerate(cuts, 1))


def _cut(body: str, marks: Sequence[tuple[int, int]], start: int, end: int, level: int) -> Iterator[tuple[int, int]]:
    """Yield stretches of at most a section's size, cut at the marks of the highest level that makes them so small."""
    if level > _DEEPEST or _size(body, start, end) <= _SECTION:
        yield start, end
        return
    places = [place for place, mark in marks if mark <= level and start < place < end]
    for piece_start, piece_end in _gathered(body, [start, *places, end]):
        yield from _cut(body, marks, piece_start, piece_end, level + 1)


def _gathered(body: str, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield stretches between `places`, neighbours put together while they fit a section."""
    start = places[0]
    for place, following in zip(places[1:], [*places[2:], None], strict=True):
        if following is None or _size(body, start, following) > _SECTION:
            yield start, place
            start = place


def _size(body: str, start: int, end: int) -> int:
    return len(body[start:end].encode())


def _name(body: str, start: int, end: int) -> str:
    found = _HEADING.search(body, start, end)
    return _plain(found[2] if found else body[start:end])


def _plain(words: str) -> str:
    plain = " ".join(words[: 2 * _LONGEST_NAME].replace("*", "").split())
    return plain if len(plain) <= _LONGEST_NAME else f"{plain[:_LONGEST_NAME].rstrip()} …"


def section_at(found: Sequence[Section], offset: int) -> Section:
    """Return the section in which `offset` lies."""
    return found[max(bisect_right([section.start for section in found], offset) - 1, 0)]


def headings(body: str, section: Section, spots: Sequence[Spot]) -> tuple[Heading, ...]:
    """Return the headings of `section`, with the anchors that `spots` (of the whole body, in order) give them."""
    anchors = {spot.start: spot.id for spot in reversed(spots)}
    return tuple(
        # A part begins at its marker, behind the heading's own mark.
        Heading(_plain(match[2]), anchors.get(match.start(2)) or anchors.get(match.start(), ""))
        for match in _HEADING.finditer(body, section.start, section.end)
    )


def spots_in(spots: Iterable[Spot], section: Section) -> tuple[Spot, ...]:
    """Return the spots that begin in `section`."""
    return tuple(spot for spot in spots if section.start <= spot.start < section.end)
