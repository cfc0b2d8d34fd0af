"""Numbers without a symbol behind a kind word: `Nghị quyết 35`, `Quy định 377`, `các Nghị quyết 57, 59, 66`.

A kind word before digits is weak evidence ("quy định 30 ngày"), so what follows must fit, or the same number
must stand in full elsewhere in the text. Its official form is given only where the text settles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from indexer.citations.details import read_details
from indexer.citations.drafts import Draft
from indexer.citations.numbered import begin
from indexer.citations.settled import FullForms
from indexer.citations.settled import settle
from indexer.citations.source import KindWord
from indexer.citations.source import SourceText
from indexer.model import Form
from indexer.text import fold

# " số 35", " 35", " liên tịch số 01/2017", "số35"; "Nghị định\n1. Bộ trưởng ..." begins a paragraph.
_DIGITS: Final = re.compile(
    r"(?:\s{1,3}lien\s{1,3}(?:tich|bo))?(?:\s{1,4}(?P<so>so[\s:]{0,3})|\s{1,4})"
    r"(?:(?<!\w)|(?<=\bso))(?P<digits>\d{1,4}[a-z]?)"
    r"(?:/(?P<year>(?:19|20)\d\d))?(?![\w%/]|[.,-]\d|\s?[-/]\s?\d)"
)
_MORE: Final = re.compile(
    r"\s{0,2}(?:,|;|va|,\s?va)\s{1,3}(?:so\s{1,3})?(?P<digits>\d{1,3})(?![\w%/]|[.,-]\d)"
    r"(?=\s{0,2}(?:[,;.():?!\"”]|\n|\Z|(?:va|cua|ngay|ve|va|nay|neu|co|da|duoc|tai|trong|de|do|theo|nham|voi|la)(?!\w)))"
)
_PARAGRAPH_NUMBER: Final = re.compile(r"[^\S\n]*+\n\s*+\d{1,3}[.)/]")
# The kind's symbol for its word: "NQ 57", "NQ57", "NQ số 57"; in an address ("nq57.vn") it names nothing.
_SYMBOL_DIGITS: Final = re.compile(
    r"(?<![\w/.-])(?P<symbol>NQ|NĐ|QĐ|CT|KL|KH|HD)(?:\s{1,2}(?:số[\s:]{1,3})?)?(?P<digits>\d{1,4})(?![\w%/]|[.,-]\w|\s?[-/]\s?\w)"
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
        "quy-dinh", "quyet-dinh", "ket-luan", "huong-dan", "thong-bao", "bao-cao", "ke-hoach", "quy-che", "cong-van",
        "lenh", "thong-tri", "chi-thi", "to-trinh", "phap-lenh",
    }
)  # fmt: skip
# Names of projects and programmes carry numbers of their own (Đề án 06, Chương trình 135): not document numbers.
_NOT_BARE: Final = frozenset(
    {
        "de-an", "du-an", "chuyen-de", "van-kien", "bai-viet", "cuong-linh", "dieu-le", "phuong-an", "quy-hoach",
        "chien-luoc", "hien-phap", "luat", "bo-luat", "chuong-trinh", "tuyen-bo", "loi-keu-goi", "de-cuong", "bien-ban",
        "van-ban-hop-nhat",
    }
)  # fmt: skip
# "Chương trình số 05 của Thành ủy": with the sign and a Party issuer it is one after all.
_PARTY_ISSUER: Final = re.compile(
    r"\s{1,3}cua\s{1,3}(?:ban\s{1,3}(?:thuong\s{1,3}vu|chap\s{1,3}hanh)\s{1,3})?"
    r"(?:ban\s{1,3}bi\s{1,3}thu|tinh\s{1,3}uy|thanh\s{1,3}uy|quan\s{1,3}uy|huyen\s{1,3}uy|dang\s{1,3}uy|bo\s{1,3}chinh\s{1,3}tri|trung\s{1,3}uong)(?!\w)"
)


def find_bare(source: SourceText, full: Iterable[Draft]) -> list[Draft]:
    """Return the bare numbers of a text that no draft of `full` covers, with what the text settles of each."""
    taken = list(full)
    forms = FullForms(taken, source.vocabulary)
    found: list[Draft] = []
    spans = iter(taken)
    current = next(spans, None)
    for kind in source.kinds:
        while current is not None and current.end <= kind.start:
            current = next(spans, None)
        if current is not None and current.overlaps(kind.start, kind.end):
            continue
        found += _at(source, kind, forms, current)
    taken_or_found = sorted([*taken, *found], key=lambda draft: draft.start)
    found += _behind_symbols(source, forms, taken_or_found)
    found.sort(key=lambda draft: draft.start)
    return settle(_share_issuer(found, source), taken, source)


def _behind_symbols(source: SourceText, forms: FullForms, taken: list[Draft]) -> list[Draft]:
    """Read "NQ 57", "NQ57" where the text has the full form, or a Party issuer stands behind it."""
    found: list[Draft] = []
    at = 0
    for match in _SYMBOL_DIGITS.finditer(source.unified):
        while at < len(taken) and taken[at].end <= match.start():
            at += 1
        if at < len(taken) and taken[at].overlaps(match.start(), match.end()):
            continue
        kinds = [kind.id for kind in source.vocabulary.kinds_by_symbol.get(fold(match["symbol"]), ())]
        known = [kind for kind in kinds if forms.fitting(kind, match["digits"], None)]
        if not known and not _PARTY_ISSUER.match(source.folded, match.end()):
            continue
        kind_id = (known or kinds)[0]
        last = read_details(source, match.end())
        found.append(
            Draft(
                match.start(), match.end(), Form.BARE, kind_id, None, match.start("digits"), match.end(),
                digits=match["digits"], issued=last.issued, issuer=last.issuer, term=last.term, title=last.title,
                title_span=last.title_span, tail=last.tail,
            )
        )  # fmt: skip
    return found


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


def _at(source: SourceText, kind: KindWord, forms: FullForms, following: Draft | None) -> list[Draft]:
    match = _DIGITS.match(source.folded, kind.end)
    if match is None or (following is not None and following.overlaps(match.start("digits"), match.end())):
        return []
    if _PARAGRAPH_NUMBER.match(source.folded, kind.end):
        return []
    known = bool(forms.fitting(kind.kind, match["digits"], match["year"]))
    if not known and not _convincing(source, kind, match):
        return []
    if _UNIT.match(source.folded, match.end()):
        return []
    drafts = [_draft(kind, kind.start, match)]
    while (more := _MORE.match(source.folded, drafts[-1].end)) is not None:
        if following is not None and following.overlaps(more.start("digits"), more.end("digits")):
            break
        drafts.append(_draft(kind, more.start("digits"), more))
    drafts[0] = replace(drafts[0], start=begin(source, kind, several=len(drafts) > 1))
    last = read_details(source, drafts[-1].end)
    drafts[-1] = replace(
        drafts[-1], issued=last.issued, issuer=last.issuer, term=last.term, title=last.title,
        title_span=last.title_span, tail=last.tail,
    )  # fmt: skip
    return [replace(draft, issuer=draft.issuer or last.issuer, term=draft.term or last.term) for draft in drafts]


def _convincing(source: SourceText, kind: KindWord, match: re.Match[str]) -> bool:
    if kind.kind in _NOT_BARE:
        programme = kind.kind == "chuong-trinh" and match["so"]
        return bool(programme) and _PARTY_ISSUER.match(source.folded, match.end()) is not None
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
