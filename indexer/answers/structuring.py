"""A document's text with its parts and what it cites: of a plan as the build linked it, of others as read now."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence

from indexer.catalogue.reader import Catalogue
from indexer.citations import CitingContext
from indexer.citations import cite
from indexer.citations import resolve
from indexer.model import Citation
from indexer.model import Header
from indexer.model import Span
from indexer.model import Task
from indexer.reading import own_spans
from indexer.reading import read_outline
from indexer.views import DocumentSummary
from indexer.views import DocumentView
from indexer.views import TaskNode
from indexer.views.structure import StructuredText
from indexer.views.structure import TextNode
from indexer.views.structure import TextReference


def structured_plan(catalogue: Catalogue, plan: str) -> StructuredText:
    """Return a plan with the links that its build made, people's corrections among them.

    Raises:
        PlanNotFoundError: no plan has this id.
    """
    view = catalogue.plans.view(plan)
    found = [
        _reference(link.citation, link.document, [candidate.document for candidate in link.candidates])
        for node in _all(view.tasks)
        for link in node.links
    ]
    return StructuredText(view.document, view.header, tuple(map(_node, view.tasks)), _in_order(found))


def structured_text(catalogue: Catalogue, view: DocumentView) -> StructuredText:
    """Return a document that is no plan, its text read and its citations resolved."""
    summary, vocabulary = view.summary, catalogue.vocabulary
    if not summary.held:
        return StructuredText(view, Header(), (), ())
    issuer = summary.issuer.id if summary.issuer else None
    outline = read_outline(view.body, vocabulary, issuer)
    context = CitingContext(issuer, summary.issued, summary.id)
    citations = resolve(cite(view.body, vocabulary), vocabulary, catalogue.lookup(), context, view.body)
    named = {candidate.document for citation in citations for candidate in citation.candidates}
    known = catalogue.documents.summaries(named | {citation.document for citation in citations if citation.document})
    found = [
        _reference(
            citation,
            known.get(citation.document or ""),
            [known[candidate.document] for candidate in citation.candidates if candidate.document in known],
        )
        for citation in citations
    ]
    return StructuredText(view, outline.header, text_nodes(outline.tasks), _in_order(found))


def _all(nodes: Iterable[TaskNode]) -> Iterator[TaskNode]:
    for node in nodes:
        yield node
        yield from _all(node.children)


def _node(node: TaskNode) -> TextNode:
    children = tuple(map(_node, node.children))
    return TextNode(node.id, node.level, node.marker, node.heading, node.start, node.end, node.own_end, children)


def text_nodes(tasks: Sequence[Task]) -> tuple[TextNode, ...]:
    """Return the parts of a text, as the reading room gives them in a row, as a tree."""
    own, children = own_spans(tasks), dict[str | None, list[Task]]()
    for task in tasks:
        children.setdefault(task.parent, []).append(task)
    return tuple(_grown(task, own, children) for task in children.get(None, ()))


def _grown(task: Task, own: Mapping[str, Span], children: Mapping[str | None, Sequence[Task]]) -> TextNode:
    below = tuple(_grown(child, own, children) for child in children.get(task.id, ()))
    return TextNode(task.id, task.level, task.marker, task.heading, task.start, task.end, own[task.id].end, below)


def _reference(
    citation: Citation, document: DocumentSummary | None, candidates: Iterable[DocumentSummary]
) -> TextReference:
    inferred = tuple((field, found.value, found.source) for field, found in citation.inferred.items())
    return TextReference(
        citation.start, citation.end, citation.form, citation.self, document, tuple(candidates), inferred
    )


def _in_order(found: Iterable[TextReference]) -> tuple[TextReference, ...]:
    """Return references by their places; of two that overlap the outer one."""
    kept: list[TextReference] = []
    for reference in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or reference.start >= kept[-1].end:
            kept.append(reference)
    return tuple(kept)
