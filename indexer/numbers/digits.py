"""A number of which nothing but the digits is typed: "35" as the whole question, or "số 35" in one."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from indexer.numbers.query import QueryNumber
from indexer.text import fold

_ALONE: Final = re.compile(r"\W*(?:(?:van ban )?so\s{1,3})?(?P<digits>\d{1,5})\W*\Z")
_AFTER_SO: Final = re.compile(r"(?<![a-z])(?:(?P<before>[a-z]+)\s{1,3})?(?P<so>so)\s{1,3}(?P<digits>\d{1,5})(?![\w%])")
# Syllables with which "số" is a word of its own: dân số, chỉ số, một số, tỷ số, mã số, đa số, thiểu số, hệ số ...
_COMPOUNDS: Final = frozenset(
    "dan chi mot ty ti ma da thieu he chu diem con tong bieu mau ham nhom hang cap muc phu to".split()
)
# What is counted behind the digits: "số 35 triệu" is an amount.
_COUNTED: Final = re.compile(r"\s{1,3}(?:nam|trieu|ty|ti|nghin|ngan|dong|nguoi|lan|ngay|thang)(?![a-z])")
_AT_MOST: Final = 5  # numbers in one question


def find_digits(query: str, taken: Collection[int] = ()) -> tuple[QueryNumber, ...]:
    """Return the numbers of NFC `query` that are digits alone; `taken` are the places of numbers read otherwise.

    They have no keys: the documents of all kinds whose number has these digits are meant.
    """
    folded = fold(query)
    if len(folded) != len(query):
        return ()
    alone = _ALONE.match(folded)
    if alone is not None:
        return () if alone.start("digits") in taken else (_number(alone, query, alone.start("digits")),)
    found = []
    for match in _AFTER_SO.finditer(folded):
        start = match.start("digits")
        if start in taken or match["before"] in _COMPOUNDS or _COUNTED.match(folded, match.end()):
            continue
        found.append(_number(match, query, match.start("so")))
    return tuple(found[:_AT_MOST])


def _number(match: re.Match[str], query: str, start: int) -> QueryNumber:
    end = match.end("digits")
    return QueryNumber(start, end, query[start:end], match["digits"], None, "", "", (), None, ())
