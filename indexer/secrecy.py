"""Stamps: a text with a secrecy stamp is refused unread, as the law wants it; others limit who may read a text."""

from __future__ import annotations

import re
from typing import Final

from indexer.errors import EmptyTextError
from indexer.errors import SecretTextError
from indexer.text import collapse_blanks
from indexer.text import fold
from indexer.text import nfc

_STAMP: Final = re.compile(r"(?:(?:TUYỆT|TỐI)[ \u00a0\t]{1,4})?MẬT(?!\w)")
# A stamp stands alone on its line, or alone in a column of it; the words in a sentence are no stamp.
_BEFORE: Final = re.compile(
    r"(?:\A|[\n\r\t|]|[ \u00a0]{3})[ \t\u00a0>*#_\[(|]{0,20}(?:[Đđ](?:ộ|Ộ) (?:mật|MẬT):?\s{1,4})?\Z"
)
_AFTER: Final = re.compile(r"[ \t\u00a0*_\])|]{0,20}(?:\Z|[\n\r\t|]|[ \u00a0]{3})")
_REACH: Final = 60  # letters beside a stamp that are looked at
_LETTERS: Final = re.compile(r"\w")

# Stamps that limit who may read a document: a line of its own, above the text.
_LIMITS: Final = frozenset({"luu hanh noi bo", "tai lieu luu hanh noi bo", "tai lieu hoi nghi", "khong pho bien"})
_LIMIT_LINES: Final = 60
_NOT_LETTERS: Final = re.compile(r"[^\w\s]+")


def bears_limit(text: str) -> bool:
    """Tell whether a line at the top of `text` limits its circulation: LƯU HÀNH NỘI BỘ, KHÔNG PHỔ BIẾN ..."""
    lines = (line for line in text.split("\n") if line.strip())
    top = [line for line, _ in zip(lines, range(_LIMIT_LINES), strict=False)]
    return any(collapse_blanks(_NOT_LETTERS.sub(" ", fold(line))) in _LIMITS for line in top)


def refuse_secret(text: str) -> None:
    """Raise where there is nothing to read, or where a stamp forbids to read on.

    Raises:
        EmptyTextError: `text` has no letter.
        SecretTextError: a line of it is MẬT, TỐI MẬT or TUYỆT MẬT.
    """
    if _LETTERS.search(text) is None:
        raise EmptyTextError
    composed = nfc(text)
    if any(_alone(composed, match.start(), match.end()) for match in _STAMP.finditer(composed)):
        raise SecretTextError


def _alone(text: str, start: int, end: int) -> bool:
    line = text.rfind("\n", max(0, start - _REACH), start)
    before = text[line if line >= 0 else max(0, start - _REACH) : start]
    # Blanks beyond the reach are a column's: nothing but blanks stands there.
    blank = start > _REACH and not before.strip()
    return (blank or _BEFORE.search(before) is not None) and _AFTER.match(text, end) is not None
