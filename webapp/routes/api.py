"""The same answers as JSON: in the shapes of the command line's `--json`; failures have one shape of their own."""

from __future__ import annotations

from typing import Final

from flask import Blueprint
from flask import Response
from flask import current_app
from flask import jsonify
from flask import request

from indexer.cli.shapes import comparison_json
from indexer.cli.shapes import search_json
from indexer.cli.shapes import task_json
from indexer.views import DocumentView
from indexer.views import NumberView
from indexer.views import Suggestion
from indexer.views.assignments import Assignments
from indexer.views.assignments import TasksOfOrgan
from indexer.views.gathered import TopicView
from webapp import addresses
from webapp.api_rules import paged
from webapp.errors import UnknownNumberError
from webapp.knowledge import kb
from webapp.openapi.description import PREFIX
from webapp.openapi.description import describe
from webapp.openapi.operations import FILTERS
from webapp.openapi.operations import ORDER
from webapp.openapi.operations import ORGAN_OF_PLAN
from webapp.openapi.operations import QUESTION
from webapp.openapi.operations import Parameter
from webapp.openapi.operations import answers
from webapp.openapi.shapes import COMPARISON
from webapp.openapi.shapes import SEARCH
from webapp.openapi.shapes import SUGGESTIONS
from webapp.openapi.shapes import TASKS
from webapp.openapi.shapes import TOPICS
from webapp.params import MOST_HITS
from webapp.params import api_search_params
from webapp.params import page_params
from webapp.previews import Preview
from webapp.previews import preview

area: Final = Blueprint("api", __name__, url_prefix=PREFIX)

_TWO: Final = tuple(
    Parameter(name, f"Id or number of the {name} held document.", required=True) for name in ("old", "new")
)


@area.get("/openapi.json")
@answers()
def openapi() -> Response:
    """Answer with this description."""
    return jsonify(describe(current_app))


@area.get("/search")
@answers(SEARCH, query=(QUESTION, *FILTERS, ORDER), page=10)
def search() -> Response:
    """Answer a search, with the keys of `cancu search --json`."""
    params = api_search_params(request.args)
    result = kb().search(
        params.query, filters=params.filters, limit=params.limit, offset=params.offset, order=params.order
    )
    paged(result.total, params.limit, params.offset)
    return jsonify(search_json(result))


@area.get("/suggest")
@answers(SUGGESTIONS, query=(QUESTION,))
def suggest() -> Response:
    """Answer with what the question `q` may become while it is typed, each with the address where it is shown."""
    typed = request.args.get("q", "")
    found = [
        {
            "type": item.type,
            "id": _id(item),
            "text": item.text,
            "detail": item.detail,
            "address": addresses.suggestion(item),
        }
        for item in kb().suggest(typed)
    ]
    return jsonify({"query": typed, "suggestions": found})


def _id(item: Suggestion) -> str | None:
    if item.document is not None:
        return item.document.id
    if item.topic is not None:
        return item.topic.topic.id
    return item.organ.id if item.organ is not None else None


@area.get("/documents/<identifier>")
@answers(DocumentView)
def document(identifier: str) -> Response:
    """Answer with everything known of a document; a former id redirects."""
    return jsonify(kb().document(identifier))


@area.get("/documents/<identifier>/preview")
@answers(Preview)
def document_preview(identifier: str) -> Response:
    """Answer with a document in a few lines, worded as on the pages; a former id redirects."""
    library = kb()
    return jsonify(preview(library.document(identifier), library.validities([identifier]).get(identifier)))


@area.get("/numbers/<path:number>")
@answers(NumberView)
def number(number: str) -> Response:
    """Answer with the documents of a number in any spelling, by term, newest first."""
    view = kb().number(number)
    if view.slug is None and not view.documents:
        raise UnknownNumberError(number)
    return jsonify(view)


@area.get("/plans/<identifier>/assignments")
@answers(Assignments, query=(ORGAN_OF_PLAN,))
def assignments(identifier: str) -> Response:
    """Answer with who does what by when in a plan; `organ` (a key of its index) narrows the rows."""
    return jsonify(kb().assignments(identifier, request.args.get("organ") or None))


@area.get("/organs/<identifier>/tasks")
@answers(TasksOfOrgan)
def organ_tasks(identifier: str) -> Response:
    """Answer with what all plans give an organ, and those that it succeeded, newest plan first."""
    return jsonify(kb().tasks_of(identifier))


@area.get("/topics")
@answers(TOPICS)
def topics() -> Response:
    """Answer with all themes and training programmes and what the library holds of each."""
    return jsonify({"topics": kb().topics()})


@area.get("/topics/<identifier>")
@answers(TopicView, page=MOST_HITS)
def topic(identifier: str) -> Response:
    """Answer with one topic: documents newest first, tasks and passages, each with the reasons for it.

    `limit` and `offset` count in each of the three lists.
    """
    limit, offset = page_params(request.args)
    found = kb().topic(identifier, limit, offset)
    paged(max(found.count.documents, found.count.tasks, found.count.passages), limit, offset)
    return jsonify(found)


@area.get("/plans/<identifier>/tasks")
@answers(TASKS)
def tasks(identifier: str) -> Response:
    """Answer with a plan's task tree and its links, with the keys of `cancu tasks --json`."""
    view = kb().plan(identifier)
    summary = view.document.summary
    return jsonify({"plan": summary.id, "title": summary.title, "tasks": [task_json(task) for task in view.tasks]})


@area.get("/compare")
@answers(COMPARISON, query=_TWO)
def compare() -> Response:
    """Answer with the documents `old` and `new` (ids or numbers) compared, with the keys of `cancu compare --json`."""
    library = kb()
    old, new = (library.held_document(request.args.get(name, "").strip()) for name in ("old", "new"))
    return jsonify(comparison_json(library.compare(old, new)))
