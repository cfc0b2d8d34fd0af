"""What a question may become while it is typed: entries whose words begin as the typed ones, whatever the spelling.

An index in memory: for each folded word the entries that hold it, best first. The last typed word may be unfinished.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from heapq import merge
from itertools import islice
from typing import Final

from indexer.numbers import unify_letters
from indexer.search.spelling import spell
from indexer.text import fold
from indexer.text import nfc

_WORD: Final = re.compile(r"\d+|[^\W\d_]+")
_PART: Final = "|"  # parts an entry's names; a blank stands around every word
_LONGEST: Final = 200  # letters that are read
_MOST_WORDS: Final = 12
_MOST_LOOKED_AT: Final = 2_000  # entries compared for one answer


class SuggestionIndex:
    """Entries by the words of their names."""

    def __init__(self, entries: Iterable[Sequence[str]]) -> None:
        """Take in the names of each entry, the best entry first."""
        self._lines: list[str] = []
        postings: dict[str, array[int]] = {}
        for number, names in enumerate(entries):
            spelled = [f" {' '.join(_words(name))} " for name in names]
            self._lines.append(_PART.join(spelled))
            for word in dict.fromkeys(" ".join(spelled).split()):
                postings.setdefault(word, array("I")).append(number)
        self._postings = postings
        self._vocabulary = sorted(postings)

    def find(self, typed: str, limit: int, *, beginning_only: bool = False) -> list[int]:
        """Return the places of at most `limit` entries for what was typed.

        First those with a name that begins so, then those that hold the words side by side, then apart; equals as
        they were given. With `beginning_only` only the first of the three.
        """
        text = typed[:_LONGEST]
        words = _without_so(_words(text))[:_MOST_WORDS]
        if not words:
            return []
        finished = not _WORD.search(text[-1])
        # An unfinished "li" may become "liên": it is looked for as it was typed as well as in its one spelling.
        last = [words[-1]] if finished else list(dict.fromkeys((_last_typed(text), words[-1])))
        runs = [_needle([*words[:-1], end], finished=finished) for end in last]
        ends = [_needle([end], finished=finished) for end in last]
        others = [f" {word} " for word in words[:-1]]
        beginning: list[int] = []
        together: list[int] = []
        apart: list[int] = []
        for number in islice(self._holding(words[:-1], last, finished=finished), _MOST_LOOKED_AT):
            line = self._lines[number]
            if any(run in line for run in runs):
                begins = any(line.startswith(run) or _PART + run in line for run in runs)
                (beginning if begins else together).append(number)
                if len(beginning) == limit:
                    break
            elif len(apart) < limit and all(word in line for word in others) and any(end in line for end in ends):
                apart.append(number)
        return beginning if beginning_only else [*beginning, *together, *apart][:limit]

    def _holding(self, words: Sequence[str], last: Sequence[str], *, finished: bool) -> Iterator[int]:
        """Return the entries that can hold all of `words` and one that begins as one of `last`, best first."""
        lists = [self._postings.get(word) for word in words]
        known = [found for found in lists if found is not None]
        if len(known) < len(words):
            return iter(())
        if known:
            rarest: array[int] = min(known, key=len)
            return iter(rarest)
        return self._beginning(last, finished=finished)

    def _beginning(self, last: Sequence[str], *, finished: bool) -> Iterator[int]:
        words: dict[str, None] = {}
        for beginning in last:
            if finished:
                words[beginning] = None
                continue
            first = bisect_left(self._vocabulary, beginning)
            after = bisect_left(self._vocabulary, f"{beginning}\U0010ffff")
            words |= dict.fromkeys(self._vocabulary[first:after])
        before = -1
        for number in merge(*(self._postings[word] for word in words if word in self._postings)):
            if number != before:
                yield number
            before = number


def _words(text: str) -> list[str]:
    return [spell(word)[1] for word in _WORD.findall(unify_letters(nfc(text)))]


def _last_typed(text: str) -> str:
    return fold(_WORD.findall(unify_letters(nfc(text)))[-1])


def _without_so(words: Sequence[str]) -> list[str]:
    """Leave out the "số" of a number: names are taken in without it."""
    return [
        word for at, word in enumerate(words) if word != "so" or at + 1 == len(words) or not words[at + 1].isdecimal()
    ]


def _needle(words: Iterable[str], *, finished: bool) -> str:
    return f" {' '.join(words)}{' ' if finished else ''}"
