"""How many different words, pairs of words and lines texts hold, and how many a larger library of their sort would."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_WORD: Final = re.compile(r"\w+")


def variety(texts: Iterable[str]) -> dict[str, int]:
    """Return how many lines and different lines, words (syllables and numbers) and pairs of neighbours there are."""
    lines: set[str] = set()
    words: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    total = 0
    for text in texts:
        for line in filter(str.strip, text.split("\n")):
            total += 1
            lines.add(line)
            found = _WORD.findall(line.lower())
            words.update(found)
            pairs.update(pairwise(found))
    return {"lines": total, "different_lines": len(lines), "words": len(words), "pairs": len(pairs)}


def expected(texts: Sequence[str], times: float) -> Mapping[str, int]:
    """Return the variety of `times` as many texts, if it grows on as it does from each second one to all of them.

    In all languages the number of different words follows a power of the length (Heaps' law), and so do the others.
    """
    half, whole = variety(texts[::2]), variety(texts)
    return {
        name: round(number * times ** math.log2(number / half[name])) if half[name] else 0
        for name, number in whole.items()
    }
