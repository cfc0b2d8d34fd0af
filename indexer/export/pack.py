"""A lesson pack put in order, with its sources: by issuing level or by theme, kind and day, or as its owner wants."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from indexer.export.citation import citation_styles
from indexer.export.citation import own_citation
from indexer.export.facts import CitedFacts
from indexer.export.facts import cited_facts
from indexer.export.remarks import Remark
from indexer.views import DocumentView
from indexer.views.material import Material
from indexer.views.topics import Ground
from indexer.views.topics import TopicSort
from indexer.vocabulary import Vocabulary

#: What a pack is called until somebody names it.
UNNAMED: Final = "Tư liệu soạn bài"
SOURCES: Final = "Danh mục nguồn"

_ORGANS: Final = {
    "ban-chap-hanh-trung-uong": "Ban Chấp hành Trung ương",
    "bo-chinh-tri": "Bộ Chính trị",
    "ban-bi-thu": "Ban Bí thư",
}
_CONGRESS: Final = "Đại hội đại biểu toàn quốc của Đảng"
_UNKNOWN: Final = "Chưa rõ cơ quan ban hành"
_CENTRAL: Final = "Các ban, cơ quan, tổ chức ở Trung ương"
_LOWER: Final = "Cấp dưới tỉnh, thành phố"
_LEVELS: Final = {
    "central": _CENTRAL,
    "state": "Cơ quan nhà nước ở Trung ương",
    "person": "Bài viết, tác phẩm của cá nhân",
    "province": "Cấp tỉnh, thành phố",
    "district": _LOWER,
    "commune": _LOWER,
}
_RANKS: Final = (_CONGRESS, *_ORGANS.values(), *dict.fromkeys(_LEVELS.values()), _UNKNOWN)
_NO_THEME: Final = "Chưa xếp vào chủ đề nào"
_LETTERS: Final = tuple("abcdđeghiklmnopqrstuvxy")  # as Vietnamese papers count points
_ROMANS: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class PackOrder(StrEnum):
    """In what order a pack stands."""

    LEVEL = "level"  # Đại hội, Ban Chấp hành Trung ương ... lower levels
    THEME = "theme"
    CHOSEN = "chosen"  # as the lecturer put it


@dataclass(frozen=True, slots=True)
class Chosen:
    """A gathered item with the lecturer's own note, and the marks and notes made while reading, in reading order."""

    material: Material
    note: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Extract:
    """An item in its place in the pack. `citation` names document and place, as after the first time."""

    material: Material
    note: str
    citation: str
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """A document, cited in full, with what was gathered of it. `marker`: "a)", or "1." where the lecturer ordered."""

    marker: str
    citation: str
    document: DocumentView
    extracts: tuple[Extract, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The works of one kind ("1." "Nghị quyết"); without marker and title where the lecturer ordered."""

    marker: str
    title: str
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The works of one issuing level ("I." "Bộ Chính trị") or theme; without both where the lecturer ordered."""

    marker: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the list of sources: the document in full, and the public pages about it that were seen."""

    citation: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A lesson pack ready to print. `day` (ISO) is the day on which it was made."""

    title: str
    day: str
    sections: tuple[Section, ...]
    sources: tuple[SourceLine, ...]


def make_pack(chosen: Sequence[Chosen], title: str, day: str, vocabulary: Vocabulary, order: PackOrder) -> Pack:
    """Return `chosen` as a pack.

    By level or by theme: sections in the order of levels or of the vocabulary, in each the kinds in the vocabulary's
    order, then the newest first; what was gathered of one document stands together. An item of several themes stands
    under the one that speaks for it most strongly, one of none in a last section.
    """
    cited = _Citations(vocabulary, day)
    if order is PackOrder.LEVEL:
        sections = _sections(
            chosen, lambda item: level_of(item.material.document, vocabulary), _RANKS, vocabulary, cited
        )
    elif order is PackOrder.THEME:
        themes = [topic.name for topic in vocabulary.topics.values() if topic.sort == TopicSort.THEME]
        sections = _sections(chosen, lambda item: theme_of(item.material), (*themes, _NO_THEME), vocabulary, cited)
    else:
        sections = _as_ordered(chosen, cited)
    works = (work for section in sections for part in section.parts for work in part.works)
    sources = {
        work.document.summary.id: SourceLine(work.citation, tuple(source.address for source in work.document.sources))
        for work in works
    }
    return Pack(title or UNNAMED, day, sections, tuple(sources.values()))


class _Citations:
    """How the pack's documents are cited on its day, each worked out once."""

    def __init__(self, vocabulary: Vocabulary, day: str) -> None:
        self._vocabulary = vocabulary
        self._day = day
        self._facts: dict[str, CitedFacts] = {}

    def _of(self, document: DocumentView) -> CitedFacts:
        return self._facts.setdefault(document.summary.id, cited_facts(document))

    def full(self, document: DocumentView) -> str:
        return own_citation(self._of(document), self._vocabulary, self._day)

    def later(self, material: Material) -> str:
        place = material.spot.place if material.spot else None
        facts = self._of(material.document)
        styles = citation_styles(facts, self._vocabulary, self._day, place)
        return styles[0].later if styles else own_citation(facts, self._vocabulary, self._day, place)


def level_of(document: DocumentView, vocabulary: Vocabulary) -> str:
    """Return the heading under which a document stands: that of its issuer, or of whom its issuer works for."""
    issuer = document.summary.issuer
    if issuer is None or issuer.id not in vocabulary.organs:
        return _UNKNOWN
    if issuer.id in _ORGANS:
        return _ORGANS[issuer.id]
    own = vocabulary.organs[issuer.id]
    for organ in vocabulary.ancestors(issuer.id):
        if organ.level in {"department", "congress"}:
            continue
        if own.level == "congress" and organ.id in _ORGANS:
            return _CONGRESS
        return _LEVELS.get(organ.level, _UNKNOWN)
    return _UNKNOWN


def theme_of(material: Material) -> str:
    """Return the heading under which gathered material stands by theme: that with the strongest reason for it."""
    themes = [mark for mark in material.topics if mark.topic.sort is TopicSort.THEME]
    if not themes:
        return _NO_THEME
    grounds = list(Ground)
    return min(themes, key=lambda mark: grounds.index(mark.reasons[0].ground)).topic.name


def _sections(
    chosen: Iterable[Chosen],
    heading: Callable[[Chosen], str],
    headings: Sequence[str],
    vocabulary: Vocabulary,
    cited: _Citations,
) -> tuple[Section, ...]:
    """Return the pack with a section for each heading, in the order of `headings`."""
    levels: dict[str, dict[str, dict[str, list[Chosen]]]] = {}
    for item in chosen:
        document = item.material.document
        kinds = levels.setdefault(heading(item), {})
        works = kinds.setdefault(document.summary.kind.id, {})
        works.setdefault(document.summary.id, []).append(item)
    order = {kind: position for position, kind in enumerate(vocabulary.kinds)}
    sections = []
    for number, level in enumerate(sorted(levels, key=headings.index), 1):
        ordered = sorted(levels[level], key=lambda kind: (order.get(kind, len(order)), kind))
        parts = tuple(_part(at, levels[level][kind], cited) for at, kind in enumerate(ordered, 1))
        sections.append(Section(f"{_roman(number)}.", level, parts))
    return tuple(sections)


def _part(number: int, works: dict[str, list[Chosen]], cited: _Citations) -> Part:
    newest = sorted(works.values(), key=lambda items: items[0].material.document.summary.issued or "", reverse=True)
    ordered = [sorted(items, key=_reading_order) for items in newest]
    kind = ordered[0][0].material.document.summary.kind.name
    made = tuple(_work(f"{_letter(at)})", items, cited) for at, items in enumerate(ordered))
    return Part(f"{number}.", kind[:1].upper() + kind[1:], made)


def _as_ordered(chosen: Iterable[Chosen], cited: _Citations) -> tuple[Section, ...]:
    runs: list[list[Chosen]] = []
    for item in chosen:
        if runs and runs[-1][0].material.item.document == item.material.item.document:
            runs[-1].append(item)
        else:
            runs.append([item])
    works = tuple(_work(f"{number}.", items, cited) for number, items in enumerate(runs, 1))
    return (Section("", "", (Part("", "", works),)),) if works else ()


def _work(marker: str, items: Sequence[Chosen], cited: _Citations) -> Work:
    document = items[0].material.document
    extracts = tuple(Extract(item.material, item.note, cited.later(item.material), item.remarks) for item in items)
    return Work(marker, cited.full(document), document, extracts)


def _reading_order(item: Chosen) -> tuple[int, int]:
    spot = item.material.spot
    return (-1, 0) if spot is None else (spot.start, -spot.end)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMANS:
        text += letters * (number // value)
        number %= value
    return text


def _letter(position: int) -> str:
    rounds, at = divmod(position, len(_LETTERS))
    return _LETTERS[at] * (rounds + 1)
