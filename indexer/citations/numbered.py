"""Citations with a number: full forms, lists with shared symbols, bare numbers behind a kind word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from indexer.citations.details import read_details
from indexer.citations.drafts import Draft
from indexer.citations.issuers import read_issuer
from indexer.citations.laws import law_head
from indexer.citations.source import KindWord
from indexer.citations.source import SourceText
from indexer.model import Form
from indexer.numbers import NumberMatch
from indexer.numbers import official_digits
from indexer.numbers import scan_numbers
from indexer.text import fold

# "các Nghị quyết", "02 Kết luận", "năm Nghị quyết": the count belongs to the citation's words; "Điều 4 Nghị định"
# and "Việt Nam Nghị quyết" hold none.
_PLURAL_BEFORE: Final = re.compile(r"(?<!\w)(?:các|những|cac|nhung)\s{1,3}\Z", re.IGNORECASE)
_COUNT_BEFORE: Final = re.compile(
    r"(?<!\w)(?:\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)\s{1,3}\Z"
)
_PLACE_BEFORE: Final = re.compile(
    r"(?:(?<!\w)(?:dieu|khoan|diem|muc|chuong|phan|tiet|phu luc|mau|bieu|so|ngay|thang|nam|trang|trong|dau|den|tu)"
    r"|(?<!\d)\d(?:\s{1,3}va|\s{0,2},)|[/-])\s{0,3}\Z"
)
_LINE_BEFORE: Final = re.compile(r"\n[ \t|>#*]{0,20}\Z")
# Between a kind word and its number; list members may come first: "Kết luận số 187, 188-KL/TW". A joint circular may
# name its ministries: "Thông tư liên bộ Tài chính - Y tế số 12/TT-LB".
_TO_NUMBER: Final = re.compile(
    r"(?:\s{1,3}lien\s{1,3}(?:tich|bo|nganh)(?:[^\d;.:\n]{0,80}(?=\sso[\s:]))?)?"
    r"[\s(:*_]{0,4}(?:so(?:\s{1,2}(?:ky\s{1,2})?hieu|\s{1,2}so)?(?![^\W\d]))?[\s:.*_]{0,6}"
    r"(?P<members>(?:\d{1,5}[a-z]?\s{0,2}(?:,|;|va)\s{0,3}(?:so\s{0,3})?){0,30})"
)
# "Nghị định của Chính phủ số 29/1998/NĐ-CP": behind an issuer the sign must stand.
_SIGN_AFTER_ISSUER: Final = re.compile(r"[\s,:(]{1,4}so[\s:.]{0,6}")
_MEMBER: Final = re.compile(r"\d{1,5}[a-z]?")
_NUMBER_SIGN: Final = re.compile(r"(?<!\w)so[\s:.]{0,6}\Z")
# Before a number whose symbol says little the sign counts only in a header or behind "văn bản": elsewhere it numbers
# contracts, licences, tables ("Bảng chuyển đổi số 01/BCĐ").
_PLAIN_SIGN: Final = re.compile(r"(?:(?:\A|\n)[ \t>*#|]{0,60}|(?<!\w)van\s{1,3}ban\s{1,3})so[\s:.]{0,6}\Z")
# The kind's symbol for its word: "NQ 35-NQ/TW", "QĐ số 883-QĐ/BTGTW".
_SYMBOL_BEFORE: Final = re.compile(r"(?<![\w/-])(?P<symbol>[A-ZĐ]{2,4}|CTr|TTr)\s{1,2}(?:số[\s:]{1,3})?\Z")
# Between the members of a list; what has been said of the earlier member lies before it.
_LIST_GAP: Final = re.compile(r"\s{0,3}(?:[,;]|va|hoac|,\s{0,2}va)\s{0,3}(?:cac\s{1,3})?(?:so\s{0,3})?")
_LIST_GOES_ON: Final = re.compile(r"\s{0,3}(?:[,;]|va|,\s{0,2}va)\s{0,3}(?:so\s{0,3})?\d")
# Forms and tables bear codes that look like numbers.
_FORM_CODE: Final = re.compile(
    r"(?:mau|bieu(?:\s{1,2}mau)?|(?<!\w)(?:phu luc|ma so|ma|bang|hop dong|hoa don|ky hieu|giay phep|the|quy chuan|"
    r"tieu chuan|qcvn|tcvn|ban an|vu an|tai khoan))(?:\s{1,2}(?:so|bieu))?[\s:.]{0,4}\Z"
)
# "thong-tu-48-2023-tt-btc.doc" is a file's or a page's name.
_SLUG: Final = re.compile(r"[a-z\d][-_]\Z")
_URL: Final = re.compile(r"(?:://|www\.)\S*\Z")
# "Đề án 06/CP" is what a project is called.
_NAMED_BY_DIGITS: Final = frozenset({"de-an", "du-an", "chuong-trinh", "chuyen-de"})
_LAW_NAME_REACH: Final = 160  # characters
_LIST_REACH: Final = 160  # characters from a kind word to the last number of its list
_LIST_GAP_REACH: Final = 12  # characters: ", ", "và", ", Nghị định số" is longer but begins with its kind word


def find_full(source: SourceText) -> list[Draft]:
    """Return the full numbers of a text in order, with the bare members of their lists."""
    drafts: list[Draft] = []
    title_end = code_end = 0
    for match in scan_numbers(source.unified, source.folded, source.vocabulary):
        if _is_code(source, match, code_end):
            code_end = match.end
            continue
        limit = title_end if match.start < title_end else None
        drafts += _with_members(source, match, drafts[-1] if drafts else None, limit)
        if limit is None and drafts and drafts[-1].title_span is not None:
            title_end = drafts[-1].title_span.end
    return _share(drafts)


def _is_code(source: SourceText, match: NumberMatch, code_end: int) -> bool:
    """Tell whether a number is a form's or table's; `code_end` is where the last such one ended ("mẫu 01/A, 02/B")."""
    before = source.folded[max(0, match.start - 40) : match.start]
    if _FORM_CODE.search(before) or _URL.search(source.folded, max(0, match.start - 200), match.start):
        return True
    if _SLUG.search(before) and source.unified[match.end - 1].islower():
        return True
    return 0 < code_end <= match.start and _LIST_GAP.fullmatch(source.folded, code_end, match.start) is not None


def _with_members(source: SourceText, match: NumberMatch, previous: Draft | None, limit: int | None) -> Iterator[Draft]:
    kind = source.kind_before(match.start, _LIST_REACH)
    to_number = _TO_NUMBER.fullmatch(source.folded, kind.end, match.start) if kind else None
    if kind is not None and to_number is not None:
        if kind.kind in _NAMED_BY_DIGITS and not match.number.kind_symbol:
            return
        kind = _outer(source, kind, match)
        members = list(_MEMBER.finditer(source.folded, to_number.start("members"), to_number.end("members")))
        start = begin(source, kind, several=bool(members) or _LIST_GOES_ON.match(source.folded, match.end) is not None)
        for at, member in enumerate(members):
            number = replace(match.number, digits=official_digits(member.group()))
            yield Draft(
                member.start() if at else start, member.end(), Form.BARE, kind.kind, number, member.start(),
                member.end(), canonical=number.canonical, tail=member.end(),
            )  # fmt: skip
        start = match.start if members else start
        yield _full(source, match, start, kind.kind, limit)
    elif previous is not None and _LIST_GAP.fullmatch(source.folded, previous.tail, match.start):
        yield _full(source, match, match.start, previous.kind, limit)
    elif (other := _behind_issuer(source, kind, match, limit) or _law(source, match, limit)) is not None:
        yield other
    elif (headed := _behind_symbol(source, match, limit)) is not None:
        yield headed
    elif _stands_alone(source, match):
        yield _full(source, match, match.start, None, limit)


def _outer(source: SourceText, kind: KindWord, match: NumberMatch) -> KindWord:
    """Return the kind word whose number it is: of "Thông báo kết luận số 173-TB/TW" the first."""
    outer = source.kind_before(kind.start - 1, 3)
    symbol = fold(match.number.kind_symbol)
    if outer is None or not source.text[outer.end : kind.start].isspace():
        return kind
    fits = {word.kind for word in (outer, kind) if symbol in map(fold, source.vocabulary.kinds[word.kind].symbols)}
    return outer if fits == {outer.kind} else kind


def _behind_symbol(source: SourceText, match: NumberMatch, limit: int | None) -> Draft | None:
    symbol = _SYMBOL_BEFORE.search(source.unified, max(0, match.start - 12), match.start)
    kinds = source.vocabulary.kinds_by_symbol.get(fold(symbol["symbol"]), ()) if symbol else ()
    if symbol is None or not kinds or not match.certain:
        return None
    return _full(source, match, symbol.start(), kinds[0].id if len(kinds) == 1 else None, limit)


def _stands_alone(source: SourceText, match: NumberMatch) -> bool:
    sign = _NUMBER_SIGN if match.number.kind_symbol else _PLAIN_SIGN
    return match.certain or sign.search(source.folded, max(0, match.start - 90), match.start) is not None


def _behind_issuer(source: SourceText, kind: KindWord | None, match: NumberMatch, limit: int | None) -> Draft | None:
    organ = read_issuer(source, kind.end) if kind is not None else None
    if kind is None or organ is None or not _SIGN_AFTER_ISSUER.fullmatch(source.folded, organ.end, match.start):
        return None
    draft = _full(source, match, begin(source, kind), kind.kind, limit)
    return replace(draft, issuer=draft.issuer or organ.name, term=draft.term or organ.term)


def begin(source: SourceText, kind: KindWord, *, several: bool = True) -> int:
    """Return where a citation headed by `kind` begins: at "các" or a count before it, if one stands there.

    A number is a count only where `several` may follow.
    """
    lowest = max(0, kind.start - 12)
    plural = _PLURAL_BEFORE.search(source.text, lowest, kind.start)
    if plural is not None:
        return plural.start()
    count = _COUNT_BEFORE.search(source.text, lowest, kind.start) if several else None
    if count is None or _PLACE_BEFORE.search(source.folded, max(0, count.start() - 12), count.start()):
        return kind.start
    if count.group()[0].isdigit() and _LINE_BEFORE.search(source.folded, max(0, count.start() - 22), count.start()):
        return kind.start  # the number of a paragraph or of a footnote
    return count.start()


def _full(source: SourceText, match: NumberMatch, start: int, kind: str | None, limit: int | None) -> Draft:
    details = read_details(source, match.end, limit)
    return Draft(
        start, match.end, Form.FULL, kind, match.number, match.start, match.end,
        canonical=match.number.canonical, issued=details.issued, issuer=details.issuer, term=details.term,
        title=details.title, title_span=details.title_span, tail=details.tail,
    )  # fmt: skip


def _law(source: SourceText, match: NumberMatch, limit: int | None) -> Draft | None:
    # "Luật Giáo dục số 43/2019/QH14": the name stands between the type word and the number.
    if not match.number.organ_symbol.startswith(("QH", "UBTVQH")):
        return None
    word = law_head(source, match.start - _LAW_NAME_REACH, match.start)
    if word is None:
        return None
    name = _NUMBER_SIGN.search(source.folded, word.end, match.start)
    title = source.words(word.end, name.start() if name else match.start)
    draft = _full(source, match, word.start, word.kind, limit)
    return draft if draft.title or not title else replace(draft, title=title.rstrip(" ,("))


def _share(drafts: list[Draft]) -> list[Draft]:
    # Read from the end: what stands behind the last member of a list holds for those before it.
    shared: list[Draft] = []
    for draft in reversed(drafts):
        following = shared[-1] if shared else None
        shared.append(_with_shared(draft, following) if following is not None else draft)
    return shared[::-1]


def _with_shared(draft: Draft, following: Draft) -> Draft:
    own, other = draft.number, following.number
    if draft.title or own is None or other is None or following.start < draft.tail:
        return draft
    if (own.kind_symbol, own.organ_symbol) != (other.kind_symbol, other.organ_symbol):
        return draft
    one_list = following.start == following.number_start and following.start - draft.tail <= _LIST_GAP_REACH
    issued = following.issued if one_list and draft.issued is None else draft.issued
    issuer, term = draft.issuer, draft.term
    if issuer is None and following.start - draft.tail <= _LIST_GAP_REACH:
        issuer, term = following.issuer, draft.term or following.term
    return replace(draft, issued=issued, issuer=issuer, term=term)
