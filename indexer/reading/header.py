"""What a document says of itself above its text: kind, number, issuer, place, day and title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from indexer.numbers import parse_number
from indexer.reading.headlines import read_headline
from indexer.reading.headlines import read_rest
from indexer.reading.lines import Line
from indexer.reading.markers import Rank
from indexer.reading.markers import read_marker
from indexer.text import collapse_blanks
from indexer.text import fold
from indexer.vocabulary import Kind
from indexer.vocabulary import Vocabulary

# A header is at most so many lines long; what stands further down is text.
_LONGEST_HEADER: Final = 60

# The line of place and day is short; a longer line with a day in it is text.
_LONGEST_DATE_LINE: Final = 80

# Two columns of a page set side by side: what stands right of such a gap belongs to the other column.
_COLUMN_GAP: Final = re.compile(r"\s{3,}|\t|\|")

_NUMBER_LINE: Final = re.compile(
    r"[*_]{0,3}(?:(?:bộ luật|luật|pháp lệnh|lệnh|nghị quyết)\s{1,3})?s[ốỐ]\s{0,3}:?\s{0,20}(?P<rest>.{0,80})",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\d{1,5}\s?[-–/]\s?\w[\w./–-]{0,20}(?:\s?[-–/]\s?\w{1,15}){0,3}")

# "Hà Nội, ngày 05 tháng 3 năm 2021", possibly over two lines; the day may be left open for the pen.
_DATE: Final = re.compile(
    r",\s{0,5}ngày(?:\s{0,9}(?P<day>\d{1,2}))?\s{1,9}tháng\s{0,9}(?P<month>\d{1,2})\s{1,9}năm\s{0,9}(?P<year>\d{4})"
    r"|,\s{0,5}ngày\s{1,9}(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})",
    re.IGNORECASE,
)

# The right column of the first page, which names no issuer.
_MOTTO: Final = re.compile(
    r"cong hoa xa|chu nghia viet nam|hoi chu nghia|dang cong san|dang$|cong san viet|viet nam$|doc lap"
)

_MOTTO_BESIDE: Final = re.compile(r"\s(?:cong hoa xa hoi chu nghia|dang cong san viet nam|doc lap - tu do)\b")

# Below a title in capitals stands, in capitals too, who issues a State document, or the first heading of the text.
_NO_TITLE: Final = re.compile(
    r"(?:loi noi dau|muc luc|chuong|phan|"
    r"chu tich|bo truong|thu tuong|uy ban nhan dan|hoi dong|chinh phu|quoc hoi|tong|giam doc)\b"
)

_ISSUER_HEADS: Final = re.compile(
    r"(?:dang bo|(?:tinh|thanh|quan|huyen|thi|dang|chi) (?:uy|bo)|trung uong dang|ban|bo|so|uy ban|hoi dong|"
    r"van phong|hoi|doan|lien doan|mat tran|chinh phu|thu tuong|quoc hoi|toa an|vien|tong cuc|cuc|vu|chi cuc|"
    r"cong an|phong|trung tam|truong|hoc vien|to|dai hoc|kiem toan|ngan hang|lien minh|thanh tra|tieu ban)\b"
)

# A text that begins so has begun: its title is behind it.
_OPENING: Final = re.compile(
    r"(?:-\s?)?(?:Căn cứ|Thực hiện|Thi hành|Triển khai|Xét|Theo|Để|Nhằm|Trên cơ sở|Tiếp tục)\b"
)

# "Kế hoạch số 47 nêu rõ" speaks of a document and is no document's first line.
_SPOKEN_OF: Final = re.compile(r"số\b|này\b|nêu\b|\d")

_ISSUED_BY: Final = re.compile(r"của\s(?P<issuer>.{3,100}?)\s(?P<title>về\s.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """The fields read above the text, None where nothing is said; `body` is the index of the text's first line."""

    kind: str | None = None
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued: str | None = None
    title: str | None = None
    body: int = 0


