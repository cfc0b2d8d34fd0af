"""What a search by words gives back: documents in order, each with its best passage."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final
from typing import Literal

from indexer.search.engines import Engine
from indexer.search.engines import Filter
from indexer.search.engines import WeightedTerm
from indexer.search.ranking import IN_TITLE
from indexer.search.ranking import Ranked
from indexer.search.ranking import Scorer
from indexer.search.tables import PassageStore
from indexer.search.terms import WEIGHTS
from indexer.search.terms import Terms
from indexer.search.terms import Weights
from indexer.search.understand import Question

CANDIDATES: Final = 200  # passages that are ranked, and over which totals and facets count
_FEW: Final = 20  # candidates: with fewer, the common words are looked for too
_FOR_PHRASES: Final = 10  # times as many candidates are read where a phrase must stand

Why = Literal["title", "text", "cited"]


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document found by words, its best passage, the score and why: by title, text or the sentences that cite it."""

    document: str
    passage: str
    score: float
    why: Why


def search(
    question: Question,
    store: PassageStore,
    engine: Engine,
    *,
    filters: Sequence[Filter] = (),
    any_of: Sequence[Sequence[Filter]] = (),
    candidates: int = CANDIDATES,
    weights: Weights = WEIGHTS,
) -> tuple[FoundDocument, ...]:
    """Return all documents among the best `candidates` passages for `question`, best first.

    A passage passes all of `filters` and one of each group of `any_of`. The order depends on the passages alone, not
    on the engine; equal scores are ordered by citations, date and id. Empty where the question holds no word that
    the library has.

    Raises:
        DamagedIndexError: The engine's index cannot be read.
    """
    terms = Terms(question, store, weights)
    sought = _Sought(engine, [[*filters, *chosen] for chosen in product(*any_of)])
    scorer = Scorer(terms, weights)
    ranked = scorer.rank(store.passages(_candidates(terms, sought, candidates)))
    best: dict[str, Ranked] = {}
    for item in ranked:
        best.setdefault(item.stored.document, item)
    return tuple(
        FoundDocument(document, item.stored.passage, item.score, _why(scorer, item)) for document, item in best.items()
    )


def excluded_cards(question: Question, store: PassageStore, documents: Collection[str]) -> frozenset[str]:
    """Return those of `documents` (ids) whose very card holds what the question leaves out."""
    if not question.excluded:
        return frozenset()
    scorer = Scorer(Terms(question, store, WEIGHTS), WEIGHTS)
    # A card's id is its document's.
    return frozenset(card.document for card in store.passages(sorted(documents)) if scorer.is_excluded(card))


@dataclass(frozen=True, slots=True)
class _Sought:
    """An engine with what its passages must pass: any one of several lists of filters."""

    engine: Engine
    filters: Sequence[Sequence[Filter]]

    def search(self, terms: Sequence[WeightedTerm], limit: int) -> list[str]:
        if len(self.filters) == 1:
            return [passage for passage, _ in self.engine.search(terms, self.filters[0], limit)]
        best: dict[str, float] = {}
        for chosen in self.filters:
            for passage, score in self.engine.search(terms, chosen, limit):
                best[passage] = max(score, best.get(passage, 0.0))
        return sorted(best, key=lambda passage: (-best[passage], passage))[:limit]


def _candidates(terms: Terms, sought: _Sought, most: int) -> list[str]:
    if terms.phrases:
        # What must stand as it is can be rare among what the other words find: it is looked for by itself.
        return sought.search(terms.rarest_of_phrases(), most * _FOR_PHRASES)
    wanted = terms.wanted()
    rare = terms.rare(wanted, most)
    found = sought.search(rare, most)
    if len(found) < _FEW and len(rare) < len(wanted):
        # The filters leave out what the rare words found.
        found = sought.search(wanted, most)
    return found


def _why(scorer: Scorer, item: Ranked) -> Why:
    if not item.stored.is_card:
        return "text"
    if item.score >= IN_TITLE:
        return "title"
    return "cited" if scorer.best_section(item.stored) == "anchor" else "title"
