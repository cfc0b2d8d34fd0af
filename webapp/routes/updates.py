"""Plans' bases that later documents took the place of: a list to work through and print, and a feed to follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint
from flask import Response

from indexer.views.desk import Update
from webapp import addresses
from webapp import words
from webapp.knowledge import kb
from webapp.metadata import atom
from webapp.pages import Page
from webapp.pages import render

area: Final = Blueprint("updates", __name__)

_NEVER: Final = "1970-01-01"  # the day of a newer document whose own is not known


@dataclass(frozen=True, slots=True)
class UpdatesPage(Page):
    """The context of updates.html. `bases`: how many documents are left behind."""

    updates: tuple[Update, ...]
    bases: int


@area.get(addresses.UPDATES)
def updates() -> str:
    """List every basis of a plan that a later document took the place of, by the newer document."""
    found = kb().updates()
    return render("updates.html", UpdatesPage(found, sum(len(update.bases) for update in found)))


@area.get(addresses.UPDATES_FEED)
def feed() -> Response:
    """Answer with the same list as an Atom feed, an entry for each newer document."""
    entries = tuple(_entry(update) for update in kb().updates())
    return atom.answer(
        atom.Feed("căn cứ cần cập nhật", addresses.UPDATES_FEED, addresses.UPDATES, entries, updated=kb().built)
    )


def _entry(update: Update) -> atom.Entry:
    newer = update.newer
    day = newer.issued or ""
    bases = (
        f"{words.label(basis.document)}: {words.validity(basis.validity).lower()}; "
        f"viện dẫn tại {len(basis.places)} chỗ của {len({place.plan.id for place in basis.places})} kế hoạch"
        for basis in update.bases
    )
    # A day, month or year is the beginning of its time.
    started = "-".join([*day.split("-"), "01", "01"][:3]) if day else _NEVER
    title = words.label(newer) + (f" ngày {words.date(day)}" if day else "")
    identity = f"{addresses.UPDATES}#moi-{newer.id}"
    return atom.Entry(identity, addresses.document(newer), title, f"{started}T00:00:00Z", ". ".join(bases) + ".")
