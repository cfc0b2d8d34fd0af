"""Correcting a plan's citations: which document is meant, that none is meant, or one that was missed. Editors only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import Blueprint
from flask import abort
from flask import make_response
from flask import redirect
from flask import request
from werkzeug.wrappers import Response

from indexer.editing import key
from indexer.errors import CorpusFolderError
from indexer.errors.accounts import StateFolderError
from indexer.errors.editing import CorpusBusyError
from indexer.errors.editing import EditConflictError
from indexer.errors.editing import InvalidEditError
from indexer.model import Citation
from indexer.model import Form
from indexer.model import Override
from indexer.model import Role
from indexer.model import Span
from indexer.text import occurrence
from indexer.views import DocumentSummary
from indexer.views import Excerpt
from indexer.views import LinkView
from indexer.views import PlanView
from indexer.views import TaskNode
from indexer.views.editing import Change
from indexer.views.editing import DocumentEdit
from webapp import addresses
from webapp.edit_forms import DROP
from webapp.edit_forms import VERSION
from webapp.editing import editing
from webapp.editing import sent_by
from webapp.editing import to_sign_in
from webapp.errors import public_message
from webapp.errors import status_of
from webapp.knowledge import kb
from webapp.pages import Page
from webapp.pages import render
from webapp.routes.editing import just_saved
from webapp.routes.editing import saved_address

area: Final = Blueprint("corrections", __name__)

_SEE_OTHER: Final = 303
_AROUND: Final = 90  # letters of the text shown on either side of a citation
_OTHER, _NONE = "khac", "khong"  # choices besides the candidates' ids


@dataclass(frozen=True, slots=True)
class Place:
    """A citation of the plan, by what a correction names it with."""

    task: str
    where: str
    text: str
    nth: int
    excerpt: Excerpt
    document: DocumentSummary | None
    candidates: tuple[DocumentSummary, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction that stands in the plan's file, in words."""

    key: str
    where: str
    text: str
    says: str


@dataclass(frozen=True, slots=True)
class CorrectionsPage(Page):
    """The context of corrections.html. `unsettled` are the citations whose document is not known."""

    plan: DocumentSummary
    version: str
    unsettled: tuple[Place, ...]
    settled: tuple[Place, ...]
    corrections: tuple[Correction, ...]
    tasks: tuple[tuple[str, str], ...]
    message: str
    saved: Change | None
    shown: bool


@area.get("/van-ban/<identifier>/sua/vien-dan")
def form(identifier: str) -> str | Response:
    """Show a plan's citations, those whose document is not known first."""
    away = to_sign_in()
    if away is not None:
        return away
    current = kb().current_id(identifier)
    if current != identifier:
        return redirect(addresses.corrections(current))
    return render("corrections.html", _page(identifier))


@area.post("/van-ban/<identifier>/sua/vien-dan")
def correct(identifier: str) -> Response:
    """Save one correction, or take some away."""
    who = sent_by()
    dropped = frozenset(request.form.getlist(DROP))
    override = _override()
    if override is not None:
        same = (override.task, override.text, override.nth)
        standing = editing().open(identifier).document.overrides
        dropped |= {key(other) for other in standing if (other.task, other.text, other.nth) == same}
    edit = DocumentEdit(overrides=(override,) if override else (), dropped=dropped)
    try:
        saved = editing().save(who, identifier, request.form.get(VERSION, ""), edit)
    except (InvalidEditError, EditConflictError, CorpusBusyError, CorpusFolderError, StateFolderError) as error:
        return make_response(render("corrections.html", _page(identifier, public_message(error))), status_of(error))
    return redirect(saved_address(addresses.corrections(identifier), saved), _SEE_OTHER)


def _override() -> Override | None:
    """Return the correction that the form asks for, None where it only takes some away."""
    sent = request.form
    # A form sends the ends of lines in its own way.
    task, text = sent.get("nhiem-vu", ""), sent.get("doan", "").replace("\r\n", "\n")
    choice, named, nth = sent.get("chon", ""), sent.get("van-ban", "").strip(), sent.get("lan", "1")
    if not task or not text:
        return None
    if not nth.isascii() or not nth.isdecimal() or len(nth) > 6:
        abort(HTTPStatus.BAD_REQUEST)
    if choice == _NONE:
        return Override(task, text, int(nth), form="none")
    document = named if choice in {"", _OTHER} else choice
    return Override(task, text, int(nth), document=document or "(để trống)", add=choice == "")


def _page(identifier: str, message: str = "") -> CorrectionsPage:
    library = kb()
    plan = library.plan(identifier)
    opened = editing().open(identifier)
    nodes = list(_nodes(plan.tasks))
    where = {node.id: node.place for node in nodes}
    places = [_place(plan, node, link) for node in nodes for link in node.links if _names_one(link)]
    saved, shown, said = just_saved() if not message else (None, True, "")
    return CorrectionsPage(
        plan=plan.document.summary,
        version=opened.version,
        unsettled=tuple(place for place in places if place.document is None),
        settled=tuple(place for place in places if place.document is not None),
        corrections=tuple(
            Correction(key(found), where.get(found.task, found.task), found.text, _says(found))
            for found in opened.document.overrides
        ),
        tasks=tuple((node.id, node.place) for node in nodes),
        message=message or said,
        saved=saved,
        shown=shown,
    )


def _nodes(nodes: tuple[TaskNode, ...]) -> Iterator[TaskNode]:
    for node in nodes:
        yield node
        yield from _nodes(node.children)


def _names_one(link: LinkView) -> bool:
    return link.citation.form is not Form.GROUP and not link.citation.self


def _place(plan: PlanView, node: TaskNode, link: LinkView) -> Place:
    citation = link.citation
    nth = occurrence(plan.body, citation.text, node.start, citation.start)
    first, last = _around(plan.body, node, citation)
    excerpt = Excerpt(plan.body[first:last].replace("\n", " "), (Span(citation.start - first, citation.end - first),))
    candidates = tuple(candidate.document for candidate in link.candidates)
    return Place(node.id, node.place, citation.text, nth, excerpt, link.document, candidates)


def _around(body: str, node: TaskNode, citation: Citation) -> tuple[int, int]:
    # Whole words: from a blank to a blank, within the task.
    first = max(body.rfind(" ", node.start, max(node.start, citation.start - _AROUND)) + 1, node.start)
    last = body.find(" ", min(node.end, citation.end + _AROUND), node.end)
    return first, last if last >= 0 else node.end


def _says(override: Override) -> str:
    if override.form == "none":
        return "không phải viện dẫn"
    parts = [f"là {override.document}"] if override.document else []
    parts += [f"vai trò {Role(override.role).value}"] if override.role else []
    return ("thêm viện dẫn bị sót, " if override.add else "") + ", ".join(parts)
