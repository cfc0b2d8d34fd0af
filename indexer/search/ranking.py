"""The order of what was found: BM25 over a passage's sections, the same whatever engine found it.

A term is a syllable, two neighbouring syllables, or a word of several. Counts and lengths of the sections are
added with weights before they are put into the formula, as BM25F does.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Final
from typing import Literal

from indexer.search.engines import FOLDED
from indexer.search.engines import SPELLED
from indexer.search.engines import WeightedTerm
from indexer.search.tables import LINE_END
from indexer.search.tables import SENTENCE_END
from indexer.search.tables import SPELLED_MARK
from indexer.search.tables import LexiconEntry
from indexer.search.tables import PassageStore
from indexer.search.tables import StoredPassage
from indexer.search.understand import Question

Section = Literal["title", "body", "anchor"]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much things count. Found by measuring (benchmarks/relevance.py)."""

    syllable: float = 0.3
    pair: float = 1.0
    word: float = 0.7
    title: int = 2
    body: int = 1
    anchor: int = 1
    saturation: float = 1.2  # BM25's k1
    length: float = 0.75  # BM25's b
    # What a marked word earns where only its letters match. With `longest` it stays below the least that the
    # word as typed can earn, however often and wherever the letters stand.
    folded: float = 0.1


WEIGHTS: Final = Weights()
_LONGEST_WORD: Final = 4  # syllables
_FEWEST_TERMS: Final = 4  # that candidates are looked for with, however common they are
_LONGEST: Final = 8.0  # a passage counts as at most so many times the mean length
# A title that the question spells out stands above every sum of terms.
_FULL_TITLE: Final = 1_000.0


