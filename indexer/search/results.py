"""What a search by words gives back: documents in order, each with its best passage."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Found:
    """What words found. `in_part`: some of the question's words were left out, or it would have taken too long."""

    documents: tuple[FoundDocument, ...] = ()
    in_part: bool = False


def search(
    question: Question,
    store: PassageStore,
    engine: Engine,
    *,
    filters: Sequence[Filter] = (),
    candidates: int = CANDIDATES,
    weights: Weights = WEIGHTS,
) -> Found:
    """Return all documents among the best `candidates` passages for `question`, best first.

    A passage passes all of `filters`. The order depends on the passages alone, not
    on the engine; equal scores are ordered by citations, date and id. Empty where the question holds no word that
    the library has.

    Raises:
        DamagedIndexError: The engine's index cannot be read.
    """
    terms = Terms(question, store, weights)
    scorer = Scorer(terms, weights)
    passages, in_part = _candidates(terms, engine, filters, candidates)
    stored = store.passages(passages)
    titles = store.titles({item.document for item in stored if not item.is_card})
    ranked = scorer.rank(stored, titles)
    best: dict[str, Ranked] = {}
    for item in ranked:
        best.setdefault(item.stored.document, item)
    documents = (
        FoundDocument(document, item.stored.passage, item.score, _why(scorer, item)) for document, item in best.items()
    )
    return Found(tuple(documents), in_part)


def excluded_cards(question: Question, store: PassageStore, documents: Collection[str]) -> frozenset[str]:
    """Return those of `documents` (ids) whose very card holds what the question leaves out."""
    if not question.excluded:
        return frozenset()
    scorer = Scorer(Terms(question, store, WEIGHTS), WEIGHTS)
    # A card's id is its document's.
    return frozenset(card.document for card in store.passages(sorted(documents)) if scorer.is_excluded(card))


def _candidates(terms: Terms, engine: Engine, filters: Sequence[Filter], most: int) -> tuple[list[str], bool]:
    """Return the passages to be ranked, and whether words were left out for the sake of time."""

    def sought(wanted: Sequence[WeightedTerm], limit: int) -> list[str]:
        return [passage for passage, _ in engine.search(wanted, filters, limit)]

    if terms.phrases:
        # What must stand as it is can be rare among what the other words find: it is looked for by itself.
        return sought(terms.rarest_of_phrases(), most * _FOR_PHRASES), False
    wanted = terms.wanted()
    rare = terms.rare(wanted, most)
    read = terms.affordable(rare)
    found = sought(read, most)
    if len(found) < _FEW and len(rare) < len(wanted):
        # The filters leave out what the rare words found.
        rare, read = wanted, terms.affordable(wanted)
        found = sought(read, most)
    return found, len(read) < len(rare)


def _why(scorer: Scorer, item: Ranked) -> Why:
    if not item.stored.is_card:
        return "text"
    if item.score >= IN_TITLE:
        return "title"
    return "cited" if scorer.best_section(item.stored) == "anchor" else "title"
