"""The order of what was found: BM25 over a passage's sections, the same whatever engine found it.

Counts and lengths of the sections are added with weights before they are put into the formula, as BM25F does. A
card whose title is the question, or holds it, stands above every sum of terms.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from typing import Literal

from indexer.search.tables import LINE_END
from indexer.search.tables import SENTENCE_END
from indexer.search.tables import StoredPassage
from indexer.search.terms import Term
from indexer.search.terms import Terms
from indexer.search.terms import Weights

Section = Literal["title", "body", "anchor"]

LONGEST: Final = 8.0  # a passage counts as at most so many times the mean length
_NONE: Final = ("", "")  # no title of a document
# Equal titles have equal scores: what cites their documents, and their dates, order them.
_FULL_TITLE: Final = 2_000.0
IN_TITLE: Final = 1_000.0
_TITLE_SHARE: Final = 100.0  # the more of a title the question is, the higher
_FEWEST_FOR_FLOOR: Final = 3  # words of a question: with fewer, each may be the one that matters
_FEWEST_IN_TITLE: Final = 2  # syllables: a single word in a title says little


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score."""

    stored: StoredPassage
    score: float
    letters: float = 0.0  # the sum of its terms, whatever their marks and whatever its title


class Scorer:
    """Scores passages for one question."""

    def __init__(self, terms: Terms, weights: Weights) -> None:
        self._terms = terms
        self._weights = weights

    def rank(self, passages: Iterable[StoredPassage], titles: Mapping[str, tuple[str, str]]) -> list[Ranked]:
        """Return those of `passages` that match, best first; equals by citations, newest date, and id.

        `titles` are those of their documents, by id.
        """
        allowed = (stored for stored in passages if self._has_phrases(stored) and not self.is_excluded(stored))
        ranked = self._above_floor([self._ranked(stored, titles.get(stored.document, _NONE)) for stored in allowed])
        ranked.sort(key=lambda item: item.stored.passage)
        ranked.sort(key=lambda item: (item.score, item.stored.citations, item.stored.issued), reverse=True)
        return [item for item in ranked if item.score > 0]

    def is_excluded(self, stored: StoredPassage) -> bool:
        """Tell whether `stored` holds what the question leaves out."""
        return any(
            term.count(spelled, folded) for term in self._terms.excluded for _, spelled, folded in _sections(stored)
        )

    def best_section(self, stored: StoredPassage) -> Section:
        """Return the section of `stored` in which the terms that count most stand."""
        best: Section = "title"
        most = 0.0
        for section, _, folded in _sections(stored):
            total = sum(term.weight for term in self._terms.counted if term.folded in folded) if folded else 0.0
            # Of equals the first: what a document is called says more than what it says, or others say of it.
            if total > most:
                best, most = section, total
        return best

    def _above_floor(self, ranked: list[Ranked]) -> list[Ranked]:
        """Leave out what shares only a common word with a question of several words; a title's match stays."""
        if self._terms.phrases or self._terms.length < _FEWEST_FOR_FLOOR:
            return ranked
        floor = self._weights.floor * max((item.letters for item in ranked), default=0.0)
        return [item for item in ranked if item.letters >= floor or item.score >= IN_TITLE]

    def _ranked(self, stored: StoredPassage, title: tuple[str, str]) -> Ranked:
        by_title = self._title_score(stored) if stored.is_card else 0.0
        by_terms, letters = self._terms_score(stored, _NONE if stored.is_card else title)
        return Ranked(stored, by_title or by_terms, letters)

    def _terms_score(self, stored: StoredPassage, title: tuple[str, str]) -> tuple[float, float]:
        weights = self._weights
        folded = _joined(stored.title_folded, stored.body_folded, stored.anchor_folded, title[1], weights)
        spelled = ""  # joined where a marked word is there: many candidates share common words only
        ratio = min(len(folded) / self._mean_length, LONGEST)
        room = weights.saturation * (1 - weights.length + weights.length * ratio)
        score = letters = 0.0
        for term in self._terms.counted:
            count = folded.count(term.folded)
            if not count:
                continue
            share = 1.0
            letters += term.weight * count / (count + room)
            if term.marked:
                spelled = spelled or _joined(stored.title, stored.body, stored.anchor, title[0], weights)
                typed = term.count(spelled, folded)
                if not typed and term.exact:
                    continue
                if not typed:
                    share = weights.folded
                count = typed or count
            score += share * term.weight * count / (count + room)
        return score, letters

    def _title_score(self, stored: StoredPassage) -> float:
        by_whole = self._held_in_title(self._terms.whole, stored)
        named = self._terms.kind_and_title
        if named is None or not named[0].count(stored.body, stored.body_folded):
            return by_whole
        # "Kết luận ... về X" names a conclusion whose title is X: the kind stands in the card's record.
        return max(by_whole, self._held_in_title(named[1], stored))

    def _held_in_title(self, whole: Term | None, stored: StoredPassage) -> float:
        if whole is None or whole.folded not in stored.title_folded.replace(SENTENCE_END, ""):
            return 0.0
        most = 0.0
        for spelled, folded in _lines(stored):
            if whole.count(spelled, folded):
                share = len(whole.folded) / (len(folded) - self._opening(folded))
                most = max(most, _FULL_TITLE if share == 1.0 else IN_TITLE + _TITLE_SHARE * share)
        return most if most == _FULL_TITLE or len(whole.folded) >= _FEWEST_IN_TITLE else 0.0

    def _opening(self, folded: str) -> int:
        """Return how many characters of a title its opening words take."""
        length = 0
        for word in self._terms.openings:
            if not word or folded[length : length + 1] != word:
                break
            length += 1
        return length

    def _has_phrases(self, stored: StoredPassage) -> bool:
        phrases = self._terms.phrases
        return not phrases or all(
            any(term.count(spelled, folded) for _, spelled, folded in _sections(stored)) for term in phrases
        )

    @cached_property
    def _mean_length(self) -> float:
        totals, weights = self._terms.totals, self._weights
        total = totals.title * weights.title + totals.body * weights.body + totals.anchor * weights.anchor
        return max(total / max(totals.passages, 1), 1.0)


def _sections(stored: StoredPassage) -> tuple[tuple[Section, str, str], ...]:
    return (
        ("title", stored.title, stored.title_folded),
        ("body", stored.body, stored.body_folded),
        ("anchor", stored.anchor, stored.anchor_folded),
    )


def _joined(title: str, body: str, anchor: str, document: str, weights: Weights) -> str:
    # A section that counts twice is there twice: its counts and its length both count so.
    parts = [title] * weights.title + [body] * weights.body + [anchor] * weights.anchor
    parts += [document] * weights.document
    return LINE_END.join(part for part in parts if part)


def _lines(stored: StoredPassage) -> Iterator[tuple[str, str]]:
    spelled = stored.title.replace(SENTENCE_END, "").split(LINE_END)
    return zip(spelled, stored.title_folded.replace(SENTENCE_END, "").split(LINE_END), strict=True)
