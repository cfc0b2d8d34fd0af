"""What a keyboard without its Vietnamese input method leaves behind: Telex ("nghij") and VNI ("nghi5") read back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from indexer.text import nfc

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_TELEX_TONES: Final[Mapping[str, str]] = {"s": _ACUTE, "f": _GRAVE, "r": _HOOK, "x": _TILDE, "j": _DOT, "z": ""}
_VNI_TONES: Final[Mapping[str, str]] = {"1": _ACUTE, "2": _GRAVE, "3": _HOOK, "4": _TILDE, "5": _DOT, "0": ""}
_HATS: Final[Mapping[str, str]] = {"a": "â", "e": "ê", "o": "ô"}
_VNI_SHAPES: Final[Mapping[str, Mapping[str, str]]] = {"6": _HATS, "7": {"u": "ư", "o": "ơ"}, "8": {"a": "ă"}}
_HORNS: Final[Mapping[str, str]] = {"u": "ư", "o": "ơ", "a": "ă"}
_VOWELS: Final = frozenset("aeiouyăâêôơư")
_SHAPED: Final = frozenset("ăâêôơư")

_ONSET: Final = "(ngh|ng|nh|gh|gi(?=[aeiouyăâêôơư])|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
_SYLLABLE: Final = re.compile(rf"{_ONSET}([aeiouyăâêôơư]{{1,3}})(ch|ng|nh|[cmnpt])?")


def is_syllable(word: str) -> bool:
    """Tell whether `word`, in lower case and without tone, has the shape of a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(word) is not None


def decoded(word: str) -> str | None:
    """Return the syllable that the keys of `word` spell in Telex or VNI, None where they spell none."""
    keys = word.lower()
    if not keys.isascii() or not keys.isalnum() or len(keys) > 12:
        return None
    return _vni(keys) if any(key.isdigit() for key in keys) else _telex(keys)


def _telex(keys: str) -> str | None:
    letters: list[str] = []
    tone = ""
    for key in keys:
        voiced = any(letter in _VOWELS for letter in letters)
        if voiced and key in _TELEX_TONES:
            tone = _TELEX_TONES[key]
        elif key == "w" and voiced:
            _shape(letters, _HORNS)
        elif key in _HATS and key in letters:
            letters[_last(letters, key)] = _HATS[key]
        elif key == "d" and "d" in letters:
            letters[letters.index("d")] = "đ"
        else:
            letters.append(key)
    return _with_tone("".join(letters), tone)


def _vni(keys: str) -> str | None:
    letters: list[str] = []
    tone = ""
    for key in keys:
        if key in _VNI_TONES and letters:
            tone = _VNI_TONES[key]
        elif key in _VNI_SHAPES:
            _shape(letters, _VNI_SHAPES[key])
        elif key == "9" and "d" in letters:
            letters[letters.index("d")] = "đ"
        else:
            letters.append(key)
    return _with_tone("".join(letters), tone)


def _shape(letters: list[str], shapes: Mapping[str, str]) -> None:
    """Give the last letter that can have it its hat, horn or breve; "uo" takes two horns."""
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in shapes:
            before = letters[at - 1] if at else ""
            if before == "u" and "u" in shapes and letters[at] in "oa" and letters[: at - 1][-1:] != ["q"]:
                letters[at - 1] = "ư"
                if letters[at] == "a":  # "ưa", as in "mưa"
                    return
            letters[at] = shapes[letters[at]]
            return


def _last(letters: list[str], wanted: str) -> int:
    return len(letters) - 1 - letters[::-1].index(wanted)


def _with_tone(letters: str, tone: str) -> str | None:
    parts = _SYLLABLE.fullmatch(letters)
    if parts is None:
        return None
    start = parts.start(2)
    nucleus, closed = parts[2], parts[3] is not None
    shaped = [at for at, letter in enumerate(nucleus) if letter in _SHAPED]
    if shaped:
        at = shaped[-1]
    elif len(nucleus) == 1:
        at = 0
    else:
        at = 1 if closed or len(nucleus) == 3 else 0
    marked = nfc(letters[: start + at + 1] + tone + letters[start + at + 1 :])
    return None if marked.isascii() else marked
