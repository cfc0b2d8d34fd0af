"""Capitals that TCVN3 cannot store: a vowel with a tone is small in it, also in a word of capitals ("QUYếT ĐịNH")."""

from __future__ import annotations

import re
from typing import Final

from indexer.convert.encodings.syllables import is_syllable

_WORD: Final = re.compile(r"[^\W\d_]+")
_HAVE_CAPITALS: Final = "ăâêôơưđ"  # in TCVN3


def with_capitals(text: str) -> str:
    """Return `text`, read from TCVN3, with the toned vowels of words in capitals as capitals.

    "QUYếT" and "ủY" can be nothing else. "Về" is in capitals where the words around it are: "QUYẾT ĐỊNH Về VIỆC".
    """
    words = list(_WORD.finditer(text))
    shown = [_certain(match.group()) for match in words]
    for index, word in enumerate(shown):
        if _possible(word):
            around = [
                shown[at] for at in (index - 1, index + 1) if 0 <= at < len(shown) and _near(text, words, index, at)
            ]
            if around and all(_is_capitals(neighbour) for neighbour in around):
                shown[index] = word.upper()
    pieces: list[str] = []
    at = 0
    for match, word in zip(words, shown, strict=True):
        pieces += (text[at : match.start()], word)
        at = match.end()
    return "".join([*pieces, text[at:]])


def _certain(word: str) -> str:
    capitals = sum(letter.isupper() for letter in word)
    if _only_toned_are_small(word) and (capitals >= 2 or (capitals and word[-1].isupper())):
        return word.upper()
    return word


def _possible(word: str) -> bool:
    return not word.isupper() and any(letter.isupper() for letter in word) and _only_toned_are_small(word)


def _only_toned_are_small(word: str) -> bool:
    return all(letter.isupper() or not (letter.isascii() or letter in _HAVE_CAPITALS) for letter in word)


def _near(text: str, words: list[re.Match[str]], index: int, at: int) -> bool:
    first, second = sorted((index, at))
    return not text[words[first].end() : words[second].start()].strip(" ")


def _is_capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper() and is_syllable(word)
