"""The little language of questions: "phrases", -exclusions and operators like `loại:`, found by their places.

A scanner goes over the question once, from left to right. Whatever does not read as a part of the language is plain
words, so that nothing is ever an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from indexer.model import Span
from indexer.search.spelling import ordinal
from indexer.text import fold
from indexer.views import QueryFilter
from indexer.vocabulary import Vocabulary

_QUOTES: Final = frozenset('"“”„«»')
_DASHES: Final = frozenset("-−")  # what is typed for minus; an en dash parts words
_MOST_WORDS: Final = 12  # of an operator's value
_TAKEN: Final = ";"  # stands where a part was: what is left of it and right of it do not belong together

# Every operator, folded, and the filter it sets; the longest spelling is tried first.
_OPERATORS: Final[Mapping[str, str]] = {
    "loai van ban": "kind",
    "loai": "kind",
    "co quan ban hanh": "organ",
    "co quan": "organ",
    "coquan": "organ",
    "nam": "year",
    "khoa": "term",
    "chu de": "theme",
    "chude": "theme",
    "chuong trinh": "programme",
    "nhiem vu": "task",
    "nhiemvu": "task",
}
_LABELS: Final[Mapping[str, str]] = {
    "kind": "loại văn bản",
    "organ": "cơ quan",
    "year": "năm",
    "term": "khóa",
    "theme": "chủ đề",
    "programme": "chương trình",
    "task": "nhiệm vụ",
}
_OPERATOR: Final = re.compile(rf"({'|'.join(sorted(_OPERATORS, key=len, reverse=True))})\s?:\s*".replace(" ", r"\s"))
_WORD: Final = re.compile(r"[^\s;,]+")
_RANGE: Final = re.compile(r"(\d{4})?\s?(?:\.{2,3}|…|[-–])\s?(\d{4})?(?![^\W_])")
_YEAR: Final = re.compile(r"(\d{4})(?![^\W_])")
_TASK: Final = re.compile(r"([ivx]+|\d{1,3})((?:[.-][a-z0-9]{1,3})*)(?![^\W_])")
_WORD_EDGE: Final = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Parts:
    """A question taken apart. `plain` has its length: what is taken out of it is replaced letter for letter.

    `phrases` and `excluded` are spans of words, quotes and dashes left out; phrases stay in `plain`.
    """

    plain: str
    phrases: tuple[Span, ...] = ()
    excluded: tuple[Span, ...] = ()
    filters: tuple[QueryFilter, ...] = ()


@dataclass(frozen=True, slots=True)
class _Value:
    end: int
    shown: str
    values: tuple[str, ...] = ()
    lowest: str | None = None
    highest: str | None = None


def take_apart(text: str, vocabulary: Vocabulary, numbers: Iterable[Span] = ()) -> Parts:
    """Return the parts of NFC `text`; a dash inside one of `numbers` is the number's own."""
    folded = fold(text)
    if len(folded) != len(text):
        return Parts(text)
    inside = {at for number in numbers for at in range(number.start, number.end)}
    phrases: list[Span] = []
    excluded: list[Span] = []
    filters: list[QueryFilter] = []
    taken: list[Span] = []
    at = 0
    while at < len(text):
        begins = not at or not _WORD_EDGE.match(text, at - 1)
        if text[at] in _QUOTES:
            phrase = _quoted(text, at)
            phrases += [phrase] if phrase and phrase.start < phrase.end else []
            at = phrase.end + 1 if phrase else at + 1
        elif text[at] in _DASHES and at not in inside and (not at or text[at - 1].isspace()):
            without = _excluded(text, at + 1)
            excluded += [without] if without else []
            taken += [Span(at, _closed(text, without.end))] if without else []
            at = taken[-1].end if without else at + 1
        elif begins and (found := _filter(text, folded, at, vocabulary)) is not None:
            filters.append(found[0])
            taken.append(Span(at, found[1]))
            at = found[1]
        else:
            at += 1
    return Parts(_without(text, taken), tuple(phrases), tuple(excluded), tuple(filters))


def _quoted(text: str, at: int) -> Span | None:
    """Return what stands between the quote at `at` and the next one, None where there is none."""
    end = next((place for place in range(at + 1, len(text)) if text[place] in _QUOTES), None)
    return None if end is None else Span(at + 1, end)


def _excluded(text: str, start: int) -> Span | None:
    if start < len(text) and text[start] in _QUOTES:
        quoted = _quoted(text, start)
        return quoted if quoted and _WORD_EDGE.search(text, quoted.start, quoted.end) else None
    if start >= len(text) or not _WORD_EDGE.match(text, start):
        return None
    end = next((place for place in range(start, len(text)) if text[place].isspace()), len(text))
    return Span(start, end)


def _closed(text: str, end: int) -> int:
    return end + 1 if end < len(text) and text[end] in _QUOTES else end


def _filter(text: str, folded: str, at: int, vocabulary: Vocabulary) -> tuple[QueryFilter, int] | None:
    operator = _OPERATOR.match(folded, at)
    if operator is None:
        return None
    name = _OPERATORS[" ".join(operator[1].split())]
    start = operator.end()
    quoted = _quoted(text, start) if start < len(text) and text[start] in _QUOTES else None
    value = _READERS[name](folded, quoted.start if quoted else start, vocabulary)
    if value is None or (quoted and value.end < quoted.end):
        return None
    end = _closed(text, value.end)
    typed = text[at:end]
    return QueryFilter(name, _LABELS[name], typed, value.shown, value.values, value.lowest, value.highest), end


