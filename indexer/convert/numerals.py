"""How office programs print the number of a list's member: decimal, Roman, letters, bullets."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping
from typing import Final

_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST_ROMAN: Final = 32_767  # what the formats can hold; a damaged file may claim more

# Symbol fonts store their pictures in the private area; what they print, as letters that every font has.
_SYMBOLS: Final = {
    0xF02D: "-", 0xF0B7: "•", 0xF0A7: "▪", 0xF06F: "o", 0xF0D8: "➢", 0xF0FC: "✓", 0xF076: "❖", 0xF0E8: "➔",
    0xF0A8: "◻", 0xF06E: "■", 0xF06C: "●", 0xF071: "❑", 0xF0AE: "→", 0xF0DE: "⇒", 0xF0B3: "≥", 0xF0A3: "≤",
    0xF0B4: "×", 0xF0B1: "±", 0xF0B0: "°", 0xF02B: "+", 0xF02A: "*", 0xF0BE: "–",
}  # fmt: skip
_PRIVATE: Final = range(0xF000, 0xF100)
_ANY_PRIVATE: Final = re.compile("[\uf000-\uf0ff]")
_BULLET: Final = "•"


def roman(number: int) -> str:
    """Return `number` in Roman capitals; a decimal where it has none."""
    if not 0 < number <= _LARGEST_ROMAN:
        return str(number)
    digits = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        digits += letters * count
    return digits


def letters(number: int) -> str:
    """Return `number` as a, b ... z, aa, bb ... zz, aaa, as Word counts; a decimal where it has none."""
    if not 0 < number <= 26 * 30:
        return str(number)
    times, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * (times + 1)


_FORMS: Final[Mapping[str, Callable[[int], str]]] = {
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: letters(number).upper(),
    "lowerLetter": letters,
    "decimalZero": lambda number: f"{number:02d}",
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda _number: "",
}


def printed(number: int, form: str) -> str:
    """Return `number` in the form that WordprocessingML calls `form`; an unknown form is decimal."""
    return _FORMS.get(form, str)(number)


def symbol(code: int) -> str:
    """Return what a symbol font prints for `code` (a byte, or its place in the private area)."""
    known = _SYMBOLS.get(code if code >= 0x100 else code + 0xF000)
    return known if known is not None else _BULLET


def bullet(text: str) -> str:
    """Return a list's bullet as ordinary letters: symbol fonts' pictures become what they look like."""
    return "".join(symbol(ord(letter)) if ord(letter) in _PRIVATE else letter for letter in text)


def plain_symbols(text: str) -> str:
    """Return `text` with the private letters of symbol fonts as what they look like."""
    return bullet(text) if _ANY_PRIVATE.search(text) else text
