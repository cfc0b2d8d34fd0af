"""A question as the search understands it: numbers, words, phrases, exclusions, filters. Nothing is ever an error."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from functools import lru_cache
from typing import Final

from indexer.model import Span
from indexer.numbers import QueryNumber
from indexer.numbers import find_digits
from indexer.numbers import find_numbers
from indexer.numbers import whole_number
from indexer.search.analysis import Analyzer
from indexer.search.analysis import NumberSpan
from indexer.search.analysis import Token
from indexer.search.syntax import Parts
from indexer.search.syntax import take_apart
from indexer.text import fold
from indexer.text import is_marked
from indexer.text import nfc
from indexer.views import QueryFilter
from indexer.views import Understood
from indexer.vocabulary import Vocabulary

MOST_LETTERS: Final = 2_000  # of a question that are read
MOST_WORDS: Final = 64  # syllables that are searched: a long pasted paragraph
_LONGEST_KIND: Final = 4  # words of a kind's name
_MOST_EXCLUDED: Final = 16  # runs of words that are left out
_LONGEST_WORD: Final = 60  # letters: what is longer is no word of any text

# What is called by its plenum: "NQTW4", "KL TW 4"; and "K13" for its term.
_PLENUM: Final = re.compile(
    r"(?<![^\W_])(?:(?P<kind>nq|kl|bc)\s?)?(?:hn)?tw\s?(?P<nth>1[0-5]|0?[1-9])(?![^\W_])(?!\s?[-/])", re.IGNORECASE
)
_PLENUM_KINDS: Final = {"nq": "nghị quyết", "kl": "kết luận", "bc": "báo cáo"}
_SHORT_TERM: Final = re.compile(r"(?<![^\W_])[kK](\d{1,2})(?![^\W_])")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
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
    start: int = 0  # its place in the question's text
    end: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read. `phrases` are the quoted stretches as (first, last + 1) positions in `words`.

    `short_forms` are those that stand for words of the question, as `Analyzer.short_forms` gives them. `plain` is
    the text without filters and exclusions, which are other letters there. `excluded` are runs of words that must
    not stand; `years` are years beside a kind, whose documents come first.
    """

    text: str
    numbers: tuple[QueryNumber, ...]
    words: tuple[QueryWord, ...]
    phrases: tuple[tuple[int, int], ...]
    unmarked: bool  # words were typed, none with a mark: all marks match
    cut: bool  # only the beginning was read
    short_forms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    plain: str = ""
    filters: tuple[QueryFilter, ...] = ()
    excluded: tuple[tuple[QueryWord, ...], ...] = ()
    years: tuple[str, ...] = ()
    kind_words: int = 0  # how many words at its beginning are a kind's name

    @property
    def narrowed(self) -> tuple[QueryFilter, ...]:
        """The filters, several of one sort as one that any of their values passes."""
        merged: dict[str, QueryFilter] = {}
        ranges = [item for item in self.filters if not item.values]
        for item in self.filters:
            if item.values:
                values = merged[item.name].values if item.name in merged else ()
                merged[item.name] = replace(item, values=tuple(dict.fromkeys((*values, *item.values))))
        return (*merged.values(), *ranges)

    def understood(self) -> Understood:
        """Return what people are shown of it."""
        numbers = tuple(number.canonical or " ".join(number.text.split()) for number in self.numbers)
        return Understood(
            numbers=numbers,
            words=tuple(word.spelled for word in self.words),
            unmarked=self.unmarked,
            cut=self.cut,
            filters=self.filters,
            phrases=tuple(_spelled(self.words[first:last]) for first, last in self.phrases),
            excluded=tuple(map(_spelled, self.excluded)),
            years=self.years,
        )


