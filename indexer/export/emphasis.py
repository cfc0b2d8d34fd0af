"""Emphasis in corpus text: "*nghiêng*" and "**đậm**" as stretches that an office file can show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

# As in a quoted sentence, a footnote's "(*)" is no emphasis. A mark whose end is far away is one that nobody closed.
_EMPHASIS: Final = re.compile(r"(?<![(\\])(\*{1,3})(?=[^\s*])(.{1,2000}?)(?<=[^\s*\\])\1(?!\*)", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>|])")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters in one manner."""

    text: str
    bold: bool = False
    italic: bool = False
    colour: str = ""  # of a reader's own mark on it (remarks.py)


@dataclass(frozen=True, slots=True)
class Letters:
    """Where letters of one manner stand in a text, without marks and escapes."""

    start: int
    end: int
    bold: bool = False
    italic: bool = False


def stretches(text: str) -> Iterator[Stretch]:
    """Yield the stretches of a paragraph of corpus Markdown; all letters are kept but the marks."""
    for manner, found in groupby(letters(text), key=lambda item: (item.bold, item.italic)):
        yield Stretch("".join(text[item.start : item.end] for item in found), *manner)


def letters(text: str, start: int = 0, end: int | None = None) -> Iterator[Letters]:
    """Yield where the letters of `text[start:end]`, a paragraph of corpus Markdown, stand in `text`."""
    end = len(text) if end is None else end
    for match in _EMPHASIS.finditer(text, start, end):
        yield from _plain(text, start, match.start())
        for item in _plain(text, match.start(2), match.end(2)):
            for at, piece_end in _without_marks(text, item.start, item.end):
                yield Letters(at, piece_end, bold=len(match[1]) > 1, italic=len(match[1]) != 2)
        start = match.end()
    yield from _plain(text, start, end)


def _plain(text: str, start: int, end: int) -> Iterator[Letters]:
    for match in _ESCAPED.finditer(text, start, end):
        if match.start() > start:
            yield Letters(start, match.start())
        start = match.start(1)
    if start < end:
        yield Letters(start, end)


def _without_marks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        mark = text.find("*", start, end)
        until = end if mark < 0 else mark
        if until > start:
            yield start, until
        start = until + 1
