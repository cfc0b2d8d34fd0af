"""What pages of a PDF repeat and is no text: running heads, feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from indexer.convert.pdf.lines import Line

_EDGE_LINES: Final = 3  # so many lines at the top and at the bottom may belong to the page
_DIGITS: Final = re.compile(r"\d+")
_OUTER: Final = re.compile(r"^[\s\d.\-–—|/]+|[\s\d.\-–—|/]+$")
_PAGE_NUMBER: Final = re.compile(
    r"[-–—\s]*(?:(?:Trang|Page|Tr\.?)\s*)?(\d{1,4})(?:\s*(?:/|of|trên)\s*\d{1,4})?[-–—\s.]*", re.IGNORECASE
)
_SHARE: Final = 0.4  # of all pages (running heads may change from left to right pages)
_FEWEST: Final = 3
_SAME_HEIGHT: Final = 5.0  # points


def without_furniture(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Return the pages' lines without what belongs to the page."""
    counted = Counter(key for page in pages for key in {_key(line) for line in _edges(page)} if key[0])
    fewest = max(min(_FEWEST, len(pages)), 2, _SHARE * len(pages))
    repeated = {key for key, count in counted.items() if count >= fewest}
    numbered = _numbering(pages)
    shown: list[list[Line]] = []
    for index, page in enumerate(pages):
        edges = {id(line) for line in _edges(page) if _key(line) in repeated}
        outermost = {id(line) for line in (page[:1] + page[-1:]) if _is_page_number(line, index, numbered)}
        rest = [line for line in page if id(line) not in edges | outermost]
        # A page's number stands outside its running head as well as inside of it.
        inner = {id(line) for line in (rest[:1] + rest[-1:]) if edges and _is_page_number(line, index, numbered)}
        shown.append([line for line in rest if id(line) not in inner])
    return shown


def _edges(page: Sequence[Line]) -> list[Line]:
    return [*page[:_EDGE_LINES], *page[max(_EDGE_LINES, len(page) - _EDGE_LINES) :]]


def _key(line: Line) -> tuple[str, int]:
    """Return a running head's words and height: its numbers change from page to page, its place does not."""
    return _DIGITS.sub("#", _OUTER.sub("", line.text)), round(line.base / _SAME_HEIGHT)


def _numbering(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Return by how much the numbers at the pages' edges differ from the pages' own count, where several agree."""
    offsets: Counter[int] = Counter()
    for index, page in enumerate(pages):
        for line in page[:1] + page[-1:] if isinstance(page, list) else ():
            match = _PAGE_NUMBER.fullmatch(line.text)
            if match is not None:
                offsets[int(match[1]) - index] += 1
    return {offset for offset, count in offsets.items() if count >= 2 or (len(pages) == 2 and offset == 1)}


def _is_page_number(line: Line, index: int, numbered: set[int]) -> bool:
    match = _PAGE_NUMBER.fullmatch(line.text)
    return match is not None and int(match[1]) - index in numbered
