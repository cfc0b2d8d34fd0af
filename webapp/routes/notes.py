"""The page of a reader's own notes. They lie in the browser: the server hands over the page and never sees one."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

from webapp.pages import Page
from webapp.pages import render

area: Final = Blueprint("notes", __name__)


@area.get("/ghi-chu")
def notes() -> str:
    """Show the place that a script fills with the notes of this browser."""
    return render("notes.html", Page())
