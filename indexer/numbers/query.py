"""Numbers in a question: anywhere in it, in any spelling, with kind words or symbols before or behind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from indexer.numbers.letters import unify_letters
from indexer.numbers.number import STRENGTHS
from indexer.numbers.number import DocumentNumber
from indexer.numbers.number import number_key
from indexer.numbers.scan import scan_numbers
from indexer.numbers.symbols import official_kind
from indexer.numbers.symbols import official_organ
from indexer.text import fold
from indexer.text import nfc
from indexer.vocabulary import Vocabulary

_NUMBER_WORD: Final = r"(?:\s{0,3}(?:so|s[o0]\.)(?![a-z]))?[\s:.]{0,3}"


@dataclass(frozen=True, slots=True)
class QueryNumber:
    """A number in a question. `kinds`: the kind ids that its words allow, empty where they say nothing.

    `keys` are (strength, key) in the order in which they should be tried; `canonical` is the official form
    where kind and organ are both typed.
    """

    start: int
    end: int
    text: str
    digits: str
    year: str | None
    kind_symbol: str
    organ_symbol: str
    kinds: tuple[str, ...]
    canonical: str | None
    keys: tuple[tuple[str, str], ...]


def parse_number(text: str, vocabulary: Vocabulary) -> DocumentNumber | None:
    """Return the number that `text` as a whole spells, kind words and punctuation aside; None where it is none."""
    unified = unify_letters(nfc(text))
    folded = fold(unified)
    found = list(scan_numbers(unified, folded, vocabulary))
    if len(found) != 1:
        return None
    rest = folded[: found[0].start] + " " + folded[found[0].end :]
    words = re.sub(r"[^a-z0-9]+", " ", _patterns(vocabulary).kind_words.sub(" ", rest)).split()
    return found[0].number if set(words) <= {"so", "cua"} else None


def find_numbers(query: str, vocabulary: Vocabulary) -> tuple[QueryNumber, ...]:
    """Return the document numbers of a question in order; "35 năm đổi mới" holds none."""
    text = nfc(query)
    unified = unify_letters(text)
    folded = fold(unified)
    if len(folded) != len(text):  # letters outside Unicode's usual folding: nothing that a number is written with
        return ()
    found = [
        _full(match.start, match.end, match.number, text, folded, vocabulary)
        for match in scan_numbers(unified, folded, vocabulary)
        if match.number.kind_symbol or match.number.year  # "nq 35/tw" is read with its kind, below
    ]
    for match in _patterns(vocabulary).kind_then_digits.finditer(folded):
        if not any(number.start < match.end() and match.start() < number.end for number in found):
            found.append(_short(match, text, vocabulary))
    return tuple(sorted(found, key=lambda number: number.start))


@dataclass(frozen=True, slots=True)
class _Patterns:
    kind_words: re.Pattern[str]
    kind_before: re.Pattern[str]
    kind_then_digits: re.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(vocabulary: Vocabulary) -> _Patterns:
    names = alternatives(vocabulary.kind_by_name).replace(r"\ ", r"\s{1,3}")
    symbols, organs = alternatives(vocabulary.kinds_by_symbol), alternatives(vocabulary.symbol_by_folded)
    return _Patterns(
        kind_words=re.compile(rf"(?<![a-z])(?:{names})(?![a-z])"),
        kind_before=re.compile(rf"(?<![a-z])({names}){_NUMBER_WORD}\Z"),
        kind_then_digits=re.compile(
            rf"(?<![a-z0-9])(?:(?P<name>{names}){_NUMBER_WORD}|(?P<symbol>{symbols})[\s.-]{{0,3}}(?:so\s)?)"
            r"(?<![0-9])(?P<digits>\d{1,5})(?![\d%])"
            r"(?:\s?/\s?(?P<year>(?:19|20)\d\d)(?!\d))?"
            rf"(?:\s{{0,3}}[-/]?\s{{0,3}}(?P<organ>{organs}|qh\d\d?|ubtvqh\d\d?)(?![a-z0-9]))?"
            r"(?![a-z0-9])"
        ),
    )


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern that matches any of `words`, the longest first (a kind's name may begin another's)."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _full(start: int, end: int, number: DocumentNumber, text: str, folded: str, vocabulary: Vocabulary) -> QueryNumber:
    kinds: tuple[str, ...] = ()
    before = _patterns(vocabulary).kind_before.search(folded, max(0, start - 60), start)
    if before:
        start, kinds = before.start(), _kinds_named(before[1], vocabulary)
    keys = number.key.pairs()
    return QueryNumber(
        start, end, text[start:end], number.digits, number.year, number.kind_symbol, number.organ_symbol,
        kinds, number.canonical if number.organ_symbol else None, keys,
    )  # fmt: skip


def _short(match: re.Match[str], text: str, vocabulary: Vocabulary) -> QueryNumber:
    digits, year = match["digits"], match["year"]
    if match["name"]:
        kinds = _kinds_named(match["name"], vocabulary)
        symbols = vocabulary.kinds[kinds[0]].symbols
        kind_symbol = symbols[0] if symbols else ""
    else:
        kinds = tuple(kind.id for kind in vocabulary.kinds_by_symbol[match["symbol"]])
        kind_symbol = official_kind(match["symbol"], vocabulary) or ""
    organ = official_organ(match["organ"], vocabulary) or "" if match["organ"] else ""
    key = number_key(digits, year, kind_symbol, organ)
    pairs = key.pairs() if organ else tuple(zip(STRENGTHS[1:], (key.without_organ, key.digits_kind), strict=True))
    return QueryNumber(
        match.start(), match.end(), text[match.start() : match.end()], digits, year, kind_symbol, organ,
        kinds, None, pairs,
    )  # fmt: skip


def _kinds_named(folded_name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    return (vocabulary.kind_by_name[" ".join(folded_name.split())].id,)
