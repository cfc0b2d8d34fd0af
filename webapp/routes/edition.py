"""What stands in the offline edition in the place of pages that need a server: search and material by scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint

from webapp.knowledge import kb
from webapp.pages import Page
from webapp.pages import render

area: Final = Blueprint("edition", __name__)


@dataclass(frozen=True, slots=True)
class SearchPage(Page):
    """The context of edition_search.html."""

    documents: int  # in the edition


@area.get("/tim")
def search() -> str:
    """Show the search box and the place of what its script finds."""
    return render("edition_search.html", SearchPage(kb().counts().documents))


@area.get("/tu-lieu")
def materials() -> str:
    """Show the place of what was gathered in this browser."""
    return render("edition_materials.html", Page())


@area.get("/ra-soat")
def review() -> str:
    """Say what a draft's review needs."""
    return render("edition_review.html", Page())
