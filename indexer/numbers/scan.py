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

# "-", "/", a doubled slip ("TTLT--BNV"), or blanks alone ("35 NQ TW").
_SEPARATOR: Final = r"(?:\s{0,3}[-/]{1,2}\s{0,3}|\s{1,3})"

# Matched on folded text. The digits may carry a sub-number (66.2) or a letter (17a); "số" may have run into them
# ("số28/2010/TT-BTTTT"); the letter O among them is a scanner's zero ("3O/2020/NĐ-CP").
_START: Final = re.compile(
    r"(?:(?<![\w/])|(?<=\bso))(?<!\d[.,-])(?<!/\s)"
    r"(?P<digits>(?:\d|o(?=\d))[\do]{0,5}(?:\.\d{1,2})?[a-e]?)(?![\do])"
    rf"(?:(?P<before_year>{_SEPARATOR})(?P<year>(?:19|2[0o])[\do]{{2}})(?![\do]))?"
    rf"(?P<before_letters>{_SEPARATOR})(?=[a-z])"
)
# A further letter group: after a separator, after a full stop ("QĐ.UBND"), or after blanks ("NQ TW").
_NEXT: Final = re.compile(r"(?P<separator>\s{0,3}[-/]{1,2}\s{0,3}|\.|\s{1,3})(?=[a-z])")
# The letters of a group; old symbols have an ampersand: "BGD&ĐT", "BNN & PTNT".
_LETTERS: Final = re.compile(r"[^\W\d_]{1,14}(?:&[^\W\d_]{1,6}|\s?&\s?[A-ZĐ]{1,6}(?![^\W\d_]))*")
# Symbols have no tone marks: "3 - dự" is no organ ĐU.
_UNTONED: Final = re.compile(r"[A-Za-zĐđƯưƠơÔôÂâĂăÊê& ]+")
# Digits belong to a symbol only in QH14 ("QH 10" too), UBTVQH15, BCĐ35 and the State Bank's old QĐ-NH1; behind
# other letters they are a footnote's ("NQ/TW1").
_ASSEMBLY_DIGITS: Final = re.compile(r"1\d|[1-9]|\s{1,2}(?:1[0-9]|[89])(?![\d/.,-]|\s?thang)")
_SYMBOL_DIGITS: Final = {
    "qh": _ASSEMBLY_DIGITS,
    "ubtvqh": _ASSEMBLY_DIGITS,
    "bcd": re.compile(r"\d{2,4}"),
    "nh": re.compile(r"1\d|[1-9]"),
    "nhnn": re.compile(r"1\d|[1-9]"),
}
_LAST_BANK_DIGITS: Final = "2005"  # later digits behind NHNN are footnotes'
# The departments of a ministry: "TT-BCA-X11".
_DEPARTMENT: Final = re.compile(r"[A-Z]\d{1,2}(?!\w)")
_MOST_GROUPS: Final = 10  # ministries of a joint circular


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
    old = match["year"] is not None and match["year"] <= _LAST_BANK_DIGITS
    first = _letters_at(match.end(), unified, folded, vocabulary, old=old)
    if first is None or not _begins(first, match, lead, vocabulary):
        return None
    groups = [first]
    while len(groups) < _MOST_GROUPS:
        following = _next_group(groups, lead, unified, folded, vocabulary, old=old)
        if following is None:
            break
        groups.append(following)
    letters = tuple(group.letters for group in groups)
    reading = read_symbol(letters, vocabulary)
    if reading is None or not _plausible(letters, reading.known, lead):
        return None
    scanned = "o" in match["digits"] + (match["year"] or "")
    if scanned and not (reading.known and reading.kind_symbol):
        return None  # a letter O is taken for a zero only where the symbol leaves no doubt
    year = match["year"].replace("o", "0") if match["year"] else None
    party = reading.family == "party" if reading.family in ("party", "state") else lead == "-"
    number = DocumentNumber(
        digits=official_digits(match["digits"].replace("o", "0")),
        kind_symbol=reading.kind_symbol,
        organ_symbol=reading.organ_symbol if reading.kind_symbol else _as_written(reading.organ_symbol, groups),
        year=year,
        party=party and not year,
    )
    return NumberMatch(match.start(), groups[-1].end, number, _certain(number, reading.known, lead))


def _as_written(organ_symbol: str, groups: list[_Group]) -> str:
    """Keep the separators of an old symbol that begins with its organ: "12/LB/TT", "2703/UBND-KT"."""
    parts = organ_symbol.split("-")
    if len(parts) != len(groups):
        return organ_symbol
    separators = ("", *("/" if group.separator == "/" else "-" for group in groups[1:]))
    return "".join(separator + part for separator, part in zip(separators, parts, strict=True))


