"""A part's text as words to compare: at syllable borders, a number with its symbol, a date, a range of years whole.

Capitals, punctuation and the placement of tones are no differences: both placements are official, and a heading is
printed in capitals by one office and in small letters by another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indexer.comparing.organs import OrganKin
from indexer.model import Span
from indexer.text import word_key

_WORD: Final = re.compile(r"\d\w*(?:[./,:–-]\w+)*|\w+(?:[/&-]\w+)*")
# What moves on from one year's plan to the next.
_TIME: Final = re.compile(r"(?:\d{1,2}[/.-]){0,2}(?:19|20)\d\d(?:[–-](?:19|20)\d\d)?")
_ANY_TIME: Final = "\0time"
_ORGAN: Final = "\0organ "


@dataclass(frozen=True, slots=True)
class Word:
    """A word at its place in a text. `key` is what is compared; a `time` may have moved on."""

    start: int
    end: int
    key: str
    time: bool

    @property
    def family(self) -> str:
        """What the word shares with those that may take its place without another meaning."""
        return _ANY_TIME if self.time else self.key


@dataclass(frozen=True, slots=True)
class Written:
    """A text with its words, and the names of organs in it; `issuer` is the organ id of its document's issuer.

    `code` has a letter for each word, `gist` one for each word or name of an organ: families of words, and organs of
    one kin, have one letter.
    """

    text: str
    words: tuple[Word, ...]
    names: tuple[Span, ...]
    code: str
    gist: str
    issuer: str | None = None


class Writer:
    """Reads texts that are to be compared with each other.

    Each family of words gets a letter, so that texts are compared as strings, quickly. There are a million letters:
    more than texts that are not too long to be compared have words.
    """

    def __init__(self, kin: OrganKin) -> None:
        self._kin = kin
        self._letters: dict[str, str] = {}

    def written(self, text: str, issuer: str | None = None) -> Written:
        """Return `text` with its words."""
        found = tuple(_words(text))
        names = tuple(Span(name.start, name.end) for name in self._kin.find(text) if not name.general)
        return Written(
            text=text,
            words=found,
            names=names,
            code=self._code(word.family for word in found),
            gist=self._code(self._gist(text, found, names)),
            issuer=issuer,
        )

    def _gist(self, text: str, found: tuple[Word, ...], names: tuple[Span, ...]) -> Iterator[str]:
        ahead = iter(names)
        name = next(ahead, None)
        told = False  # the name at hand
        for word in found:
            while name is not None and name.end <= word.start:
                name, told = next(ahead, None), False
            if name is None or word.end <= name.start:
                yield word.family
            elif not told:
                yield _ORGAN + self._kin.family(text[name.start : name.end])
                told = True

    def _code(self, families: Iterator[str]) -> str:
        letters = self._letters
        return "".join(letters.setdefault(family, chr(0x10000 + len(letters))) for family in families)


def _words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        time = _TIME.fullmatch(match.group()) is not None
        yield Word(match.start(), match.end(), word_key(match.group()), time)
