"""Pages and their templates: every template gets exactly the fields of one frozen dataclass, kept beside its route."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import fields

from flask import Flask
from flask import render_template
from jinja2 import StrictUndefined

from indexer.export import review_table
from webapp import addresses
from webapp import assets
from webapp import knowledge
from webapp import quoting
from webapp import rendering
from webapp import words
from webapp.settings import Settings


@dataclass(frozen=True, slots=True)
class Page:
    """The context of a template: a page's dataclass has a field for each name that its template uses."""


def render(template: str, page: Page) -> str:
    """Return the template filled with the fields of `page`."""
    return render_template(template, **{field.name: getattr(page, field.name) for field in fields(page)})


def register(app: Flask, settings: Settings) -> None:
    """Give the templates of `app` their words, addresses and strictness."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals |= {
        "addresses": addresses,
        "edition": settings.edition,
        "edition_written": quoting.today,
        "static": assets.address,
        "words": words,
    }
    app.jinja_env.filters |= {
        "capital": words.capital,
        "date": words.date,
        "excerpt": rendering.excerpt,
        "host": words.host,
        "label": words.label,
        "lower_first": words.lower_first,
        "moment": words.moment,
        "name": words.name,
        "places": review_table.places,
        "quantity": words.quantity,
        "role": knowledge.role_name,
        "term": words.term,
    }
