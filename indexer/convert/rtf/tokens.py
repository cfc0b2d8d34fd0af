"""The words of an .rtf file: group ends, control words with their numbers, bytes of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

#: (kind, word or bytes, number): "{" | "}" | "word" | "symbol" | "byte" | "text"
Token = tuple[str, str, int | None]

_TOKEN: Final = re.compile(
    rb"(?P<open>\{)|(?P<close>\})"
    rb"|\\(?P<word>[A-Za-z]{1,40})(?P<number>-?\d{1,10})?[ ]?"
    rb"|\\'(?P<hex>[0-9A-Fa-f]{2})"
    rb"|\\(?P<symbol>[^A-Za-z])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)


def tokens(data: bytes) -> Iterator[Token]:
    """Yield the tokens of an .rtf file; bytes of text come as letters of the same number."""
    at = 0
    while at < len(data):
        match = _TOKEN.match(data, at)
        if match is None:
            return
        at = match.end()
        kind = match.lastgroup
        if kind == "open":
            yield "{", "", None
        elif kind == "close":
            yield "}", "", None
        elif match["word"] is not None:
            number = int(match["number"]) if match["number"] is not None else None
            word = match["word"].decode("ascii")
            if word == "bin":
                at += min(max(number or 0, 0), len(data) - at)
            else:
                yield "word", word, number
        elif kind == "hex":
            yield "byte", chr(int(match["hex"], 16)), None
        elif kind == "symbol":
            yield "symbol", match["symbol"].decode("latin-1"), None
        elif kind == "text":
            yield "text", match["text"].decode("latin-1"), None
