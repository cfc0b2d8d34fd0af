"""Numbers found in a text: digits, an optional year, and letter groups, in all the spellings of FIELD 1.4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indexer.numbers.number import DocumentNumber
from indexer.numbers.number import official_digits
from indexer.numbers.symbols import official_kind
from indexer.numbers.symbols import official_organ
from indexer.numbers.symbols import read_symbol
from indexer.vocabulary import Vocabulary

_SEPARATOR: Final = r"(?:\s{0,3}[-/]\s{0,3}|\s{1,3})"

# Matched on folded text. The digits may carry a sub-number (66.2) or a letter (17a).
_START: Final = re.compile(
    r"(?<![\w/])(?<!\d[.,-])"
    r"(?P<digits>\d{1,6}(?:\.\d{1,2})?[a-e]?)(?!\d)"
    rf"(?:(?P<before_year>{_SEPARATOR})(?P<year>(?:19|20)\d\d)(?!\d))?"
    rf"(?P<before_letters>{_SEPARATOR})(?=[a-z])"
)
# A further letter group: after a separator, after a full stop ("QĐ.UBND"), or after blanks ("NQ TW").
_NEXT: Final = re.compile(r"(?P<separator>\s{0,3}[-/]\s{0,3}|\.|\s{1,3})(?=[a-z])")
_LETTERS: Final = re.compile(r"[^\W\d_]{1,14}")
# Digits belong to a symbol only in QH14, UBTVQH15, BCĐ35; behind other letters they are a footnote's ("NQ/TW1").
_SYMBOL_DIGITS: Final = {
    "qh": re.compile(r"1\d|[1-9]"),
    "ubtvqh": re.compile(r"1\d|[1-9]"),
    "bcd": re.compile(r"\d{2,4}"),
}
_MOST_GROUPS: Final = 4


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A number with its place. `certain`: it can stand alone; otherwise only a kind or `số` before it makes it one."""

    start: int
    end: int
    number: DocumentNumber
    certain: bool


def scan_numbers(unified: str, folded: str, vocabulary: Vocabulary) -> Iterator[NumberMatch]:
    """Yield the numbers of a text in order, without overlap.

    `unified` is the text in NFC with look-alikes replaced (`unify_letters`), `folded` the same folded; both have
    the text's length, and spans count in them.
    """
    done = 0
    for match in _START.finditer(folded):
        if match.start() < done:
            continue
        found = _number_at(match, unified, folded, vocabulary)
        if found is not None:
            done = found.end
            yield found


@dataclass(frozen=True, slots=True)
class _Group:
    letters: str
    end: int
    separator: str  # "" for the first group


def _number_at(match: re.Match[str], unified: str, folded: str, vocabulary: Vocabulary) -> NumberMatch | None:
    lead = match["before_letters"].strip()
    first = _letters_at(match.end(), unified, folded, vocabulary)
    if first is None or (not lead and official_kind(first.letters, vocabulary) is None and not match["year"]):
        return None
    groups = [first]
    while len(groups) < _MOST_GROUPS:
        following = _next_group(groups, lead, unified, folded, vocabulary)
        if following is None:
            break
        groups.append(following)
    letters = tuple(group.letters for group in groups)
    reading = read_symbol(letters, vocabulary)
    if reading is None or not _plausible(letters, reading.known, lead):
        return None
    party = reading.family == "party" if reading.family in ("party", "state") else lead == "-"
    number = DocumentNumber(
        digits=official_digits(match["digits"]),
        kind_symbol=reading.kind_symbol,
        organ_symbol=reading.organ_symbol,
        year=match["year"],
        party=party and not match["year"],
    )
    return NumberMatch(match.start(), groups[-1].end, number, _certain(number, reading.known, lead))


def _plausible(letters: tuple[str, ...], known: bool, lead: str) -> bool:
    if known:
        return True
    # An unregistered symbol is read only where it looks like one: a separator before it, capitals or all small.
    word = letters[0]
    return bool(lead) and len(word) > 1 and (word.isupper() or len(letters) > 1 or word in ("CTr", "TTr"))


def _certain(number: DocumentNumber, known: bool, lead: str) -> bool:
    if number.kind_symbol:
        return bool(number.organ_symbol) and (known or bool(lead))
    return known and bool(number.year) and number.organ_symbol.startswith(("QH", "UBTVQH"))


def _letters_at(at: int, unified: str, folded: str, vocabulary: Vocabulary) -> _Group | None:
    match = _LETTERS.match(unified, at)
    if match is None:
        return None
    letters = match.group()
    # "35-NQ/TWvề": a word that has run into the symbol is left outside it.
    run_on = re.fullmatch(r"([A-ZĐ]{2,})[^\W\d_A-ZĐ]{2,}", letters)
    if run_on and official_organ(letters, vocabulary) is None and official_kind(letters, vocabulary) is None:
        letters = run_on[1]
    end = at + len(letters)
    digits = _SYMBOL_DIGITS.get(folded[at:end])
    following = digits.match(unified, end) if digits else None
    if following:
        letters, end = letters + following.group(), following.end()
    return _Group(letters, end, "")


def _next_group(groups: list[_Group], lead: str, unified: str, folded: str, vocabulary: Vocabulary) -> _Group | None:
    end = groups[-1].end
    match = _NEXT.match(folded, end)
    if match is None:
        return None
    found = _letters_at(match.end(), unified, folded, vocabulary)
    if found is None:
        return None
    separator = match["separator"].strip()
    organ = official_organ(found.letters, vocabulary) is not None
    if separator in ("-", "/"):
        blank = match["separator"] != separator
        same_case = found.letters.isupper() or (groups[0].letters.islower() and found.letters.islower())
        wanted = organ or official_kind(found.letters, vocabulary) is not None
        accepted = (wanted and _is_symbol_like(found.letters, blank, groups)) or (
            not blank and same_case and len(found.letters) > 1
        )
    elif separator == ".":
        accepted = organ and len(groups) == 1
    else:
        # Blanks for separators: only between a kind and an organ that are both known.
        accepted = organ and len(groups) == 1 and official_kind(groups[0].letters, vocabulary) is not None
        accepted = accepted and (not lead or official_organ(found.letters, vocabulary) == found.letters)
    return _Group(found.letters, found.end, separator) if accepted else None


def _is_symbol_like(letters: str, blank: bool, groups: list[_Group]) -> bool:
    # "35-NQ/TW - Đu ...": behind a spaced dash a capitalised word is the next sentence, not a second organ.
    return not blank or len(groups) == 1 or letters.isupper()
