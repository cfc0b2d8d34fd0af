"""Text to tokens, the same for what is searched and for the question.

A token is one syllable in its one spelling (`spelling.spell`), with and without marks, and its place in the text.
Abbreviations stand in their long form ("TW" gives "trung ương"), Roman ordinals as digits, and a document number
is one word whatever blanks it holds, so that both sides meet however they were typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from typing import NamedTuple

from indexer.model import Passage
from indexer.numbers import scan_numbers
from indexer.numbers import unify_letters
from indexer.search.segment import Segmenter
from indexer.search.spelling import is_roman
from indexer.search.spelling import ordinal
from indexer.search.spelling import spell
from indexer.text import fold
from indexer.vocabulary import Vocabulary

BREAK: Final = ""  # stands between two tokens that a sentence's end parts
LINE_BREAK: Final = "\n"  # and between two that a line's end parts

BREAKS: Final = frozenset({BREAK, LINE_BREAK})

_MOST_PLAIN: Final = 100_000  # of them are remembered: a language has fewer syllables, in all their cases

_WORD: Final = re.compile(r"[^\W_]+")
_BREAKS: Final = re.compile(r"[.;:!?…]")
# What can be a Vietnamese syllable when it is typed in lower case: such a short form counts in capitals only.
_SYLLABLE: Final = re.compile(r"[bcdghklmnpqrstvx]{0,3}[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")


class Token(NamedTuple):
    """A syllable of a text. `start`-`end` are its offsets; several tokens of one short form share them."""

    spelled: str
    folded: str
    start: int
    end: int
    joined: bool  # belongs to the same word as the token before it
    parted: str | None  # the break before it, where a sentence or a line ended there


class NumberSpan(NamedTuple):
    """A document number in a text, and its official form (or as much of it as is known)."""

    start: int
    end: int
    canonical: str


@dataclass(frozen=True, slots=True)
class SectionTokens:
    """The tokens of one section of a passage; `BREAK` or `LINE_BREAK` stands where a sentence or a line ends.

    `spelled` and `folded` run in parallel, syllable by syllable; `words` are the words of several syllables.
    """

    spelled: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def bigrams(self) -> Iterator[str]:
        """Yield each two neighbouring folded syllables of a sentence, as "nen tang"."""
        return bigrams(self.folded)


@dataclass(frozen=True, slots=True)
class PassageTokens:
    """What a passage is found by: its heading chain or titles, its text, and the sentences that cite it."""

    title: SectionTokens
    body: SectionTokens
    anchor: SectionTokens = SectionTokens()


def bigrams(syllables: Iterable[str]) -> Iterator[str]:
    """Yield each two neighbouring syllables joined by a blank; none across a break."""
    before = BREAK
    for syllable in syllables:
        if before not in BREAKS and syllable not in BREAKS:
            yield f"{before} {syllable}"
        before = syllable


class Analyzer:
    """Makes tokens by one vocabulary. With a segmenter it also knows words (build); without, syllables (question)."""

    def __init__(self, vocabulary: Vocabulary, segmenter: Segmenter | None = None) -> None:
        self._vocabulary = vocabulary
        self._segmenter = segmenter
        self._plain: dict[str, tuple[str, str]] = {}  # words that read the same wherever they stand

    def passage(self, passage: Passage, anchor: Sequence[str] = ()) -> PassageTokens:
        """Return the tokens of `passage`, `anchor` being the sentences that cite its document (cards only)."""
        return PassageTokens(
            title=self._section("\n".join(passage.headings)),
            body=self._section(passage.text),
            anchor=self.sentences(anchor),
        )

    def sentences(self, citing: Sequence[str]) -> SectionTokens:
        """Return the tokens of the sentences that cite a document."""
        return self._section("\n".join(citing))

    def tokens(self, text: str, numbers: Sequence[NumberSpan] | None = None) -> list[Token]:
        """Return the tokens of NFC `text` in reading order.

        `numbers` are the document numbers in it, in order and apart; None: the numbers written in full.
        """
        joins: Collection[int] = self._segmenter.joins(text) if self._segmenter else ()
        tokens: list[Token] = []
        done = 0
        for number in self._numbers(text) if numbers is None else numbers:
            self._words(tokens, text, done, number.start, joins)
            self._number(tokens, text, number)
            done = number.end
        self._words(tokens, text, done, len(text), joins)
        return tokens

    def short_forms(self, words: Collection[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the short forms whose long form consists of `words` (folded): ("tw", ("trung", "uong")).

        A short form in lower case without marks counts in any case; another one only as it stands.
        """
        known = frozenset(words)
        return tuple((short, syllables) for short, syllables in self._short_forms if known.issuperset(syllables))

    @cached_property
    def _short_forms(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        forms = ((short, tuple(folded for _, folded, _ in long)) for short, long in self._long_forms.items())
        return tuple((short, syllables) for short, syllables in forms if syllables)

    def _numbers(self, text: str) -> Iterator[NumberSpan]:
        unified = unify_letters(text)
        for match in scan_numbers(unified, fold(unified), self._vocabulary):
            if match.certain:
                yield NumberSpan(match.start, match.end, match.number.canonical)

    def _number(self, tokens: list[Token], text: str, number: NumberSpan) -> None:
        # One word whose parts lie side by side: nothing of it is a short form or is glued to its neighbours.
        parted = _parted(tokens, text, number.start)
        for part, word in enumerate(_WORD.findall(number.canonical)):
            tokens.append(Token(*spell(word), number.start, number.end, part > 0, None if part else parted))

    def _words(self, tokens: list[Token], text: str, start: int, end: int, joins: Collection[int]) -> None:
        first = len(tokens)
        plain = self._plain
        last = tokens[-1].end if tokens else -1
        for match in self._pattern.finditer(text, start, end):
            at, stop = match.span()
            # Most words stand one blank behind the word before them.
            parted = _parted(tokens, text, at) if at != last + 1 or text[last] != " " else None
            last = stop
            raw = match.group()
            both = plain.get(raw)
            if both is None:
                both = self._special(tokens, match, parted)
                if both is None:
                    continue
            joined = at in joins and len(tokens) > first and not tokens[-1].spelled[0].isdecimal()
            tokens.append(Token(*both, at, stop, joined, parted))

    def _special(self, tokens: list[Token], match: re.Match[str], parted: str | None) -> tuple[str, str] | None:
        """Return the spellings of a word that is not known as a plain one; None: its tokens have been added."""
        at, stop = match.span()
        raw = match.group()
        long = self._long_forms.get(raw) or self._long_forms.get(fold(raw))
        if long is not None:
            tokens += [
                Token(spelled, folded, at, stop, joined, None if part else parted)
                for part, (spelled, folded, joined) in enumerate(long)
            ]
            return None
        if match.lastgroup == "short":  # the letters of a short form in another case: plain words
            tokens += [
                Token(*spell(word.group()), at + word.start(), at + word.end(), False, None if part else parted)
                for part, word in enumerate(_WORD.finditer(raw))
            ]
            return None
        if is_roman(raw):
            value = ordinal(raw, tokens[-1].folded if tokens else None)
            return (value, value) if value is not None else spell(raw)
        if len(self._plain) < _MOST_PLAIN:
            self._plain[raw] = spell(raw)
        return spell(raw)

    def _section(self, text: str) -> SectionTokens:
        spelled: list[str] = []
        folded: list[str] = []
        words: list[str] = []
        word: list[str] = []
        for token in self.tokens(text):
            if token.parted is not None:
                spelled.append(token.parted)
                folded.append(token.parted)
            spelled.append(token.spelled)
            folded.append(token.folded)
            if not token.joined:
                _close(word, words)
            word.append(token.spelled)
        _close(word, words)
        return SectionTokens(tuple(spelled), tuple(folded), tuple(words))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        several = sorted((short for short in self.abbreviations if not _WORD.fullmatch(short)), key=len, reverse=True)
        short = f"(?P<short>(?<![^\\W_])(?:{'|'.join(map(re.escape, several))})(?![^\\W_]))|" if several else ""
        return re.compile(f"{short}[^\\W_]+")

    @cached_property
    def abbreviations(self) -> Mapping[str, str]:
        """What short forms stand for, as written and, where they can be no syllable, folded."""
        shorts: dict[str, str] = {}
        for entry in self._vocabulary.abbreviations.values():
            shorts[entry.short] = entry.long
            folded = fold(entry.short)
            if not all(_SYLLABLE.fullmatch(part) for part in _WORD.findall(folded)):
                shorts.setdefault(folded, entry.long)
        return shorts

    @cached_property
    def _long_forms(self) -> Mapping[str, tuple[tuple[str, str, bool], ...]]:
        """Short forms, as typed or folded, with the syllables they stand for: spelled, folded, joined."""
        forms = {}
        for short, long in self.abbreviations.items():
            joins = self._segmenter.joins(long) if self._segmenter else frozenset()
            forms[short] = tuple((*spell(found.group()), found.start() in joins) for found in _WORD.finditer(long))
        return forms


def _parted(tokens: list[Token], text: str, start: int) -> str | None:
    if not tokens or start <= tokens[-1].end:
        return None
    if text.find("\n", tokens[-1].end, start) >= 0:
        return LINE_BREAK
    if start > tokens[-1].end + 1 and _BREAKS.search(text, tokens[-1].end, start) is not None:
        return BREAK
    return None


def _close(word: list[str], words: list[str]) -> None:
    if len(word) > 1:
        words.append("_".join(word))
    word.clear()
