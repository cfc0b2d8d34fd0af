"""The site as an application: what it is made of, in the order in which it is put together."""

from __future__ import annotations

from typing import Final

from flask import Flask

from webapp import api_rules
from webapp import assets
from webapp import compression
from webapp import corpus_files
from webapp import editing
from webapp import errors
from webapp import kept_pages
from webapp import knowledge
from webapp import logs
from webapp import pages
from webapp import routes
from webapp import security
from webapp import turns
from webapp import visitors
from webapp.metadata import site
from webapp.settings import Settings

_MOST_BYTES: Final = 1_000_000  # of what is sent to a page; those that take files say so themselves


def create_app(settings: Settings) -> Flask:
    """Return the site that serves the library of `settings`; it starts also where there is no index yet."""
    app = Flask(__name__, static_folder=None)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # Flask's default provider has it
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.strict_slashes = False  # "/ke-hoach/" is "/ke-hoach"
    app.config["MAX_CONTENT_LENGTH"] = _MOST_BYTES
    if settings.metrics:
        from webapp import metrics  # noqa: PLC0415 (who asks for no figures does not wait for their library)

        metrics.register(app, settings)
    logs.register(app)
    kept_pages.register(app)
    api_rules.register(app)
    visitors.register(app, settings)
    knowledge.register(app, settings)
    corpus_files.register(app)
    editing.register(app, settings)
    turns.register(app, settings)
    assets.register(app)
    pages.register(app, settings)
    site.register(app, settings)
    errors.register(app)
    security.register(app)
    compression.register(app)
    routes.register(app, settings)
    return app
