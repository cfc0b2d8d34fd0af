"""One line for whoever watches the server: is it answering, and from which generation."""

from __future__ import annotations

from typing import Final

from flask import Blueprint
from flask import Response
from flask import jsonify

from indexer.errors import CancuError
from webapp.errors import public_message
from webapp.knowledge import kb

area: Final = Blueprint("health", __name__)


@area.get("/healthz")
def health() -> tuple[Response, int]:
    """Answer 200 with the generation's name, or 503 where there is none to read."""
    try:
        return jsonify({"ok": True, "generation": kb().generation}), 200
    except CancuError as error:
        return jsonify({"ok": False, "message": public_message(error)}), 503
