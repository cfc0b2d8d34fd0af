"""Two lines for whoever watches the server: is it alive, and can it answer.

Alive says that the process answers at all: a manager starts it again where it does not. Ready says that a reader
would be served: a proxy sends its readers elsewhere meanwhile. They differ while there is no index, or a broken one.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint
from flask import Response
from flask import jsonify

from indexer.errors import CancuError
from webapp.errors import public_message
from webapp.knowledge import kb

area: Final = Blueprint("health", __name__)

_QUESTION: Final = "văn bản"  # any words will do: what counts is that they can be looked for


@area.get("/healthz")
def health() -> Response:
    """Answer 200 as long as the process answers."""
    return jsonify({"ok": True})


@area.get("/readyz")
def ready() -> tuple[Response, int]:
    """Answer 200 with the generation's name where its catalogue and its text index answer, else 503."""
    try:
        kb().search(_QUESTION, limit=1)
        return jsonify({"ok": True, "generation": kb().generation}), 200
    except CancuError as error:
        return jsonify({"ok": False, "message": public_message(error)}), 503
