"""Look-alike letters, dashes and slashes brought to one spelling, letter for letter.

Real texts hold `TT-BTС` with a Cyrillic С, `35–NQ/TW` with an en dash, `NÐ-CP` with an Icelandic Ð (FIELD 1.4).
"""

from __future__ import annotations

from typing import Final

_LOOK_ALIKES: Final = str.maketrans(
    # Cyrillic and Greek capitals and small letters that print like Latin ones, then Icelandic and African Đ.
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕвкмнтΑΒΕΖΗΙΚΜΝΟΡΤΥΧοÐðƉɖ"
    # Every dash, then every slash, then blanks that are not blanks to every program, and invisible joiners.
    "‐‑‒–—―−﹣－⁃\u00ad⁄∕／＼\u00a0\u2007\u2009\u202f\u200b\u200c\u200d\u2060\ufeff",
    "ABEKMHOPCTYXIJSaeopcyxijsbkmhtABEZHIKMNOPTYXoĐđĐđ-----------////" + " " * 9,
)


def unify_letters(text: str) -> str:
    """Return NFC `text` with look-alikes replaced, of the same length: for matching, never for showing."""
    return text.translate(_LOOK_ALIKES)
