"""What stands behind a document's name: its date, issuer, term and title, in whatever order the text has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from indexer.citations.dates import read_date
from indexer.citations.issuers import HEADS
from indexer.citations.issuers import read_issuer
from indexer.citations.issuers import read_term
from indexer.citations.source import SourceText
from indexer.model import Span

# "về", "về việc", with a colon or an opening quotation mark; State texts put the deed itself for a title.
_ABOUT: Final = re.compile(r"[\s,]{0,4}(?:v/v|ve(?:\s{1,3}viec)?)(?!\w)[\s:]{0,4}")
_DEED: Final = re.compile(
    r"\s{1,4}(?=(?:quy dinh|qui dinh|huong dan|sua doi|bo sung|ban hanh|phe duyet|bai bo|cong bo)(?!\w)"
    r"\s{1,3}(?!cua|tai|nay|kem)\w)"
)
_QUOTE: Final = re.compile(r"[\s:*_]{0,6}(?P<mark>[“\"«])")
_MARKS: Final = re.compile(r"[“”«»\"]")
_TITLE_END: Final = re.compile(
    r";|\.(?=\s|$|/)|:|\n[ \t\r]*\n|\(|\)|[“”\"]|,\s{1,3}(?=(?:" + HEADS + r"))"
    r"|,?\s{1,3}(?=(?:het|co|van con|con)\s{1,3}hieu\s{1,3}luc(?!\w))|,?\s{1,3}(?=va\s{1,3}co\s{1,3}hieu\s{1,3}luc)"
    r"|,?\s{1,3}(?=duoc\s{1,3}(?:sua\s{1,3}doi|bo\s{1,3}sung|thay\s{1,3}the|goi\s{1,3}(?:tat|chung|la))(?!\w))"
    r"|,\s{1,3}(?=(?:theo|nham|de|dong thoi|trong do|gop phan|cu the)(?!\w))"
    r"|(?:,|\s(?:va|hoac))\s{1,3}(?=(?:nghi quyet|nghi dinh|quyet dinh|quy dinh|chi thi|ket luan|ke hoach|"
    r"thong tu|huong dan|thong bao|cong van|chuong trinh|luat)(?:\s{1,3}so)?\s{1,3}\d)"
)
_HEAD: Final = re.compile(HEADS)
# What is stuck to a symbol and says nothing of the document: a footnote's mark ("QH13(1)", "TW1", "CP[2]", "CP²")
# or the department that drafted it ("QĐ-BCA(X13)").
_STUCK: Final = re.compile(r"\d{1,2}(?=[\s,])|[¹²³⁴-⁹⁰]{1,3}|\s?\[\d{1,3}\]|\s?\((?:[a-z]?\d{1,3})\)(?=[\s,])")
_LONGEST_TITLE: Final = 900
_LONGEST_PLAIN_TITLE: Final = 400


@dataclass(frozen=True, slots=True)
class Details:
    """What is stated of a document at one place; `tail` is where it ends."""

    issued: str | None
    issuer: str | None
    term: str | None
    title: str | None
    title_span: Span | None
    tail: int


def read_details(source: SourceText, position: int, limit: int | None = None) -> Details:
    """Read what stands right behind a document's name that ends at `position`.

    `limit` is where the title ends in which this document is cited, if it is: its own title goes no further.
    """
    issued = issuer = term = None
    stuck = _STUCK.match(source.folded, position)
    tail, date_seen = stuck.end() if stuck else position, False
    for _ in range(3):
        date = None if date_seen else read_date(source.folded, tail)
        if date is not None:
            issued, tail, date_seen = date.iso, date.end, True
            continue
        organ = None if issuer else read_issuer(source, tail)
        if organ is not None:
            issuer, term, tail = organ.name, organ.term or term, organ.end
            continue
        numeral = None if term else read_term(source, tail)
        if numeral is not None:
            term, tail = numeral
            continue
        break
    span = _title_span(source, tail, len(source.text) if limit is None else limit)
    title = source.plain(span.start, span.end) if span else None
    if span is None or not title:
        stated = issued or issuer or term
        return Details(issued, issuer, term, None, None, tail if stated or not stuck else position)
    return Details(issued, issuer, term, title, span, span.end)


def _title_span(source: SourceText, position: int, limit: int) -> Span | None:
    about = _ABOUT.match(source.folded, position)
    start = about.end() if about else position
    quote = _QUOTE.match(source.text, start)
    if quote is not None and (about or quote.end() - start <= 4):
        return _quoted(source.text, quote, limit)
    if about is None:
        deed = _DEED.match(source.folded, position)
        if deed is None:
            return None
        start = deed.end()
    return _plain(source, start, limit)


def _quoted(text: str, quote: re.Match[str], limit: int) -> Span | None:
    depth, start = 1, quote.end()
    straight = quote["mark"] == '"'
    for mark in _MARKS.finditer(text, start, min(limit, start + _LONGEST_TITLE)):
        if mark.group() in "“«" and not straight:
            depth += 1
        elif mark.group() in "”»" or (mark.group() == '"' and (straight or depth == 1)):
            # A title opened with “ is sometimes closed with ": the typist's slip, not the title's end missing.
            depth -= 1
        if depth == 0:
            return Span(start, mark.start())
    return None


def _plain(source: SourceText, start: int, limit: int) -> Span | None:
    end = min(limit, start + _LONGEST_PLAIN_TITLE)
    at = start
    while (match := _TITLE_END.search(source.folded, at, end)) is not None:
        mark = match.group()[0]
        if mark in '“"«':
            # The title ends with what it quotes, as in: về tiếp tục thực hiện Chỉ thị ... về “...”.
            quote = _QUOTE.match(source.text, match.start())
            inner = _quoted(source.text, quote, limit) if quote else None
            return _span(source, start, inner.end + 1 if inner else match.start())
        goes_on = mark == "\n" and source.text[match.end() : match.end() + 1].islower()  # a page break inside
        if not goes_on and not (
            mark == "," and _HEAD.match(source.folded, match.end()) and not _capital(source, match)
        ):
            return _span(source, start, match.start())
        at = match.end()
    return _span(source, start, end) if end < start + _LONGEST_PLAIN_TITLE else None


def _capital(source: SourceText, match: re.Match[str]) -> bool:
    return source.unified[match.end() : match.end() + 1].isupper()


def _span(source: SourceText, start: int, end: int) -> Span | None:
    end = start + len(source.text[start:end].rstrip())
    return Span(start, end) if end > start else None
