"""Markers: the signs with which a line opens a node of the task tree (`II.`, `4.1.`, `a)`, `-`, `Điều 5.`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from indexer.reading.lines import UPPER
from indexer.reading.lines import Line

# The order of the alphabet in which points are lettered.
ALPHABET: Final = "abcdđeghiklmnopqrstuvxy"

_ORDINALS: Final = {
    "nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10,
}  # fmt: skip

_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10}


class Rank(IntEnum):
    """How high in the tree a marker stands; a node takes the following nodes of greater rank as its own."""

    PART = 0  # Phần thứ nhất
    CHAPTER = 1  # Chương I
    LETTER = 2  # A.
    ROMAN = 3  # I.
    ARTICLE = 4  # Điều 5.
    NUMBER = 5  # 1.
    DOTTED = 6  # 1.1.
    PAREN = 7  # 1)
    POINT = 8  # a)
    BULLET = 9  # -


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as it stands at the beginning of a line.

    `start`-`end` are its offsets in the text, `printed` what stands there, `content` the rest of the line; `roman` is
    a section's numeral ("II") or letter ("A"), `numbers` are the arabic numbers, `sign` is a point's letter or the
    sort of a bullet (`-`, `+`, `*`, `•`). `sure` is False for a number without a sign behind it (`4.1 Text`), to be
    believed only where it fits its parent.
    """

    rank: Rank
    start: int
    end: int
    printed: str
    content: str
    roman: str = ""
    numbers: tuple[int, ...] = ()
    sign: str = ""
    sure: bool = True

    @property
    def named(self) -> bool:
        """Whether the marker says itself what it opens ("Chương II") and needs no words behind it."""
        return self.printed.startswith(("Phần", "PHẦN", "Chương", "CHƯƠNG", "Mục", "MỤC", "Điều", "ĐIỀU"))


_LEAD: Final = r"(?P<lead>[*_]{0,3})"  # emphasis before the marker
# After a full stop a capital may follow at once (`1.Mục đích`); after any other sign a blank must (`35-NQ/TW`).
_STOP: Final = rf"(?:\s?\.(?=\s|$|[{UPPER}][\w,])|\s?[-–/)](?=\s|$))"

_NAMED: Final = re.compile(
    _LEAD + r"(?P<word>Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC)\s+(?:[Tt]hứ\s+|THỨ\s+)?"
    r"(?P<number>[IVXivx]{1,7}|\d{1,2}|\w{2,5})\s?(?:[.:\-–](?=\s|$)|[*_]{0,3}$)"
)
_ARTICLE: Final = re.compile(_LEAD + r"(?:Điều|ĐIỀU)\s+(?P<number>\d{1,3})\s?(?:[.:](?=\s|$|[^\W\d])|[*_]{0,3}$)")
_ROMAN: Final = re.compile(_LEAD + r"(?P<roman>[IVX][IVXivx]{0,6})" + _STOP)
_ROMAN_DOTTED: Final = re.compile(
    _LEAD + r"(?P<roman>[IVX]{1,7})\.(?P<numbers>\d{1,2}(?:\.\d{1,2}){0,3})(?P<stop>" + _STOP + r")?(?=\s|$|\w)"
)
_LETTER: Final = re.compile(_LEAD + r"(?P<letter>[A-HK])" + _STOP)
_DOTTED: Final = re.compile(_LEAD + r"(?P<numbers>\d{1,2}(?:\.\d{1,2}){1,4})(?P<stop>" + _STOP + rf"|(?=\s[{UPPER}]))")
_NUMBER: Final = re.compile(_LEAD + r"(?P<number>\d{1,3})(?P<stop>" + _STOP + ")")
_POINT: Final = re.compile(_LEAD + rf"(?P<letter>[{ALPHABET}])\s?(?P<stop>[.)/])(?=\s|$)")
_BULLET: Final = re.compile(rf"(?P<sign>[-–—−+•●▪■◦*])(?:(?=\s|$)|(?<=[-–+])(?=[{UPPER}][^\W\dA-Z]))")

_SIGNS: Final = {"–": "-", "—": "-", "−": "-", "●": "•", "▪": "•", "■": "•", "◦": "•"}


