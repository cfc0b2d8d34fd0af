"""One spelling for each syllable: what counts as the same word when it is searched.

Both placements of the tone ("hoà", "hòa"; "uỷ", "ủy") and both letters of the same final sound ("lí", "lý") are
official in some year; Roman and Arabic ordinals name the same congress.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from indexer.text import fold
from indexer.text import nfc

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"


def _tone_moves() -> dict[str, str]:
    moves = {}
    for first, second in (("o", "a"), ("o", "e"), ("u", "y")):
        for tone in _TONES:
            moves[nfc(first + second + tone)] = nfc(first + tone + second)
    return moves


_OPEN_RHYMES: Final = _tone_moves()
_QUY: Final = {f"qu{nfc('y' + tone)}": f"q{nfc('u' + tone)}y" for tone in _TONES}
_MISPLACED_QUY: Final = {wrong: right for right, wrong in _QUY.items()}
_FINAL_I: Final = re.compile(r"((?:[hklmst]|qu))([iìíĩỉị])")
_I_TO_Y: Final = {nfc("i" + tone): nfc("y" + tone) for tone in ("", *_TONES)}
_DIGITS: Final = re.compile(r"^0+(?=\d)")


def _roman_values() -> dict[str, str]:
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    tens = ("", "x", "xx", "xxx")
    return {ten + one: str(10 * i + j) for i, ten in enumerate(tens) for j, one in enumerate(ones) if i or j}


_ROMAN: Final = _roman_values()
# Roman numerals that are Vietnamese syllables too: read as numbers only after a word that an ordinal follows.
_SYLLABLES_TOO: Final = frozenset({"vi", "xi"})
_BEFORE_ORDINALS: Final = frozenset({"khoa", "hoi", "thu", "ky", "uong"})
_BEFORE_ANY_ORDINAL: Final = frozenset({"khoa", "thu"})


_NUMERALS: Final = {value: roman for roman, value in _ROMAN.items()}


def numerals(digits: str) -> tuple[str, ...]:
    """Return the Roman numerals, in lower case, that can stand for `digits`."""
    return (_NUMERALS[digits],) if digits in _NUMERALS else ()


@lru_cache(maxsize=65_536)
def spell(word: str) -> tuple[str, str]:
    """Return the one spelling of NFC `word`, with its marks and without: "Hoà" -> ("hòa", "hoa").

    Digits lose leading zeros: "04" and "4" are one number.
    """
    lower = word.lower()
    if lower[0].isdecimal():
        lower = _DIGITS.sub("", lower)
    elif lower.isalpha():
        lower = _MISPLACED_QUY.get(lower, lower)
        final_i = _FINAL_I.fullmatch(lower)
        if final_i is not None:
            lower = final_i[1] + _I_TO_Y[final_i[2]]
        elif not lower.startswith("qu"):
            lower = lower[:-2] + _OPEN_RHYMES.get(lower[-2:], lower[-2:])
    return lower, fold(lower)


def is_roman(word: str) -> bool:
    """Tell whether `word` could be a Roman numeral; `ordinal` says whether it is one."""
    return word.lower() in _ROMAN


def ordinal(word: str, folded_before: str | None) -> str | None:
    """Return the Arabic form of a Roman numeral, None where `word` is none here.

    `folded_before` is the folded word before it: "khóa XI", "khoa xi" and "lần thứ V" hold numerals, "xi măng"
    and a heading's "VI PHẠM" do not.
    """
    value = _ROMAN.get(word.lower())
    if value is None or not (word.isupper() or word.islower()):
        return None
    if folded_before in _BEFORE_ANY_ORDINAL:
        return value
    if word.isupper():
        certain = len(word) > 1 and word.lower() not in _SYLLABLES_TOO
        return value if certain or folded_before in _BEFORE_ORDINALS else None
    certain = len(word) > 2 and folded_before in _BEFORE_ORDINALS
    return value if certain else None
