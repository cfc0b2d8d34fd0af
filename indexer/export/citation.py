"""A document cited as official papers cite: long and short, in the Party's style and the State's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from indexer.export.facts import CitedFacts
from indexer.numbers import parse_number
from indexer.text import fold
from indexer.vocabulary import Vocabulary

#: Families of drafting rules with the words for them.
FAMILIES: Final[Mapping[str, str]] = {"party": "Trong văn bản của Đảng", "state": "Trong văn bản hành chính nhà nước"}

# Titles that go on from the number as they stand: "về ...", and what the document does ("ban hành Quy chế ...").
_GOES_ON: Final = re.compile(r"(?:về|ban hành|sửa đổi|bổ sung|phê duyệt|bãi bỏ)\b", re.IGNORECASE)
_VALUE: Final = re.compile(r"\{(\w+)\}")
_LAWS: Final = frozenset({"hien-phap", "bo-luat", "luat", "phap-lenh"})  # cited by name, whatever their number


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """A document as papers of one family (a key of `FAMILIES`) cite it, by the rules named."""

    family: str
    rules: str
    first: str  # the first time, in full
    later: str  # every time after


def citation_styles(
    facts: CitedFacts, vocabulary: Vocabulary, day: str, place: str | None = None
) -> tuple[CitationStyle, ...]:
    """Return a document's citations by the rules that hold on ISO `day`, those of the document's own family first.

    `place` is where in the document ("mục II.4.1"); it then stands before the document.
    """
    families = sorted(FAMILIES, key=lambda family: (family == "state") is not _of_the_state(facts, vocabulary))
    holding = [rules for family in families if (rules := vocabulary.drafting_rules(family, day)) is not None]
    values = _values(facts, vocabulary)
    short = {**values, "name": _short_name(facts)}
    return tuple(
        CitationStyle(
            family=rules.family,
            rules=rules.name,
            first=pinned(place, _filled(rules.cited_first, values)),
            later=pinned(place, _filled(rules.cited_later, short)),
        )
        for rules in holding
    )


def own_citation(facts: CitedFacts, vocabulary: Vocabulary, day: str, place: str | None = None) -> str:
    """Return a document's full citation in the style of its own family."""
    styles = citation_styles(facts, vocabulary, day, place)
    return styles[0].first if styles else pinned(place, document_name(facts))


def pinned(place: str | None, citation: str) -> str:
    """Return a citation with the place in the document before it: "Mục II.4.1 Kế hoạch ..."."""
    if not place:
        return citation
    return f"{place[:1].upper()}{place[1:]}{',' if ',' in place else ''} {citation}"


def document_name(facts: CitedFacts) -> str:
    """Return what a document without a number to cite is called by: its kind, or its title where that is its name."""
    kind = facts.kind.name[:1].upper() + facts.kind.name[1:]
    if not _named_by_title(facts) or facts.title is None:
        return kind
    if fold(facts.kind.name) in fold(facts.title):
        return facts.title[:1].upper() + facts.title[1:]
    return f"{kind} {facts.title}" if facts.kind.id in _LAWS else f"{kind} “{facts.title}”"


def _short_name(facts: CitedFacts) -> str:
    """Return the name without date and issuer: without a number only the title tells a plan from the others."""
    name = document_name(facts)
    if facts.number or facts.title is None or _named_by_title(facts):
        return name
    return f"{name} “{facts.title}”"


def _named_by_title(facts: CitedFacts) -> bool:
    if facts.title is None or facts.kind.id in _LAWS:
        return facts.title is not None
    # "Nghị quyết Đại hội ..." is a name; a plan of which only the number is missing still has a title of its own.
    return facts.number is None and (facts.issued is None or fold(facts.kind.name) in fold(facts.title))


def _of_the_state(facts: CitedFacts, vocabulary: Vocabulary) -> bool:
    organ = vocabulary.organs.get(facts.issuer.id) if facts.issuer else None
    if organ is not None and organ.level == "state":
        return True
    kind = vocabulary.kinds.get(facts.kind.id)
    if kind is not None and kind.family != "both":
        return kind.family == "state"
    number = parse_number(facts.number, vocabulary) if facts.number else None
    return number is not None and not number.party


def _values(facts: CitedFacts, vocabulary: Vocabulary) -> Mapping[str, str]:
    named = _named_by_title(facts)
    name = document_name(facts)
    values = {
        "name": name,
        "number": None if facts.kind.id in _LAWS and named else facts.number,
        "date": _date(facts.issued),
        "date_in_words": _date_in_words(facts.issued),
        "issuer": None if named and _says_its_issuer(name, facts, vocabulary) else facts.issuer and facts.issuer.name,
        "title": None if named else _about(facts.title),
    }
    return {key: value for key, value in values.items() if value}


def _says_its_issuer(name: str, facts: CitedFacts, vocabulary: Vocabulary) -> bool:
    """Tell whether a name already says whose document it is: a congress's documents are called by the congress."""
    if facts.issuer is None:
        return False
    organ = vocabulary.organs.get(facts.issuer.id)
    return fold(facts.issuer.name) in fold(name) or (organ is not None and organ.level == "congress")


def _filled(pieces: Iterable[str], values: Mapping[str, str]) -> str:
    text = ""
    for piece in pieces:
        names = _VALUE.findall(piece)
        if all(name in values for name in names):
            filled = _VALUE.sub(lambda match: values[match[1]], piece)
            # "Kế hoạch ngày ...": the comma belongs to the number before it.
            text += filled if "số " in text or not filled.startswith(", ") else filled[1:]
    return text


def _about(title: str | None) -> str | None:
    if title is None:
        return None
    return f"{title[:1].lower()}{title[1:]}" if _GOES_ON.match(title) else f"về “{title}”"


def _date(issued: str | None) -> str | None:
    """Return "ngày 05/9/2026", "tháng 9/2026" or "năm 2026": January and February take two digits, as days do."""
    if not issued:
        return None
    year, *rest = issued.split("-")
    parts = [*reversed([_month(rest[0]), *rest[1:]])] if rest else []
    return f"{_unit(issued)} {'/'.join([*parts, year])}"


def _date_in_words(issued: str | None) -> str | None:
    """Return "ngày 05 tháng 9 năm 2026", or as much of it as is known."""
    if not issued:
        return None
    year, *rest = issued.split("-")
    words = [f"năm {year}"]
    if rest:
        words.insert(0, f"tháng {_month(rest[0])}")
    if len(rest) > 1:
        words.insert(0, f"ngày {rest[1]}")
    return " ".join(words)


def _month(digits: str) -> str:
    return digits if digits in {"01", "02"} else digits.lstrip("0")


def _unit(issued: str) -> str:
    return ("năm", "tháng", "ngày")[issued.count("-")]
