"""The organs that a task names, each with its part; issuers of cited documents and quoted titles are left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indexer.model import OrganMention
from indexer.model import Part
from indexer.model import Span
from indexer.reading.organ_names import Name
from indexer.reading.organ_names import OrganNames
from indexer.reading.parts import part_in_sentence
from indexer.reading.parts import part_of_verb
from indexer.text import collapse_blanks
from indexer.vocabulary import Vocabulary

# Between two names of a list.
_AND: Final = re.compile(r"\s{0,4}(?:,|;|và|,\s{1,4}và|&|cùng)\s{0,4}")

# How far around a name the words that say something of it are looked for.
_REACH: Final = 120

# The members of a list in a cell; a dash may open each.
_LISTED: Final = re.compile(r"(?<=[,;\n-])\s*[^\s,;-][^,;\n]*|\A\s*[^\s,;-][^,;\n]*")

_TERM_FOLLOWS: Final = re.compile(r"\(?(?:khóa|khoá) [IVXLC\d]")
# "Đơn vị chủ trì: Sở Nội vụ" is a label; the organ stands behind it.
_LABEL: Final = re.compile(r"(?:chủ trì|phối hợp|thực hiện)[^.;:]{0,40}:")

_SENTENCE_END: Final = re.compile(r"[.;:!?](?=\s)")


# A heading that is a list of organs may hold so many words besides their names.
_OTHER_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class TaskWords:
    """What a task itself says, without its children.

    `text` is its own text from the marker on, `heading` the span of its first paragraph in it, `quoted` are the
    spans of quoted titles, `imperative` is what follows the heading: more text, or the first child's.
    """

    text: str
    heading: Span
    quoted: tuple[Span, ...]
    imperative: str


class OrganReader:
    """Reads the organs of tasks in a plan of the organ with id `issuer` (None: not known)."""

    def __init__(self, vocabulary: Vocabulary, names: OrganNames, issuer: str | None) -> None:
        self._names = names
        self._issuer = issuer
        kinds = "|".join(re.escape(kind.name) for kind in vocabulary.kinds.values())
        self._issued_by = re.compile(rf"(?<!\w)(?:{kinds})(?!\w|\sviên)[^.;:!?]{{0,90}}\bcủa(?: các)?$", re.IGNORECASE)
        self._issued = re.compile(rf"(?<!\w)(?:{kinds}) (?:công tác|hành động)(?: toàn khóa)?$", re.IGNORECASE)

    def read(self, words: TaskWords) -> tuple[OrganMention, ...]:
        """Return the organs of a task in order; offsets are into `words.text`.

        Where the heading is nothing but a list of organs, they are the subject of what follows it.
        """
        # A name never runs from the heading into what stands below it.
        parts = ((0, words.heading.end), (words.heading.end, len(words.text)))
        names = [name for start, end in parts for name in self._names.find(words.text, start, end)]
        names = [name for name in names if not _is_quoted(name, words.quoted)]
        found: list[OrganMention] = []
        for group in _groups(words.text, names):
            before, after = _around(words.text, group[0].start, group[-1].end)
            if group[0].general and _LABEL.match(after):
                continue
            part = part_in_sentence(before, after)
            if part is None and _is_subject(words, group):
                part = self._part_of_subject(words.imperative)
            elif part is None and self._is_issuer(before, after):
                continue
            found += [self._mention(words.text, name, part) for name in group if part is not None or not name.general]
        return tuple(found)

    def listed(self, text: str, part: Part) -> tuple[OrganMention, ...]:
        """Return the organs of a text that is nothing but a list of them, such as a table's cell, each with `part`."""
        found: list[OrganMention] = []
        for match in _LISTED.finditer(text):
            letters = match.group().strip()
            start = match.start() + match.group().index(letters)
            organ = self._names.organ(letters, self._issuer)
            found.append(OrganMention(letters, start, start + len(letters), organ, part))
        return tuple(found)

    def _part_of_subject(self, imperative: str) -> Part | None:
        first = collapse_blanks(imperative[:_REACH]).lstrip("-+*–• ")
        return part_of_verb(first) or (Part.DO if first and not first.startswith("Đối với") else None)

    def _mention(self, text: str, name: Name, part: Part | None) -> OrganMention:
        letters = text[name.start : name.end]
        organ = None if name.general else self._names.organ(letters, self._issuer)
        return OrganMention(letters, name.start, name.end, organ, part)

    def _is_issuer(self, before: str, after: str) -> bool:
        """Tell whether organs without a part stand only as issuers of a document named before them."""
        clause = _SENTENCE_END.split(before)[-1].rstrip()
        issued = self._issued_by.search(clause) is not None or self._issued.search(clause) is not None
        return issued or _TERM_FOLLOWS.match(after) is not None


def _groups(text: str, names: Sequence[Name]) -> list[list[Name]]:
    """Return `names` with those together that the text joins into one list."""
    groups: list[list[Name]] = []
    for name in names:
        if groups and _AND.fullmatch(text, groups[-1][-1].end, name.start):
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a place, as far as it matters, with single blanks."""
    before = re.sub(r"\s+", " ", text[max(0, start - _REACH) : start])
    return before, collapse_blanks(text[end : end + _REACH])


def _is_subject(words: TaskWords, group: Sequence[Name]) -> bool:
    """Tell whether the heading is `group` and little else, so that what follows is said of it."""
    heading = words.heading
    if group[0].start != heading.start or group[-1].end > heading.end:
        return False
    return len(words.text[group[-1].end : heading.end].split()) <= _OTHER_WORDS


def _is_quoted(name: Name, quoted: Sequence[Span]) -> bool:
    at = bisect_right(quoted, name.start, key=lambda span: span.start) - 1
    return at >= 0 and name.start < quoted[at].end
