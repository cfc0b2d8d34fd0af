"""Emphasis in corpus text: "*nghiêng*" and "**đậm**" as stretches that an office file can show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# As in a quoted sentence, a footnote's "(*)" is no emphasis.
_EMPHASIS: Final = re.compile(r"(?<![(\\])(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s*\\])\1(?!\*)", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>|])")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters in one manner."""

    text: str
    bold: bool = False
    italic: bool = False


def stretches(text: str) -> Iterator[Stretch]:
    """Yield the stretches of a paragraph of corpus Markdown; all letters are kept but the marks."""
    done = 0
    for match in _EMPHASIS.finditer(text):
        if match.start() > done:
            yield Stretch(_plain(text[done : match.start()]))
        yield Stretch(_plain(match[2]).replace("*", ""), bold=len(match[1]) > 1, italic=len(match[1]) != 2)
        done = match.end()
    if done < len(text):
        yield Stretch(_plain(text[done:]))


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
