"""Plans' bases that later documents took the place of: a list to work through and print, and a feed to follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint
from flask import Response
from flask import make_response
from flask import request

from indexer.views.desk import Update
from webapp import addresses
from webapp import words
from webapp.knowledge import kb
from webapp.pages import Page
from webapp.pages import render

area: Final = Blueprint("updates", __name__)

_NEVER: Final = "1970-01-01T00:00:00Z"  # the day of a feed without entries


@dataclass(frozen=True, slots=True)
class UpdatesPage(Page):
    """The context of updates.html. `bases`: how many documents are left behind."""

    updates: tuple[Update, ...]
    bases: int


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A newer document as an entry of the feed; `updated` is its day as a time."""

    update: Update
    title: str
    summary: str
    updated: str


@dataclass(frozen=True, slots=True)
class FeedPage(Page):
    """The context of updates.xml. `site` is the address of the first page, without a slash at its end."""

    site: str
    updated: str
    entries: tuple[FeedEntry, ...]


@area.get(addresses.UPDATES)
def updates() -> str:
    """List every basis of a plan that a later document took the place of, by the newer document."""
    found = kb().updates()
    return render("updates.html", UpdatesPage(found, sum(len(update.bases) for update in found)))


@area.get(addresses.UPDATES_FEED)
def feed() -> Response:
    """Answer with the same list as an Atom feed, an entry for each newer document."""
    entries = tuple(_entry(update) for update in kb().updates())
    page = FeedPage(request.host_url.rstrip("/"), entries[0].updated if entries else _NEVER, entries)
    response = make_response(render("updates.xml", page))
    response.headers["Content-Type"] = "application/atom+xml; charset=utf-8"
    return response


def _entry(update: Update) -> FeedEntry:
    newer = update.newer
    day = newer.issued or ""
    bases = (
        f"{words.label(basis.document)}: {words.validity(basis.validity).lower()}; "
        f"viện dẫn tại {len(basis.places)} chỗ của {len({place.plan.id for place in basis.places})} kế hoạch"
        for basis in update.bases
    )
    # A day, month or year is the beginning of its time.
    started = "-".join([*day.split("-"), "01", "01"][:3])
    title = words.label(newer) + (f" ngày {words.date(day)}" if day else "")
    return FeedEntry(update, title, ". ".join(bases) + ".", f"{started}T00:00:00Z")