@dataclass(frozen=True, slots=True)
class _Term:
    """A run of syllables to count. `spelled` has None where the syllable was typed without marks."""

    spelled: tuple[str | None, ...]
    folded: str
    weight: float  # weight of its sort times its rarity
    exact: bool

    @property
    def any_marks(self) -> bool:
        return all(character is None for character in self.spelled)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score."""

    stored: StoredPassage
    score: float


class Scorer:
    """One question against one library."""

    def __init__(self, question: Question, store: PassageStore, weights: Weights = WEIGHTS) -> None:
        self._question = question
        self._weights = weights
        self._totals = store.totals()
        self._lexicon = store.lexicon(sorted(self._tokens()))

    def terms(self) -> list[WeightedTerm]:
        """Return what finds candidates, rarest first: syllables as they were typed, and neighbouring ones."""
        weights, words = self._weights, self._question.words
        pairs = list(self._pairs())
        paired = {position for first, last in pairs for position in range(first, last)}
        found: dict[tuple[str, str], float] = {}
        for position, word in enumerate(words):
            if word.marked:
                found[SPELLED, word.spelled] = weights.syllable
            # A marked word with neighbours is found by its letters through them.
            if not word.marked or (position not in paired and not word.exact):
                found[FOLDED, word.folded] = weights.syllable * (weights.folded if word.marked else 1.0)
        for first, last in pairs:
            found[FOLDED, self._folded(first, last)] = weights.pair
        known = [
            (entry.passages, WeightedTerm(field, token, weight))
            for (field, token), weight in found.items()
            if (entry := self._lexicon.get(SPELLED_MARK + token if field == SPELLED else token)) is not None
        ]
        return [term for _, term in sorted(known, key=lambda item: item[0])]

    def rare_terms(self, terms: Sequence[WeightedTerm], passages: int) -> list[WeightedTerm]:
        """Return those of `terms` (rarest first) that stand in few passages, but a handful at least.

        What stands in a twentieth of a large library finds nothing that rarer words of the question do not find,
        and takes most of the time. A term of at most `passages` passages is always cheap enough.
        """
        limit = max(passages, self._totals.passages // 20)
        marked = ((SPELLED_MARK + term.token if term.field == SPELLED else term.token) for term in terms)
        rare = sum(self._lexicon[token].passages <= limit for token in marked)
        return list(terms[: max(rare, _FEWEST_TERMS)])

    def rank(self, passages: Iterable[StoredPassage]) -> list[Ranked]:
        """Return those of `passages` that match, best first."""
        ranked = [Ranked(stored, self._score(stored)) for stored in passages if self._has_phrases(stored)]
        ranked.sort(key=lambda item: item.stored.passage)
        ranked.sort(key=lambda item: (item.score, item.stored.citations, item.stored.issued), reverse=True)
        return [item for item in ranked if item.score > 0]

    def best_section(self, stored: StoredPassage) -> Section:
        """Return the section of `stored` in which the terms that count most stand."""
        sums: dict[Section, float] = {}
        for section, spelled, folded in _sections(stored):
            sums[section] = sum(term.weight for term in self._terms if _count(term, spelled, folded) > 0)
        # Of equals the first: what the document is called says more than what it says, and than what others say.
        return max(sums, key=lambda section: sums[section])

    def _score(self, stored: StoredPassage) -> float:
        weights = self._weights
        spelled = _joined(stored.title, stored.body, stored.anchor, weights)
        folded = _joined(stored.title_folded, stored.body_folded, stored.anchor_folded, weights)
        ratio = min(len(folded) / self._mean_length, _LONGEST)
        room = weights.saturation * (1 - weights.length + weights.length * ratio)
        score = 0.0
        for term in self._terms:
            count = folded.count(term.folded)
            if not count:
                continue
            share = 1.0
            if not term.any_marks:
                typed = _count(term, spelled, folded)
                if typed:
                    count = typed
                elif term.exact:
                    continue
                else:
                    share = weights.folded
            score += term.weight * share * count / (count + room)
        return score + (_FULL_TITLE if stored.is_card and self._is_title(stored) else 0.0)

    @cached_property
    def _mean_length(self) -> float:
        totals, weights = self._totals, self._weights
        total = totals.title * weights.title + totals.body * weights.body + totals.anchor * weights.anchor
        return max(total / max(totals.passages, 1), 1.0)

    def _is_title(self, stored: StoredPassage) -> bool:
        whole = self._run(0, len(self._question.words), 1.0)
        if whole is None:
            return False
        titles = zip(_lines(stored.title), _lines(stored.title_folded), strict=True)
        return any(folded == whole.folded and _count(whole, spelled, folded) for spelled, folded in titles)

    def _has_phrases(self, stored: StoredPassage) -> bool:
        return all(
            any(_count(term, spelled, folded) for _, spelled, folded in _sections(stored)) for term in self._phrases
        )

    @cached_property
    def _phrases(self) -> list[_Term]:
        never = _Term((None,), LINE_END + SENTENCE_END, 0.0, exact=True)  # a phrase with a word that no text has
        return [self._run(first, last, 1.0) or never for first, last in self._question.phrases]

    @cached_property
    def _terms(self) -> list[_Term]:
        found: dict[tuple[str, tuple[str | None, ...]], _Term] = {}
        for term in self._all_terms():
            found.setdefault((term.folded, term.spelled), term)
        return list(found.values())

    def _all_terms(self) -> Iterator[_Term]:
        weights, words = self._weights, self._question.words
        for position, word in enumerate(words):
            entry = self._lexicon.get(SPELLED_MARK + word.spelled if word.marked else word.folded)
            entry = entry or self._lexicon.get(word.folded)
            if entry is not None:
                yield from self._term(position, position + 1, weights.syllable * self._rarity(entry))
        for first, last in self._words:
            entry = self._lexicon[SPELLED_MARK + self._word(first, last)]
            pair = self._lexicon.get(self._folded(first, last))
            extra = weights.pair * self._rarity(pair) if pair is not None and last == first + 2 else 0.0
            yield from self._term(first, last, weights.word * self._rarity(entry) + extra)
        for first, last in self._pairs():
            entry = self._lexicon.get(self._folded(first, last))
            if entry is not None:
                yield from self._term(first, last, weights.pair * self._rarity(entry))

    def _term(self, first: int, last: int, weight: float) -> Iterator[_Term]:
        term = self._run(first, last, weight)
        if term is not None:
            yield term

    def _run(self, first: int, last: int, weight: float) -> _Term | None:
        """Return the words from `first` to `last` as a term, None where the library lacks one of them."""
        spelled: list[str | None] = []
        folded: list[str] = []
        words = self._question.words[first:last]
        for word in words:
            entry = self._lexicon.get(word.folded)
            if entry is None:
                return None
            folded.append(entry.character)
            as_typed = self._lexicon.get(SPELLED_MARK + word.spelled)
            # A marked word that the library spells otherwise only: no character stands for it.
            spelled.append((as_typed.character if as_typed else SENTENCE_END) if word.marked else None)
        if not words:
            return None
        return _Term(tuple(spelled), "".join(folded), weight, any(word.exact for word in words))

    def _rarity(self, entry: LexiconEntry) -> float:
        return log(1 + (self._totals.passages - entry.passages + 0.5) / (entry.passages + 0.5))

    def _pairs(self) -> Iterator[tuple[int, int]]:
        words = self._question.words
        return ((at - 1, at + 1) for at in range(1, len(words)) if words[at].follows)

    @cached_property
    def _words(self) -> list[tuple[int, int]]:
        """The question's words of several syllables: at each place the longest that the library knows."""
        found = []
        at = 0
        while at < len(self._question.words):
            for last in range(min(at + _LONGEST_WORD, len(self._question.words)), at + 1, -1):
                if self._can_be_word(at, last) and SPELLED_MARK + self._word(at, last) in self._lexicon:
                    found.append((at, last))
                    at = last
                    break
            else:
                at += 1
        return found

    def _can_be_word(self, first: int, last: int) -> bool:
        words = self._question.words[first:last]
        return all(word.follows for word in words[1:]) and any(word.marked for word in words)

    def _word(self, first: int, last: int) -> str:
        return "_".join(word.spelled for word in self._question.words[first:last])

    def _folded(self, first: int, last: int) -> str:
        return " ".join(word.folded for word in self._question.words[first:last])

    def _tokens(self) -> set[str]:
        """Everything that the lexicon is asked for."""
        words = self._question.words
        tokens = {SPELLED_MARK + word.spelled for word in words} | {word.folded for word in words}
        tokens.update(self._folded(first, last) for first, last in self._pairs())
        for first in range(len(words)):
            for last in range(first + 2, min(first + _LONGEST_WORD, len(words)) + 1):
                if self._can_be_word(first, last):
                    tokens.add(SPELLED_MARK + self._word(first, last))
        return tokens


def _count(term: _Term, spelled: str, folded: str) -> int:
    """Count `term` in a section as it was typed: marked syllables as spelled, the others with any marks."""
    if term.any_marks:
        return folded.count(term.folded)
    if None not in term.spelled:
        return spelled.count("".join(character for character in term.spelled if character is not None))
    count = 0
    at = folded.find(term.folded)
    while at >= 0:
        here = zip(term.spelled, spelled[at : at + len(term.folded)], strict=True)
        count += all(wanted in (None, found) for wanted, found in here)
        at = folded.find(term.folded, at + 1)
    return count


def _sections(stored: StoredPassage) -> tuple[tuple[Section, str, str], ...]:
    return (
        ("title", stored.title, stored.title_folded),
        ("body", stored.body, stored.body_folded),
        ("anchor", stored.anchor, stored.anchor_folded),
    )


def _joined(title: str, body: str, anchor: str, weights: Weights) -> str:
    # A section that counts twice is there twice: its counts and its length both count so.
    parts = [title] * weights.title + [body] * weights.body + [anchor] * weights.anchor
    return LINE_END.join(part for part in parts if part)


def _lines(section: str) -> Sequence[str]:
    return section.replace(SENTENCE_END, "").split(LINE_END)