def understand(query: str, vocabulary: Vocabulary) -> Question:
    """Return `query` as a question; whatever cannot be a word or a number in it is left out."""
    text, cut = _cleaned(query)
    whole = whole_number(text, vocabulary)
    numbers = (whole,) if whole else find_numbers(text, vocabulary)
    parts = take_apart(text, vocabulary, [Span(number.start, number.end) for number in numbers])
    if parts.plain != text:
        numbers = find_numbers(parts.plain, vocabulary)
    numbers += find_digits(parts.plain, {at for number in numbers for at in range(number.start, number.end)})
    analyzer = _analyzer(vocabulary)
    tokens = analyzer.tokens(parts.plain, list(_number_spans(numbers, vocabulary)))
    kept = [token for token in tokens if len(token.spelled) <= _LONGEST_WORD][:MOST_WORDS]
    years = tuple(dict.fromkeys(_years(kept, parts)))
    if years and all(token.spelled in years or token.folded == "nam" for token in kept):
        # Nothing but filters and a year: every document that passes is listed, whether its text names the year or not.
        kept, numbers = [], ()
    words = tuple(_words(kept, parts.plain, parts.phrases))
    return Question(
        text=text,
        numbers=numbers,
        words=words,
        phrases=tuple(_phrases(kept, parts.phrases)),
        unmarked=_is_unmarked(kept, parts.plain),
        cut=cut or len(tokens) > MOST_WORDS or any(len(token.spelled) > _LONGEST_WORD for token in tokens),
        short_forms=analyzer.short_forms({word.folded for word in words}),
        plain=parts.plain,
        filters=parts.filters,
        excluded=tuple(_excluded(parts, analyzer, text)),
        years=years,
        kind_words=_kind_words(words, vocabulary),
    )


@lru_cache(maxsize=8)
def _analyzer(vocabulary: Vocabulary) -> Analyzer:
    return Analyzer(vocabulary)


def _cleaned(query: str) -> tuple[str, bool]:
    text = nfc(query[: 2 * MOST_LETTERS])
    # Control characters, lone surrogates and the like part words and mean nothing.
    text = "".join(" " if unicodedata.category(letter)[0] == "C" else letter for letter in text)
    text = _PLENUM.sub(_plenum, _SHORT_TERM.sub(r"khóa \1", text))
    return text[:MOST_LETTERS].strip(), len(query) > 2 * MOST_LETTERS or len(text) > MOST_LETTERS


def _plenum(match: re.Match[str]) -> str:
    kind = _PLENUM_KINDS.get((match["kind"] or "").lower(), "")
    return f"{kind} trung ương {match['nth']}".strip()


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


def _words(tokens: Iterable[Token], text: str, quoted: Sequence[Span]) -> Iterator[QueryWord]:
    for position, token in enumerate(tokens):
        exact = any(phrase.start <= token.start < phrase.end for phrase in quoted)
        marked = is_marked(token.spelled) if _is_own(token, text) else not token.spelled[0].isdecimal()
        follows = position > 0 and token.parted is None
        yield QueryWord(token.spelled, token.folded, marked, exact, follows, token.start, token.end)


def _phrases(tokens: Sequence[Token], quoted: Iterable[Span]) -> Iterator[tuple[int, int]]:
    for phrase in quoted:
        inside = [position for position, token in enumerate(tokens) if phrase.start <= token.start < phrase.end]
        if inside:
            yield inside[0], inside[-1] + 1


def _excluded(parts: Parts, analyzer: Analyzer, text: str) -> Iterator[tuple[QueryWord, ...]]:
    for span in parts.excluded[:_MOST_EXCLUDED]:
        without = text[span.start : span.end]
        tokens = [token for token in analyzer.tokens(without) if len(token.spelled) <= _LONGEST_WORD][:MOST_WORDS]
        if tokens:
            yield tuple(_words(tokens, without, (Span(0, len(without)),)))


def _years(tokens: Sequence[Token], parts: Parts) -> Iterator[str]:
    """Yield the years beside a kind's filter; quoted ones and parts of a number are words."""
    if not any(item.name == "kind" for item in parts.filters):
        return
    for token in tokens:
        quoted = any(phrase.start <= token.start < phrase.end for phrase in parts.phrases)
        if not quoted and _YEAR.fullmatch(parts.plain, token.start, token.end):
            yield token.spelled


def _kind_words(words: Sequence[QueryWord], vocabulary: Vocabulary) -> int:
    for length in range(min(_LONGEST_KIND, len(words)), 0, -1):
        if " ".join(word.folded for word in words[:length]) in vocabulary.kind_by_name:
            return length
    return 0


def _spelled(words: Iterable[QueryWord]) -> str:
    return " ".join(word.spelled for word in words)
