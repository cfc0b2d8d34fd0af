"""Editing on the site: who may reach it, and the library's `Editing` with a build in a process of its own."""

from __future__ import annotations

from typing import Final

from flask import Flask
from flask import current_app
from flask import redirect
from flask import request
from werkzeug.wrappers import Response

from indexer.editing import Editing
from indexer.editing import Intake
from indexer.errors.accounts import NoAccountsError
from webapp import addresses
from webapp import knowledge
from webapp import visitors
from webapp.room import needing_room
from webapp.settings import Settings
from webapp.watching import run_build

_EXTENSION: Final = "cancu-editing"
_INTAKE: Final = "cancu-intake"
_MOST_BYTES: Final = 2_000_000  # of a form about one document
_MOST_TYPED: Final = 20_000_000  # of what is typed into a form, and not sent as a file


def register(app: Flask, settings: Settings) -> None:
    """Let editors change the library of `settings`, where it names a corpus and a state."""
    app.extensions[_EXTENSION] = app.extensions[_INTAKE] = None
    corpus, data, state = settings.corpus, settings.data, settings.state
    if corpus is not None and state is not None:
        library = knowledge.library_of(app)
        made = Editing(corpus, data, state, library, lambda: run_build(corpus, data))
        app.extensions[_EXTENSION], app.extensions[_INTAKE] = made, Intake(corpus, state, made)
    app.jinja_env.globals["may_edit"] = may_edit


def may_edit() -> bool:
    """Tell whether whoever asks may change the library."""
    return current_app.extensions[_EXTENSION] is not None and visitors.signed_in() is not None


def editing() -> Editing:
    """Return the editing of this site.

    Raises:
        NoAccountsError: the site is for reading only.
    """
    visitors.accounts()
    found: Editing | None = current_app.extensions[_EXTENSION]
    if found is None:
        raise NoAccountsError
    return found


def intake() -> Intake:
    """Return the files on their way into this site's library.

    Raises:
        NoAccountsError: the site is for reading only.
    """
    editing()
    found: Intake = current_app.extensions[_INTAKE]
    return found


def drafts_waiting(app: Flask) -> int | None:
    """Return how many files wait for an editor of `app`, None where it has no editors.

    Raises:
        StateFolderError, StateFormatError: the state cannot be read.
    """
    found: Intake | None = app.extensions[_INTAKE]
    return len(found.waiting()) if found is not None else None


def to_sign_in() -> Response | None:
    """Return the way to sign in for a stranger who asked for an editors' page, None for an editor.

    Raises:
        NoAccountsError: the site is for reading only.
    """
    editing()
    return redirect(addresses.sign_in(request.full_path.rstrip("?"))) if visitors.signed_in() is None else None


def sent_by(most: int = _MOST_BYTES) -> str:
    """Return the name of the editor whose form came in, which is one of this site's and at most `most` bytes long.

    Raises:
        NoAccountsError: the site is for reading only.
        EditorsOnlyError: nobody is signed in.
        ForeignFormError: the form is not this site's.
        NoRoomError: there is no room for the files that it brings.
    """
    request.max_content_length, request.max_form_memory_size = most, min(most, _MOST_TYPED)
    editing()
    account = visitors.editor()
    with needing_room():
        visitors.check_form()
    return account.name
