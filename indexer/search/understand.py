"""A question as the search understands it: document numbers, words, quoted phrases. Nothing is ever an error."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
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
_LONGEST_WORD: Final = 60  # letters: what is longer is no word of any text

_QUOTED: Final = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]')
_DIGIT: Final = re.compile(r"\d")
_LETTERS: Final = re.compile(r"[^\W\d_]+")


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
    """A question, read. `phrases` are the quoted stretches as (first, last + 1) positions in `words`.

    `short_forms` are those that stand for words of the question, as `Analyzer.short_forms` gives them.
    """

    text: str
    numbers: tuple[QueryNumber, ...]
    words: tuple[QueryWord, ...]
    phrases: tuple[tuple[int, int], ...]
    unmarked: bool  # words were typed, none with a mark: all marks match
    cut: bool  # only the beginning was read
    short_forms: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def understood(self) -> Understood:
        """Return what people are shown of it."""
        numbers = tuple(number.canonical or " ".join(number.text.split()) for number in self.numbers)
        return Understood(numbers, tuple(word.spelled for word in self.words), self.unmarked, self.cut)


def understand(query: str, vocabulary: Vocabulary) -> Question:
    """Return `query` as a question; whatever cannot be a word or a number in it is left out."""
    text, cut = _cleaned(query)
    numbers = find_numbers(text, vocabulary)
    analyzer = _analyzer(vocabulary)
    tokens = analyzer.tokens(text, list(_number_spans(numbers, vocabulary)))
    kept = [token for token in tokens if len(token.spelled) <= _LONGEST_WORD][:MOST_WORDS]
    quoted = [match.span(1) for match in _QUOTED.finditer(text)]
    words = tuple(_word(token, text, quoted, first=not position) for position, token in enumerate(kept))
    return Question(
        text=text,
        numbers=numbers,
        words=words,
        phrases=tuple(_phrases(kept, quoted)),
        unmarked=_is_unmarked(kept, text),
        cut=cut or len(kept) < len(tokens),
        short_forms=analyzer.short_forms({word.folded for word in words}),
    )


@lru_cache(maxsize=8)
def _analyzer(vocabulary: Vocabulary) -> Analyzer:
    return Analyzer(vocabulary)


def _cleaned(query: str) -> tuple[str, bool]:
    text = nfc(query[: 2 * MOST_LETTERS])
    # Control characters, lone surrogates and the like part words and mean nothing.
    text = "".join(" " if unicodedata.category(letter)[0] == "C" else letter for letter in text)
    return text[:MOST_LETTERS].strip(), len(query) > 2 * MOST_LETTERS or len(text) > MOST_LETTERS


def _number_spans(numbers: Iterable[QueryNumber], vocabulary: Vocabulary) -> Iterator[NumberSpan]:
    """Yield the numbers that were typed with a symbol; "nghị quyết số 35" is plain words as well as a number."""
    for number in numbers:
        digits = _DIGIT.search(number.text)
        before = number.text[: digits.start()] if digits else ""
        by_symbol = fold("".join(_LETTERS.findall(before))) in vocabulary.kinds_by_symbol
        parts = (number.digits, number.year, number.kind_symbol, number.organ_symbol)
        if number.canonical or by_symbol:
            start = number.start + (0 if by_symbol else len(before))
            yield NumberSpan(start, number.end, number.canonical or "-".join(part for part in parts if part))


def _is_unmarked(tokens: Iterable[Token], text: str) -> bool:
    typed = [text[token.start : token.end] for token in tokens if _is_own(token, text)]
    return any(word[0].isalpha() for word in typed) and not any(map(is_marked, typed))


def _is_own(token: Token, text: str) -> bool:
    # What a short form, a numeral or a number stands for has its marks by itself, whatever was typed.
    return len(token.spelled) == token.end - token.start and fold(text[token.start : token.end])[0] == token.folded[0]


def _word(token: Token, text: str, quoted: Sequence[tuple[int, int]], *, first: bool) -> QueryWord:
    exact = any(start <= token.start < end for start, end in quoted)
    marked = is_marked(token.spelled) if _is_own(token, text) else not token.spelled[0].isdecimal()
    return QueryWord(token.spelled, token.folded, marked, exact, not first and token.parted is None)


def _phrases(tokens: Sequence[Token], quoted: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in quoted:
        inside = [position for position, token in enumerate(tokens) if start <= token.start < end]
        if inside:
            yield inside[0], inside[-1] + 1