def read_head(lines: Sequence[Line], vocabulary: Vocabulary) -> Head:
    """Read the header from a document's `lines`."""
    top = _header_lines(lines)
    at, after, kind = _kind_line(top, vocabulary)
    if kind is None:
        return _headless(top, vocabulary)
    title_end = _title_end(top, after)
    title = _joined(top[after:title_end])
    issuer = _issuer(top[:at])
    said = read_rest(kind, title, vocabulary) if title else None
    if said is not None and said.number:  # "Nghị định" / "của Chính phủ số 29/1998/NĐ-CP ngày ... về ..."
        return Head(kind.name, said.number, issuer or said.issuer, None, said.issued, said.title, title_end)
    if title and (named := _ISSUED_BY.fullmatch(title)):
        issuer, title = named["issuer"], named["title"]
    place, issued = read_date(top[:at])
    return Head(kind.name, _number(top[:at], vocabulary), issuer, place, issued, title, title_end)


def read_date(lines: Sequence[Line]) -> tuple[str | None, str | None]:
    """Return the place and the ISO day of the line "Hà Nội, ngày 05 tháng 3 năm 2021", None where there is none.

    A day left open gives the month alone (`2021-03`).
    """
    text = "\n".join(line.bare for line in lines)
    for match in _DATE.finditer(text):
        year, month, day = (
            match[long] or match[short] for long, short in (("year", "y"), ("month", "m"), ("day", "d"))
        )
        issued = _iso(int(year), int(month), int(day) if day else None)
        if issued:
            return _place(text[max(0, match.start() - 80) : match.start()]), issued
    return None, None


def _iso(year: int, month: int, day: int | None) -> str | None:
    try:
        moment = date(year, month, day or 1)
    except ValueError:
        return None
    return moment.isoformat() if day else moment.isoformat()[:7]


def _place(before: str) -> str | None:
    """Return the capitalised words at the end of `before`: a place may begin on the line above its end."""
    words: list[str] = []
    for line in reversed(before.split("\n")[-2:]):
        taken = _place_words(line)
        if words and taken and taken[0].isupper() != words[0].isupper():
            break  # the line above is another column's, in capitals
        words = taken + words
        if len(taken) < len(line.split()):
            break
    return " ".join(words) or None


def _place_words(line: str) -> list[str]:
    words: list[str] = []
    for word in reversed(line.split()):
        if not (word[0].isupper() or (word == "phố" and words)) or not word.replace(".", "").isalpha():
            break
        words.insert(0, word)
    return words


def _header_lines(lines: Sequence[Line]) -> Sequence[Line]:
    top = lines[:_LONGEST_HEADER]
    for index, line in enumerate(top):
        marker = read_marker(line)
        if marker is not None and marker.rank <= Rank.NUMBER:
            return top[:index]
    return top


def _kind_line(top: Sequence[Line], vocabulary: Vocabulary) -> tuple[int, int, Kind | None]:
    """Return where the line that is a kind's name and nothing else stands, the line after it, and the kind."""
    for index, line in enumerate(top):
        if index + 1 < len(top) and not top[index + 1].gap:
            joined = vocabulary.kind_by_name.get(_key(f"{line.bare} {top[index + 1].bare}"))
            if joined is not None:
                return index, index + 2, joined
        kind = vocabulary.kind_by_name.get(_key(line.bare)) or _kind_of_issuer(line, vocabulary)
        if kind is not None:
            return index, index + 1, kind
    return 0, 0, None


def _kind_of_issuer(line: Line, vocabulary: Vocabulary) -> Kind | None:
    """Return the kind of a line such as "NGHỊ ĐỊNH CỦA CHÍNH PHỦ": the issuer stands above it as well."""
    said = read_headline(line.bare, vocabulary) if line.in_capitals else None
    return said.kind if said is not None and said.issuer and not (said.number or said.title) else None


def _headless(top: Sequence[Line], vocabulary: Vocabulary) -> Head:
    """Read a text whose kind has no line of its own: the first line may begin with it ("Kế hoạch hỗ trợ ...")."""
    short = [line for line in top if len(line.text) <= _LONGEST_DATE_LINE]
    place, issued = read_date(short)
    number = _number(short, vocabulary)
    first = next((index for index, line in enumerate(top) if not line.is_rule), None)
    if first is not None and (said := read_headline(top[first].bare, vocabulary)) is not None and said.number:
        return Head(said.kind.name, said.number, said.issuer, place, said.issued or issued, said.title, first + 1)
    if first is not None and (titled := _kind_and_title(top[first], vocabulary)):
        kind, title = titled
        return Head(kind.name, number, None, place, issued, title, first + 1)
    stated = [
        index
        for index, line in enumerate(top)
        if line in short and (_NUMBER_LINE.match(line.text) or read_date([line])[1])
    ]
    body = stated[-1] + 1 if stated else 0
    return Head(None, number, _issuer(top[:body]), place, issued, None, body)


