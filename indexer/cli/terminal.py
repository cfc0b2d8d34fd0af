"""Text on a terminal: how wide it is there, wrapped between words, with colours where they are wanted."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from typing import Final

_NO_WIDTH: Final = frozenset({"Mn", "Me", "Cf"})  # combining marks and letters that nobody sees
_WIDE: Final = frozenset("WF")
_CODE: Final = re.compile(r"\x1b\[[\d;]*m")
# What would move the cursor or change the terminal: a text from anywhere may hold it. Blanks and colours are no such.
_UNPRINTED: Final = re.compile(r"(\x1b\[[\d;]*m)|[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def colour_wanted() -> bool:
    """Tell whether output is to have colours: on a terminal, unless NO_COLOR or FORCE_COLOR say otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return os.environ.get("TERM") != "dumb" and sys.stdout.isatty()


def width(text: str) -> int:
    """Return how many columns of a terminal `text` takes: marks that stand on a letter take none, colours neither."""
    if text.isascii() and "\x1b" not in text:
        return len(text)
    return sum(_columns(letter) for letter in _CODE.sub("", text))


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in _WIDE else 1


def padded(text: str, columns: int) -> str:
    """Return `text` with blanks behind it, as wide as `columns`."""
    return text + " " * (columns - width(text))


def wrapped(text: str, columns: int, first: str = "", later: str = "") -> str:
    """Return `text` in lines of at most `columns`, the first one behind `first`, all others behind `later`.

    Lines end between words alone: a number, an id or an address that is wider than a line stays whole.
    """
    lines: list[str] = []
    line, room = first, columns - width(first)
    empty = True
    for word in _UNPRINTED.sub(lambda found: found[1] or "", text).split():
        needed = width(word) + (not empty)
        if needed > room and not empty:
            lines.append(line)
            line, room, empty, needed = later, columns - width(later), True, width(word)
        line, room, empty = (f"{line}{word}" if empty else f"{line} {word}"), room - needed, False
    return "\n".join([*lines, line] if not empty or line.strip() else lines)
