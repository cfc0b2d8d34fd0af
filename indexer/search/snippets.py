"""The piece of a passage that shows why it was found, with the question's words marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final
from typing import NamedTuple

from indexer.model import Span
from indexer.search.spelling import numerals
from indexer.search.spelling import spell
from indexer.search.understand import Question
from indexer.text import collapse_blanks
from indexer.text import fold
from indexer.views import Excerpt

LENGTH: Final = 240  # letters of a snippet, about
_LEAD: Final = 60  # letters shown before the first marked word at most
_ELLIPSIS: Final = "…"

_EMPHASIS: Final = re.compile(r"(?m)^[ \t]*#{1,6}[ \t]+|\*+")
_SENTENCE_START: Final = re.compile(r"(?:^|[.;!?…]\s+)")


class _Match(NamedTuple):
    start: int
    end: int
    words: tuple[str, ...]  # the folded words of the question that stand here


def snippet(text: str, question: Question, length: int = LENGTH) -> Excerpt:
    """Return about `length` letters of NFC `text` around most of the question's words, cut between words.

    The words are marked, also where marks or the placing of a tone differ. Line breaks become blanks and emphasis
    marks are left out; the marks' offsets count into the excerpt's text. Without a match: the beginning.
    """
    return _marker(question).snippet(text, length)


@lru_cache(maxsize=64)
def _marker(question: Question) -> _Marker:
    return _Marker(question)


class _Marker:
    """Marks one question's words in any number of texts."""

    def __init__(self, question: Question) -> None:
        self._stands_for: dict[str, tuple[str, ...]] = {}
        self._typed: dict[str, set[str]] = {}
        self._exact: set[str] = set()
        for word in question.words:
            for form in _forms(word.folded):
                self._stands_for.setdefault(form, (word.folded,))
            self._typed.setdefault(word.folded, set()).add(word.spelled if word.marked else "")
            if word.exact and word.marked:
                self._exact.add(word.folded)
        self._short_forms = dict(question.short_forms)
        self._pairs = frozenset(pairwise(word.folded for word in question.words))
        forms = sorted({*self._stands_for, *map(fold, self._short_forms)}, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, forms))})(?![^\W_])") if forms else None

    def snippet(self, text: str, length: int) -> Excerpt:
        plain = collapse_blanks(_EMPHASIS.sub("", text))
        matches = self._matches(plain)
        return _excerpt(plain, _window(plain, self._best(matches, length), length), matches)

    def _matches(self, text: str) -> list[_Match]:
        if self._pattern is None:
            return []
        found: list[tuple[_Match, bool]] = []
        as_typed = set(self._exact)
        for match in self._pattern.finditer(fold(text)):
            raw = text[match.start() : match.end()]
            long = self._short_forms.get(raw) or self._short_forms.get(match.group())
            words = long or self._stands_for.get(match.group())
            if words is None:  # the letters of a short form that counts in capitals only
                continue
            typed = long is not None or not self._typed[words[0]].isdisjoint({"", spell(raw)[0]})
            if typed:
                as_typed.update(words)
            found.append((_Match(match.start(), match.end(), words), typed))
        # A marked word's other spellings are shown only where the word itself does not stand, in quotes never.
        kept = [(item, typed) for item, typed in found if typed or item.words[0] not in as_typed]
        return self._without_strays(text, [item for item, _ in kept], [typed for _, typed in kept])

    def _without_strays(self, text: str, matches: Sequence[_Match], typed: Sequence[bool]) -> list[_Match]:
        """Leave out words that stand alone where they say nothing.

        Where the same words stand together: "luận" of "kết luận" for "lý luận". Where a word of several is spelled
        otherwise than it was `typed`: "về" for "bảo vệ".
        """
        together: set[str] = set()
        in_run = [len(match.words) > 1 for match in matches]
        for at, (left, right) in enumerate(pairwise(matches)):
            if (left.words[-1], right.words[0]) in self._pairs and text[left.end : right.start].isspace():
                in_run[at] = in_run[at + 1] = True
        for match, joined in zip(matches, in_run, strict=True):
            if joined:
                together.update(match.words)
        return [
            match
            for match, joined, as_typed in zip(matches, in_run, typed, strict=True)
            if joined or (match.words[0] not in together and (as_typed or len(self._typed) == 1))
        ]

    def _best(self, matches: Sequence[_Match], length: int) -> Span | None:
        """Return the stretch of at most `length` letters with the most of the question's words and pairs."""
        best: Span | None = None
        most = 0.0
        held: Counter[str | tuple[str, str]] = Counter()
        first = 0
        for last, match in enumerate(matches):
            held.update(self._keys(matches, last))
            while match.end - matches[first].start > length and first < last:
                held.subtract(self._keys(matches, first))
                held += Counter()
                first += 1
            if len(held) > most:
                most, best = len(held), Span(matches[first].start, match.end)
        return best

    def _keys(self, matches: Sequence[_Match], at: int) -> Iterator[str | tuple[str, str]]:
        match = matches[at]
        yield from match.words
        yield from pairwise(match.words)
        if at and match.start <= matches[at - 1].end + 2:
            pair = (matches[at - 1].words[-1], match.words[0])
            if pair in self._pairs:
                yield pair


def _forms(folded: str) -> Iterator[str]:
    """Yield how a text may write a word, folded: "ly" also "li", "13" also "xiii" and "013"."""
    yield folded
    if folded.isdecimal():
        yield from (f"0{folded}", *numerals(folded))
    elif len(folded) <= 3 and folded.endswith("y"):
        yield folded[:-1] + "i"


def _window(text: str, core: Span | None, length: int) -> Span:
    if len(text) <= length + _LEAD:
        return Span(0, len(text))
    start = max(0, core.start - _LEAD) if core else 0
    if core and start:
        # Best from the beginning of a sentence, else from a whole word.
        sentences = [match.end() for match in _SENTENCE_START.finditer(text, start, core.start)]
        blank = text.find(" ", start, core.start)
        start = sentences[-1] if sentences else blank + 1 if blank >= 0 else core.start
    end = max(start + length, core.end if core else 0)
    if end >= len(text):
        return Span(start, len(text))
    blank = text.rfind(" ", max(start, core.end if core else start), end + 1)
    return Span(start, blank if blank > start else end)


def _excerpt(text: str, window: Span, matches: Iterable[_Match]) -> Excerpt:
    before = _ELLIPSIS if window.start else ""
    after = _ELLIPSIS if window.end < len(text) else ""
    shift = len(before) - window.start
    inside = [match for match in matches if window.start <= match.start and match.end <= window.end]
    marks: list[Span] = []
    for match in inside:
        # Neighbouring words are one mark.
        if marks and text[marks[-1].end - shift : match.start].isspace():
            marks[-1] = Span(marks[-1].start, match.end + shift)
        else:
            marks.append(Span(match.start + shift, match.end + shift))
    return Excerpt(before + text[window.start : window.end] + after, tuple(marks))
