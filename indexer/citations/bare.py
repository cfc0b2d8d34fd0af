"""Numbers without a symbol behind a kind word: `Nghị quyết 35`, `Quy định 377`, `các Nghị quyết 57, 59, 66`.

A kind word before digits is weak evidence ("quy định 30 ngày"), so what follows must fit, or the same number
must stand in full elsewhere in the text. Its official form is given only where the text settles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from indexer.citations.details import read_details
from indexer.citations.drafts import Draft
from indexer.citations.numbered import begin
from indexer.citations.source import KindWord
from indexer.citations.source import SourceText
from indexer.model import Form
from indexer.numbers import DocumentNumber
from indexer.numbers import official_digits
from indexer.text import fold
from indexer.vocabulary import Vocabulary

_DIGITS: Final = re.compile(
    r"(?:\s{1,3}lien\s{1,3}tich)?\s{1,4}(?P<so>so[\s:]{0,3})?(?<!\w)(?P<digits>\d{1,4}[a-z]?)"
    r"(?:/(?P<year>(?:19|20)\d\d))?(?![\w%/]|[.,-]\d|\s?[-/]\s?\d)"
)
_MORE: Final = re.compile(
    r"\s{0,2}(?:,|;|va|,\s?va)\s{1,3}(?:so\s{1,3})?(?P<digits>\d{1,3})(?![\w%/]|[.,-]\d)"
    r"(?=\s{0,2}(?:[,;.):?!\"”]|\n|\Z|(?:va|cua|ngay|ve|va|nay|neu|co|da|duoc|tai|trong|de|do|theo|nham|voi|la)(?!\w)))"
)
_BETWEEN: Final = re.compile(r"\s{0,3}(?:,|;|va|,\s?va)\s{0,3}")
# What may follow the digits of a citation; before a noun they count something.
_FITS: Final = re.compile(
    r"\s{0,3}(?:[.,;:)\]!?“”\"…\n]|\Z|(?:cua|ngay|ve|va|neu|nhu|nay|noi|da|duoc|co|la|trong|tai|cho|voi|den|tren|thi|se|"
    r"phai|khong|ra|de|do|theo|tu|ban hanh|quy dinh|hoac|cung|gan|doi voi|sau|khi|nham|cac)(?!\w))"
)
_UNIT: Final = re.compile(
    r"\s{0,3}(?:%|(?:nam|thang|gio|phut|nguoi|dong|trieu|ty|ti|don vi|noi dung|nhiem vu|dieu|khoan|muc|chuong|lan|"
    r"buoc|truong hop|can bo|xa|phuong|quan|huyen|tinh|lop|cap|to chuc|doan|diem|giai phap|nhom|chi tieu|chuyen de)"
    r"(?!\w))"
)
# Kinds that also serve as verbs or plain nouns: small letters and no "số" make no citation of them.
_ALSO_VERBS: Final = frozenset(
    {
        "quy-dinh",
        "quyet-dinh",
        "ket-luan",
        "huong-dan",
        "thong-bao",
        "bao-cao",
        "ke-hoach",
        "quy-che",
        "cong-van",
        "lenh",
    }
)
# Names of projects and programmes carry numbers of their own (Đề án 06, Chương trình 135): not document numbers.
_NOT_BARE: Final = frozenset(
    {
        "de-an", "du-an", "chuyen-de", "van-kien", "bai-viet", "cuong-linh", "dieu-le", "phuong-an", "quy-hoach",
        "chien-luoc", "hien-phap", "luat", "bo-luat", "chuong-trinh", "tuyen-bo", "loi-keu-goi", "de-cuong", "bien-ban",
        "van-ban-hop-nhat",
    }
)  # fmt: skip


def find_bare(source: SourceText, full: Iterable[Draft]) -> list[Draft]:
    """Return the bare numbers of a text that no draft of `full` covers, with what the text settles of each."""
    taken = list(full)
    settled = _Settled(taken, source.vocabulary)
    found: list[Draft] = []
    spans = iter(taken)
    current = next(spans, None)
    for kind in source.kinds:
        while current is not None and current.end <= kind.start:
            current = next(spans, None)
        if current is not None and current.overlaps(kind.start, kind.end):
            continue
        found += _at(source, kind, settled, current)
    return _settle(_share_issuer(found, source), settled)


def _share_issuer(drafts: list[Draft], source: SourceText) -> list[Draft]:
    # "Nghị quyết 71, Nghị quyết 57 của Bộ Chính trị": read from the end, the issuer holds for both.
    shared: list[Draft] = []
    for draft in reversed(drafts):
        following = shared[-1] if shared else None
        if (
            following is not None
            and draft.issuer is None
            and following.kind == draft.kind
            and _BETWEEN.fullmatch(source.folded, draft.tail, following.start)
        ):
            draft = replace(draft, issuer=following.issuer, term=draft.term or following.term)  # noqa: PLW2901
        shared.append(draft)
    return shared[::-1]


def _at(source: SourceText, kind: KindWord, settled: _Settled, following: Draft | None) -> list[Draft]:
    match = _DIGITS.match(source.folded, kind.end)
    if match is None or (following is not None and following.overlaps(match.start("digits"), match.end())):
        return []
    known = settled.canonical(kind.kind, match["digits"], match["year"]) is not None
    if not known and not _convincing(source, kind, match):
        return []
    if _UNIT.match(source.folded, match.end()):
        return []
    drafts = [_draft(kind, begin(source, kind), match)]
    while (more := _MORE.match(source.folded, drafts[-1].end)) is not None:
        if following is not None and following.overlaps(more.start("digits"), more.end("digits")):
            break
        drafts.append(_draft(kind, more.start("digits"), more))
    last = read_details(source, drafts[-1].end)
    drafts[-1] = replace(
        drafts[-1], issued=last.issued, issuer=last.issuer, term=last.term, title=last.title,
        title_span=last.title_span, tail=last.tail,
    )  # fmt: skip
    return [replace(draft, issuer=draft.issuer or last.issuer, term=draft.term or last.term) for draft in drafts]


def _convincing(source: SourceText, kind: KindWord, match: re.Match[str]) -> bool:
    if kind.kind in _NOT_BARE:
        return False
    if not match["so"]:
        if kind.kind in _ALSO_VERBS and not kind.capital:
            return False
        if re.fullmatch(r"(?:19|20)\d\d", match["digits"]):
            return False
    return _FITS.match(source.folded, match.end()) is not None


def _draft(kind: KindWord, start: int, match: re.Match[str]) -> Draft:
    year = match.groupdict().get("year")
    end = match.end("year") if year else match.end("digits")
    return Draft(
        start, end, Form.BARE, kind.kind, None, match.start("digits"), end, digits=match["digits"], year=year, tail=end
    )


class _Settled:
    """What the full forms of a text settle about its bare numbers."""

    def __init__(self, full: Iterable[Draft], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._by_digits: dict[str, set[tuple[str | None, str, str | None, str]]] = {}
        for draft in full:
            if draft.number is not None:
                number = draft.number
                entry = (draft.kind, fold(number.kind_symbol), number.year, number.canonical)
                self._by_digits.setdefault(number.digits, set()).add(entry)

    def canonical(self, kind: str, digits: str, year: str | None) -> str | None:
        """Return the one official form that the text's full numbers give for a bare one, else None."""
        symbols = {fold(symbol) for symbol in self._vocabulary.kinds[kind].symbols}
        fitting = {
            canonical
            for other_kind, symbol, other_year, canonical in self._by_digits.get(official_digits(digits), ())
            if (other_kind == kind or (other_kind is None and symbol in symbols)) and year in (None, other_year)
        }
        return fitting.pop() if len(fitting) == 1 else None

    def by_issuer(self, kind: str, digits: str, year: str | None, issuer: str) -> str | None:
        """Return the official form that kind and issuer give: Nghị quyết 35 of the Bộ Chính trị is 35-NQ/TW."""
        symbols = self._vocabulary.kinds[kind].symbols
        organ = _organ_symbols(self._vocabulary).get(fold(issuer))
        if not symbols or organ is None:
            return None
        symbol, family = organ
        if family == "state" and kind == "nghi-dinh" and year is None:
            return None  # the year is part of the number, and the text does not say it
        return DocumentNumber(
            official_digits(digits), symbols[0], symbol, year, family == "party" and not year
        ).canonical


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


def _settle(drafts: list[Draft], settled: _Settled) -> list[Draft]:
    by_issuer: dict[tuple[str | None, str | None, str | None], str] = {}
    for draft in drafts:
        if draft.issuer and draft.kind and draft.digits:
            canonical = settled.by_issuer(draft.kind, draft.digits, draft.year, draft.issuer)
            if canonical:
                by_issuer[draft.kind, draft.digits, draft.year] = canonical
    return [
        replace(
            draft,
            canonical=settled.canonical(draft.kind or "", draft.digits or "", draft.year)
            or by_issuer.get((draft.kind, draft.digits, draft.year)),
        )
        for draft in drafts
    ]
