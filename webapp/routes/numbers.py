"""The number page: what is known under a number, by term; a bare Party number never leads silently to one document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint
from flask import redirect
from werkzeug.wrappers import Response

from indexer.views import NumberView
from webapp import addresses
from webapp.errors import UnknownNumberError
from webapp.knowledge import kb
from webapp.pages import Page
from webapp.pages import render

area: Final = Blueprint("numbers", __name__)

_LONGEST: Final = 100  # letters; no number of a document comes near


@dataclass(frozen=True, slots=True)
class NumberPage(Page):
    """The context of number.html."""

    number: NumberView
    cited: int  # of the number's documents, those that plans of the library cite


@area.get("/so/<path:spelling>")
def number(spelling: str) -> str | Response | tuple[str, int]:
    """Show the documents of a number; any other spelling than the slug leads to the slug."""
    if len(spelling) > _LONGEST:
        raise UnknownNumberError(spelling)
    view = kb().number(spelling)
    if view.slug is None:
        if view.documents:
            return redirect(addresses.search({"q": spelling}))
        raise UnknownNumberError(spelling)
    if spelling != view.slug:
        return redirect(addresses.number(view.slug))
    if view.names_one and len(view.documents) == 1:
        return redirect(addresses.document(view.documents[0]))
    page = render("number.html", NumberPage(view, sum(1 for document in view.documents if document.citations)))
    return (page, 404) if not view.documents else page
