"""Passages' tokens packed small: as a portion of a library is made ready in one process and written by another.

A syllable is one character of the portion's own (`tables` explains the strings); which one says the portion's
lexicon. What an engine takes in is one string a field, its tokens parted by line breaks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Final
from typing import NamedTuple

from indexer.search.analysis import BREAK
from indexer.search.analysis import BREAKS
from indexer.search.analysis import LINE_BREAK
from indexer.search.analysis import PassageTokens
from indexer.search.tables import LINE_END
from indexer.search.tables import SENTENCE_END
from indexer.search.tables import SPELLED_MARK

SEPARATOR: Final = "\n"  # between an engine's tokens, which may hold blanks

_TITLE_WEIGHT: Final = 3  # a title's tokens are given to an engine so many times
_FIRST_CODE: Final = 3  # below it stand the characters of breaks
_SURROGATES: Final = 0xD800
_SURROGATE_COUNT: Final = 0x800
_LAST_CODE: Final = 0x10FFFF - _SURROGATE_COUNT


class PackedTokens(NamedTuple):
    """The tokens of one passage.

    `strings` are those of the search tables (title, body and anchor, each spelled and folded) in the characters of
    the portion; `spelled` and `folded` are what an engine takes in.
    """

    strings: tuple[str, ...]
    spelled: str
    folded: str


@dataclass(frozen=True, slots=True)
class PortionLexicon:
    """What the strings of a portion mean: each syllable's character; in how many passages each token stands.

    Spellings bear the lexicon's mark. `sums`: how many passages there are, and syllables by section.
    """

    characters: Mapping[str, str]
    passages: Mapping[str, int]
    sums: Mapping[str, int]


class Packer:
    """Packs the passages of one portion."""

    def __init__(self) -> None:
        places = count()
        self._spelled = _Characters(places)
        self._folded = _Characters(places)
        self._with_spelled: Counter[str] = Counter()  # passages by spelling or word
        self._with_folded: Counter[str] = Counter()  # passages by syllable or bigram
        self._sums: Counter[str] = Counter()

    def add(self, tokens: PassageTokens) -> PackedTokens:
        """Return one passage packed, and count it."""
        strings: list[str] = []
        given: tuple[list[str], list[str]] = ([], [])
        spelled: set[str] = set()
        folded: set[str] = set()
        for name, section, weight in (
            ("title", tokens.title, _TITLE_WEIGHT),
            ("body", tokens.body, 1),
            ("anchor", tokens.anchor, 1),
        ):
            strings.append("".join(map(self._spelled.__getitem__, section.spelled)))
            strings.append("".join(map(self._folded.__getitem__, section.folded)))
            if not section.spelled:
                continue
            syllables = [token for token in section.spelled if token not in BREAKS]
            plain = [token for token in section.folded if token not in BREAKS]
            plain += section.bigrams
            self._sums[name] += len(syllables)
            spelled.update(syllables, section.words)
            folded.update(plain)
            given[0].extend([SEPARATOR.join(syllables)] * weight)
            given[1].extend([SEPARATOR.join(plain)] * weight)
        self._with_spelled.update(spelled)
        self._with_folded.update(folded)
        self._sums["passages"] += 1
        return PackedTokens(tuple(strings), SEPARATOR.join(given[0]), SEPARATOR.join(given[1]))

    def lexicon(self) -> PortionLexicon:
        """Return what the packed passages' strings mean."""
        marked = {SPELLED_MARK + token: character for token, character in self._spelled.items() if token not in BREAKS}
        characters = marked | {token: found for token, found in self._folded.items() if token not in BREAKS}
        passages = {SPELLED_MARK + token: found for token, found in self._with_spelled.items()}
        return PortionLexicon(characters, passages | self._with_folded, dict(self._sums))


class _Characters(dict[str, str]):
    """The characters of syllables; each new one gets the next."""

    def __init__(self, places: Iterator[int]) -> None:
        super().__init__({BREAK: SENTENCE_END, LINE_BREAK: LINE_END})
        self._places = places

    def __missing__(self, syllable: str) -> str:
        self[syllable] = found = character(next(self._places))
        return found


def character(place: int) -> str:
    """Return the character with the number `place`, none of them a break's or half of a surrogate pair.

    Beyond a million different syllables the last ones share one character: they are found, and rank as equals.
    """
    code = min(place + _FIRST_CODE, _LAST_CODE)
    return chr(code if code < _SURROGATES else code + _SURROGATE_COUNT)
