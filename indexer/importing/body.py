"""A converted text as the body of a corpus file: paragraphs apart, headings marked, not a word changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from indexer.model import Level
from indexer.model import Task
from indexer.reading import read_parts
from indexer.vocabulary import Vocabulary

_MARKS: Final = {Level.SECTION: "## ", Level.NUMBERED: "### ", Level.SUBNUMBERED: "#### "}
_LONGEST_HEADING: Final = 250  # letters: a longer first paragraph is text that happens to be numbered
_ENDS_OF_TEXT: Final = (";", ":", "./.")


def corpus_body(text: str, vocabulary: Vocabulary) -> str:
    """Return `text`, a paragraph a line, as a body: a blank line between paragraphs, none between a table's rows.

    Heading marks stand before the parts whose first paragraph is a heading; everything else stays as printed.
    """
    plain = "".join(_apart(text))
    pieces: list[str] = []
    done = 0
    for part in read_parts(plain, vocabulary):
        mark = _MARKS.get(part.level)
        if mark is None or not _is_heading(part) or not _opens_line(plain, part.start):
            continue
        pieces += (plain[done : part.start], mark)
        done = part.start
    return "".join((*pieces, plain[done:]))


def _apart(text: str) -> Iterator[str]:
    before = ""
    for line in text.splitlines():
        content = line.strip()
        if not content:
            continue
        if before:
            yield "\n" if before.startswith("|") and content.startswith("|") else "\n\n"
        yield content
        before = content


def _is_heading(part: Task) -> bool:
    if part.marker.endswith(")") or part.text.startswith("|"):  # points are paragraphs, rows belong to their table
        return False
    first = part.text.split("\n", 1)[0].rstrip()
    return part.level is Level.SECTION or (len(first) <= _LONGEST_HEADING and not first.endswith(_ENDS_OF_TEXT))


def _opens_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == "\n"
