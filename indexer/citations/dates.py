"""Dates as official texts write them: `25/10/2021`, `09-10-2014`, `24 - 9 - 2001`, `ngày 25 tháng 10 năm 2021`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

_DAY_MONTH_YEAR: Final = (
    # A scanner's letter O stands for a zero ("O5/3/2020"); a year of two digits follows separators only ("20/4/95").
    r"(?P<day>[\do]{1,2})"
    r"(?:\s{0,2}[/.-]\s{0,2}(?P<month>[\do]{1,2})\s{0,2}[/.-]\s{0,2}(?P<year>\d{4}|\d\d(?![\d/.-]*\d))"
    r"|\s{0,3}thang\s{0,3}(?P<month_word>[\do]{1,2})\s{0,8},?\s{0,2}nam\s{0,4}(?P<year_word>\d{4}))(?!\d)"
)
# Behind a number or issuer: Party style has a comma before it, State style none; either may stand in brackets.
# "ngà" is a slip of scanned texts before a date, where nothing else can be meant.
_FOLLOWING: Final = re.compile(
    r"[\s,]{0,4}\(?\s{0,2}(?:(?:ky|ban hanh)\s{1,3})?"
    rf"(?:(?:ngay\s)?ngay?\s{{0,4}}|(?<=\()|(?<=,)\s{{0,3}}|(?<=,\s)|(?<=\w\s)){_DAY_MONTH_YEAR}\s?\)?"
)


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date with the end of its place; `iso` is None where the calendar has no such day."""

    iso: str | None
    end: int


def read_date(folded: str, position: int) -> DateReading | None:
    """Read the date that stands at `position` (punctuation and "ngày" before it included)."""
    match = _FOLLOWING.match(folded, position)
    if match is None or match.group().count("\n") - match.group().lstrip().count("\n") > 1:
        return None  # a date that begins the next paragraph
    end = match.end()
    if match.group().endswith(")") and "(" not in match.group():
        end -= 1  # the bracket that closes something larger
    year = match["year"] or match["year_word"]
    return DateReading(iso_date(match["day"], match["month"] or match["month_word"], _full_year(year)), end)


def _full_year(year: str) -> str:
    # No cited document is older than 1945: "95" is 1995, "05" is 2005.
    if len(year) == 4:
        return year
    return f"19{year}" if year >= "45" else f"20{year}"


def iso_date(day: str, month: str, year: str) -> str | None:
    """Return the ISO form of a day of the calendar, None where there is none such."""
    try:
        return dt.date(int(year), int(month.replace("o", "0")), int(day.replace("o", "0"))).isoformat()
    except ValueError:
        return None
