"""Vietnamese alphabetical order as a plain string, so that SQLite and Python sort alike."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from indexer.text import nfc

# The alphabet with its own letters for ă, â, đ, ê, ô, ơ, ư; f, j, w, z of foreign names at their Latin places.
_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PRIMARY: Final = {letter: chr(0x61 + at) for at, letter in enumerate(_ALPHABET)}
# The order of the tones in Vietnamese dictionaries: level, huyền, hỏi, ngã, sắc, nặng.
_TONES: Final = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_WORD: Final = re.compile(r"\d+|[^\W\d_]+")


def sort_key(text: str) -> str:
    """Return a key by which strings compare in Vietnamese order, syllable by syllable, numbers by their value."""
    return " ".join(_syllable_key(word) for word in _WORD.findall(nfc(text).lower()))


def _syllable_key(word: str) -> str:
    if word.isdecimal():
        return f"{int(word):012d}"
    letters: list[str] = []
    tones: list[str] = []
    for letter in word:
        tone = ""
        base = []
        for part in unicodedata.normalize("NFD", letter):
            if part in _TONES:
                tone = _TONES[part]
            else:
                base.append(part)
        plain_letter = nfc("".join(base))
        letters.append(_PRIMARY.get(plain_letter, plain_letter))
        tones.append(tone)
    # "!" sorts before every letter: a shorter syllable comes first, and tones decide only between equal letters.
    return "".join(letters) + "!" + ("".join(tones) or "0")
