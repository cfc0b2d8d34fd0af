"""What a value of the front matter must look like: dates, ids, terms, entries of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

from indexer.store.record import suggestion

LONGEST_ID: Final = 80
"""Letters of the longest id: it is a file name, also on file systems with short paths."""

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_NUMERAL: Final = re.compile(r"(?=[XVI])X{0,3}(?:IX|IV|V?I{0,3})")

Flaw = tuple[str, str]
"""What is wrong with a value: a problem's code and message."""

Check = Callable[[str], Flaw | None]
"""Tells what is wrong with a value, None where nothing is."""


def is_id(text: str) -> bool:
    """Tell whether `text` can be a document's id."""
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None


def any_text(_value: str) -> Flaw | None:
    """Find no flaw: any text will do."""
    return None


def check_id(value: str) -> Flaw | None:
    """Check a document id."""
    if is_id(value):
        return None
    message = f"Mã “{value}” phải gồm chữ thường không dấu, chữ số và gạch nối, dài nhất {LONGEST_ID} ký tự."
    return "bad-id", message


def check_date(value: str) -> Flaw | None:
    """Check an ISO date: a day, a month or a year."""
    match = _DATE.fullmatch(value)
    if match:
        year, month, day = (int(part) if part else 1 for part in match.groups())
        try:
            date(year, month, day)
        except ValueError:
            pass
        else:
            return None
    return "bad-date", f"“{value}” không phải là ngày viết theo dạng năm-tháng-ngày, ví dụ 2021-10-25."


def check_numeral(value: str) -> Flaw | None:
    """Check a term's Roman numeral."""
    if _NUMERAL.fullmatch(value):
        return None
    return "bad-term", f"Khóa phải ghi bằng số La Mã, ví dụ XIII; ở đây ghi “{value}”."


def in_vocabulary(code: str, what: str, known: Iterable[str]) -> Check:
    """Return a check that a value is one of `known`; `what` names it in the message ("loại văn bản")."""

    def check(value: str) -> Flaw | None:
        if value in known:
            return None
        return code, f"Không có {what} “{value}” trong từ vựng{suggestion(value, known)}"

    return check


def one_of(code: str, what: str, choices: type[StrEnum]) -> Check:
    """Return a check that a value is one of an enumeration's."""
    return in_vocabulary(code, what, [str(choice) for choice in choices])
