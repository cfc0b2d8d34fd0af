"""Organs and levels that exist no more on the day considered, or since, with what there is in their place.

A name inside a cited document's title, or that of its issuer, is right as it stands: the document is an old one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from indexer.model import Span
from indexer.reading.organ_names import unify
from indexer.review.draft import Cited
from indexer.review.draft import Draft
from indexer.review.wording import capital
from indexer.review.wording import day
from indexer.review.wording import listed
from indexer.review.wording import quoted
from indexer.text import collapse_blanks
from indexer.views.review import Certainty
from indexer.views.review import Finding
from indexer.views.review import Weight
from indexer.vocabulary import DatedName
from indexer.vocabulary import Organ
from indexer.vocabulary import Vocabulary

_ISSUER_REACH: Final = 120  # letters between a document's name and its issuer


@dataclass(frozen=True, slots=True)
class _Gone:
    """A name that is over: its last day before the day looked at, what there is now, and where that is said."""

    key: str
    name: str
    last_day: str
    now: str
    source: str
    level: bool  # names of a level rather than of one organ


def ended(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each organ or level that had ended, and one remark for all that have ended since."""
    then: dict[str, tuple[_Gone, list[Span]]] = {}
    since: dict[str, tuple[_Gone, list[Span]]] = {}
    for span, name in _mentions(draft):
        gone = _gone(name, draft.day, draft.vocabulary)
        later = None if gone else _gone(name, draft.today, draft.vocabulary)
        found, held = (gone, then) if gone else (later, since)
        if found is not None:
            held.setdefault(found.key, (found, []))[1].append(span)
    for gone, spans in then.values():
        yield _finding(gone, spans, draft)
    if since:
        yield _remark(since.values(), draft)


def _mentions(draft: Draft) -> Iterator[tuple[Span, str]]:
    """Yield the places outside titles and issuers that hold a name which is known to end some day."""
    left_out = sorted(_cited_spans(draft), key=lambda span: span.start)
    starts = [span.start for span in left_out]
    reach: list[int] = []
    for span in left_out:
        reach.append(max(span.end, reach[-1] if reach else 0))
    unified = unify(draft.text)
    for match in _pattern(draft.vocabulary).finditer(unified):
        at = bisect_right(starts, match.start()) - 1
        if at < 0 or reach[at] <= match.start():
            yield Span(*match.span()), _key(match.group())


def _cited_spans(draft: Draft) -> Iterator[Span]:
    yield from draft.quoted_spans
    for cited in draft.cited:
        yield cited.citation.span
        issuer = _issuer_span(cited, draft)
        if issuer is not None:
            yield issuer


def _issuer_span(cited: Cited, draft: Draft) -> Span | None:
    issuer = cited.citation.issuer
    if not issuer:
        return None
    words = r"\s+".join(re.escape(word) for word in issuer.split())
    match = re.compile(words).search(draft.text, cited.citation.end, cited.citation.end + len(issuer) + _ISSUER_REACH)
    return Span(*match.span()) if match else None


@lru_cache(maxsize=8)
def _names(vocabulary: Vocabulary) -> dict[str, tuple[_Gone, tuple[DatedName, ...]]]:
    """Return by compared name what is over, with the spans of days in which an organ bore the name."""
    found: dict[str, tuple[_Gone, tuple[DatedName, ...]]] = {}
    for organ in vocabulary.organs.values():
        dated: dict[str, list[DatedName]] = {}
        for name in organ.names:
            if name.first_day or name.last_day:
                dated.setdefault(name.name, []).append(name)
        if organ.last_day and organ.level != "congress":
            for own in (organ.name, *(other.name for other in organ.names)):
                dated.setdefault(own, [DatedName(own, None, organ.last_day)])
        for text, spans in dated.items():
            found[_key(text)] = (_of_organ(organ, spans, vocabulary), tuple(spans))
    for entry in vocabulary.endings.values():
        gone = _Gone(entry.id, entry.name, entry.last_day, entry.now, entry.source, level=True)
        for text in entry.names:
            found[_key(text)] = (gone, (DatedName(text, None, entry.last_day),))
    return found


def _of_organ(organ: Organ, spans: Iterable[DatedName], vocabulary: Vocabulary) -> _Gone:
    ends = sorted(span.last_day for span in spans if span.last_day)
    entry = next((entry for entry in vocabulary.endings.values() if _names_sort(entry.names, organ.name)), None)
    after = [vocabulary.organs[other].name for other in organ.successors if other in vocabulary.organs]
    if entry is not None:
        return _Gone(entry.id, entry.name, entry.last_day, entry.now, entry.source, level=True)
    now = listed(after) or organ.note or "chưa ghi nhận cơ quan kế tiếp"
    return _Gone(organ.id, organ.name, ends[0] if ends else "", now, "Danh mục cơ quan trong từ vựng", level=False)


def _names_sort(names: Iterable[str], organ: str) -> bool:
    return any(_key(organ).startswith(_key(name)) for name in names)


def _key(name: str) -> str:
    return unify(collapse_blanks(name)).lower()


@lru_cache(maxsize=8)
def _pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    names = sorted(_names(vocabulary), key=len, reverse=True)
    joined = "|".join(re.escape(name).replace(r"\ ", r"\s{1,4}") for name in names)
    return re.compile(rf"(?<!\w)(?:{joined or '(?!)'})(?!\w)", re.IGNORECASE)


def _gone(name: str, at: str, vocabulary: Vocabulary) -> _Gone | None:
    """Return what is over on the ISO day `at`, None where the name was in use then."""
    gone, spans = _names(vocabulary)[name]
    in_use = any(
        (span.first_day is None or span.first_day <= at) and (span.last_day is None or at <= span.last_day)
        for span in spans
    )
    began = any(span.last_day is not None and span.last_day < at for span in spans)
    return gone if began and not in_use else None


def _finding(gone: _Gone, spans: list[Span], draft: Draft) -> Finding:
    names = dict.fromkeys(capital(quoted(draft.text[span.start : span.end])) for span in spans)
    return Finding(
        code="organ-ended",
        severity=Weight.IMPROVE,
        certainty=Certainty.SURE,
        subject=capital(gone.name),
        written=quoted(listed(names)),
        message=f"Đã kết thúc ngày {day(gone.last_day)}; nay là: {gone.now}.",
        action="Thay bằng cơ quan hiện nay; tên trong trích yếu của văn bản cũ thì giữ nguyên.",
        places=tuple(draft.place(span.start, span.end) for span in spans),
        source=gone.source,
    )


def _remark(since: Iterable[tuple[_Gone, list[Span]]], draft: Draft) -> Finding:
    by_day: dict[str, list[str]] = {}
    firsts: list[Span] = []
    sources: dict[str, None] = {}
    for gone, spans in since:
        by_day.setdefault(gone.last_day, []).append(gone.name)
        firsts.append(spans[0])
        sources[gone.source] = None
    names = listed(f"{', '.join(names)} (ngày {day(last_day)})" for last_day, names in by_day.items())
    return Finding(
        code="organ-ended-since",
        severity=Weight.NOTE,
        certainty=Certainty.SURE,
        subject="Cơ quan, cấp đã kết thúc sau ngày xét",
        written=quoted(listed(dict.fromkeys(quoted(draft.text[span.start : span.end]) for span in firsts))),
        message=f"Đến nay đã kết thúc: {names}.",
        action=f"Không phải sửa văn bản đã ban hành; muốn dùng lại thì rà soát theo ngày {day(draft.today)}.",
        places=tuple(draft.place(span.start, span.end) for span in firsts),
        source=listed(sources),
    )
