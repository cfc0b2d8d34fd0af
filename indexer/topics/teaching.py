"""Finds where a task asks for something to be brought into teaching: "bổ sung vào bài giảng các quan điểm mới"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from indexer.model import Span
from indexer.text import fold
from indexer.vocabulary import TeachingWords
from indexer.vocabulary import Vocabulary

_SYLLABLE: Final = re.compile(r"[^\W_]+")
_REACH: Final = 300  # letters between the verb and what leads to the place


def asks_for_teaching(text: str, vocabulary: Vocabulary) -> Span | None:
    """Return where NFC `text` first asks for it, from the verb to the place; None where it does not."""
    folded = fold(text)
    for pattern in _patterns(vocabulary):
        match = pattern.search(folded)
        if match is not None:
            # Of several verbs before the place the last one is meant.
            return Span(match.start("verb"), match.end())
    return None


@lru_cache(maxsize=8)
def _patterns(vocabulary: Vocabulary) -> tuple[re.Pattern[str], ...]:
    return tuple(map(_pattern, vocabulary.teaching.values()))


def _pattern(words: TeachingWords) -> re.Pattern[str]:
    verbs, links, places = (_any(listed) for listed in (words.verbs, words.links, words.places))
    within = rf"(?:(?!(?<![^\W_]){verbs}(?![^\W_]))[^.;:!?]){{0,{_REACH}}}?"
    return re.compile(rf"(?<![^\W_])(?P<verb>{verbs})(?![^\W_]){within}(?<![^\W_]){links}\s+{places}(?![^\W_])")


def _any(phrases: Iterable[str]) -> str:
    folded = (r"[\s,]+".join(map(re.escape, _SYLLABLE.findall(fold(phrase)))) for phrase in phrases)
    return f"(?:{'|'.join(sorted(folded, key=len, reverse=True))})"
