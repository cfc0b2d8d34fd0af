"""Texts sent to the API: their citations and the review of their bases, in the shapes of the command line."""

from __future__ import annotations

from typing import Final

from flask import Blueprint
from flask import Response
from flask import jsonify

from indexer.cli.shapes import citation_json
from indexer.cli.shapes import review_json
from webapp.drafts import sent_text
from webapp.knowledge import kb
from webapp.openapi.operations import AS_OF
from webapp.openapi.operations import answers
from webapp.openapi.shapes import CITATIONS
from webapp.openapi.shapes import REVIEW

area: Final = Blueprint("texts", __name__, url_prefix="/api/v1")


@area.post("/cite")
@answers(CITATIONS, text=True)
def cite() -> Response:
    """Answer with every citation of the text sent, with the keys of `cancu cite --json`."""
    citations = kb().cite(sent_text().text)
    return _unkept(jsonify({"citations": [citation_json(citation) for citation in citations]}))


@area.post("/review")
@answers(REVIEW, query=(AS_OF,), text=True)
def review() -> Response:
    """Answer with the review of the draft sent, with the keys of `cancu review --json`."""
    sent = sent_text()
    return _unkept(jsonify(review_json(kb().review(sent.text, sent.as_of))))


def _unkept(response: Response) -> Response:
    # What was said of a draft stays with whoever sent it.
    response.headers["Cache-Control"] = "no-store"
    return response
