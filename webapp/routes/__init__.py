"""The routes of the site, one module per area."""

from __future__ import annotations

from flask import Flask

from webapp.routes import accounts
from webapp.routes import api
from webapp.routes import api_files
from webapp.routes import api_records
from webapp.routes import assignments
from webapp.routes import comparisons
from webapp.routes import corrections
from webapp.routes import documents
from webapp.routes import editing
from webapp.routes import edition
from webapp.routes import gaps
from webapp.routes import guides
from webapp.routes import health
from webapp.routes import history
from webapp.routes import home
from webapp.routes import intake
from webapp.routes import lists
from webapp.routes import machines
from webapp.routes import materials
from webapp.routes import matrices
from webapp.routes import notes
from webapp.routes import numbers
from webapp.routes import pictures
from webapp.routes import plans
from webapp.routes import reviews
from webapp.routes import search
from webapp.routes import texts
from webapp.routes import topics
from webapp.routes import updates
from webapp.settings import Settings


def register(app: Flask, settings: Settings) -> None:
    """Add every area to `app`; to an edition those that can be read without a server."""
    plan_pages = (plans, assignments, matrices, pictures, comparisons, updates)
    reading = (home, documents, numbers, *plan_pages, lists, topics, gaps, notes, guides)
    if settings.edition:
        for area in (*reading, edition):
            app.register_blueprint(area.area)
        return
    kept = (accounts, editing, corrections, history, intake)  # for editors
    for area in (*reading, materials, reviews, *kept, api, api_records, api_files, texts, machines, health):
        app.register_blueprint(area.area)
    app.register_blueprint(search.area(settings.results_per_page))
