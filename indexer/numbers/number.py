"""A document number as a value: its official form and the keys by which it is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from indexer.text import fold
from indexer.vocabulary import Vocabulary

# The strengths of a key, in the order in which they are tried.
STRENGTHS: Final = ("full", "without_organ", "digits_kind")


@dataclass(frozen=True, slots=True)
class NumberKey:
    """A number without its spelling: folded parts joined by dots, in three strengths.

    35-NQ/TW: full `35.nq.tw`, without organ `35.nq`, digits and kind `35.nq`;
    30/2020/NĐ-CP: `30.2020.nd.cp`, `30.2020.nd`, `30.nd`.
    """

    full: str
    without_organ: str
    digits_kind: str

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return (strength, key) in the order in which they are tried."""
        return tuple(zip(STRENGTHS, (self.full, self.without_organ, self.digits_kind), strict=True))


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number as read. Symbols are in official spelling, "" where none stands.

    `party` says which of the two official forms it takes: `35-NQ/TW`, or `156/QĐ-UBND` with the year in
    normative texts (`30/2020/NĐ-CP`).
    """

    digits: str
    kind_symbol: str
    organ_symbol: str
    year: str | None = None
    party: bool = False

    @property
    def canonical(self) -> str:
        """The official form."""
        if self.party:
            symbol = "/".join(filter(None, (self.kind_symbol, self.organ_symbol)))
            return f"{self.digits}-{symbol}"
        symbol = "-".join(filter(None, (self.kind_symbol, self.organ_symbol)))
        return "/".join(filter(None, (self.digits, self.year, symbol)))

    @property
    def key(self) -> NumberKey:
        """The keys by which the number is looked up."""
        return number_key(self.digits, self.year, self.kind_symbol, self.organ_symbol)


def number_key(digits: str, year: str | None, kind_symbol: str, organ_symbol: str) -> NumberKey:
    """Return the key of a number given by its parts."""
    plain = digits.lstrip("0").lower() or "0"
    # Quy định is written QĐ, QĐi and QyĐ: one key, or a reader who types the usual one misses the odd one.
    kind = {"qdi": "qd", "qyd": "qd"}.get(fold(kind_symbol), fold(kind_symbol))
    organ = re.sub(r"[^a-z0-9]", "", fold(organ_symbol))
    with_year = f"{plain}.{year}" if year else plain
    return NumberKey(f"{with_year}.{kind}.{organ}", f"{with_year}.{kind}", f"{plain}.{kind}")


def document_keys(number: DocumentNumber, kinds: Iterable[str], vocabulary: Vocabulary) -> set[tuple[str, str]]:
    """Return every (strength, key) under which a document of that number and those kinds (ids) is filed.

    A number may say nothing of the kind (45/2019/QH14, 190/2025/QH15): it is filed under its kind's own symbol
    too, so that "nghị quyết 190" finds it.
    """
    keys = set(number.key.pairs())
    if not number.kind_symbol:
        for kind in kinds:
            symbols = vocabulary.kinds[kind].symbols if kind in vocabulary.kinds else ()
            for symbol in symbols:
                keys.update(number_key(number.digits, number.year, symbol, number.organ_symbol).pairs())
    return keys


def number_slug(canonical: str) -> str:
    """Return the number as it stands in an address: `208-QĐ/TW` -> `208-qd-tw`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(canonical)).strip("-")


def official_digits(digits: str) -> str:
    """Return digits as official numbers have them: two at least ("4" -> "04"), no more zeros than that."""
    plain = digits.lstrip("0") or "0"
    return plain if plain[:2].isdigit() and len(plain) > 1 else f"0{plain}"