def read_marker(line: Line) -> Marker | None:
    """Return the marker with which `line` begins, None where it begins with none.

    Says what the letters can be; whether they are a marker at that place is for the tree to decide.
    """
    if line.is_rule or line.is_page_number:
        return None
    return _numeric(line) or _sectional(line) or _point(line) or _bullet(line)


def _numeric(line: Line) -> Marker | None:
    if match := _DOTTED.match(line.text):
        numbers = tuple(int(number) for number in match["numbers"].split("."))
        return _marker(line, match, Rank.DOTTED, numbers=numbers, sure=bool(match["stop"]))
    match = _NUMBER.match(line.text)
    if match is None:
        return None
    rest = line.text[match.end() :].lstrip()
    if "." not in match["stop"] and rest[:1].isdigit():
        return None  # `10 - 15 người` is a range
    rank = Rank.PAREN if ")" in match["stop"] else Rank.NUMBER
    return _marker(line, match, rank, numbers=(int(match["number"]),))


def _sectional(line: Line) -> Marker | None:
    if match := _NAMED.match(line.text):
        return _named(line, match)
    if match := _ARTICLE.match(line.text):
        return _marker(line, match, Rank.ARTICLE, numbers=(int(match["number"]),))
    if (match := _ROMAN_DOTTED.match(line.text)) and from_roman(match["roman"]):
        numbers = tuple(int(number) for number in match["numbers"].split("."))
        rank = Rank.NUMBER if len(numbers) == 1 else Rank.DOTTED
        return _marker(line, match, rank, roman=match["roman"], numbers=numbers)
    if (match := _ROMAN.match(line.text)) and from_roman(match["roman"].upper()):
        return _marker(line, match, Rank.ROMAN, roman=match["roman"].upper())
    match = _LETTER.match(line.text)
    return _marker(line, match, Rank.LETTER, roman=match["letter"]) if match else None


def _point(line: Line) -> Marker | None:
    match = _POINT.match(line.text)
    return _marker(line, match, Rank.POINT, sign=match["letter"]) if match else None


def _named(line: Line, match: re.Match[str]) -> Marker | None:
    word, number = match["word"].capitalize(), match["number"]
    value = int(number) if number.isdigit() else from_roman(number.upper()) or _ORDINALS.get(number.lower())
    if not value:
        return None
    rank = {"Phần": Rank.PART, "Chương": Rank.CHAPTER, "Mục": Rank.ROMAN}[word]
    return _marker(line, match, rank, roman=to_roman(value))


def _bullet(line: Line) -> Marker | None:
    match = _BULLET.match(line.text)
    if match is None:
        return None
    sign = match["sign"]
    content = line.text[match.end() :].lstrip()
    return Marker(Rank.BULLET, line.start, line.start + match.end(), sign, content, sign=_SIGNS.get(sign, sign))


def _marker(
    line: Line,
    match: re.Match[str],
    rank: Rank,
    *,
    roman: str = "",
    numbers: tuple[int, ...] = (),
    sign: str = "",
    sure: bool = True,
) -> Marker:
    lead, end = match.end("lead"), match.end()
    printed, content = line.text[lead:end], line.text[end:].lstrip()
    return Marker(rank, line.start + lead, line.start + end, printed, content, roman, numbers, sign, sure)


def value(marker: Marker) -> int:
    """Return the number with which `marker` counts among its siblings, 0 for a bullet."""
    if marker.numbers:
        return marker.numbers[-1]
    if marker.rank is Rank.POINT:
        return ALPHABET.index(marker.sign) + 1
    if marker.rank is Rank.LETTER:
        return ord(marker.roman) - ord("A") + 1
    return from_roman(marker.roman) or 0


def from_roman(numeral: str) -> int | None:
    """Return the value of a Roman numeral of the letters I, V, X (at most 39), None where it is none."""
    total = 0
    for letter, following in zip(numeral, f"{numeral[1:]} ", strict=True):
        value = _ROMAN_VALUES.get(letter, 0)
        total += -value if value < _ROMAN_VALUES.get(following, 0) else value
    return total if total > 0 and to_roman(total) == numeral else None


def to_roman(value: int) -> str:
    """Return `value` (1 or more) as a Roman numeral."""
    numeral = ""
    for letters, worth in (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)):
        count, value = divmod(value, worth)
        numeral += letters * count
    return numeral
