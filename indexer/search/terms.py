"""What of a question is looked for and counted: its syllables, neighbouring syllables, and words of several."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import log
from typing import Final

from indexer.search.engines import FOLDED
from indexer.search.engines import SPELLED
from indexer.search.engines import WeightedTerm
from indexer.search.tables import LINE_END
from indexer.search.tables import SENTENCE_END
from indexer.search.tables import SPELLED_MARK
from indexer.search.tables import LexiconEntry
from indexer.search.tables import PassageStore
from indexer.search.understand import QueryWord
from indexer.search.understand import Question


@dataclass(frozen=True, slots=True)
class Weights:
    """How much things count. Found by measuring (benchmarks/relevance.py)."""

    syllable: float = 0.8
    pair: float = 1.0
    word: float = 0.6
    title: int = 6
    body: int = 1
    anchor: int = 1
    # The title of its document in a passage of its text: what a point says is said of what the document is about. On
    # articles cut into their points it lifts MRR@10 by 2.7 % (zalo) and 0.8 % (alqac), on both halves of the questions.
    document: int = 2
    saturation: float = 1.1  # BM25's k1
    length: float = 0.75  # BM25's b
    # What a marked word earns where only its letters match: less than the least that the word as typed can earn
    # in the longest passage, however often the letters stand.
    folded: float = 0.1
    # What a passage must have of the best one's sum to be shown for a question of several words: at this share no
    # right answer of zalo and one of alqac (0.5 %) falls away, and a quarter to a half of all that is found.
    floor: float = 0.2
    # What stands in a larger share of a library's passages finds no candidates by itself: rarer words of the question
    # find the same ones, in a fraction of the time. It still counts in those that are found.
    common: float = 0.05


WEIGHTS: Final = Weights()
_LONGEST_WORD: Final = 4  # syllables
# Places of terms in passages that one question may read: what bounds its time, whatever it asks. Of 508 real questions
# to 19,600 articles the longest reads 89,040.
MOST_READ: Final = 200_000
_FEWEST_TERMS: Final = 4  # that candidates are looked for with, however common they are
TITLE_OPENINGS: Final = ("ve", "viec")  # "Về việc ..." says nothing of what a document is about


@dataclass(frozen=True, slots=True)
class Term:
    """A run of syllables to count, as the characters of the stored strings.

    `folded` is the run without marks. `spelled` is the run as it was typed, where every syllable had its marks; of
    a run that is only partly `marked`, it is empty. `typed` has the place and the character of each marked syllable.
    """

    folded: str
    spelled: str
    typed: tuple[tuple[int, str], ...]
    marked: bool
    exact: bool
    weight: float  # weight of its sort times its rarity

    def count(self, spelled: str, folded: str) -> int:
        """Count the run in a section as it was typed: marked syllables as spelled, the others with any marks."""
        if not self.marked:
            return folded.count(self.folded)
        if self.spelled:
            return spelled.count(self.spelled)
        count = 0
        at = folded.find(self.folded)
        while at >= 0:
            for place, wanted in self.typed:
                if spelled[at + place] != wanted:
                    break
            else:
                count += 1
            at = folded.find(self.folded, at + 1)
        return count


class Terms:
    """A question in the characters of one library."""

    def __init__(self, question: Question, store: PassageStore, weights: Weights) -> None:
        self._question = question
        self._weights = weights
        self.totals = store.totals()
        self._lexicon = store.lexicon(sorted(self._tokens()))
        self.openings = tuple(self._lexicon[word].character if word in self._lexicon else "" for word in TITLE_OPENINGS)

    def wanted(self) -> list[WeightedTerm]:
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

    def rare(self, terms: Sequence[WeightedTerm], passages: int) -> list[WeightedTerm]:
        """Return those of `terms` (rarest first) that stand in few passages, but a handful at least.

        A term of at most `passages` passages is always cheap enough.
        """
        limit = max(passages, self.totals.passages * self._weights.common)
        rare = sum(self._passages(term) <= limit for term in terms)
        return list(terms[: max(rare, _FEWEST_TERMS)])

    def affordable(self, terms: Sequence[WeightedTerm]) -> list[WeightedTerm]:
        """Return those of `terms` (rarest first) that can be read in bounded time, one at least."""
        read = accumulate(map(self._passages, terms))
        return list(terms[: max(1, sum(so_far <= MOST_READ for so_far in read))])

    def _passages(self, term: WeightedTerm) -> int:
        return self._lexicon[SPELLED_MARK + term.token if term.field == SPELLED else term.token].passages

    @cached_property
    def whole(self) -> Term | None:
        """The question without a title's opening words, as one run."""
        return self._title(self._question.words)

    @cached_property
    def kind_and_title(self) -> tuple[Term, Term] | None:
        """The kind's name that the question begins with, and the rest as one run, where both are there."""
        words, length = self._question.words, self._question.kind_words
        kind, title = self._run(words[:length], 1.0), self._title(words[length:])
        return (kind, title) if kind and title else None

    def _title(self, words: Sequence[QueryWord]) -> Term | None:
        first = 0
        while first < min(len(TITLE_OPENINGS), len(words)) and words[first].folded == TITLE_OPENINGS[first]:
            first += 1
        return self._run(words[first:], 1.0)

    @cached_property
    def phrases(self) -> list[Term]:
        """The quoted stretches, each of which a passage must hold."""
        # A phrase with a word that no text has stands nowhere.
        never = Term(LINE_END + SENTENCE_END, "", (), marked=False, exact=True, weight=0.0)
        return [self._run(self._question.words[first:last], 1.0) or never for first, last in self._question.phrases]

    @property
    def length(self) -> int:
        """How many words the question has."""
        return len(self._question.words)

    @cached_property
    def excluded(self) -> list[Term]:
        """The runs none of which a passage may hold; those that no text holds are left out."""
        runs = (self._run(words, 0.0) for words in self._question.excluded)
        return [run for run in runs if run is not None]

    def rarest_of_phrases(self) -> list[WeightedTerm]:
        """Return the term that finds every passage with all phrases and the fewest others; none where none can be."""
        found: list[tuple[int, WeightedTerm]] = []
        for first, last in self._question.phrases:
            for at in range(first, last):
                word = self._question.words[at]
                paired = at > first and word.follows
                token = self._folded(at - 1, at + 1) if paired else word.folded
                entry = self._lexicon.get(token)
                if entry is None:
                    return []
                found.append((entry.passages, WeightedTerm(FOLDED, token)))
        return [min(found, key=lambda item: item[0])[1]] if found else []

    @cached_property
    def counted(self) -> list[Term]:
        """What is counted in a passage, each run once."""
        found: dict[tuple[str, tuple[tuple[int, str], ...]], Term] = {}
        for term in self._all_terms():
            found.setdefault((term.folded, term.typed), term)
        return list(found.values())

    def _all_terms(self) -> Iterator[Term]:
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

    def _term(self, first: int, last: int, weight: float) -> Iterator[Term]:
        term = self._run(self._question.words[first:last], weight)
        if term is not None:
            yield term

    def _run(self, words: Sequence[QueryWord], weight: float) -> Term | None:
        """Return `words` as a term, None where the library lacks one of them."""
        spelled: list[str | None] = []
        folded: list[str] = []
        for word in words:
            entry = self._lexicon.get(word.folded)
            if entry is None:
                return None
            folded.append(entry.character)
            own = self._lexicon.get(SPELLED_MARK + word.spelled)
            # A marked word that the library spells otherwise only: no character stands for it.
            spelled.append((own.character if own else SENTENCE_END) if word.marked else None)
        if not words:
            return None
        return Term(
            folded="".join(folded),
            spelled="".join(as_typed for as_typed in spelled if as_typed) if None not in spelled else "",
            typed=tuple((place, as_typed) for place, as_typed in enumerate(spelled) if as_typed),
            marked=any(word.marked for word in words),
            exact=any(word.exact for word in words),
            weight=weight,
        )

    def _rarity(self, entry: LexiconEntry) -> float:
        return log(1 + (self.totals.passages - entry.passages + 0.5) / (entry.passages + 0.5))

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
        single = [word for run in (words, *self._question.excluded) for word in run]
        tokens = {SPELLED_MARK + word.spelled for word in single} | {word.folded for word in single}
        tokens.update(TITLE_OPENINGS)
        tokens.update(self._folded(first, last) for first, last in self._pairs())
        for first in range(len(words)):
            for last in range(first + 2, min(first + _LONGEST_WORD, len(words)) + 1):
                if self._can_be_word(first, last):
                    tokens.add(SPELLED_MARK + self._word(first, last))
        return tokens
