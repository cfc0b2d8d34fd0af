"""The times that a task names: days to be met, stretches of time, how often, on what condition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.model import Deadline
from indexer.model import DeadlineKind
from indexer.model import Span
from indexer.vocabulary import Vocabulary

_B: Final = r"\s{1,4}"  # blanks, a line or page break included
_DASH: Final = r"\s{0,4}[-–—]\s{0,4}"

# A day, month, quarter or year.
_YEAR: Final = r"\d{4}"
_DAY: Final = (
    rf"(?:\d{{1,2}}{_B}giờ{_B})?ngày{_B}\d{{1,2}}"
    rf"(?:{_B}tháng{_B}\d{{1,2}}(?:{_B}năm{_B}{_YEAR}|/{_YEAR})?|[/.-]\d{{1,2}}(?:[/.-]{_YEAR})?|{_B}(?:hằng|hàng){_B}tháng)"
)
_MONTH: Final = rf"tháng{_B}\d{{1,2}}(?:{_B}năm{_B}{_YEAR}|[/.-]{_YEAR})?"
_QUARTER: Final = rf"quý{_B}(?:IV|I{{1,3}}|[1-4])(?:{_B}năm{_B}{_YEAR}|[/.-]{_YEAR})?"
_POINT: Final = rf"(?:{_DAY}|{_MONTH}|{_QUARTER}|(?:hết{_B})?năm{_B}{_YEAR})"
_PART_OF: Final = rf"(?:đầu|giữa|cuối){_B}(?:{_QUARTER}|{_MONTH}|năm{_B}{_YEAR})"

_OFTEN: Final = rf"(?:hằng|hàng){_B}(?:năm|quý|tháng|tuần|ngày)"
_RHYTHM: Final = rf"(?:tuần|tháng|quý|\d{{1,2}}{_B}tháng|cả{_B}năm|năm(?!{_B}\d))"
_AND: Final = rf"(?:\s{{0,2}},{_B}(?:và{_B})?|{_B}và{_B})"
_LATEST: Final = (
    rf"(?:trước|chậm{_B}nhất(?:{_B}là)?(?:{_B}(?:vào|đến|trước))?|muộn{_B}nhất(?:{_B}là)?|đến{_B}hết"
    rf"|xong{_B}(?:trong|vào))"
)
_LABEL: Final = r"(?:(?<=hực hiện: )|(?<=oàn thành: )|(?<=hời gian: ))"

# Sorts of times, in any case of letters; of those that fit at one place the first is taken.
_PATTERNS: Final = (
    # "thường xuyên" says how often only where the text asks for the time.
    (DeadlineKind.FREQUENCY, rf"{_LABEL}thường{_B}xuyên"),
    # "quý, 6 tháng, 9 tháng" is one rhythm of reports and therefore one mention.
    (DeadlineKind.FREQUENCY, rf"{_RHYTHM}(?:{_AND}{_RHYTHM}){{1,5}}(?!{_B}(?:đầu|cuối|\d))"),
    (DeadlineKind.FREQUENCY, rf"định{_B}kỳ(?:{_B}(?:{_OFTEN}|\d{{1,2}}{_B}tháng))?"),
    (DeadlineKind.FREQUENCY, _OFTEN),
    (DeadlineKind.FREQUENCY, rf"(?:mỗi|từng){_B}(?:năm|quý|tháng|tuần)(?:{_B}(?:một|\d{{1,2}}){_B}lần)?"),
    (DeadlineKind.FREQUENCY, rf"\d{{1,2}}{_B}(?:tháng|năm){_B}(?:một|\d{{1,2}}){_B}lần"),
    (DeadlineKind.FREQUENCY, r"(?<=giao ban )(?:quý|tháng|tuần)\b"),
    (DeadlineKind.PERIOD, rf"từ{_B}{_POINT}{_B}đến(?:{_B}hết)?{_B}{_POINT}"),
    (DeadlineKind.PERIOD, rf"giai{_B}đoạn{_B}(?:từ{_B})?(?:năm{_B})?{_YEAR}{_DASH}(?:năm{_B})?{_YEAR}"),
    (DeadlineKind.PERIOD, rf"6{_B}tháng{_B}(?:đầu|cuối){_B}năm(?:{_B}{_YEAR})?"),
    (DeadlineKind.DEADLINE, rf"(?:(?:hoàn{_B}thành|xong){_B})?{_LATEST}{_B}(?:{_POINT}|{_PART_OF})"),
    (DeadlineKind.DEADLINE, rf"(?:(?:hoàn{_B}thành|xong){_B})?trong{_B}(?:{_QUARTER}|{_MONTH})"),
    (DeadlineKind.DEADLINE, rf"(?<!từ ){_PART_OF}"),
    (DeadlineKind.DEADLINE, rf"{_LABEL}{_POINT}"),
    (DeadlineKind.DEADLINE, rf"đến{_B}năm{_B}{_YEAR}"),
    (DeadlineKind.PERIOD, rf"(?:trong{_B})?năm{_B}{_YEAR}"),
    (DeadlineKind.CONDITION, rf"(?:khi|nếu){_B}(?:thấy{_B})?cần(?:{_B}thiết)?\b"),
    (DeadlineKind.CONDITION, rf"khi{_B}có{_B}[^.,;:()*]{{3,60}}(?=[.,;:()*]|$)"),
    (DeadlineKind.CONDITION, rf"sau{_B}khi{_B}[^.,;:()*]{{3,80}}(?=[.,;:()*]|$)"),
    (DeadlineKind.CONDITION, rf"trong{_B}khi{_B}chờ{_B}[^.,;:()*]{{3,100}}(?=[.,;:()*]|$)"),
)
_ANY: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<k{index}>{pattern})' for index, (_, pattern) in enumerate(_PATTERNS))})", re.IGNORECASE
)

_YEARS: Final = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
_AIM: Final = re.compile(r"(?:tầm nhìn|định hướng|quy hoạch)\s{1,4}$", re.IGNORECASE)
_DATE_BEFORE: Final = re.compile(r"tháng\s{1,4}\d{1,2}\s{1,4}$")
_CLAUSE_END: Final = re.compile(r"[.,;:()“”\"]")

# How far before "năm 2022" the document's name is looked for that it may belong to.
_REACH: Final = 80


class DeadlineReader:
    """Reads the times of tasks in a plan issued on one day (ISO), where it is known."""

    def __init__(self, vocabulary: Vocabulary, issued: str | None) -> None:
        kinds = "|".join(re.escape(kind.name) for kind in vocabulary.kinds.values())
        self._kinds = re.compile(rf"(?<!\w)(?:{kinds})(?!\w|\sviên)", re.IGNORECASE)
        self._year = int(issued[:4]) if issued else None

    def read(self, text: str, quoted: Sequence[Span]) -> tuple[Deadline, ...]:
        """Return the times in a task's own text in order; offsets are into `text`.

        Years before the plan's own, times inside `quoted` titles and years of documents' names are left out.
        """
        found = []
        spans = iter(quoted)
        span = next(spans, None)
        for match in _ANY.finditer(text):
            while span is not None and span.end <= match.start():
                span = next(spans, None)
            if span is not None and span.start <= match.start():
                continue
            index = next(number for number in range(len(_PATTERNS)) if match[f"k{number}"] is not None)
            kind = _PATTERNS[index][0]
            if self._is_of_task(text, match, kind):
                found.append(Deadline(match[0].rstrip(), match.start(), match.start() + len(match[0].rstrip()), kind))
        return tuple(found)

    def _is_of_task(self, text: str, match: re.Match[str], kind: DeadlineKind) -> bool:
        before = text[max(0, match.start() - _REACH) : match.start()]
        years = [int(year) for year in _YEARS.findall(match[0])]
        if _AIM.search(before) or (self._year is not None and years and max(years) < self._year):
            return False
        if kind is not DeadlineKind.PERIOD or match[0][:3].lower() != "năm":
            return True
        clause = _CLAUSE_END.split(before)[-1]
        return self._year is not None and not _DATE_BEFORE.search(clause) and not self._kinds.search(clause)