def _begins(first: _Group, match: re.Match[str], lead: str, vocabulary: Vocabulary) -> bool:
    """Tell whether digits and first letters, with what stands between them, can begin a number."""
    if lead or (match["before_year"] or "").strip():
        return True
    # With blanks alone: "35 NQ TW", "45 2019 QH14", not "47 2011 BCT".
    return official_kind(first.letters, vocabulary) is not None or (
        match["year"] is not None and first.letters.upper().startswith(("QH", "UBTVQH"))
    )


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


def _letters_at(at: int, unified: str, folded: str, vocabulary: Vocabulary, *, old: bool) -> _Group | None:
    match = _LETTERS.match(unified, at)
    if match is None:
        return None
    letters = _without_run_on(match.group(), vocabulary)
    if not _UNTONED.fullmatch(letters):
        return None
    end = at + len(letters)
    digits = _SYMBOL_DIGITS.get(folded[at:end]) if folded[at:end] != "nhnn" or old else None
    following = digits.match(unified, end) if digits else None
    if following:
        letters, end = letters + following.group().strip(), following.end()
    return _Group(letters.replace(" ", ""), end, "")


def _without_run_on(letters: str, vocabulary: Vocabulary) -> str:
    """Cut off a word that has run into the symbol: "TWvề" -> TW, "TTgngày" -> TTg."""
    tail = re.search(r"[^\W\d_A-ZĐ]{2,}\Z", letters)
    if tail is None or tail.start() < 2 or _is_symbol(letters, vocabulary):
        return letters
    for cut in range(len(letters) - 2, tail.start() - 1, -1):
        if letters[cut].islower() and letters[:cut] in (
            official_organ(letters[:cut], vocabulary),
            official_kind(letters[:cut], vocabulary),
        ):
            return letters[:cut]
    return letters[: tail.start()] if letters[: tail.start()].isupper() else letters


def _is_symbol(letters: str, vocabulary: Vocabulary) -> bool:
    return official_organ(letters, vocabulary) is not None or official_kind(letters, vocabulary) is not None


def _next_group(
    groups: list[_Group], lead: str, unified: str, folded: str, vocabulary: Vocabulary, *, old: bool
) -> _Group | None:
    end = groups[-1].end
    match = _NEXT.match(folded, end)
    if match is None:
        return None
    found = _letters_at(match.end(), unified, folded, vocabulary, old=old)
    if found is None:
        return None
    separator = match["separator"].strip()[:1]
    department = _DEPARTMENT.match(unified, match.end()) if match["separator"] == "-" and len(groups) > 1 else None
    if department is not None:
        return _Group(department.group(), department.end(), separator)
    organ = official_organ(found.letters, vocabulary) is not None
    if separator in ("-", "/"):
        blank = match["separator"].strip() != match["separator"]
        # In small letters only the first organ may be unknown: "48-2023-tt-btc-huong-dan" ends behind btc.
        same_case = found.letters.isupper() or (
            found.letters.islower() and len(groups) == 1 and groups[0].letters.islower()
        )
        wanted = organ or official_kind(found.letters, vocabulary) is not None
        accepted = (wanted and _is_symbol_like(found.letters, blank, groups)) or (
            same_case and len(found.letters) > 1 and (not blank or _may_stand_apart(found.letters, groups, vocabulary))
        )
    elif separator == ".":
        accepted = organ and (len(groups) == 1 or official_organ(found.letters, vocabulary) == found.letters)
    else:
        # Blanks for separators: only between a kind and an organ that are both known.
        accepted = organ and len(groups) == 1 and official_kind(groups[0].letters, vocabulary) is not None
        accepted = accepted and (not lead or official_organ(found.letters, vocabulary) == found.letters)
    return _Group(found.letters, found.end, separator) if accepted else None


def _may_stand_apart(letters: str, groups: list[_Group], vocabulary: Vocabulary) -> bool:
    """Tell whether an unknown organ may stand behind a spaced dash: right behind the kind, "10 / 2006 / QĐ - BTS"."""
    behind_kind = len(groups) == 1 and official_kind(groups[0].letters, vocabulary) is not None
    return letters.isupper() and (behind_kind or groups[0].letters == "TTLT")


def _is_symbol_like(letters: str, blank: bool, groups: list[_Group]) -> bool:
    # "35-NQ/TW - Đu ...": behind a spaced dash a capitalised word is the next sentence, not a second organ.
    return not blank or len(groups) == 1 or letters.isupper()
