"""What a generation holds, before it is written: the derived values that the build hands to the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from typing import Final

from indexer.errors import Problem
from indexer.model import Document
from indexer.model import Form
from indexer.model import Level
from indexer.model import Link
from indexer.model import Outline
from indexer.model import Passage
from indexer.topics import PlaceTopics
from indexer.views import Counts
from indexer.vocabulary import Vocabulary

PLANS_FOLDER: Final = "plans/"
# Forms that name one document: when no document is found for them, something is left open.
_SINGLE: Final = frozenset({Form.FULL, Form.BARE, Form.UNNUMBERED, Form.REFERENCE})


@dataclass(frozen=True, slots=True)
class PlanContents:
    """A held plan as read and linked."""

    document: Document
    outline: Outline
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything of one generation. `undescribed` are the ids of documents that have no file of their own."""

    vocabulary: Vocabulary
    documents: tuple[Document, ...]
    undescribed: frozenset[str]
    plans: tuple[PlanContents, ...]
    passages: tuple[Passage, ...]
    place_names: Mapping[str, str]  # of passages that stand somewhere, by passage id
    topics: Mapping[str, tuple[PlaceTopics, ...]]  # of the parts of held texts, by document id
    problems: tuple[Problem, ...]


def is_plan(document: Document) -> bool:
    """Tell whether `document` is one of the library's own plans (and not a plan that is merely cited)."""
    return document.path.startswith(PLANS_FOLDER)


def citation_counts(plans: Iterable[PlanContents]) -> Mapping[str, int]:
    """Return how many places of the plans cite each document; a plan's words about itself are none."""
    counts: dict[str, int] = {}
    for plan in plans:
        for link in plan.links:
            if link.document is not None and link.document != plan.document.id:
                counts[link.document] = counts.get(link.document, 0) + 1
    return counts


def count(contents: Contents) -> Counts:
    """Return the figures that the first page and a build report."""
    cited = citation_counts(contents.plans)
    held = {document.id for document in contents.documents if document.held}
    return replace(
        plan_counts(contents.plans),
        plans=sum(is_plan(document) for document in contents.documents),
        held=len(held & cited.keys()),
        documents=len(contents.documents),
        passages=len(contents.passages),
    )


def plan_counts(plans: Sequence[PlanContents]) -> Counts:
    """Return the figures that follow from the plans' outlines and links alone, the others being 0."""
    links = [link for plan in plans for link in citing_links(plan)]
    return Counts(
        plans=0,
        cited=len(citation_counts(plans)),
        held=0,
        documents=0,
        passages=0,
        tasks=sum(task_count(plan) for plan in plans),
        citations=len(links),
        unresolved=sum(_is_open(link) for link in links),
    )


def task_count(plan: PlanContents) -> int:
    """Return how many nodes the plan's task tree has; the paragraph of bases before it is none of them."""
    return sum(task.level is not Level.PREAMBLE for task in plan.outline.tasks)


def citing_links(plan: PlanContents) -> list[Link]:
    """Return the links by which a plan cites others; where it speaks of itself ("Kế hoạch này"), it cites nothing."""
    return [link for link in plan.links if not link.citation.self]


def _is_open(link: Link) -> bool:
    return link.document is None and link.citation.form in _SINGLE
