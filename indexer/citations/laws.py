"""Laws named without their number: "Luật Giáo dục 2019", "Luật giá ngày 19 tháng 6 năm 2023"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from indexer.citations.dates import read_date
from indexer.citations.drafts import Draft
from indexer.citations.source import KindWord
from indexer.citations.source import SourceText
from indexer.model import Form

_KINDS: Final = frozenset({"luat", "bo-luat", "phap-lenh"})
# The name runs to its year or date and over nothing that ends a clause.
_NAME_END: Final = re.compile(r"[;.:()\d]|\n[ \t\r]*\n")
_LONGEST_NAME: Final = 200  # characters
_YEAR_WORD: Final = re.compile(r"(?:,?\s{1,3}nam)?\s{1,3}\Z")
_DATE_WORD: Final = re.compile(r"[\s,]{1,4}ngay\s{1,3}\Z")
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?![\d/])")


def find_laws(source: SourceText) -> Iterator[Draft]:
    """Yield the laws that a text names with a year or date but without a number."""
    for kind in source.kinds:
        if kind.kind in _KINDS and kind.capital:
            draft = _dated(source, kind)
            if draft is not None:
                yield draft


def _dated(source: SourceText, kind: KindWord) -> Draft | None:
    stop = _NAME_END.search(source.folded, kind.end, kind.end + _LONGEST_NAME)
    if stop is None or not stop.group().isdigit() or _other_kinds(source, kind, stop.start()):
        return None
    date_word = _DATE_WORD.search(source.folded, kind.end, stop.start())
    if date_word is not None:
        date, title = read_date(source.folded, date_word.start()), source.words(kind.end, date_word.start())
        if date is None or not title:
            return None
        end = date_word.start()
        return Draft(kind.start, end, Form.UNNUMBERED, kind.kind, issued=date.iso, title=title, tail=date.end)
    year, year_word = _YEAR.match(source.folded, stop.start()), _YEAR_WORD.search(source.folded, kind.end, stop.start())
    if year is None or year_word is None:
        return None
    title = source.words(kind.end, year_word.start())
    if not title:
        return None
    return Draft(kind.start, year.end(), Form.UNNUMBERED, kind.kind, issued=year.group(), title=title, tail=year.end())


def _other_kinds(source: SourceText, kind: KindWord, end: int) -> bool:
    # "Luật và Nghị định ... năm 2020": the year is another document's. A law that amends laws names them.
    return any(word.kind not in _KINDS and word.capital for word in source.kinds_between(kind.end, end))
