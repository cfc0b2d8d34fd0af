"""TCVN3 (ABC) and VNI turned into Unicode: one table each, letter by letter, with where each letter came from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from indexer.text import nfc

# TCVN 5712:1993, third character set: the letters in the order of their bytes.
_TCVN3_BYTES: Final = (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ "
    "CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở "
    "ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ"
)
_TCVN3: Final[Mapping[str, str]] = {chr(int(pair[:2], 16)): pair[2:] for pair in _TCVN3_BYTES.split()}
# The tones that stand behind a vowel of its own, for capitals that have no byte: "A" + 0xB3 is "Á".
_TCVN3_TONES: Final[Mapping[str, str]] = {
    "\xb0": "\u0300", "\xb1": "\u0309", "\xb2": "\u0303", "\xb3": "\u0301", "\xb4": "\u0323",
}  # fmt: skip
_VOWELS: Final = frozenset("AEIOUYĂÂÊÔƠƯ")

_VNI_TONES: Final[Mapping[str, str]] = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HAT: Final[Mapping[str, str]] = {
    "â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
}  # fmt: skip
_VNI_BREVE: Final[Mapping[str, str]] = {
    "ê": "\u0306", "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_ALONE: Final[Mapping[str, str]] = {
    "ñ": "đ", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ô": "ơ", "ö": "ư",
}  # fmt: skip


def _vni_table() -> dict[str, str]:
    marks = {
        "a": {**_VNI_TONES, **_VNI_HAT, **_VNI_BREVE}, "e": {**_VNI_TONES, **_VNI_HAT},
        "o": {**_VNI_TONES, **_VNI_HAT}, "u": _VNI_TONES, "y": _VNI_TONES, "ô": _VNI_TONES, "ö": _VNI_TONES,
    }  # fmt: skip
    table = {**_VNI_ALONE, **{letter.upper(): found.upper() for letter, found in _VNI_ALONE.items()}}
    for base, following in marks.items():
        shown = _VNI_ALONE.get(base, base)
        for mark, tone in following.items():
            whole = nfc(shown + tone)
            # The base letter's case is the letter's; some keyboards left the mark in the other case.
            for written in (mark, mark.upper()):
                table[base + written] = whole
                table[base.upper() + written] = whole.upper()
    return table


_VNI: Final = _vni_table()
_VNI_UNIT: Final = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

# What Windows' Vietnamese code page shows for bytes that the Western one shows otherwise, and what PDF files name so.
_OTHER_PAGE: Final[Mapping[int, str]] = str.maketrans(
    {
        "Ă": "\xc3", "\u0300": "\xcc", "Đ": "\xd0", "\u0309": "\xd2", "Ơ": "\xd5", "Ư": "\xdd", "\u0303": "\xde",
        "ă": "\xe3", "\u0301": "\xec", "đ": "\xf0", "\u0323": "\xf2", "ơ": "\xf5", "ư": "\xfd", "₫": "\xfe",
        "μ": "\xb5", "ˉ": "\xaf", "\u2011": "\xad", "\u2010": "\xad",
    }
)  # fmt: skip


# PDF files give the minus for the soft hyphen, and the operator for the middle dot: letters, where they touch one.
_MINUS: Final = re.compile("(?<=[^\\W\\d_])[\u2212\u2219\u22c5]|[\u2212\u2219\u22c5](?=[^\\W\\d_]|[\xa1-\xbf\xd7\xf7])")
_SIGNS: Final[Mapping[str, str]] = {"\u2212": "\xad", "\u2219": "\xb7", "\u22c5": "\xb7"}


def western(text: str) -> str:
    """Return `text` with letters taken for those of another code page turned into the Western ones of their bytes."""
    return _MINUS.sub(lambda match: _SIGNS[match.group()], text.translate(_OTHER_PAGE))


def from_tcvn3(text: str) -> tuple[str, list[int]]:
    """Return TCVN3 `text` in Unicode, and for each letter the index of the one it came from."""
    letters: list[str] = []
    sources: list[int] = []
    for index, letter in enumerate(text):
        if letter in _TCVN3_TONES and letters and letters[-1] in _VOWELS:
            letters[-1] = nfc(letters[-1] + _TCVN3_TONES[letter])
            continue
        letters.append(_TCVN3.get(letter, letter))
        sources.append(index)
    return "".join(letters), sources


def from_vni(text: str) -> tuple[str, list[int]]:
    """Return VNI `text` in Unicode, and for each letter the index of the one it came from."""
    pieces: list[str] = []
    sources: list[int] = []
    at = 0
    for match in _VNI_UNIT.finditer(text):
        pieces += (text[at : match.start()], _VNI[match.group()])
        sources += (*range(at, match.start()), match.start())
        at = match.end()
    pieces.append(text[at:])
    sources += range(at, len(text))
    return "".join(pieces), sources
