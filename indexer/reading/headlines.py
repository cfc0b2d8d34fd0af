"""Headlines that say several things at once: "Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị về ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from indexer.numbers import parse_number
from indexer.text import collapse_blanks
from indexer.text import fold
from indexer.vocabulary import Kind
from indexer.vocabulary import Vocabulary

_DAY: Final = (
    r"ngày\s(?P<day>\d{1,2})(?:\stháng\s(?P<month>\d{1,2})\snăm\s(?P<year>\d{4})"
    r"|\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4}))"
)
# What may follow a kind's name, in any order that offices use; the title comes last.
_REST: Final = re.compile(
    r"(?:\s?của\s(?P<before>[^,;.]{3,100}?))?"
    r"(?:,?\s?số:?\s(?P<number>\d{1,5}\s?[-–/][\w\s./–-]{1,30}?))?"
    rf"(?:,?\s{_DAY})?"
    r"(?:,?\scủa\s(?P<after>[^,;.]{3,100}?))?"
    r"(?:,?\s(?P<title>(?:về|quy định|hướng dẫn|ban hành|sửa đổi|thi hành)\s.{3,}))?",
    re.IGNORECASE,
)
_LONGEST: Final = 600  # letters of a headline


@dataclass(frozen=True, slots=True)
class Headline:
    """What a headline says; None where it says nothing of it."""

    kind: Kind
    number: str | None = None
    issued: str | None = None
    issuer: str | None = None
    title: str | None = None


def read_headline(line: str, vocabulary: Vocabulary) -> Headline | None:
    """Return what a line says that begins with a kind's name and is, as a whole, the name of one document.

    None where it is anything else, a sentence that speaks of a document among them.
    """
    text = collapse_blanks(line)
    if not text or len(text) > _LONGEST or text[-1] in ".;:" or not text[0].isupper():
        return None
    key = fold(text)
    for name in sorted(vocabulary.kind_by_name, key=len, reverse=True):
        if key.startswith(f"{name} "):
            return read_rest(vocabulary.kind_by_name[name], text[len(name) :].strip(), vocabulary)
    return None


def read_rest(kind: Kind, rest: str, vocabulary: Vocabulary) -> Headline | None:
    """Return what stands behind a kind's name: issuer, number, day and title; None where it is none of these."""
    found = _REST.fullmatch(rest)
    if found is None or not any(found.group("before", "number", "after")):
        return None
    number = parse_number(found["number"], vocabulary) if found["number"] else None
    if found["number"] and number is None:
        return None
    issuer = found["before"] or found["after"]
    return Headline(kind, number.canonical if number else None, _issued(found), issuer, found["title"])


def _issued(found: re.Match[str]) -> str | None:
    if not found["day"]:
        return None
    try:
        return date(int(found["year"] or found["y"]), int(found["month"] or found["m"]), int(found["day"])).isoformat()
    except ValueError:
        return None
