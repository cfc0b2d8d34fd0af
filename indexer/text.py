"""Vietnamese text: NFC, letter-for-letter folding, and offsets that survive normalising."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_CELL = re.compile(r"(?:[^|\\]|\\.)*")

# A combining sequence: a letter followed by the marks that belong to it, as decomposed files store it.
_DECOMPOSED = re.compile("[^\\W\\d_][\u0300-\u036f]+")


def nfc(text: str) -> str:
    """Return `text` in Unicode normal form C, the only form used inside the program."""
    return unicodedata.normalize("NFC", text)


def collapse_blanks(text: str) -> str:
    """Return `text` with every run of blanks and line breaks as one space, none at the ends."""
    return " ".join(text.split())


class _FoldTable(dict[int, str]):
    """A translation table that fills itself: `str.translate` asks it once for each new letter."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        # NFD takes no mark off đ, and Icelandic ð is its look-alike in old files.
        base = "d" if letter in "đĐðÐ" else unicodedata.normalize("NFD", letter)[0].lower()
        self[code] = base if len(base) == 1 else letter
        return self[code]


_FOLD = _FoldTable()


def fold(text: str) -> str:
    """Return NFC `text` in lower case without marks, letter for letter: `len(fold(t)) == len(t)`.

    "Quy định" -> "quy dinh". The equal length lets a match in the folded text be cut from the original.
    """
    return text.translate(_FOLD)


def is_marked(word: str) -> bool:
    """Tell whether NFC `word` carries a Vietnamese mark or đ ("năm" yes, "nam" no)."""
    return fold(word) != word.lower()


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# "lí luận" and "lý luận", "kỹ thuật" and "kĩ thuật" are one word in two spellings, both official.
_LONG_I = re.compile(r"([hklmst])y")


@lru_cache(maxsize=65_536)
def word_key(word: str) -> str:
    """Return a word as words are compared: in small letters, its tone at its end, so that "Hoá" and "hóa" are one."""
    letters = unicodedata.normalize("NFD", word.lower())
    plain = "".join(letter for letter in letters if letter not in _TONES)
    tone = "".join(letter for letter in letters if letter in _TONES)
    return _LONG_I.sub(r"\1i", plain) + tone if len(plain) == 2 else plain + tone


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """A text in NFC beside the text it came from.

    `text` is the normalised text; `original(start, end)` turns a span of it into offsets (Unicode code
    points) of the source, so that `source[slice(*normalized.original(s, e))]` is what stood there.
    """

    text: str
    # Where normalising changed the length: positions in `text`, and how far the source is ahead from there on.
    _marks: tuple[int, ...]
    _shifts: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the source offsets of the span `start`-`end` of `text`."""
        return self._position(start), self._position(end)

    def _position(self, index: int) -> int:
        if not self._marks:
            return index
        at = bisect_right(self._marks, index) - 1
        return index + (self._shifts[at] if at >= 0 else 0)


def normalize(source: str) -> NormalizedText:
    """Normalise `source` to NFC and remember where each letter came from.

    Only combining sequences change length; everything else, line ends included, stays where it is.
    """
    if unicodedata.is_normalized("NFC", source):
        return NormalizedText(source, (), ())
    pieces: list[str] = []
    marks: list[int] = []
    shifts: list[int] = []
    done = written = shift = 0
    for match in _DECOMPOSED.finditer(source):
        composed = nfc(match.group())
        if len(composed) == len(match.group()):
            continue
        between = _same_length_nfc(source[done : match.start()])
        pieces += (between, composed)
        written += len(between) + len(composed)
        shift += len(match.group()) - len(composed)
        marks.append(written)
        shifts.append(shift)
        done = match.end()
    pieces.append(_same_length_nfc(source[done:]))
    return NormalizedText("".join(pieces), tuple(marks), tuple(shifts))


def _same_length_nfc(text: str) -> str:
    # Scripts that compose without combining marks (Hangul) would shift offsets: they are left as they stand.
    composed = nfc(text)
    return composed if len(composed) == len(text) else text


def table_cells(row: str) -> list[tuple[int, int]]:
    """Return where the cells of a row of a pipe table stand in it, blanks around them left out.

    "| a | b |" -> [(2, 3), (6, 7)]; a bar behind a backslash parts no cells.
    """
    cells: list[tuple[int, int]] = []
    at = 1
    while at < len(row):
        found = _CELL.match(row, at)
        end = found.end() if found else at
        raw = row[at:end]
        start = at + len(raw) - len(raw.lstrip())
        cells.append((start, max(start, end - len(raw) + len(raw.rstrip()))))
        at = end + 1
    return cells


def occurrence(text: str, words: str, start: int, at: int) -> int:
    """Return how manieth `words` from `start` on is the one that stands at `at`, counted from 1."""
    count, found = 0, start - 1
    while found < at:
        found = text.find(words, found + 1)
        count += 1
    return count
