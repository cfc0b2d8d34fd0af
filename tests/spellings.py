"""Other spellings of a document number, as real texts and readers write them, for tests of reading and search."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterator
from itertools import permutations

from indexer.text import fold

_LOOK_ALIKES = str.maketrans("ABEKMHOPCTX", "АВЕКМНОРСТХ")


def _separators(text: str, before: str, after: str) -> str:
    return re.sub(r"([-/])", lambda match: before + match[1] + after, text)


# What is done to a number, by name. Each change leaves one number: the same digits, kind and organ.
CHANGES: dict[str, Callable[[str], str]] = {
    "lower case": str.lower,
    "blank before separators": lambda text: _separators(text, " ", ""),
    "blank after separators": lambda text: _separators(text, "", " "),
    "blanks around separators": lambda text: _separators(text, " ", " "),
    "en dash": lambda text: text.replace("-", "–"),
    "non-breaking hyphen": lambda text: text.replace("-", "\u2011"),
    "minus": lambda text: text.replace("-", "−"),
    "fraction slash": lambda text: text.replace("/", "⁄"),
    "line break after the first separator": lambda text: re.sub(r"([-/])", r"\1\n", text, count=1),
    "hyphens for slashes behind the kind": lambda text: re.sub(r"(?<=[^\W\d])/(?=[^\W\d])", "-", text),
    "leading zero": lambda text: f"0{text}" if text[0].isdigit() else text,
    "no marks": lambda text: text.replace("Đ", "D").replace("đ", "d"),
    "eth for Đ": lambda text: text.replace("Đ", "Ð"),
    "Cyrillic look-alikes": lambda text: text.translate(_LOOK_ALIKES),
    "blanks for separators": lambda text: re.sub(r"[-/]", " ", text),
}


def spellings(number: str) -> Iterator[tuple[str, str]]:
    """Yield (spelling, what was done) for each change alone and each pair of changes, without repetition."""
    seen = {number}
    for first, change in CHANGES.items():
        spelled = change(number)
        if spelled not in seen:
            seen.add(spelled)
            yield spelled, first
    for first, second in permutations(CHANGES, 2):
        spelled = CHANGES[second](CHANGES[first](number))
        if spelled not in seen and len(fold(spelled)) == len(spelled):
            seen.add(spelled)
            yield spelled, f"{first}, then {second}"
