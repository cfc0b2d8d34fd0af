"""The letters of a number read against the vocabulary: which is the kind, which the organ, how both are spelled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from indexer.text import fold
from indexer.vocabulary import Vocabulary

_REMEMBERED: Final = 4096  # symbols; texts repeat the same few
# The National Assembly's symbol carries the term: QH14, UBTVQH15.
_ASSEMBLY: Final = re.compile(r"(?:qh|ubtvqh)\d{1,2}")


@dataclass(frozen=True, slots=True)
class SymbolReading:
    """The letters of a number. `known`: kind and organ are both in the vocabulary. `family` party, state or None."""

    kind_symbol: str
    organ_symbol: str
    family: str | None
    known: bool


@lru_cache(maxsize=_REMEMBERED)
def official_kind(letters: str, vocabulary: Vocabulary) -> str | None:
    """Return the official spelling of a kind's symbol, None where `letters` are none."""
    folded = fold(letters)
    for kind in vocabulary.kinds_by_symbol.get(folded, ()):
        for symbol in kind.symbols:
            if fold(symbol) == folded and _may_spell(letters, symbol):
                return symbol
    return None


def _may_spell(letters: str, symbol: str) -> bool:
    # QD is typed for QĐ, but nobody types HĐ (a contract, a council) for HD.
    return all(official in "đĐ" for letter, official in zip(letters, symbol, strict=False) if letter in "đĐ")


@lru_cache(maxsize=_REMEMBERED)
def official_organ(letters: str, vocabulary: Vocabulary) -> str | None:
    """Return the official spelling of an organ's symbol, None where the vocabulary has none such."""
    folded = fold(letters)
    if _ASSEMBLY.fullmatch(folded):
        return letters.upper()
    symbol = vocabulary.symbol_by_folded.get(re.sub(r"\d+$|&", "", folded))
    if symbol is None or not _may_spell(letters.replace("&", ""), symbol.symbol):
        return None
    if "&" in letters:
        return letters.upper()  # the old spelling of a ministry's symbol: BGD&ĐT
    digits = re.search(r"\d+$", folded)
    return symbol.symbol + (digits.group() if digits else "")


def _organ_family(letters: str, vocabulary: Vocabulary) -> str | None:
    folded = re.sub(r"\d+$|&", "", fold(letters))
    symbol = vocabulary.symbol_by_folded.get(folded)
    return symbol.family if symbol else None


def read_symbol(groups: tuple[str, ...], vocabulary: Vocabulary) -> SymbolReading | None:
    """Read the letter groups of a number (`("NQ", "TW")`, `("CTTg",)`, `("TW", "CT")`); None for no groups.

    Slips are repaired: a fused symbol is split (`CTTg` -> CT-TTg), a turned Party one put right (`TW/CT` -> CT/TW).
    """
    if not groups:
        return None
    kind = official_kind(groups[0], vocabulary)
    if kind is not None:
        return _with_kind(kind, groups[1:], vocabulary)
    fused = _split(groups[0], vocabulary) if len(groups) == 1 else None
    if fused is not None:
        return _with_kind(*fused, vocabulary)
    first, last = official_organ(groups[0], vocabulary), official_kind(groups[-1], vocabulary)
    if len(groups) == 2 and first == "TW" and last:
        return SymbolReading(last, first, "party", known=True)
    organ = _organ(groups, vocabulary)
    return SymbolReading("", organ, _organ_family(groups[0], vocabulary), known=first is not None)


def _split(letters: str, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]] | None:
    """Take a fused symbol apart: `NĐCP` is NĐ-CP; in `CTTg` the two halves share a letter."""
    if official_organ(letters, vocabulary) is not None:
        return None
    for shared in (0, 1):
        for cut in range(2, len(letters) - 1 + shared):
            kind, organ = official_kind(letters[:cut], vocabulary), letters[cut - shared :]
            if kind is not None and official_organ(organ, vocabulary) is not None:
                return kind, (organ,)
    return None


def _with_kind(kind: str, organs: tuple[str, ...], vocabulary: Vocabulary) -> SymbolReading:
    known = bool(organs) and official_organ(organs[0], vocabulary) is not None
    family = _organ_family(organs[0], vocabulary) if organs else None
    return SymbolReading(kind, _organ(organs, vocabulary), family, known)


def _organ(groups: tuple[str, ...], vocabulary: Vocabulary) -> str:
    spelled = [
        official_organ(group, vocabulary) or official_kind(group, vocabulary) or _plain(group) for group in groups
    ]
    return "-".join(spelled)


def _plain(group: str) -> str:
    # A symbol that nobody registered keeps its letters; one typed in small letters is set in capitals.
    return group.upper() if group.islower() else group
