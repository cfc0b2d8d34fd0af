"""Editing a document's record, and giving a cited document without file one. Editors only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint
from flask import Response
from flask import make_response
from flask import redirect
from flask import request
from werkzeug.wrappers import Response as AnyResponse

from indexer.errors import CancuError
from indexer.errors import CorpusFolderError
from indexer.errors.accounts import StateFolderError
from indexer.errors.editing import ChangeNotFoundError
from indexer.errors.editing import CorpusBusyError
from indexer.errors.editing import EditConflictError
from indexer.errors.editing import FieldProblem
from indexer.errors.editing import InvalidEditError
from indexer.views import DocumentSummary
from indexer.views.editing import Change
from indexer.views.editing import Opened
from indexer.views.editing import Saved
from webapp import addresses
from webapp import words
from webapp.edit_forms import VERSION
from webapp.edit_forms import EditForm
from webapp.edit_forms import edit_of
from webapp.edit_forms import form_of
from webapp.editing import editing
from webapp.editing import sent_by
from webapp.editing import to_sign_in
from webapp.errors import public_message
from webapp.errors import status_of
from webapp.knowledge import kb
from webapp.pages import Page
from webapp.pages import render

area: Final = Blueprint("editing", __name__)

_SEE_OTHER: Final = 303
_SAVED: Final = "da-luu"
_WAITING: Final = "cho"


@dataclass(frozen=True, slots=True)
class EditPage(Page):
    """The context of edit.html. `saved` is the change that has just been made, `shown` whether readers see it."""

    summary: DocumentSummary
    form: EditForm
    message: str
    saved: Change | None
    shown: bool
    latest: Change | None


@area.get("/van-ban/<identifier>/sua")
def form(identifier: str) -> str | AnyResponse:
    """Show a document's record as a form."""
    away = to_sign_in()
    if away is not None:
        return away
    current = kb().current_id(identifier)
    if current != identifier:
        return redirect(addresses.edit(current))
    return render("edit.html", _page(identifier, editing().open(identifier)))


@area.post("/van-ban/<identifier>/sua")
def save(identifier: str) -> AnyResponse:
    """Save what the form changed; what keeps it from being saved is shown in the form, with all that was typed."""
    who = sent_by()
    try:
        saved = editing().save(who, identifier, request.form.get(VERSION, ""), edit_of(request.form))
    except InvalidEditError as error:
        # The file is looked at again: it may have changed since, and the next try must be told.
        return _refused(identifier, error, "Chưa lưu: có chỗ cần sửa lại.", error.problems)
    except (EditConflictError, CorpusBusyError, CorpusFolderError, StateFolderError) as error:
        return _refused(identifier, error, public_message(error), ())
    return redirect(saved_address(addresses.edit(identifier), saved), _SEE_OTHER)


@area.post("/van-ban/<identifier>/ho-so")
def adopt(identifier: str) -> AnyResponse:
    """Give a cited document a file of its own, and lead to its form."""
    saved = editing().adopt(sent_by(), identifier)
    return redirect(saved_address(addresses.edit(saved.document), saved), _SEE_OTHER)


def saved_address(address: str, saved: Saved) -> str:
    """Return `address` with what the page there is to say of a save."""
    arguments = {_SAVED: saved.change.id if saved.change else 0} | ({} if saved.shown else {_WAITING: 1})
    return f"{address}?{urlencode(arguments)}"


def just_saved() -> tuple[Change | None, bool, str]:
    """Return the change that the address speaks of, whether readers see it, and what there is to say without one."""
    number = request.args.get(_SAVED, "")
    shown = _WAITING not in request.args
    if number == "0":
        return None, shown, "Không có gì khác với hồ sơ đang có, nên không ghi gì."
    if not number.isascii() or not number.isdecimal() or len(number) > 15:
        return None, shown, ""
    try:
        return editing().change(int(number)), shown, ""
    except ChangeNotFoundError:
        return None, shown, ""


def _page(
    identifier: str, opened: Opened, message: str = "", found: Iterable[FieldProblem] = (), *, sent: bool = False
) -> EditPage:
    library = kb()
    view = library.document(identifier)
    others = [relation.document for relation in view.relations if relation.document is not None]
    names = {other.id: words.label(other) for other in others}
    saved, shown, said = (None, True, message) if sent else just_saved()
    latest = editing().history(identifier, limit=1)
    filled = form_of(opened, library.vocabulary, names, request.form if sent else None, found)
    return EditPage(view.summary, filled, said, saved, shown, latest[0] if latest else None)


def _refused(identifier: str, error: CancuError, message: str, found: Iterable[FieldProblem]) -> Response:
    page = _page(identifier, editing().open(identifier), message, found, sent=True)
    return make_response(render("edit.html", page), status_of(error))
