"""A lecturer's own marks and notes on a pack's passages: where the marked words stand, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from itertools import groupby
from typing import Final

from indexer.export.emphasis import Stretch
from indexer.export.emphasis import stretches

#: The colours of marks, by the names under which the browser keeps them.
COLOURS: Final = ("vang", "luc", "lam", "hong")

_SHOWN_WORDS: Final = 300  # letters of the marked words that are said again beside a note

_MOST_PLACES: Final = 100  # at which words are tried; what stands more often than that could be anywhere

_Place = tuple[int, int, int]  # paragraph, stretch, letter


@dataclass(frozen=True, slots=True)
class Remark:
    """A mark on words of a text, a note, or both. Without `words` it is on a place, or on the whole.

    `words`, `before` and `after` (what stands around the words) are as a page shows them, each gap one blank.
    `place` is as people name it, "" where the pack says it already. `colour` is one of `COLOURS`, or "".
    """

    words: str = ""
    before: str = ""
    after: str = ""
    place: str = ""
    colour: str = ""
    note: str = ""


def marked(paragraphs: Sequence[str], remarks: Iterable[Remark]) -> tuple[list[list[Stretch]], frozenset[Remark]]:
    """Return the paragraphs (corpus Markdown) with the words of `remarks` coloured, and the remarks that are.

    Words that are not there, or that several places could be meant by, are left uncoloured.
    """
    texts = [list(stretches(paragraph)) for paragraph in paragraphs]
    text, places = _read(texts)
    colours = [[[""] * len(stretch.text) for stretch in listed] for listed in texts]
    shown: set[Remark] = set()
    for remark in remarks:
        start = _found(text, remark) if remark.words and remark.colour else None
        if start is None:
            continue
        shown.add(remark)
        for (paragraph, stretch), letters in groupby(
            places[start : start + len(remark.words)], lambda place: place[:2]
        ):
            at = [letter for _paragraph, _stretch, letter in letters]
            colours[paragraph][stretch][at[0] : at[-1] + 1] = [remark.colour] * (at[-1] + 1 - at[0])
    coloured = [
        [run for stretch, letters in zip(listed, own, strict=True) for run in _runs(stretch, letters)]
        for listed, own in zip(texts, colours, strict=True)
    ]
    return coloured, frozenset(shown)


def _read(texts: Sequence[Sequence[Stretch]]) -> tuple[str, list[_Place]]:
    """Return all letters with single blanks between them, and where each stands."""
    letters: list[str] = []
    places: list[_Place] = []
    for paragraph, listed in enumerate(texts):
        gap = bool(letters)
        blank: _Place | None = None  # where the gap begins; between paragraphs there is no such place
        for at, stretch in enumerate(listed):
            for offset, letter in enumerate(stretch.text):
                place = (paragraph, at, offset)
                if letter.isspace():
                    gap, blank = bool(letters), blank or place
                    continue
                if gap:
                    letters.append(" ")
                    places.append(blank or place)
                gap, blank = False, None
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def _found(text: str, remark: Remark) -> int | None:
    """Return where the remark's words begin; of several places the one whose surroundings agree most, if it is one."""
    starts: list[int] = []
    at = text.find(remark.words)
    while at >= 0 and len(starts) <= _MOST_PLACES:
        starts.append(at)
        at = text.find(remark.words, at + 1)
    agreeing = [_agreement(text, start, remark) for start in starts]
    if not starts or len(starts) > _MOST_PLACES or agreeing.count(max(agreeing)) > 1:
        return None
    return starts[agreeing.index(max(agreeing))]


def _agreement(text: str, start: int, remark: Remark) -> int:
    end = start + len(remark.words)
    before = text[max(0, start - len(remark.before)) : start]
    after = text[end : end + len(remark.after)]
    return _same(before[::-1], remark.before[::-1]) + _same(after, remark.after)


def _same(one: Iterable[str], other: Iterable[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _runs(stretch: Stretch, colours: Sequence[str]) -> Iterator[Stretch]:
    for colour, letters in groupby(zip(stretch.text, colours, strict=True), lambda pair: pair[1]):
        yield replace(stretch, text="".join(letter for letter, _colour in letters), colour=colour)


def said(remarks: Iterable[Remark], shown: frozenset[Remark]) -> Iterator[tuple[str, str]]:
    """Yield what is to be said of `remarks` below their passage: a label, and the text behind it.

    A mark without a note whose words are coloured (`shown`) speaks for itself.
    """
    for remark in remarks:
        where = f" ({remark.place})" if remark.place else ""
        words = remark.words
        quoted = f"“{words if len(words) <= _SHOWN_WORDS else f'{words[:_SHOWN_WORDS].rstrip()}…'}”" if words else ""
        if remark.note.strip():
            yield f"Ghi chú{where}: ", ": ".join(filter(None, (quoted, remark.note.strip())))
        elif words and remark not in shown:
            yield f"Đánh dấu{where}: ", quoted
