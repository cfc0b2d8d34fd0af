"""The history of the library: who changed what when, each change with its lines before and after, and undoing."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import Blueprint
from flask import make_response
from flask import redirect
from flask import request
from werkzeug.wrappers import Response

from indexer.errors.editing import UndoBlockedError
from indexer.errors.editing import UndoneAlreadyError
from indexer.views.editing import Change
from webapp import addresses
from webapp.editing import editing
from webapp.editing import sent_by
from webapp.editing import to_sign_in
from webapp.errors import status_of
from webapp.pages import Page
from webapp.pages import render
from webapp.params import number
from webapp.routes.editing import just_saved
from webapp.routes.editing import saved_address

area: Final = Blueprint("history", __name__)

_SEE_OTHER: Final = 303
_AT_ONCE: Final = 50
_GREATEST: Final = 10**15


@dataclass(frozen=True, slots=True)
class HistoryPage(Page):
    """The context of history.html. `older` is the number before which there is more, None at the end."""

    document: str
    changes: tuple[Change, ...]
    older: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file beside a change: `sign` is "+", "-" or " ", or "@" for lines that are left out."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class ChangePage(Page):
    """The context of change.html."""

    change: Change
    lines: tuple[Line, ...]
    message: str
    undone: Change | None
    shown: bool


@area.get(addresses.HISTORY)
def history() -> str | Response:
    """List the newest changes, of one document or of all."""
    away = to_sign_in()
    if away is not None:
        return away
    document = request.args.get("van-ban", "")
    before = number(request.args, "truoc", default=_GREATEST, least=1, most=_GREATEST)
    found = editing().history(document or None, limit=_AT_ONCE + 1, before=before)
    shown = found[:_AT_ONCE]
    return render("history.html", HistoryPage(document, shown, shown[-1].id if len(found) > _AT_ONCE else None))


@area.get(f"{addresses.HISTORY}/<int:identifier>")
def change(identifier: int) -> str | Response:
    """Show one change, line by line."""
    away = to_sign_in()
    if away is not None:
        return away
    return render("change.html", _page(identifier, ""))


@area.post(f"{addresses.HISTORY}/<int:identifier>/hoan-tac")
def undo(identifier: int) -> Response:
    """Give the file its text from before the change, or say what is in the way."""
    who = sent_by()
    try:
        saved = editing().undo(who, identifier)
    except (UndoBlockedError, UndoneAlreadyError) as error:
        return make_response(render("change.html", _page(identifier, str(error))), status_of(error))
    return redirect(saved_address(addresses.change(identifier), saved), _SEE_OTHER)


def _page(identifier: int, message: str) -> ChangePage:
    found = editing().change(min(identifier, _GREATEST))
    undone, shown, _said = just_saved()
    return ChangePage(found, tuple(_lines(found.before, found.after)), message, undone, shown)


def _lines(before: str | None, after: str | None) -> Iterator[Line]:
    told = difflib.unified_diff((before or "").splitlines(), (after or "").splitlines(), lineterm="", n=2)
    for at, line in enumerate(told):
        if line.startswith("@@"):
            yield Line("@", "")
        elif at > 1:  # the first two name the files
            yield Line(line[:1], line[1:])
