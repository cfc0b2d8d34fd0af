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

LAWS: Final = frozenset({"luat", "bo-luat", "phap-lenh"})
# The name runs to its year or date and over nothing that ends a clause; "Luật Hợp tác xã (sửa đổi) năm 2023".
_NAME_END: Final = re.compile(r"[;.:\d]|\((?!sua doi\))|(?<!\(sua doi)\)|\n[ \t\r]*\n")
_NAME_BREAK: Final = re.compile(r"[;.\d]|\n[ \t\r]*\n")
# Words of a sentence about a law, not of its name: "Luật này có hiệu lực từ ...", "Luật Doanh nghiệp, các doanh nghiệp
# đã góp vốn trước ...", "Luật Lâm nghiệp, Bộ Nông nghiệp ...".
_NO_NAME: Final = re.compile(
    r"(?<!\w)(?:này|đó|trên|thì|là|có|được|đã|phải|kể|từ|đến|trước|sau khi|khi|nếu|mà|cùng|gửi|như|đang|sẽ|không|do|"
    r"theo quy|quy định tại|quy định của|trong dự|tại điều|hiện hành|thay thế)(?!\w)"
    r"|,\s{1,3}(?:các|những|Bộ|Ủy|UBND|Chính phủ|Quốc hội)\s"
)
# "Luật sửa đổi, bổ sung một số điều của Luật Kế toán": one law that names another in its own name.
_AMENDING: Final = re.compile(r"\s{1,3}(?:sua doi|bo sung|bai bo|huong dan|ve)(?!\w)")
_LONGEST_NAME: Final = 200  # characters
_YEAR_WORD: Final = re.compile(r"(?:,?\s{1,3}nam)?\s{1,3}\Z")
_DATE_WORD: Final = re.compile(r"[\s,]{1,4}ngay\s{1,3}\Z")
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?![\d/])")


def law_head(source: SourceText, start: int, end: int) -> KindWord | None:
    """Return the type word of the law whose name runs up to `end`, None where no law's name does.

    Of several laws named in between the last is meant, unless an earlier one amends it.
    """
    head: KindWord | None = None
    for word in source.kinds_between(start, end):
        if word.kind not in LAWS or not word.capital:
            continue
        if head is None or not _AMENDING.match(source.folded, head.end) or _breaks(source, head.end, word.start):
            head = word
    if head is None or not _is_name(source, head.end, end) or _breaks(source, head.end, end):
        return None
    return head


def find_laws(source: SourceText) -> Iterator[Draft]:
    """Yield the laws that a text names with a year or date but without a number."""
    reach = 0
    for kind in source.kinds:
        if kind.kind in LAWS and kind.capital and kind.start >= reach:
            draft = _dated(source, kind)
            if draft is not None:
                reach = draft.end
                yield draft


def _breaks(source: SourceText, start: int, end: int) -> bool:
    return _NAME_BREAK.search(source.folded, start, end) is not None


def _is_name(source: SourceText, start: int, end: int) -> bool:
    return _NO_NAME.search(source.text, start, end) is None


def _dated(source: SourceText, kind: KindWord) -> Draft | None:
    stop = _NAME_END.search(source.folded, kind.end, kind.end + _LONGEST_NAME)
    if stop is None or not stop.group().isdigit() or _other_kinds(source, kind, stop.start()):
        return None
    if law_head(source, kind.start, stop.start()) is not kind:
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
    # "Luật và Nghị định ... năm 2020": the year is another document's. A law that amends laws names them, and there is
    # a Luật Quy hoạch.
    law_end = kind.end
    for word in source.kinds_between(kind.end, end):
        if word.kind in LAWS:
            law_end = word.end
        elif word.capital and not source.text[law_end : word.start].isspace():
            return True
    return False
