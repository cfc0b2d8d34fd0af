"""The lines of a text as the reader sees them: content without edges, what stands before it, how it looks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# The capitals of Vietnamese for a character class: in Unicode they alternate with their small letters.
UPPER: Final = "".join(chr(code) for code in (*range(0x41, 0x1B1), *range(0x1EA0, 0x1EFA)) if chr(code).isupper())

# What may stand around a line's content: blanks, the byte order mark, invisible spaces of office programs.
_EDGES: Final = " \t\v\f\xa0\u2000\u2001\u2002\u2003\u2007\u2009\u200b\u200e\u202f\u3000\ufeff"

_LINE: Final = re.compile(r"[^\r\n]+|\r\n|\r|\n")
_HEADING_MARKS: Final = re.compile(r"#{1,6}[ \t]+")
_RULE: Final = re.compile(r"[-–—_=*~.\s|+]{3,}|[*]")
_PAGE_NUMBER: Final = re.compile(r"[-–—]?\s?\d{1,4}\s?[-–—]?|Trang \d{1,4}|# Page \d{1,4}.{0,80}")

# A line that ends so is complete; closing quotes, brackets and emphasis may follow the sign.
_TERMINALS: Final = ".;:!?…/"
_CLOSERS: Final = "”\"’'»)]*_ "


@dataclass(frozen=True, slots=True)
class Line:
    """A line with content. `start`-`end` leave out blanks, the byte order mark and Markdown's heading marks.

    `gap`: the text begins here, or a blank line stands before it. `edge`: where the line's first visible letter
    (a heading mark included) stands.
    """

    start: int
    end: int
    edge: int
    text: str
    gap: bool

    @property
    def bare(self) -> str:
        """The content without emphasis marks around it."""
        return self.text.strip("*_ ")

    @property
    def in_capitals(self) -> bool:
        """Whether the line has letters and all of them are capitals."""
        return self.text.isupper()

    @property
    def is_rule(self) -> bool:
        """Whether the line is drawn (`-----`, `___`, a single `*`) and not written."""
        return _RULE.fullmatch(self.text) is not None

    @property
    def is_page_number(self) -> bool:
        """Whether the line is a page's number and nothing else."""
        return len(self.text) < 100 and _PAGE_NUMBER.fullmatch(self.text) is not None

    @property
    def is_complete(self) -> bool:
        """Whether the line ends as a sentence or a member of a list does."""
        return self.text.rstrip(_CLOSERS).endswith(tuple(_TERMINALS))


def read_lines(text: str) -> list[Line]:
    """Return the lines of `text` that have content, front matter left out; offsets are into `text`.

    Lines end with LF, CRLF or CR.
    """
    lines: list[Line] = []
    gap = True
    fresh = True  # nothing but blanks since the last line end
    for match in _LINE.finditer(text, _after_front_matter(text)):
        if match.group()[0] in "\r\n":
            gap = gap or fresh
            fresh = True
            continue
        line = _line(match.group(), match.start(), gap=gap)
        if line is not None:
            lines.append(line)
            gap = fresh = False
    return lines


def _line(raw: str, offset: int, *, gap: bool) -> Line | None:
    content = raw.lstrip(_EDGES)
    edge = offset + len(raw) - len(content)
    content = content.rstrip(_EDGES)
    if not content:
        return None
    marks = _HEADING_MARKS.match(content)
    skipped = marks.end() if marks else 0
    return Line(edge + skipped, edge + len(content), edge, content[skipped:], gap)


def _after_front_matter(text: str) -> int:
    """Return the offset after a corpus file's front matter, 0 where there is none."""
    body = text.removeprefix("\ufeff")
    if not re.match(r"---[ \t]*\r?\n[a-z_]+:", body):
        return 0
    end = re.compile(r"\n---[ \t]*(?:\r?\n|$)").search(text)
    return end.end() if end else 0


def blank_separated(lines: Sequence[Line], starts: Sequence[int]) -> bool:
    """Tell whether blank lines stand between the paragraphs of a text, so that lines that touch are one paragraph.

    `starts` are the indexes in `lines` where paragraphs are known to start.
    """
    return bool(starts) and sum(lines[index].gap for index in starts) >= 0.8 * len(starts)


def continues(line: Line, following: Line) -> bool:
    """Tell whether `following` goes on with the sentence of `line`, in a text without blank lines to say so."""
    if following.gap:
        return False
    if line.text.endswith((",", "-", "–")):
        return True
    if line.in_capitals:
        return following.in_capitals
    return following.text[0].islower() or following.text[0].isdigit()
