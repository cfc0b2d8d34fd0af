"""Text measured and cut for slides: how many lines it takes at most, and where it goes on on the next slide.

A server knows no fonts: every letter is taken to be as wide as in bold Arial, or a little wider. Lines broken with
such widths are at least as many as a reader's program makes of them, so what is said to fit does fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from itertools import groupby
from typing import Final

from indexer.export.emphasis import Stretch
from indexer.text import fold

LINE: Final = 1.2  # height of a line in sizes of its letters
PARAGRAPH: Final = 0.4  # lines of room after a paragraph

# Widths in sizes of the letters.
_WIDTHS: Final = {
    **dict.fromkeys("ijl'|", 0.3),
    **dict.fromkeys(" .,;:!()[]-/\\ft", 0.34),
    **dict.fromkeys('r*"“”‘’', 0.5),
    **dict.fromkeys("mw%", 0.9),
    **dict.fromkeys("MW@", 1.03),
    **dict.fromkeys("—…", 1.0),
    "I": 0.34,
}
_SMALL: Final = 0.62
_CAPITAL: Final = 0.79
_OTHER: Final = 1.1  # no letter of ours: an ideograph, a pictograph

_ENDS_SENTENCE: Final = re.compile(r"[.;:!?…][”\"')\]]*$")
_LOOK_BACK: Final = 40  # words before the end of a slide among which a sentence's end is looked for


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a blank, in one or several manners; `blank`: a blank follows."""

    parts: tuple[Stretch, ...]
    blank: bool = True

    @property
    def text(self) -> str:
        """All its letters."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Room:
    """The room of a text box for letters of one size: the width of a line in sizes of the letters, and its lines."""

    width: float
    lines: float

    @property
    def whole_lines(self) -> int:
        """How many lines it has from end to end."""
        return int(self.lines + 1e-9)

    @classmethod
    def of(cls, width: float, height: float, size: float) -> Room:
        """Return the room of a box of `width` x `height` points for letters of `size` points."""
        return cls(width / size, height / (size * LINE))


def letters_width(text: str) -> float:
    """Return at most how wide a text is on one line, in sizes of its letters."""
    return sum(map(_letter_width, text))


def _letter_width(letter: str) -> float:
    plain = fold(letter)
    if letter.isupper():
        return _WIDTHS.get(letter, _CAPITAL)
    known = _WIDTHS.get(plain)
    if known is not None:
        return known
    return _SMALL if plain.isascii() or (letter.isalpha() and ord(letter) < 0x2000) else _OTHER


def words(paragraph: Iterable[Stretch], width: float) -> list[Word]:
    """Return a paragraph as words; what is longer than a line of `width` is cut into pieces that fit."""
    found: list[Word] = []
    glued = False
    for stretch in paragraph:
        for blanks, run in groupby(stretch.text, str.isspace):
            text = "".join(run)
            if blanks:
                if found:
                    found[-1] = replace(found[-1], blank=True)
                glued = False
                continue
            part = replace(stretch, text=text)
            if glued:
                found[-1] = Word((*found[-1].parts, part), blank=False)
            else:
                found.append(Word((part,), blank=False))
            glued = True
    return [piece for word in found for piece in _cut(word, width)]


def _cut(word: Word, width: float) -> Iterator[Word]:
    if letters_width(word.text) <= width:
        yield word
        return
    piece: list[Stretch] = []
    used = 0.0
    for part in word.parts:
        for letter in part.text:
            if used + _letter_width(letter) > width:
                yield Word(tuple(piece), blank=False)
                piece, used = [], 0.0
            used += _letter_width(letter)
            if piece and (piece[-1].bold, piece[-1].italic) == (part.bold, part.italic):
                piece[-1] = replace(piece[-1], text=piece[-1].text + letter)
            else:
                piece.append(replace(part, text=letter))
    yield Word(tuple(piece), word.blank)


def line_count(listed: Sequence[Word], width: float) -> int:
    """Return at most how many lines of `width` the words take."""
    lines, used = 1, 0.0
    for word in listed:
        needed = letters_width(word.text)
        if used and used + needed > width:
            lines, used = lines + 1, 0.0
        used += needed + (_WIDTHS[" "] if word.blank else 0)
    return lines


def slides(paragraphs: Iterable[Sequence[Stretch]], room: Room) -> list[list[list[Word]]]:
    """Return the paragraphs cut into slides that each have room for what stands on them.

    A slide ends with a paragraph or a sentence where one ends near its foot, else between two words.
    """
    done: list[list[list[Word]]] = [[]]
    left = room.lines
    for paragraph in paragraphs:
        rest = words(paragraph, room.width)
        while rest:
            taken = _that_fit(rest, room.width, int(left + 1e-9))
            if taken < len(rest) and taken:
                taken = _sentence_end(rest, taken)
            if taken:
                done[-1].append(rest[:taken])
                left -= line_count(rest[:taken], room.width) + PARAGRAPH
                rest = rest[taken:]
            if rest:
                done.append([])
                left = max(room.lines, 1)
    return [slide for slide in done if slide]


def _that_fit(listed: Sequence[Word], width: float, most: int) -> int:
    lines, used = 1, 0.0
    if most < 1:
        return 0
    for at, word in enumerate(listed):
        needed = letters_width(word.text)
        if used and used + needed > width:
            lines, used = lines + 1, 0.0
            if lines > most:
                return at
        used += needed + (_WIDTHS[" "] if word.blank else 0)
    return len(listed)


def _sentence_end(listed: Sequence[Word], taken: int) -> int:
    for at in range(taken, max(taken // 2, taken - _LOOK_BACK), -1):
        if listed[at - 1].blank and _ENDS_SENTENCE.search(listed[at - 1].text):
            return at
    return taken


def fitting(text: str, room: Room, suffix: str = "") -> str:
    """Return a text with `suffix` if that fits into `room`, else its beginning, dots and the suffix."""
    if _fits(f"{text}{suffix}", room):
        return f"{text}{suffix}"
    listed = words([Stretch(text)], room.width)
    for at in range(_that_fit(listed, room.width, room.whole_lines), -1, -1):
        kept = "".join(word.text + (" " if word.blank else "") for word in listed[:at]).rstrip(" ,;:")
        if _fits(f"{kept} ...{suffix}", room):
            return f"{kept} ...{suffix}".lstrip()
    return f"...{suffix}"


def _fits(text: str, room: Room) -> bool:
    return line_count(words([Stretch(text)], room.width), room.width) <= room.whole_lines