def _kind_and_title(line: Line, vocabulary: Vocabulary) -> tuple[Kind, str] | None:
    """Part a first line such as "Kế hoạch hỗ trợ hộ nghèo" into kind and title; a sentence is no title."""
    text = collapse_blanks(line.bare)
    key = _key(text)
    for name in sorted(vocabulary.kind_by_name, key=len, reverse=True):
        rest = text[len(name) + 1 :]
        if key.startswith(f"{name} ") and text[0].isupper() and not _SPOKEN_OF.match(rest):
            return (vocabulary.kind_by_name[name], rest.rstrip(" .")) if _is_title(line, rest) else None
    return None


def _is_title(line: Line, rest: str) -> bool:
    return not line.is_complete or rest.startswith("về ")


def _title_end(top: Sequence[Line], start: int) -> int:
    """Return the index after the title whose first line is `start` (`start` itself where no title stands)."""
    index = start
    while index < len(top) and not top[index].is_rule:
        line = top[index]
        begins_text = _OPENING.match(line.text) is not None and not line.in_capitals
        if index == start:
            begins_text = begins_text and (line.bare.endswith((":", ";")) or line.text.startswith(("Căn cứ", "- Căn")))
        if begins_text or line.text.startswith("(") or (index > start and line.gap and not _goes_on(top[start], line)):
            break
        index += 1
    return index


def _goes_on(first: Line, line: Line) -> bool:
    """Tell whether a paragraph of its own goes on with the title: many files have a paragraph for each line of it."""
    if line.text[0].islower():
        return first.text[0].islower() or not first.is_complete
    return first.in_capitals and line.in_capitals and not _NO_TITLE.match(_key(line.bare))


def _joined(lines: Sequence[Line]) -> str | None:
    return collapse_blanks(" ".join(line.bare for line in lines).replace("*", "")) or None


def _number(lines: Sequence[Line], vocabulary: Vocabulary) -> str | None:
    for index, line in enumerate(lines):
        if match := _NUMBER_LINE.match(line.text):
            rest = collapse_blanks(match["rest"] or (lines[index + 1].text[:80] if index + 1 < len(lines) else ""))
            if found := _NUMBER.match(rest):
                number = parse_number(found.group(), vocabulary)
                return number.canonical if number else "".join(found.group().split())
    return None


def _issuer(lines: Sequence[Line]) -> str | None:
    """Return the issuer named top left: of an organ below its superior, the last one."""
    named: list[str] = []
    spaced = all(line.gap for line in lines)  # every paragraph apart, as in converted files: a gap says nothing
    for line in lines:
        left = _COLUMN_GAP.split(line.bare, maxsplit=1)[0].strip("\\* ")
        beside = _MOTTO_BESIDE.search(_key(left))
        if beside is not None and beside.start() > 0:  # both columns run together on one line
            left = collapse_blanks(left)[: beside.start()]
        key = _key(left)
        if named and ((line.gap and not spaced) or line.is_rule):
            break
        if not left.isupper() or _MOTTO.match(key) or _NUMBER_LINE.match(left):
            continue
        if _ISSUER_HEADS.match(key) and not _is_second_half(named, key):
            named.append(left)
        elif named:
            named[-1] += f" {left}"
    return collapse_blanks(named[-1]) if named else None


def _is_second_half(named: Sequence[str], key: str) -> bool:
    """Tell whether a line that begins like an organ goes on with the one before it ("UỶ" / "BAN NHÂN DÂN")."""
    return bool(named) and (len(named[-1].split()) == 1 or key == "bo" or named[-1].endswith((",", "VÀ")))


def _key(text: str) -> str:
    return fold(collapse_blanks(text))
