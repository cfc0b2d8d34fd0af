"""Quoted stretches of a text: titles, whose words are not the text's own."""

from __future__ import annotations

import re
from typing import Final

from indexer.model import Span

_MARKS: Final = re.compile('[“”«»"]')

# A quotation that is longer was never closed.
_LONGEST: Final = 700


def quoted_spans(text: str) -> tuple[Span, ...]:
    """Return the outermost quotations of `text` in order, quotation marks included.

    Any closing mark closes, since texts open with one sort and close with another; a quotation that is not closed
    within 700 letters is none.
    """
    spans: list[Span] = []
    start = depth = 0
    for match in _MARKS.finditer(text):
        if depth and match.start() - start > _LONGEST:
            depth = 0
        mark, at = match[0], match.start()
        opens = mark in "“«" or (mark == '"' and depth == 0)
        if opens:
            start = at if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                spans.append(Span(start, at + 1))
    return tuple(spans)
