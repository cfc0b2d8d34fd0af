"""More articles than there are: real ones whose parts are exchanged and whose numbers, years and organs are changed.

A varied article has the title of a real one and as many clauses; each second clause is one of another article of the
same subject. In each line years, numbers and organs become others, and each second line (and each that would
otherwise stay as it is) is continued behind a comma as another line of the subject is. So sentences are half-sense,
but words, their frequencies, the lengths of lines and articles and how subjects hold together are those of the real
text; `make_corpus` leaves the real articles as they are, with which questions come.

How far the vocabulary grows as it would with as many real articles: new are numbers and the pairs of neighbouring
syllables at the joints, no syllable. `benchmarks.larger` says both beside what the growth within the real articles
leads to expect.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from typing import Final

_ORGANS: Final = (
    "Bộ Công an",
    "Bộ Công Thương",
    "Bộ Giao thông vận tải",
    "Bộ Giáo dục và Đào tạo",
    "Bộ Kế hoạch và Đầu tư",
    "Bộ Khoa học và Công nghệ",
    "Bộ Lao động - Thương binh và Xã hội",
    "Bộ Ngoại giao",
    "Bộ Nội vụ",
    "Bộ Nông nghiệp và Phát triển nông thôn",
    "Bộ Quốc phòng",
    "Bộ Thông tin và Truyền thông",
    "Bộ Tài chính",
    "Bộ Tài nguyên và Môi trường",
    "Bộ Tư pháp",
    "Bộ Văn hóa, Thể thao và Du lịch",
    "Bộ Xây dựng",
    "Bộ Y tế",
    "Ngân hàng Nhà nước",
)
_ORGAN: Final = re.compile("|".join(sorted(_ORGANS, key=len, reverse=True)))
_CLAUSE: Final = re.compile(r"\d+[.)] ")
_MARKER: Final = re.compile(r"(?:\d+[.)]|[a-zđ]\)|-|\+) +")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NUMBER: Final = re.compile(r"(?<!\w)(?!0+\b)\d{2,9}(?!\w)")
_JOINT: Final = re.compile(r"[,;] ")
_SHARE: Final = 0.5  # of the clauses that are another article's, and of the lines that go on as another one does


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a data set; `title` begins with its subject, before the first full stop."""

    name: str
    title: str
    text: str
    number: str
    kind: str

    @property
    def subject(self) -> str:
        """What it is about, as the codification names it."""
        return self.title.partition(". ")[0]


def vary(articles: Sequence[Article], seed: int = 0) -> Iterator[Article]:
    """Yield articles made of `articles` without end, always the same ones of the same `seed`."""
    chance = random.Random(seed)
    clauses, ends = defaultdict[str, list[list[str]]](list), defaultdict[str, list[str]](list)
    for article in articles:
        clauses[article.subject] += _clauses(article.text)
        ends[article.subject] += _ends(article.text)
    turn = 1
    while True:
        for article in articles:
            of_subject = clauses[article.subject]
            own = _clauses(article.text)
            made = [chance.choice(of_subject) if chance.random() < _SHARE else clause for clause in own]
            change = _Change(chance, ends[article.subject])
            lines = (change.line(line) for at, clause in enumerate(made, 1) for line in _numbered(clause, at))
            yield replace(article, name=f"{article.name}+{turn}", text="\n".join(lines))
        turn += 1


def _clauses(text: str) -> list[list[str]]:
    """Return the lines of a text by clause; what comes before the first one is one as well."""
    found: list[list[str]] = []
    for line in text.split("\n"):
        if line.strip():
            if not found or _CLAUSE.match(line):
                found.append([])
            found[-1].append(line.strip())
    return found


def _numbered(clause: Sequence[str], number: int) -> Iterator[str]:
    yield _CLAUSE.sub(f"{number}. ", clause[0], count=1) if _CLAUSE.match(clause[0]) else clause[0]
    yield from clause[1:]


def _ends(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        joints = list(_JOINT.finditer(line))
        if joints:
            yield line[joints[len(joints) // 2].start() :].rstrip()


class _Change:
    """What changes in one article: an organ is the same other one throughout."""

    def __init__(self, chance: random.Random, ends: Sequence[str]) -> None:
        self._chance = chance
        self._ends = ends
        self._organs = dict(zip(_ORGANS, chance.sample(_ORGANS, len(_ORGANS)), strict=True))

    def line(self, line: str) -> str:
        """Return a line changed behind its marker."""
        marker = _MARKER.match(line)
        start = marker.end() if marker else 0
        said = line[start:]
        changed = _ORGAN.sub(lambda found: self._organs[found[0]], said)
        changed = _NUMBER.sub(self._number, changed)
        if changed == said or self._chance.random() < _SHARE:
            changed = self._continued(changed)
        return line[:start] + changed

    def _number(self, found: re.Match[str]) -> str:
        digits, before, behind = found[0], found.string[: found.start()][-1:], found.string[found.end() :][:1]
        if _YEAR.fullmatch(digits):
            return str(self._chance.randint(1990, 2026))
        if before == "/":
            return digits  # a month
        if behind == "/" and len(digits) == 2:
            return str(self._chance.randint(10, 28))  # a day, or a document's number
        return str(self._chance.randint(10 ** (len(digits) - 1), 10 ** len(digits) - 1))

    def _continued(self, said: str) -> str:
        joints = list(_JOINT.finditer(said))
        if not joints:
            return said
        return said[: joints[len(joints) // 2].start()] + self._chance.choice(self._ends)
