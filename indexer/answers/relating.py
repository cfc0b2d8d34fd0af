"""Documents that have to do with one: by relations, by the tasks of plans that cite both, by what their titles say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from indexer.answers.finding import Finder
from indexer.catalogue.reader import Catalogue
from indexer.views import DocumentSummary
from indexer.views import DocumentView
from indexer.views import Filters
from indexer.views import RelatedDocument

_RELATION: Final = 3.0  # what each reason weighs
_TASK: Final = 1.0
_MOST_TASKS: Final = 2  # that count: documents that a plan always names together are not the more alike
_TEXT: Final = 1.5  # of the title that is most alike
_ALIKE: Final = 0.5  # of the best likeness: below it two titles share common words only
_LOOKED_AT: Final = 12  # documents found by a title's words
_PLACES: Final = 2  # named in a line

_Reasons = dict[str, list[tuple[float, str, str]]]


def related_documents(
    document: DocumentView, catalogue: Catalogue, finder: Finder, limit: int
) -> list[RelatedDocument]:
    """Return at most `limit` documents that have to do with `document`, each with the reason that says most."""
    reasons: _Reasons = {}
    for other, weight, why, detail in (
        *_by_relation(document),
        *_by_tasks(document.summary.id, catalogue),
        *_by_title(document.summary, finder),
    ):
        if other != document.summary.id:
            reasons.setdefault(other, []).append((weight, why, detail))
    totals = {other: sum(weight for weight, _, _ in found) for other, found in reasons.items()}
    best = sorted(totals, key=lambda other: (-totals[other], other))[:limit]
    summaries = catalogue.documents.summaries(best)
    return [
        RelatedDocument(summaries[other], *max(reasons[other], key=lambda reason: reason[0])[1:])
        for other in best
        if other in summaries
    ]


def _by_relation(document: DocumentView) -> Iterator[tuple[str, float, str, str]]:
    for edge in (*document.relations, *document.inverse_relations):
        if edge.document is not None:
            yield edge.document.id, _RELATION, "relation", edge.label


def _by_tasks(document: str, catalogue: Catalogue) -> Iterator[tuple[str, float, str, str]]:
    for other, places in catalogue.plans.sharing_tasks(document).items():
        more = f" và {len(places) - _PLACES} nơi khác" if len(places) > _PLACES else ""
        yield other, _TASK * min(len(places), _MOST_TASKS), "tasks", "; ".join(places[:_PLACES]) + more


def _by_title(document: DocumentSummary, finder: Finder) -> Iterator[tuple[str, float, str, str]]:
    if not document.title:
        return
    # A title is no question: what would be an operator in it is a word.
    found = finder.search(document.title.replace(":", " "), Filters(), _LOOKED_AT, 0, "relevance").hits
    # A plan speaks of everything: its text is like any title.
    alike = [hit for hit in found if hit.document.id != document.id and not hit.document.is_plan]
    most = max((hit.score for hit in alike), default=0.0)
    for hit in alike:
        if hit.score >= _ALIKE * most:
            yield hit.document.id, _TEXT * hit.score / most, "text", "trích yếu gần nhau"
