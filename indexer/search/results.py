"""What a search by words gives back: documents in order, each with its best passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from typing import Literal

from indexer.search.engines import Engine
from indexer.search.engines import Filter
from indexer.search.ranking import Ranked
from indexer.search.ranking import Scorer
from indexer.search.tables import PassageStore
from indexer.search.terms import WEIGHTS
from indexer.search.terms import Terms
from indexer.search.terms import Weights
from indexer.search.understand import Question

CANDIDATES: Final = 200  # passages that are ranked, and over which totals and facets count
_FEW: Final = 20  # candidates: with fewer, the common words are looked for too

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
    candidates: int = CANDIDATES,
    weights: Weights = WEIGHTS,
) -> tuple[FoundDocument, ...]:
    """Return all documents among the best `candidates` passages for `question`, best first.

    The order depends on the passages alone, not on the engine; equal scores are ordered by citations, date and id.
    Empty where the question holds no word that the library has.

    Raises:
        DamagedIndexError: The engine's index cannot be read.
    """
    terms = Terms(question, store, weights)
    wanted = terms.wanted()
    rare = terms.rare(wanted, candidates)
    found = engine.search(rare, filters, candidates)
    if len(found) < _FEW and len(rare) < len(wanted):
        # The filters leave out what the rare words found.
        found = engine.search(wanted, filters, candidates)
    scorer = Scorer(terms, weights)
    ranked = scorer.rank(store.passages([passage for passage, _ in found]))
    best: dict[str, Ranked] = {}
    for item in ranked:
        best.setdefault(item.stored.document, item)
    return tuple(
        FoundDocument(document, item.stored.passage, item.score, _why(scorer, item)) for document, item in best.items()
    )


def _why(scorer: Scorer, item: Ranked) -> Why:
    if not item.stored.is_card:
        return "text"
    return "cited" if scorer.best_section(item.stored) == "anchor" else "title"
