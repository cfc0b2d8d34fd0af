"""How to use the site, on the site itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint
from flask import abort

from webapp.guides import GUIDES
from webapp.guides import Guide
from webapp.guides import guide
from webapp.pages import Page
from webapp.pages import render

area: Final = Blueprint("guides", __name__)


@dataclass(frozen=True, slots=True)
class GuidePage(Page):
    """The context of guide.html. `others`: the guides beside this one, by name."""

    shown: Guide
    others: dict[str, Guide]


@area.get("/huong-dan", defaults={"name": ""})
@area.get("/huong-dan/<name>")
def show(name: str) -> str:
    """Show a guide."""
    if name not in GUIDES:
        abort(404)
    others = {other: guide(other) for other in GUIDES if other != name}
    return render("guide.html", GuidePage(guide(name), others))
