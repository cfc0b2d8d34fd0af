"""The sentence around a citation, short enough to read and with the citation marked."""

from __future__ import annotations

import re
from typing import Final

from indexer.model import Span
from indexer.views import Excerpt

LIMIT: Final = 420  # letters of a sentence that is shown whole
_HEAD: Final = 90  # letters of the beginning of a cut sentence: it holds the verb that says what is to be done
_GAP: Final = " … "

# A paragraph ends at an empty line, or where the next line begins with a mark of its own.
_PARAGRAPH_END: Final = re.compile(
    r"\n(?=[ \t]*(?:\n|[-+•*] |#{1,6} |\d{1,3}(?:\.\d{1,3}){0,3}[.)/] |[IVXLC]{1,6}[./)-] ))"
)
_MARKER: Final = re.compile(
    r"""[ \t\n]*(?:\#{1,6}[ ]+)?            # heading marks of our Markdown
        (?:[-+•][ ]+                       # a bullet
         |\d{1,3}(?:\.\d{1,3}){0,3}[.)/]?[ ]+(?!\d)  # 1.  4.1.  2)
         |[IVXLC]{1,6}[./)-][ ]+           # a section
         |[a-zđ]\)[ ]+)?                   # a point
    """,
    re.VERBOSE,
)
# A full stop closes a sentence before a capital; not after a lone capital or a short form ("TP. Hà Nội").
_SENTENCE_END: Final = re.compile(r"(?<=[^\W_][^\W_])[.!?…][”\"')\]*_]*\s+(?=[“\"'(\[*_]*[^\W\d_a-zà-ỹđ])")
_SHORT_FORMS: Final = frozenset({"tp", "tx", "tt", "ub", "gs", "ts", "ths", "đc", "nxb", "tr", "st", "pgs"})
# A quoted title is one piece, commas and all; quotes inside it go one level deep.
_CLAUSE_END: Final = re.compile(
    r"""“[^“”]{0,600}(?:“[^“”]{0,200}”[^“”]{0,600}){0,6}”|"[^"“”;]{0,600}"|(?P<pause>[;:,]\s+)"""
)
_BLANKS: Final = re.compile(r"\s+")
_LAST_WORD: Final = re.compile(r"[^\W_]+$")


def sentence_span(body: str, start: int, end: int) -> Span:
    """Return where the sentence of `body` that holds `start`-`end` lies, without the mark of its paragraph."""
    first, last = _paragraph(body, start, end)
    marker = _MARKER.match(body, first, start)
    if marker is not None:
        first = marker.end()
    begin, stop = first, last
    for match in _SENTENCE_END.finditer(body, first, last):
        word = _LAST_WORD.search(body, max(first, match.start() - 12), match.start())
        if word is not None and word.group().lower() in _SHORT_FORMS:
            continue
        if match.end() <= start:
            begin = match.end()
        elif match.start() >= end:
            stop = match.start() + 1 + len(match.group()[1:].rstrip())
            break
    while stop > end and body[stop - 1].isspace():
        stop -= 1
    return Span(begin, stop)


def citing_sentence(body: str, start: int, end: int, limit: int = LIMIT) -> Excerpt:
    """Return the sentence of `body` around `start`-`end`, with that stretch as its only mark.

    A sentence of more than `limit` letters is cut at the bounds of its clauses: its beginning, the clauses
    around the citation, with ellipses between. Line breaks become blanks and emphasis marks are left out.
    """
    whole = sentence_span(body, start, end)
    if whole.end - whole.start <= limit:
        return _compose(body, [whole], Span(start, end), open_end=False)
    window = _window(body, whole, Span(start, end), limit - _HEAD)
    pieces = [window]
    if window.start > whole.start:
        head = _head(body, whole.start, window.start)
        pieces = [Span(whole.start, window.end)] if head.end >= window.start else [head, window]
    return _compose(body, pieces, Span(start, end), open_end=window.end < whole.end)


def _paragraph(body: str, start: int, end: int) -> tuple[int, int]:
    first = 0
    # Look back far enough for any paragraph of an office, in growing steps: bodies can be megabytes long.
    reach = 4096
    while True:
        low = max(0, start - reach)
        ends = [match.end() for match in _PARAGRAPH_END.finditer(body, low, start)]
        if ends or low == 0:
            first = ends[-1] if ends else 0
            break
        reach *= 4
    following = _PARAGRAPH_END.search(body, end)
    return first, following.start() if following else len(body)


def _window(body: str, whole: Span, cited: Span, limit: int) -> Span:
    bounds = [whole.start]
    bounds += [match.end() for match in _CLAUSE_END.finditer(body, whole.start, whole.end) if match["pause"]]
    bounds.append(whole.end)
    before = [at for at in bounds if at <= cited.start]
    after = [at for at in bounds if at >= cited.end]
    first = last = 0
    # Clause by clause, what follows the number (its date, issuer and title) before what precedes it.
    while True:
        wider_end = after[last + 1] if last + 1 < len(after) else None
        wider_start = before[-first - 2] if first + 2 <= len(before) else None
        if wider_end is not None and wider_end - before[-first - 1] <= limit:
            last += 1
        elif wider_start is not None and after[last] - wider_start <= limit:
            first += 1
        else:
            break
    found = Span(before[-first - 1], after[last])
    if found.end - found.start <= limit:
        return found
    return _narrow(body, found, cited, limit)


def _narrow(body: str, clause: Span, cited: Span, limit: int) -> Span:
    # One clause alone is too long: cut it between words, a third of the room before the citation.
    room = max(0, limit - (cited.end - cited.start))
    start = max(clause.start, cited.start - room // 3)
    while start > clause.start and not body[start - 1].isspace():
        start += 1
        if start >= cited.start:
            start = cited.start
            break
    end = min(clause.end, start + max(limit, cited.end - start))
    while end > cited.end and end < clause.end and not body[end].isspace():
        end -= 1
    return Span(start, end)


def _head(body: str, start: int, window_start: int) -> Span:
    end = min(start + _HEAD, window_start)
    for clause in _CLAUSE_END.finditer(body, start, end):
        if clause["pause"] and clause.start() - start >= _HEAD // 3:
            return Span(start, clause.start())
    while end > start and end < window_start and not body[end].isspace():
        end -= 1
    return Span(start, end)


def _compose(body: str, pieces: list[Span], cited: Span, *, open_end: bool) -> Excerpt:
    text = ""
    mark = Span(0, 0)
    for piece in pieces:
        if text:
            text = text.rstrip() + _GAP
        if piece.start <= cited.start < piece.end:
            text += _readable(body[piece.start : cited.start], text)
            start = len(text)
            text += _readable(body[cited.start : cited.end], text)
            mark = Span(start, len(text))
            text += _readable(body[cited.end : piece.end], text)
        else:
            text += _readable(body[piece.start : piece.end], text)
    text = text[: mark.end] + text[mark.end :].rstrip(" ,;")
    return Excerpt(text + (" …" if open_end else ""), (mark,))


def _readable(letters: str, before: str) -> str:
    # Line breaks are blanks, emphasis marks are nothing, and no blank follows another one.
    shown = _BLANKS.sub(" ", letters.replace("*", ""))
    return shown.lstrip() if not before or before.endswith(" ") else shown
