"""The knowledge base of the request at hand: one generation from its first line to its last."""

from __future__ import annotations

from typing import Final

from flask import Flask
from flask import current_app
from flask import g

from indexer.kb import KnowledgeBase
from indexer.library import Library
from indexer.model import Role
from indexer.views.accounts import Audience
from webapp import visitors
from webapp.settings import Settings

_EXTENSION: Final = "cancu"


def register(app: Flask, settings: Settings) -> None:
    """Let the requests of `app` read the library in `settings.data`."""
    app.extensions[_EXTENSION] = Library(settings.data)


def library_of(app: Flask) -> Library:
    """Return the library that the requests of `app` read."""
    found: Library = app.extensions[_EXTENSION]
    return found


def kb() -> KnowledgeBase:
    """Return the knowledge base that serves this request, as whoever asks may see it.

    A new generation is seen by the next request.

    Raises:
        NoIndexError: there is no generation yet.
        DamagedIndexError: the generation cannot be read.
    """
    if "kb" not in g:
        g.kb = library_of(current_app).seen_by(visitors.audience())
    opened: KnowledgeBase = g.kb
    return opened


def public_kb() -> KnowledgeBase:
    """Return the knowledge base as strangers see it, whoever asks: for what is passed on to others.

    Raises:
        NoIndexError: there is no generation yet.
        DamagedIndexError: the generation cannot be read.
    """
    if "public_kb" not in g:
        g.public_kb = library_of(current_app).seen_by(Audience.EVERYONE)
    opened: KnowledgeBase = g.public_kb
    return opened


def role_name(role: Role) -> str:
    """Return a role's name on the pages."""
    return kb().vocabulary.roles[role].name
