"""Finds phrases in a text syllable by syllable, whatever stands between them, with marks where the text has any."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from indexer.model import Span
from indexer.text import fold
from indexer.text import is_marked

_SYLLABLE: Final = re.compile(r"[^\W_]+")
# What may stand between two syllables of a phrase: no end of a sentence or of a paragraph.
_BETWEEN: Final = r"(?:[^\S\n]|[,*_\"“”'–-]|\n(?!\s*\n)){1,6}"


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text made ready to be searched for many phrases. `flat` are its folded syllables with single blanks."""

    text: str
    folded: str
    flat: str


def folded_text(text: str) -> FoldedText:
    """Make NFC `text` ready."""
    folded = fold(text)
    return FoldedText(text, folded, f" {' '.join(_SYLLABLE.findall(folded))} ")


class Phrases:
    """Some phrases, found together."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Take the phrases as the vocabulary writes them, with their marks."""
        self._listed = [
            (f" {' '.join(map(fold, syllables))} ", syllables)
            for syllables in (tuple(_SYLLABLE.findall(phrase)) for phrase in phrases)
            if syllables
        ]

    def find(self, text: FoldedText) -> Iterator[Span]:
        """Yield where a phrase stands in `text`, phrase by phrase."""
        for flat, syllables in self._listed:
            # Nearly no phrase stands in a text: that is told quickest where blanks are all alike.
            if flat in text.flat:
                for match in _pattern(syllables).finditer(text.folded):
                    if _same(text.text[match.start() : match.end()], syllables):
                        yield Span(match.start(), match.end())


@cache  # as many as the vocabulary has phrases; most of them no text needs
def _pattern(syllables: tuple[str, ...]) -> re.Pattern[str]:
    words = _BETWEEN.join(re.escape(fold(syllable)) for syllable in syllables)
    return re.compile(rf"(?<![^\W_]){words}(?![^\W_])")


def _same(found: str, syllables: Iterable[str]) -> bool:
    """Tell whether the marks of `found` are those of the phrase, wherever the tone is placed, or there are none."""
    if not is_marked(found):
        return True
    return all(map(_same_marks, _SYLLABLE.findall(found), syllables))


def _same_marks(one: str, other: str) -> bool:
    # "hoà" and "hòa" have the same letters and the same marks.
    return _parts(one) == _parts(other)


def _parts(syllable: str) -> list[str]:
    return sorted(unicodedata.normalize("NFD", syllable.lower().replace("ð", "đ")))
