"""A text made ready for reading: normalised, look-alikes unified, folded, its kind words found, offsets kept."""

from __future__ import annotations

import re
from bisect import bisect_left
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from indexer.numbers import unify_letters
from indexer.text import NormalizedText
from indexer.text import collapse_blanks
from indexer.text import fold
from indexer.text import normalize
from indexer.vocabulary import Vocabulary

# Emphasis and quotation marks are layout: a title is compared and shown without them.
_MARKS: Final = re.compile(r"[*_“”\"«»]+")
_PARAGRAPH: Final = re.compile(r"\n[ \t\r]*\n")


@dataclass(frozen=True, slots=True)
class KindWord:
    """A kind's name in a text: where it stands, which kind (id), and whether it begins with a capital."""

    start: int
    end: int
    kind: str
    capital: bool


@dataclass(frozen=True)
class SourceText:
    """One text in the three forms that reading needs, all of the same length; spans count in them.

    `text` is NFC, `unified` has look-alike letters replaced and blanks for asterisks ("**35-NQ/TW** ngày ..."),
    `folded` is `unified` without case and marks.
    """

    text: str
    unified: str
    folded: str
    kinds: tuple[KindWord, ...]
    vocabulary: Vocabulary
    _normalized: NormalizedText

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets of a span in the text as given."""
        return self._normalized.original(start, end)

    def words(self, start: int, end: int) -> str:
        """Return the letters of a span with blanks collapsed."""
        return collapse_blanks(self.text[start:end])

    def plain(self, start: int, end: int) -> str:
        """Return the letters of a span with blanks collapsed, without quotation and emphasis marks."""
        return collapse_blanks(_MARKS.sub("", self.text[start:end]))

    def kind_before(self, position: int, reach: int) -> KindWord | None:
        """Return the last kind word that ends within `reach` characters before `position`."""
        at = bisect_right(self.kinds, position, key=lambda kind: kind.end) - 1
        if at >= 0 and position - self.kinds[at].end <= reach:
            return self.kinds[at]
        return None

    def kinds_between(self, start: int, end: int) -> tuple[KindWord, ...]:
        """Return the kind words that begin within a span."""
        first = bisect_left(self.kinds, start, key=lambda kind: kind.start)
        last = bisect_left(self.kinds, end, key=lambda kind: kind.start)
        return self.kinds[first:last]

    def paragraph_end(self, position: int) -> int:
        """Return where the paragraph around `position` ends."""
        match = _PARAGRAPH.search(self.text, position)
        return match.start() if match else len(self.text)


def read_source(text: str, vocabulary: Vocabulary) -> SourceText:
    """Make `text` ready for reading; never fails, whatever the text."""
    normalized = normalize(text)
    unified = unify_letters(normalized.text).replace("*", " ")
    folded = fold(unified)
    kinds = tuple(
        KindWord(match.start(), match.end(), _kind_id(match.group(), vocabulary), unified[match.start()].isupper())
        for match in _kind_pattern(vocabulary).finditer(folded)
    )
    return SourceText(normalized.text, unified, folded, kinds, vocabulary, normalized)


@lru_cache(maxsize=8)
def _kind_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    names = sorted(vocabulary.kind_by_name, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(name.replace(" ", r"\s{1,3}") for name in names) + r")(?!\w)")


def _kind_id(folded_name: str, vocabulary: Vocabulary) -> str:
    return vocabulary.kind_by_name[" ".join(folded_name.split())].id