def _known(folded: str, start: int, names: Mapping[str, tuple[str, ...]]) -> tuple[int, tuple[str, ...]] | None:
    """Return the end of the longest run of words from `start` that is one of `names`, and what it names."""
    words: list[str] = []
    longest: tuple[int, tuple[str, ...]] | None = None
    for word in _WORD.finditer(folded, start):
        end = word.end()
        bare = word.group().rstrip("".join(_QUOTES) + ".:!?)")
        words.append(bare)
        known = names.get(" ".join(words))
        if known:
            longest = end - len(word.group()) + len(bare), known
        if len(words) == _MOST_WORDS or len(bare) < len(word.group()):
            break
    return longest


def _kind(folded: str, start: int, vocabulary: Vocabulary) -> _Value | None:
    found = _known(folded, start, _kind_names(vocabulary))
    if found is None:
        return None
    names = [vocabulary.kinds[kind].name for kind in found[1]]
    return _Value(found[0], " hoặc ".join(names), found[1])


def _organ(folded: str, start: int, vocabulary: Vocabulary) -> _Value | None:
    found = _known(folded, start, _organ_names(vocabulary))
    if found is None:
        return None
    names = [vocabulary.organs[organ].name for organ in found[1]]
    return _Value(found[0], " hoặc ".join(names[:3]) + (" ..." if len(names) > 3 else ""), found[1])


def _year(folded: str, start: int, _vocabulary: Vocabulary) -> _Value | None:
    between = _RANGE.match(folded, start)
    if between is not None and (between[1] or between[2]):
        first, last = between[1], between[2]
        if first and last and first > last:
            first, last = last, first
        shown = " ".join(part for part in (first and f"từ {first}", last and f"đến {last}") if part)
        return _Value(between.end(), shown, (), first and f"{first}-01-01", last and f"{last}-12-31")
    year = _YEAR.match(folded, start)
    return None if year is None else _Value(year.end(), year[1], (year[1],))


def _term(folded: str, start: int, vocabulary: Vocabulary) -> _Value | None:
    word = _WORD.match(folded, start)
    bare = word.group().rstrip("".join(_QUOTES) + ".:!?)") if word else ""
    number = ordinal(bare, "khoa") or bare
    values = tuple(term.id for term in vocabulary.terms.values() if str(term.ordinal) == number.lstrip("0"))
    if word is None or not values:
        return None
    return _Value(word.start() + len(bare), vocabulary.terms[values[0]].numeral, values)


def _theme(folded: str, start: int, vocabulary: Vocabulary) -> _Value | None:
    return _topic(folded, start, vocabulary, "theme")


def _programme(folded: str, start: int, vocabulary: Vocabulary) -> _Value | None:
    return _topic(folded, start, vocabulary, "programme")


def _topic(folded: str, start: int, vocabulary: Vocabulary, sort: str) -> _Value | None:
    found = _known(folded, start, _topic_names(vocabulary, sort))
    if found is None:
        return None
    return _Value(found[0], " hoặc ".join(vocabulary.topics[topic].name for topic in found[1]), found[1])


def _task(folded: str, start: int, _vocabulary: Vocabulary) -> _Value | None:
    found = _TASK.match(folded, start)
    if found is None:
        return None
    task = found[1].upper() + found[2]
    return _Value(found.end(), f"mục {task}", (task,))


_READERS: Final[Mapping[str, Callable[[str, int, Vocabulary], _Value | None]]] = {
    "kind": _kind,
    "organ": _organ,
    "year": _year,
    "term": _term,
    "theme": _theme,
    "programme": _programme,
    "task": _task,
}


@lru_cache(maxsize=8)
def _kind_names(vocabulary: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    names = {symbol: tuple(kind.id for kind in kinds) for symbol, kinds in vocabulary.kinds_by_symbol.items()}
    names |= {kind.id: (kind.id,) for kind in vocabulary.kinds.values()}
    return names | {name: (kind.id,) for name, kind in vocabulary.kind_by_name.items()}


@lru_cache(maxsize=8)
def _organ_names(vocabulary: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for organ in vocabulary.organs.values():
        names = [organ.id, organ.name, *(dated.name for dated in organ.names), *organ.relative_names]
        for name in (*names, *(symbol.name for symbol in organ.symbols)):
            found.setdefault(fold(name), {})[organ.id] = None
    return {name: tuple(organs) for name, organs in found.items()}


@lru_cache(maxsize=16)
def _topic_names(vocabulary: Vocabulary, sort: str) -> Mapping[str, tuple[str, ...]]:
    """Return the topics of a list by all that calls one: id, name, and the words that suggest it."""
    found: dict[str, dict[str, None]] = {}
    for topic in vocabulary.topics.values():
        if topic.sort == sort:
            for name in (topic.id, topic.name, *topic.words, *topic.headings):
                found.setdefault(" ".join(_WORD.findall(fold(name))), {})[topic.id] = None
    return {name: tuple(topics) for name, topics in found.items()}


def _without(text: str, taken: Iterable[Span]) -> str:
    return "".join(_pieces(text, taken))


def _pieces(text: str, taken: Iterable[Span]) -> Iterator[str]:
    done = 0
    for span in taken:
        yield text[done : span.start]
        yield _TAKEN * (span.end - span.start)
        done = span.end
    yield text[done:]
