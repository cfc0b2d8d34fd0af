"""The official form of a bare number, where its text settles it: by a full form, a declared short form, an issuer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from indexer.citations.drafts import Draft
from indexer.citations.source import SourceText
from indexer.numbers import DocumentNumber
from indexer.numbers import official_digits
from indexer.text import fold
from indexer.vocabulary import Vocabulary

# "(sau đây gọi tắt là Thông tư số 144)", "(viết tắt là Nghị định 101)", "Kế hoạch số 47-KH/BCĐ (Kế hoạch số 47)": a
# short form of what was cited right before.
_DECLARES: Final = re.compile(r"(?:(?:goi|viet)(?:\s{1,3}(?:tat|chung))?\s{1,3}la[\s:“”\"'*_]{1,5}|\(\s?)\Z")
_DECLARED_REACH: Final = 1200  # characters from a short form back to the full form that it stands for
# Kinds that one short word names: a joint circular is later called "Thông tư số 144".
_SAME_WORD: Final = {"thong-tu-lien-tich": "thong-tu"}
# State numbers that bear a year: without it the text settles nothing.
_WITH_YEAR: Final = frozenset({"nghi-dinh", "thong-tu", "thong-tu-lien-tich", "luat", "bo-luat", "phap-lenh"})
_ASSEMBLIES: Final = frozenset({"QH", "UBTVQH", "HĐND"})
_DECISION_DIGITS: Final = 3  # a State decision of fewer digits may be a normative one, whose number bears the year
_MOST_NAMESAKES: Final = 50  # numbers with the same digits in one text; so many settle nothing anyway
# Committees of whatever place; their symbols are the same everywhere.
_COMMITTEE: Final = re.compile(
    r"(?:(?:ban )?(?:thuong vu|chap hanh) |thuong truc )?(tinh uy|thanh uy|quan uy|huyen uy|dang uy)(?!\w)"
)
_COMMITTEE_SYMBOLS: Final = {"tinh uy": "TU", "thanh uy": "TU", "quan uy": "QU", "huyen uy": "HU", "dang uy": "ĐU"}


def settle(drafts: list[Draft], full: Iterable[Draft], source: SourceText) -> list[Draft]:
    """Return the bare `drafts` with their official forms, None where the text leaves them open.

    `full` are the text's full forms, in order.
    """
    settled = _Settled(full, source)
    for draft in drafts:
        settled.declare(draft)
    return [replace(draft, canonical=settled.canonical(draft)) for draft in drafts]


class FullForms:
    """The full numbers of a text, looked up by the digits that a bare number shows."""

    def __init__(self, full: Iterable[Draft], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._by_digits: dict[str, set[tuple[str | None, DocumentNumber]]] = {}
        for draft in full:
            if draft.number is not None:
                same_digits = self._by_digits.setdefault(draft.number.digits, set())
                if len(same_digits) < _MOST_NAMESAKES:
                    same_digits.add((draft.kind, draft.number))

    def fitting(self, kind: str, digits: str, year: str | None) -> set[DocumentNumber]:
        """Return the full numbers that a bare number of that kind may stand for."""
        symbols = {fold(symbol) for symbol in self._vocabulary.kinds[kind].symbols}
        return {
            number
            for full_kind, number in self._by_digits.get(official_digits(digits), ())
            if (full_kind == kind or (full_kind is None and fold(number.kind_symbol) in symbols))
            and year in (None, number.year)
        }


class _Settled:
    def __init__(self, full: Iterable[Draft], source: SourceText) -> None:
        self._source = source
        self._full = list(full)
        self._starts = [draft.start for draft in self._full]
        self._forms = FullForms(self._full, source.vocabulary)
        self._declared: dict[tuple[str | None, str | None, str | None], str] = {}
        self._by_issuer: dict[tuple[str | None, str | None, str | None], str] = {}

    def declare(self, draft: Draft) -> None:
        """Take note of what `draft` says for other places: a short form declared, an issuer stated."""
        key = (draft.kind, draft.digits, draft.year)
        meant = self._declared_by(draft)
        if meant is not None:
            self._declared.setdefault(key, meant)
        elif (stated := self._of_issuer(draft)) is not None:
            self._by_issuer[key] = stated

    def canonical(self, draft: Draft) -> str | None:
        """Return the official form of a bare number."""
        key = (draft.kind, draft.digits, draft.year)
        if key in self._declared:
            return self._declared[key]
        fitting = self._forms.fitting(draft.kind or "", draft.digits or "", draft.year)
        if draft.issuer is not None:
            return self._by_own_issuer(draft, fitting)
        if len(fitting) == 1:
            return fitting.pop().canonical
        return self._by_issuer.get(key)

    def _by_own_issuer(self, draft: Draft, fitting: set[DocumentNumber]) -> str | None:
        """The issuer decides among namesakes: Nghị quyết 18 of the Chính phủ beside 18-NQ/TW is another one."""
        organ = _organ_symbol(draft.issuer or "", self._source.vocabulary)
        same = {number for number in fitting if organ is None or number.organ_symbol.startswith(organ[0])}
        return same.pop().canonical if len(same) == 1 else self._of_issuer(draft)

    def _declared_by(self, draft: Draft) -> str | None:
        if not _DECLARES.search(self._source.folded, max(0, draft.start - 40), draft.start):
            return None
        at = bisect_right(self._starts, draft.start) - 1
        while at >= 0 and draft.start - self._full[at].end <= _DECLARED_REACH:
            number, kind = self._full[at].number, self._full[at].kind
            same_kind = kind in (None, draft.kind) or _SAME_WORD.get(kind or "") == draft.kind
            if number and same_kind and number.digits == official_digits(draft.digits or ""):
                return number.canonical if draft.year in (None, number.year) else None
            at -= 1
        return None

    def _of_issuer(self, draft: Draft) -> str | None:
        """Return the official form that kind and issuer give: Nghị quyết 35 of the Bộ Chính trị is 35-NQ/TW."""
        if draft.kind is None or draft.digits is None or draft.issuer is None:
            return None
        symbols = self._source.vocabulary.kinds[draft.kind].symbols
        organ = _organ_symbol(draft.issuer, self._source.vocabulary)
        if not symbols or organ is None or organ[1] == "both":
            return None
        symbol, family = organ
        digits = official_digits(draft.digits)
        if family == "state" and draft.year is None:
            normative = draft.kind == "quyet-dinh" and len(digits) < _DECISION_DIGITS
            if normative or draft.kind in _WITH_YEAR or symbol in _ASSEMBLIES:
                return None
        return DocumentNumber(digits, symbols[0], symbol, draft.year, family == "party" and not draft.year).canonical


def _organ_symbol(issuer: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    folded = fold(issuer)
    known = _organ_symbols(vocabulary).get(folded)
    committee = _COMMITTEE.match(folded) if known is None else None
    return (_COMMITTEE_SYMBOLS[committee[1]], "party") if committee else known


@lru_cache(maxsize=8)
def _organ_symbols(vocabulary: Vocabulary) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for organ in vocabulary.organs.values():
        if not organ.symbols:
            continue
        symbol = vocabulary.symbol_by_folded.get(fold(organ.symbols[0].name))
        family = symbol.family if symbol else "both"
        for name in (organ.name, *(item.name for item in organ.names), *organ.relative_names):
            found.setdefault(fold(name), (organ.symbols[0].name, family))
    return found
