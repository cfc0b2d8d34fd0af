"""Lists of documents by kind, organ, year and term, and the page from which they are reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint

from indexer.views import Facet
from indexer.views import Listing
from indexer.views.assignments import TasksOfOrgan
from webapp.knowledge import kb
from webapp.pages import Page
from webapp.pages import render

area: Final = Blueprint("lists", __name__)


@dataclass(frozen=True, slots=True)
class CataloguePage(Page):
    """The context of catalogue.html."""

    facets: tuple[Facet, ...]
    documents: int


@dataclass(frozen=True, slots=True)
class ListingPage(Page):
    """The context of listing.html."""

    listing: Listing
    assigned: TasksOfOrgan | None  # of an organ


@area.get("/danh-muc")
def catalogue() -> str:
    """Show every kind, organ, year and term with the number of its documents."""
    facets = tuple(facet for facet in kb().facets() if facet.name != "held")
    return render("catalogue.html", CataloguePage(facets, kb().counts().documents))


@area.get("/loai/<value>")
def kind(value: str) -> str:
    """List the documents of one kind."""
    return _listing("kind", value)


@area.get("/co-quan/<value>")
def organ(value: str) -> str:
    """List the documents of one organ, those of its predecessors among them."""
    return _listing("organ", value)


@area.get("/nam/<value>")
def year(value: str) -> str:
    """List the documents of one year."""
    return _listing("year", value)


@area.get("/khoa/<value>")
def term(value: str) -> str:
    """List the documents of one committee's term."""
    return _listing("term", value)


def _listing(facet: str, value: str) -> str:
    library = kb()
    assigned = library.tasks_of(value) if facet == "organ" else None
    return render("listing.html", ListingPage(library.listing(facet, value), assigned))
