"""Documents, plans and organs of the API: lists in parts, links and relations."""

from __future__ import annotations

from typing import Final

from flask import Blueprint
from flask import Response
from flask import jsonify
from flask import request

from indexer.cli.shapes import link_json
from indexer.cli.shapes import task_json
from indexer.views import LinkView
from indexer.views import TaskNode
from indexer.views.desk import Matrix
from indexer.views.desk import MatrixFilters
from webapp.api_rules import paged
from webapp.knowledge import kb
from webapp.openapi.description import PREFIX
from webapp.openapi.operations import FILTERS
from webapp.openapi.operations import MATRIX_FILTERS
from webapp.openapi.operations import answers
from webapp.openapi.shapes import CITING_PLACES
from webapp.openapi.shapes import DOCUMENTS
from webapp.openapi.shapes import ORGAN
from webapp.openapi.shapes import ORGANS
from webapp.openapi.shapes import PLAN
from webapp.openapi.shapes import PLAN_LINKS
from webapp.openapi.shapes import PLANS
from webapp.openapi.shapes import RELATIONS
from webapp.openapi.shapes import TASK
from webapp.openapi.shapes import UPDATES
from webapp.openapi.shapes import WANTED
from webapp.params import api_search_params
from webapp.params import page_params

area: Final = Blueprint("api_records", __name__, url_prefix=PREFIX)

_PAGE: Final = 50  # items of a list where nothing is said


@area.get("/documents")
@answers(DOCUMENTS, query=FILTERS, page=_PAGE)
def documents() -> Response:
    """Answer with the library's documents, newest first, plans among them, narrowed by filters."""
    limit, offset = page_params(request.args, _PAGE)
    found = kb().search("", filters=api_search_params(request.args).filters, limit=limit, offset=offset, order="date")
    return jsonify(paged(found.total, limit, offset) | {"documents": [hit.document for hit in found.hits]})


@area.get("/documents/<identifier>/relations")
@answers(RELATIONS)
def relations(identifier: str) -> Response:
    """Answer with what a document does to others and others to it, and how good it still is."""
    library = kb()
    view = library.document(identifier)
    return jsonify(
        {
            "document": view.summary,
            "relations": view.relations,
            "inverse_relations": view.inverse_relations,
            "newer": view.newer,
            "validity": library.validities([identifier])[identifier],
        }
    )


@area.get("/documents/<identifier>/links")
@answers(CITING_PLACES, page=_PAGE)
def citing_places(identifier: str) -> Response:
    """Answer with the places of plans that cite a document, each with its task, role and sentence."""
    limit, offset = page_params(request.args, _PAGE)
    found = kb().document(identifier).cited_at
    return jsonify(paged(len(found), limit, offset) | {"links": found[offset : offset + limit]})


@area.get("/plans")
@answers(PLANS, page=_PAGE)
def plans() -> Response:
    """Answer with the library's own plans, newest first."""
    limit, offset = page_params(request.args, _PAGE)
    found = kb().plans()
    return jsonify(paged(len(found), limit, offset) | {"plans": found[offset : offset + limit]})


@area.get("/plans/<identifier>")
@answers(PLAN)
def plan(identifier: str) -> Response:
    """Answer with a plan's header and text, and the documents that it cites in order of first citation."""
    view = kb().plan(identifier)
    return jsonify(
        {"document": view.document.summary, "header": view.header, "body": view.body, "cited": view.cited},
    )


@area.get("/plans/<identifier>/tasks/<task_id>")
@answers(TASK)
def task(identifier: str, task_id: str) -> Response:
    """Answer with one task of a plan: its text, its links, what stands above it and beside it."""
    view = kb().task(identifier, task_id)
    above = [
        {"id": node.id, "level": node.level, "marker": node.marker, "heading": node.heading} for node in view.ancestors
    ]
    return jsonify(
        {
            "plan": view.plan,
            "task": task_json(view.node),
            "text": view.text,
            "ancestors": above,
            "previous": view.previous,
            "following": view.following,
        }
    )


@area.get("/plans/<identifier>/links")
@answers(PLAN_LINKS, page=_PAGE)
def plan_links(identifier: str) -> Response:
    """Answer with the citations of a plan in reading order, each with its task and the document that it means."""
    limit, offset = page_params(request.args, _PAGE)
    nodes: list[TaskNode] = list(reversed(kb().plan(identifier).tasks))
    found: list[LinkView] = []
    while nodes:
        node = nodes.pop()
        found += node.links
        nodes += reversed(node.children)
    part = [{"task": link.task, **link_json(link)} for link in found[offset : offset + limit]]
    return jsonify(paged(len(found), limit, offset) | {"links": part})


@area.get("/plans/<identifier>/matrix")
@answers(Matrix, query=MATRIX_FILTERS)
def matrix(identifier: str) -> Response:
    """Answer with a plan's tasks by the documents that they cite; kind, organ and year narrow the documents."""
    return jsonify(kb().matrix(identifier, matrix_filters()))


def matrix_filters() -> MatrixFilters:
    """Return the filters of a matrix in the address at hand."""
    return MatrixFilters(**{item.name: request.args.get(item.name) or None for item in MATRIX_FILTERS})


@area.get("/organs")
@answers(ORGANS, page=_PAGE)
def organs() -> Response:
    """Answer with the organs whose documents the library has, with how many."""
    limit, offset = page_params(request.args, _PAGE)
    found = next((facet.values for facet in kb().facets() if facet.name == "organ"), ())
    return jsonify(paged(len(found), limit, offset) | {"organs": found[offset : offset + limit]})


@area.get("/organs/<identifier>")
@answers(ORGAN, page=_PAGE)
def organ(identifier: str) -> Response:
    """Answer with an organ, those before and after it, and its documents, newest first."""
    limit, offset = page_params(request.args, _PAGE)
    found = kb().listing("organ", identifier)
    told = {"organ": found.value, "related": found.related, "note": found.note}
    part = found.documents[offset : offset + limit]
    return jsonify(paged(len(found.documents), limit, offset) | told | {"documents": part})


@area.get("/updates")
@answers(UPDATES, page=_PAGE)
def updates() -> Response:
    """Answer with what took the place of plans' bases after the plans were made, newest first."""
    limit, offset = page_params(request.args, _PAGE)
    found = kb().updates()
    return jsonify(paged(len(found), limit, offset) | {"updates": found[offset : offset + limit]})


@area.get("/wanted")
@answers(WANTED, page=_PAGE)
def wanted() -> Response:
    """Answer with the documents that plans cite and whose text the library does not have, with who cites them."""
    limit, offset = page_params(request.args, _PAGE)
    found = kb().wanted()
    return jsonify(paged(len(found), limit, offset) | {"documents": found[offset : offset + limit]})
