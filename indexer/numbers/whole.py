"""A question that is one number and nothing else: whatever blanks stand around its separators, they mean nothing.

In a running text "tt -ca" could be words; a whole question that reads as a number without its blanks is one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from indexer.numbers.letters import unify_letters
from indexer.numbers.query import QueryNumber
from indexer.numbers.query import find_numbers
from indexer.text import nfc
from indexer.vocabulary import Vocabulary

_SPACED: Final = re.compile(r"\s*([-/])\s*")
_SHAPE: Final = re.compile(r"\d[^\s]*[-/][^\s]+")
_LONGEST: Final = 120  # letters; no number comes near


def whole_number(query: str, vocabulary: Vocabulary) -> QueryNumber | None:
    """Return the number that all of `query` spells, its place being the whole of it; None where it is more, or none."""
    text = nfc(query)
    compact = _SPACED.sub(r"\1", unify_letters(text).strip()) if len(text) <= _LONGEST else ""
    if not _SHAPE.fullmatch(compact):
        return None
    found = find_numbers(compact, vocabulary)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(compact)):
        return None
    return replace(found[0], start=0, end=len(text), text=text)
