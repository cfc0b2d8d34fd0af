"""A question as the search understands it: document numbers, words, quoted phrases. Nothing is ever an error."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indexer.numbers import QueryNumber
from indexer.numbers import find_numbers
from indexer.search.analysis import Analyzer
from indexer.search.analysis import NumberSpan
from indexer.search.analysis import Token
from indexer.text import fold
from indexer.text import is_marked
from indexer.text import nfc
from indexer.views import Understood
from indexer.vocabulary import Vocabulary

MOST_LETTERS: Final = 2_000  # of a question that are read
MOST_WORDS: Final = 64  # syllables that are searched: a long pasted paragraph

_QUOTED: Final = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]')
_LETTER_THEN_DIGIT: Final = re.compile(r"[^\W\d_]\d")


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A syllable of the question. `exact`: it stands in quotes; `marked`: it was typed with its marks."""

    spelled: str
    folded: str
    marked: bool
    exact: bool
    follows: bool  # the word before it stood right before it, without a break


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read. `phrases` are the quoted stretches as (first, last + 1) positions in `words`."""

    text: str
    numbers: tuple[QueryNumber, ...]
    words: tuple[QueryWord, ...]
    phrases: tuple[tuple[int, int], ...]
    cut: bool

    @property
    def unmarked(self) -> bool:
        """Whether there are words and none of them was typed with a mark, so that all marks match."""
        letters = [word for word in self.words if not word.spelled[0].isdecimal()]
        return bool(letters) and not any(word.marked for word in letters)

    def understood(self) -> Understood:
        """Return what people are shown of it."""
        numbers = tuple(number.canonical or " ".join(number.text.split()) for number in self.numbers)
        return Understood(numbers, tuple(word.spelled for word in self.words), self.unmarked, self.cut)


def understand(query: str, vocabulary: Vocabulary) -> Question:
    """Return `query` as a question; whatever cannot be a word or a number in it is left out."""
    text, cut = _cleaned(query)
    numbers = find_numbers(text, vocabulary)
    tokens = Analyzer(vocabulary).tokens(text, [*_number_spans(numbers)])
    if len(tokens) > MOST_WORDS:
        tokens, cut = tokens[:MOST_WORDS], True
    quoted = [match.span(1) for match in _QUOTED.finditer(text)]
    words = tuple(_word(token, text, quoted, first=not position) for position, token in enumerate(tokens))
    return Question(text, numbers, words, tuple(_phrases(tokens, quoted)), cut)


def _cleaned(query: str) -> tuple[str, bool]:
    text = nfc(query[: 2 * MOST_LETTERS])
    # Control characters, lone surrogates and the like part words and mean nothing.
    text = "".join(" " if unicodedata.category(letter)[0] == "C" else letter for letter in text)
    return text[:MOST_LETTERS].strip(), len(query) > 2 * MOST_LETTERS or len(text) > MOST_LETTERS


def _number_spans(numbers: Iterable[QueryNumber]) -> Iterable[NumberSpan]:
    """Yield the numbers that are words of their own; "nghị quyết số 35" is plain words as well as a number."""
    for number in numbers:
        start = number.start + _digits_or_symbol(number)
        if number.canonical:
            yield NumberSpan(start, number.end, number.canonical)
        elif _LETTER_THEN_DIGIT.search(number.text):
            parts = (number.digits, number.year, number.kind_symbol, number.organ_symbol)
            yield NumberSpan(start, number.end, "-".join(part for part in parts if part))


def _digits_or_symbol(number: QueryNumber) -> int:
    # The kind's name before the digits ("nghị quyết số ") stays words: they are searched too.
    digits = re.search(r"\d", number.text)
    before = number.text[: digits.start()] if digits else ""
    return len(before) if len(_words(before)) > 1 else 0


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def _word(token: Token, text: str, quoted: Sequence[tuple[int, int]], *, first: bool) -> QueryWord:
    typed = text[token.start : token.end]
    # What a short form or a numeral stands for has its marks by itself, whatever was typed.
    own = len(typed) == len(token.spelled) and fold(typed) == fold(token.spelled)
    exact = any(start <= token.start < end for start, end in quoted)
    marked = is_marked(token.spelled) if own else True
    return QueryWord(token.spelled, token.folded, marked, exact, not first and token.parted is None)


def _phrases(tokens: Sequence[Token], quoted: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    for start, end in quoted:
        inside = [position for position, token in enumerate(tokens) if start <= token.start < end]
        if inside:
            yield inside[0], inside[-1] + 1
