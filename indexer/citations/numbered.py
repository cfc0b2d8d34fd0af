"""Citations with a number: full forms, lists with shared symbols, bare numbers behind a kind word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from indexer.citations.details import read_details
from indexer.citations.drafts import Draft
from indexer.citations.source import KindWord
from indexer.citations.source import SourceText
from indexer.model import Form
from indexer.numbers import NumberMatch
from indexer.numbers import official_digits
from indexer.numbers import scan_numbers

# "các Nghị quyết", "02 Kết luận": the count belongs to the citation's words.
_COUNT_BEFORE: Final = re.compile(r"(?<!\w)(?:cac|nhung|\d{1,2}|hai|ba|bon|nam|sau|bay|tam|chin|muoi)\s{1,3}\Z")
# Between a kind word and its number; list members may come first: "Kết luận số 187, 188-KL/TW".
_TO_NUMBER: Final = re.compile(
    r"(?:\s{1,3}lien\s{1,3}tich)?[\s(*_]{0,4}(?:so(?:\s{1,2}(?:ky\s{1,2})?hieu)?(?!\w))?[\s:.*_]{0,6}"
    r"(?P<members>(?:\d{1,5}[a-z]?\s{0,2}(?:,|;|va)\s{0,3}(?:so\s{0,3})?){0,30})"
)
_MEMBER: Final = re.compile(r"\d{1,5}[a-z]?")
_NUMBER_SIGN: Final = re.compile(r"(?<!\w)so[\s:.]{0,6}\Z")
# Between the members of a list; what has been said of the earlier member lies before it.
_LIST_GAP: Final = re.compile(r"\s{0,3}(?:[,;]|va|hoac|,\s{0,2}va)\s{0,3}(?:cac\s{1,3})?(?:so\s{0,3})?")
# Forms and tables bear codes that look like numbers.
_FORM_CODE: Final = re.compile(
    r"(?:(?<!\w)(?:mau|bieu|phu luc|ma so|ma|bang|hop dong|hoa don|ky hieu))(?:\s{1,2}(?:so|bieu))?[\s:.]{0,4}\Z"
)
_URL: Final = re.compile(r"(?:://|www\.)\S*\Z")
_LAWS: Final = frozenset({"luat", "bo-luat", "phap-lenh"})
_LAW_NAME_REACH: Final = 160  # characters
_LAW_NAME_BREAK: Final = re.compile(r"[;.\d]|\n\s*\n")
_LIST_REACH: Final = 160  # characters from a kind word to the last number of its list
_LIST_GAP_REACH: Final = 12  # characters: ", ", "và", ", Nghị định số" is longer but begins with its kind word


def find_full(source: SourceText) -> list[Draft]:
    """Return the full numbers of a text in order, with the bare members of their lists."""
    drafts: list[Draft] = []
    title_end = 0
    for match in scan_numbers(source.unified, source.folded, source.vocabulary):
        if _is_code(source, match.start):
            continue
        limit = title_end if match.start < title_end else None
        drafts += _with_members(source, match, drafts[-1] if drafts else None, limit)
        if limit is None and drafts and drafts[-1].title_span is not None:
            title_end = drafts[-1].title_span.end
    return _share(drafts)


def _is_code(source: SourceText, start: int) -> bool:
    before = source.folded[max(0, start - 40) : start]
    return bool(_FORM_CODE.search(before) or _URL.search(source.folded[max(0, start - 200) : start]))


def _with_members(source: SourceText, match: NumberMatch, previous: Draft | None, limit: int | None) -> Iterator[Draft]:
    kind = source.kind_before(match.start, _LIST_REACH)
    to_number = _TO_NUMBER.fullmatch(source.folded, kind.end, match.start) if kind else None
    if kind is not None and to_number is not None:
        start = begin(source, kind)
        members = _MEMBER.finditer(source.folded, to_number.start("members"), to_number.end("members"))
        for member in members:
            number = replace(match.number, digits=official_digits(member.group()))
            yield Draft(
                start, member.end(), Form.BARE, kind.kind, number, member.start(), member.end(),
                canonical=number.canonical, tail=member.end(),
            )  # fmt: skip
            start = match.start
        yield _full(source, match, start, kind.kind, limit)
    elif previous is not None and _LIST_GAP.fullmatch(source.folded, previous.tail, match.start):
        yield _full(source, match, match.start, previous.kind, limit)
    elif (law := _law(source, match, limit)) is not None:
        yield law
    elif match.certain or _NUMBER_SIGN.search(source.folded, max(0, match.start - 12), match.start):
        yield _full(source, match, match.start, None, limit)


def begin(source: SourceText, kind: KindWord) -> int:
    """Return where a citation headed by `kind` begins: at the count or "các" before it, if one stands there."""
    count = _COUNT_BEFORE.search(source.folded, max(0, kind.start - 12), kind.start)
    return count.start() if count else kind.start


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
    for word in source.kinds_between(match.start - _LAW_NAME_REACH, match.start):
        between = source.folded[word.end : match.start]
        if word.capital and word.kind in _LAWS and not _LAW_NAME_BREAK.search(between):
            name = _NUMBER_SIGN.search(source.folded, word.end, match.start)
            title = source.words(word.end, name.start() if name else match.start)
            draft = _full(source, match, word.start, word.kind, limit)
            return draft if draft.title or not title else replace(draft, title=title)
    return None


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
