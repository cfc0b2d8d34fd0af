"""What the API answers in the shapes of the command line (`indexer/cli/shapes.py`), as notations of `schemas`."""

from __future__ import annotations

from typing import Any
from typing import Final

from indexer.model import Candidate
from indexer.model import Citation
from indexer.model import Header
from indexer.model import Level
from indexer.views import CitingPlace
from indexer.views import DocumentSummary
from indexer.views import Excerpt
from indexer.views import Facet
from indexer.views import FacetValue
from indexer.views import Named
from indexer.views import PlanSummary
from indexer.views import RelationView
from indexer.views import TaskNode
from indexer.views import TermView
from indexer.views import Understood
from indexer.views import WantedDocument
from indexer.views.comparing import Comparison
from indexer.views.comparing import PartState
from indexer.views.desk import Update
from indexer.views.desk import Validity
from indexer.views.review import Review
from indexer.views.review import Weight
from indexer.views.topics import TopicCount
from webapp.openapi.codes import CODES
from webapp.openapi.schemas import ByName
from webapp.openapi.schemas import Many
from webapp.openapi.schemas import OneOf
from webapp.openapi.schemas import Same
from webapp.openapi.schemas import Shape
from webapp.openapi.schemas import keys_of

ERROR: Final = Shape(
    "Error",
    {"ok": bool, "error": Shape("ErrorDetail", {"code": OneOf(tuple(CODES)), "message": str}), "status": int},
)

CITATION: Final = Shape(
    "Citation",
    keys_of(Citation, without=frozenset({"problems", "inferred"}))
    | {"inferred": ByName(Shape("Inference", {"value": str, "from": str})), "candidates": Many(Candidate)},
)
CITATIONS: Final = Shape("Citations", {"citations": Many(CITATION)})

_LINK_KEYS: Final[dict[str, Any]] = {
    "citation": CITATION,
    "document": DocumentSummary | None,
    "newer": DocumentSummary | None,
}
_TASK: Final = Shape(
    "Task",
    keys_of(TaskNode, without=frozenset({"links", "children"}))
    | {"links": Many(Shape("TaskLink", _LINK_KEYS)), "children": Many(Same("Task"))},
)
TASKS: Final = Shape("Tasks", {"plan": str, "title": str | None, "tasks": Many(_TASK)})
TASK: Final = Shape(
    "TaskInPlan",
    {
        "plan": DocumentSummary,
        "task": _TASK,
        "text": str,
        "ancestors": Many(Shape("Ancestor", {"id": str, "level": Level, "marker": str, "heading": str})),
        "previous": str | None,
        "following": str | None,
    },
)

_HIT: Final = Shape(
    "SearchHit",
    {
        "document": str,
        "passage": str,
        "number": str | None,
        "title": str | None,
        "kind": str,
        "kind_name": str,
        "issuer": str | None,
        "issuer_name": str | None,
        "issued": str | None,
        "term": TermView | None,
        "held": bool,
        "citations": int,
        "score": float,
        "snippet": Excerpt,
        "why": str,
        "place": str | None,
        "plan": str | None,
        "task": str | None,
    },
)
SEARCH: Final = Shape(
    "Search",
    {
        "query": str,
        "understood": Understood,
        "total": int,
        "total_is": str,
        "hits": Many(_HIT),
        "facets": Many(Facet),
        "suggestion": str | None,
        "resting": bool,
    },
)
SUGGESTIONS: Final = Shape(
    "Suggestions",
    {
        "query": str,
        "suggestions": Many(
            Shape("SuggestionItem", {"type": str, "id": str | None, "text": str, "detail": str, "address": str})
        ),
    },
)
REVIEW: Final = Shape(
    "ReviewAnswer",
    {"counts": Shape("ReviewCounts", {weight.value: int for weight in Weight}), **keys_of(Review)},
)
COMPARISON: Final = Shape(
    "ComparisonAnswer",
    {
        "identical": bool,
        "counts": Shape(
            "ComparisonCounts",
            dict.fromkeys((*(state.value for state in PartState), "moved", "renumbered", "coarse"), int),
        ),
        **keys_of(Comparison),
    },
)
TOPICS: Final = Shape("Topics", {"topics": Many(TopicCount)})


def _page(name: str, items: str, of: Any, more: dict[str, Any] | None = None) -> Shape:
    return Shape(name, {"total": int, "limit": int, "offset": int, **(more or {}), items: Many(of)})


DOCUMENTS: Final = _page("Documents", "documents", DocumentSummary)
CITING_PLACES: Final = _page("CitingPlaces", "links", CitingPlace)
RELATIONS: Final = Shape(
    "Relations",
    {
        "document": DocumentSummary,
        "relations": Many(RelationView),
        "inverse_relations": Many(RelationView),
        "newer": Many(DocumentSummary),
        "validity": Validity,
    },
)
PLANS: Final = _page("Plans", "plans", PlanSummary)
PLAN: Final = Shape(
    "Plan", {"document": DocumentSummary, "header": Header, "body": str, "cited": Many(DocumentSummary)}
)
PLAN_LINKS: Final = _page("PlanLinks", "links", Shape("PlanLink", {"task": str, **_LINK_KEYS}))
ORGANS: Final = _page("Organs", "organs", FacetValue)
ORGAN: Final = _page(
    "Organ", "documents", DocumentSummary, {"organ": Named, "related": Many(Named), "note": str | None}
)
UPDATES: Final = _page("Updates", "updates", Update)
WANTED: Final = _page("Wanted", "documents", WantedDocument)
