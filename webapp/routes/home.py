"""The first page: what the library holds and the doors into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint

from indexer.kb import KnowledgeBase
from indexer.views import Counts
from indexer.views import DocumentView
from indexer.views import Facet
from indexer.views import PlanSummary
from webapp.knowledge import kb
from webapp.metadata.head import site_data
from webapp.metadata.legislation import Node
from webapp.pages import Page
from webapp.pages import render

area: Final = Blueprint("home", __name__)


@dataclass(frozen=True, slots=True)
class HomePage(Page):
    """The context of home.html."""

    counts: Counts
    plans: tuple[PlanSummary, ...]
    kinds: Facet | None
    wanted: int  # cited documents whose text is not held
    outdated: int  # bases of plans that later documents took the place of
    example: DocumentView | None  # a cited document that shows what the library is about
    data: Node | None  # the site itself for machines, JSON-LD


@area.get("/")
def home() -> str:
    """Show the doors, the search box and one honest line."""
    library = kb()
    counts = library.counts()
    kinds = next((facet for facet in library.facets() if facet.name == "kind"), None)
    plans = library.plans()
    outdated = sum(len(update.bases) for update in library.updates())
    page = HomePage(counts, plans, kinds, counts.cited - counts.held, outdated, _example(library, plans), site_data())
    return render("home.html", page)


def _example(library: KnowledgeBase, plans: tuple[PlanSummary, ...]) -> DocumentView | None:
    """Return the numbered document that the newest plan cites most often."""
    if not plans:
        return None
    numbered = [document for document in library.plan(plans[0].document.id).cited if document.number]
    if not numbered:
        return None
    return library.document(max(numbered, key=lambda document: document.citations).id)
