"""A plan in pictures: which of its documents carries out which, and when each was issued."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint
from flask import redirect
from markupsafe import Markup
from werkzeug.wrappers import Response

from indexer.views import DocumentSummary
from indexer.views.desk import Cascade
from webapp import addresses
from webapp.cascade_picture import CascadeRow
from webapp.cascade_picture import cascade_picture
from webapp.cascade_picture import cascade_rows
from webapp.knowledge import kb
from webapp.pages import Page
from webapp.pages import render
from webapp.timeline_picture import TimelineItem
from webapp.timeline_picture import timeline_items
from webapp.timeline_picture import timeline_picture

area: Final = Blueprint("pictures", __name__)


@dataclass(frozen=True, slots=True)
class PicturesPage(Page):
    """The context of pictures.html. `cascade_drawn` is empty where no document is said to carry out another."""

    plan: DocumentSummary
    cited: int
    cascade: Cascade
    cascade_drawn: Markup
    cascade_rows: tuple[CascadeRow, ...]
    timeline: tuple[TimelineItem, ...]
    timeline_drawn: Markup


@area.get("/ke-hoach/<identifier>/so-do")
def pictures(identifier: str) -> str | Response:
    """Show a plan's cascade and timeline, each with the table behind it."""
    library = kb()
    current = library.current_id(identifier)
    if current != identifier:
        return redirect(addresses.pictures(current))
    view = library.plan(identifier)
    plan = view.document.summary
    cascade = library.cascade(identifier)
    items = timeline_items(plan, view.cited, (update.newer for update in library.updates(identifier)))
    page = PicturesPage(
        plan=plan,
        cited=len(view.cited),
        cascade=cascade,
        cascade_drawn=cascade_picture(cascade),
        cascade_rows=cascade_rows(cascade),
        timeline=items,
        timeline_drawn=timeline_picture(items),
    )
    return render("pictures.html", page)
