"""What the API hands over as files: texts, originals, entries for reference managers, tables and reviews."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from typing import Final
from zipfile import ZipFile

from flask import Blueprint
from flask import Response
from flask import abort
from flask import make_response
from flask import request
from flask import send_file

from indexer.export import FORMATS
from indexer.export import MATRIX_FORMATS
from indexer.export.akn import AKN
from indexer.export.akn import akoma_ntoso
from indexer.export.assignment_files import ASSIGNMENT_FORMATS
from indexer.export.bibliography import ENTRIES
from indexer.export.facts import cited_facts
from webapp import turns
from webapp.corpus_files import corpus_file
from webapp.drafts import LONG
from webapp.drafts import sent_text
from webapp.errors import NoOriginalError
from webapp.errors import NoTextError
from webapp.knowledge import kb
from webapp.openapi.description import PREFIX
from webapp.openapi.operations import AS_OF
from webapp.openapi.operations import MATRIX_FILTERS
from webapp.openapi.operations import ORGAN_OF_PLAN
from webapp.openapi.operations import answers
from webapp.quoting import today
from webapp.routes.api_records import matrix_filters

area: Final = Blueprint("api_files", __name__, url_prefix=PREFIX)

_TEXT: Final = "text/plain; charset=utf-8"
_ANY: Final = "application/octet-stream"
_ZIP: Final = "application/zip"


def _media(formats: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(item.media_type for item in formats.values())


@area.get("/corpus")
@answers(media=(_ZIP,))
def corpus() -> Response:
    """Answer with the whole library as one file: JSON Lines, a data dictionary, sums; originals are not in it."""
    response = send_file(corpus_file(), _ZIP, as_attachment=True, download_name="kho-can-cu.zip", conditional=False)
    response.set_etag(kb().generation)
    return response


@area.get("/documents/<identifier>/text")
@answers(media=(_TEXT,))
def text(identifier: str) -> Response:
    """Answer with the text of a document that the library holds, as the corpus has it."""
    view = kb().document(identifier)
    if not view.summary.held:
        raise NoTextError(identifier)
    return _file(view.body.encode(), _TEXT, f"{identifier}.txt")


@area.get("/documents/<identifier>/original")
@answers(media=(_ANY,))
def original(identifier: str) -> Response:
    """Answer with the file from which a document's text came, byte for byte."""
    library = kb()
    name = library.document(identifier).original
    if name is None:
        raise NoOriginalError(identifier)
    path = library.original(identifier, name)
    return send_file(path.resolve(), mimetype=_ANY, as_attachment=True, download_name=path.name, conditional=False)


@area.get("/documents/<identifier>/export/<form>")
@answers(media=_media(ENTRIES), forms=ENTRIES)
def entry(identifier: str, form: str) -> Response:
    """Answer with a document's entry for reference managers; `form` is ris, bib or json (CSL-JSON)."""
    wanted = _known(ENTRIES, form)
    content = wanted.write(cited_facts(kb().document(identifier)))
    return _file(content, wanted.media_type, f"{identifier}.{form}")


@area.get("/documents/<identifier>/akn")
@answers(media=(AKN,))
def akn(identifier: str) -> Response:
    """Answer with a document as Akoma Ntoso 3.0: its structure, what it cites, where each value comes from."""
    if len(kb().document(identifier).body.encode()) >= LONG:
        turns.take()
    return _file(akoma_ntoso(kb().structured(identifier), today()), AKN, f"{identifier}.akn.xml")


@area.get("/plans/<identifier>/matrix/export/<form>")
@answers(query=MATRIX_FILTERS, media=_media(MATRIX_FORMATS), forms=MATRIX_FORMATS)
def matrix(identifier: str, form: str) -> Response:
    """Answer with a plan's matrix as a file; `form` is csv or xlsx."""
    wanted = _known(MATRIX_FORMATS, form)
    content = wanted.write(kb().matrix(identifier, matrix_filters()))
    return _file(content, wanted.media_type, f"{identifier}{wanted.suffix}")


@area.get("/plans/<identifier>/assignments/export/<form>")
@answers(query=(ORGAN_OF_PLAN,), media=_media(ASSIGNMENT_FORMATS), forms=ASSIGNMENT_FORMATS)
def assignments(identifier: str, form: str) -> Response:
    """Answer with who does what by when in a plan as a file; `form` is docx or xlsx."""
    wanted = _known(ASSIGNMENT_FORMATS, form)
    content = wanted.write(kb().assignments(identifier, request.args.get("organ") or None))
    return _file(content, wanted.media_type, f"{identifier}{wanted.suffix}")


@area.post("/review/export/<form>")
@answers(query=(AS_OF,), media=_media(FORMATS), text=True, forms=FORMATS)
def review(form: str) -> Response:
    """Answer with the review of the draft sent as a file; `form` is markdown, csv, xlsx or docx."""
    wanted = _known(FORMATS, form)
    sent = sent_text()
    response = _file(wanted.write(kb().review(sent.text, sent.as_of)), wanted.media_type, f"ra-soat{wanted.suffix}")
    response.headers["Cache-Control"] = "no-store"  # what was said of a draft stays with whoever sent it
    return response


def _known(formats: Mapping[str, Any], name: str) -> Any:
    if name not in formats:
        abort(404)
    return formats[name]


def _file(content: bytes, media_type: str, name: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if content.startswith(b"PK"):
        response.set_etag(_tag_of_office_file(content), weak=True)
    return response


def _tag_of_office_file(content: bytes) -> str:
    # The hour of its making stands in it: the tag is of all else, and says "the same", not "the same bytes".
    with ZipFile(BytesIO(content)) as parts:
        told = [(part.filename, part.CRC) for part in parts.infolist() if part.filename != "docProps/core.xml"]
    return hashlib.sha256(repr(sorted(told)).encode()).hexdigest()[:16]
