"""The JSON that commands print: keys are a contract (ARCHITECTURE.md, "The command line")."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

import click

from indexer.catalogue.codec import plain

if TYPE_CHECKING:  # each command prints one of these: none waits for the types of all others
    from indexer.model import Citation
    from indexer.model import Outline
    from indexer.views import Hit
    from indexer.views import LinkView
    from indexer.views import SearchResult
    from indexer.views import TaskNode
    from indexer.views.comparing import Comparison
    from indexer.views.conversion import Converted
    from indexer.views.review import Review


def print_json(value: Any) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def citation_json(citation: Citation) -> dict[str, Any]:
    """Return a citation with all keys of `cancu cite`."""
    return {
        "start": citation.start,
        "end": citation.end,
        "text": citation.text,
        "number_start": citation.number_start,
        "number_end": citation.number_end,
        "canonical": citation.canonical,
        "form": citation.form.value,
        "kind": citation.kind,
        "issued": citation.issued,
        "issuer": citation.issuer,
        "term": citation.term,
        "title": citation.title,
        "role": citation.role.value,
        "self": citation.self,
        "nested": citation.nested,
        "inferred": {name: {"value": found.value, "from": found.source} for name, found in citation.inferred.items()},
        "document": citation.document,
        "candidates": plain(citation.candidates),
    }


def outline_json(outline: Outline) -> dict[str, Any]:
    """Return an outline with the keys of `cancu outline`."""
    return {"header": plain(outline.header), "tasks": plain(outline.tasks)}


def review_json(review: Review) -> dict[str, Any]:
    """Return a review with the keys of `cancu review`."""
    from indexer.views.review import Weight  # noqa: PLC0415 (no other command needs it)

    return {"counts": {weight.value: review.count(weight) for weight in Weight}, **plain(review)}


def conversion_json(converted: Converted) -> dict[str, Any]:
    """Return a converted file with the keys of `cancu convert`."""
    return {"printed": converted.printed, **plain(converted)}


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison with the keys of `cancu compare`."""
    from indexer.views.comparing import PartState  # noqa: PLC0415 (no other command needs it)

    counts = {state.value: comparison.count(state) for state in PartState}
    moves = {"moved": comparison.moved, "renumbered": comparison.renumbered, "coarse": comparison.coarse}
    return {"identical": comparison.identical, "counts": counts | moves, **plain(comparison)}


def search_json(result: SearchResult) -> dict[str, Any]:
    """Return a search's answer with the keys of `cancu search`."""
    return {
        "query": result.query,
        "understood": plain(result.understood),
        "total": result.total,
        "total_is": result.total_is,
        "hits": [_hit(hit) for hit in result.hits],
        "facets": plain(result.facets),
        "suggestion": result.suggestion,
        "resting": result.resting,
    }


def _hit(hit: Hit) -> dict[str, Any]:
    document = hit.document
    return {
        "document": document.id,
        "passage": hit.passage,
        "number": document.number,
        "title": document.title,
        "kind": document.kind.id,
        "kind_name": document.kind.name,
        "issuer": document.issuer.id if document.issuer else None,
        "issuer_name": document.issuer.name if document.issuer else None,
        "issued": document.issued,
        "term": plain(document.term),
        "held": document.held,
        "citations": document.citations,
        "score": round(hit.score, 4),
        "snippet": plain(hit.snippet),
        "why": hit.why,
        "place": hit.place,
        "plan": hit.plan,
        "task": hit.task,
    }


def task_json(node: TaskNode) -> dict[str, Any]:
    """Return a node of a plan's task tree with its links and children."""
    return {
        **{name: value for name, value in plain(node).items() if name not in {"links", "children"}},
        "links": [link_json(link) for link in node.links],
        "children": [task_json(child) for child in node.children],
    }


def link_json(link: LinkView) -> dict[str, Any]:
    """Return a citation of a plan with the document that it means."""
    return {
        "citation": citation_json(link.citation),
        "document": plain(link.document),
        "newer": plain(link.newer),
    }
