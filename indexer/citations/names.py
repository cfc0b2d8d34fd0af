"""Whether two names without a number mean one document: compared part by part, never by similarity alone.

"Nghị quyết Đại hội XVII Đảng bộ Thành phố" in a plan of Hà Nội is "Nghị quyết Đại hội đại biểu lần thứ XVII Đảng bộ
thành phố Hà Nội": one kind, one congress, one term.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from indexer.model import Citation
from indexer.text import fold

_COUNT: Final = re.compile(r"(\d{1,2})\s")
_COUNT_WORDS: Final = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_YEARS: Final = re.compile(r"nhiem ky\s+(\d{4})")
_BODY: Final = re.compile(r"dang bo\s+(?:(?P<level>thanh pho|tinh|quan|huyen|thi xa|xa|phuong)(?!\w))?\s*(?P<place>.*)")
_PLENUM: Final = re.compile(r"hoi nghi trung uong (\d+)")
_NOT_LETTERS: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of a name that tell documents apart; None where the name leaves one out."""

    kind: str | None
    term: str | None
    congress: bool
    national: bool
    level: str | None  # of the Party body whose congress it is
    place: str | None
    plenum: str | None
    first_year: str | None  # of the term, where it is named by years
    count: int | None  # of a set of programmes
    year: str | None
    whole_term: bool  # "toàn khóa"
    title: str | None
    issuer: str | None


def title_key(title: str) -> str:
    """Return a title as titles are compared: folded letters and digits only, "về" at its beginning left out."""
    return re.sub(r"^(?:ve viec |ve )", "", " ".join(_NOT_LETTERS.sub(" ", fold(title)).split()))


def name_parts(citation: Citation) -> NameParts:
    """Take a citation without number apart."""
    text, issuer = " ".join(fold(citation.text).split()), " ".join(fold(citation.issuer or "").split())
    congress = "dai hoi" in issuer
    body = _BODY.search(issuer) if congress else None
    plenum = _PLENUM.search(issuer)
    years = _YEARS.search(text)
    return NameParts(
        kind=citation.kind,
        term=citation.term,
        congress=congress,
        national=congress and body is None and ("toan quoc" in issuer or "dang" in issuer),
        level=body["level"] if body else None,
        place=(body["place"].strip() or None) if body else None,
        plenum=plenum[1] if plenum else None,
        first_year=years[1] if years else None,
        count=_count(text) if citation.kind == "chương trình" else None,
        year=citation.issued[:4] if citation.issued else None,
        whole_term="toan khoa" in text,
        title=title_key(citation.title) if citation.title else None,
        issuer=None if congress or plenum else issuer or None,
    )


def _count(text: str) -> int | None:
    match = _COUNT.match(text)
    return int(match[1]) if match else _COUNT_WORDS.get(text.split(" ", 1)[0])


def same_document(asked: NameParts, known: NameParts) -> bool:
    """Tell whether what `asked` says fits what `known` says, and is enough to tell the document."""
    if asked.kind != known.kind or asked.congress != known.congress or asked.plenum != known.plenum:
        return False
    if asked.congress:
        return _same_congress(asked, known)
    if asked.count is not None or known.count is not None:
        return asked.count == known.count and _fits(asked.term, known.term) and _same_organ(asked.issuer, known.issuer)
    if asked.plenum is not None:
        return asked.term is not None and asked.term == known.term
    if asked.kind == "chuyên đề":
        # What tells one theme from another is its span: the whole term, or a year.
        spans = asked.whole_term == known.whole_term and _fits(asked.year if not asked.whole_term else None, known.year)
        return spans and _fits(asked.term, known.term)
    if asked.title is not None and known.title is not None:
        return asked.title == known.title and _fits(asked.year, known.year)
    if asked.title is not None or known.title is not None:
        return asked.kind == "bài viết" and _same_organ(asked.issuer, known.issuer)
    return (
        _fits(asked.year, known.year)
        and _same_organ(asked.issuer, known.issuer)
        and not (asked.issuer and not asked.year)
    )


def _same_congress(asked: NameParts, known: NameParts) -> bool:
    if asked.national and known.level is not None:
        return False
    if asked.level is not None and (known.level != asked.level or not _fits(asked.place, known.place)):
        return False
    if asked.term is None and asked.first_year is None:
        return False
    return _fits(asked.term, known.term)


def _same_organ(asked: str | None, known: str | None) -> bool:
    # "Thành ủy" and "Thành ủy Hà Nội": one leaves the place out.
    return asked is None or known is None or asked.startswith(known) or known.startswith(asked)


def _fits(asked: str | None, known: str | None) -> bool:
    return asked is None or known is None or asked == known
