"""Two held documents side by side: the form to choose them, the comparison as a page, and as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from typing import Final

from flask import Blueprint
from flask import Response
from flask import make_response
from flask import redirect
from flask import request
from werkzeug.wrappers import Response as AnyResponse

from indexer.errors import CancuError
from indexer.export import FileFormat
from indexer.export import comparison_table
from indexer.export.comparison_docx import COMPARISON_FORMATS
from indexer.kb import KnowledgeBase
from indexer.views import DocumentSummary
from indexer.views.comparing import Comparable
from indexer.views.comparing import Comparison
from webapp import addresses
from webapp.comparing import Row
from webapp.comparing import pages
from webapp.comparing import rows
from webapp.errors import PageBeyondEndError
from webapp.errors import public_message
from webapp.errors import status_of
from webapp.knowledge import kb
from webapp.pages import Page
from webapp.pages import render
from webapp.params import ComparisonParams
from webapp.params import comparison_params

area: Final = Blueprint("comparisons", __name__)

_FILE_NAME: Final = "so-sanh"
_MOST_LISTED: Final = 300  # documents in a field of the form
_MOST_PAIRS: Final = 12  # suggestions


@dataclass(frozen=True, slots=True)
class ComparisonForm:
    """The form: documents to choose from and the two that are chosen ("" for none). `more`: there are others."""

    documents: tuple[DocumentSummary, ...]
    old: str
    new: str
    more: bool
    suggested: tuple[Comparable, ...]


@dataclass(frozen=True, slots=True)
class ComparisonResult:
    """A comparison with what its page says about it. `page` counts from 1 to `last`."""

    comparison: Comparison
    summary: str
    turned: bool
    rows: tuple[Row, ...]
    frame: tuple[Row, ...]
    basis_rows: tuple[tuple[str, str, str], ...]  # state, its words, note: one for each basis
    unnamed: str
    whole: bool
    page: int
    last: int


@dataclass(frozen=True, slots=True)
class ComparisonPage(Page):
    """The context of comparison.html."""

    form: ComparisonForm
    message: str | None
    result: ComparisonResult | None
    formats: Mapping[str, FileFormat[Comparison]] = field(default_factory=lambda: COMPARISON_FORMATS)


@area.get(addresses.COMPARISON)
def comparison() -> str | AnyResponse:
    """Show the form, or the two documents that it names side by side, or hand over the file that was asked for."""
    library = kb()
    params = comparison_params(request.args)
    try:
        old = library.held_document(params.old) if params.old else ""
        new = library.held_document(params.new) if params.new else ""
        if (old, new) != (params.old, params.new):
            return redirect(addresses.comparison(old, new, params.arguments()))
        if not (old and new):
            return render("comparison.html", ComparisonPage(_form(library, old, new), None, None))
        found = library.compare(old, new)
    except CancuError as error:
        page = ComparisonPage(_form(library, params.old, params.new), public_message(error), None)
        return make_response(render("comparison.html", page), status_of(error))
    if params.file:
        return _file(found, params.file)
    return render("comparison.html", ComparisonPage(_form(library, old, new), None, _result(found, params)))


def _file(found: Comparison, name: str) -> Response:
    response = make_response(COMPARISON_FORMATS[name].write(found))
    response.headers["Content-Type"] = COMPARISON_FORMATS[name].media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{_FILE_NAME}{COMPARISON_FORMATS[name].suffix}"'
    return response


def _form(library: KnowledgeBase, old: str, new: str) -> ComparisonForm:
    held = library.held()
    listed = held[:_MOST_LISTED]
    known = {document.id for document in listed}
    chosen = tuple(document for document in held if document.id in {old, new} - known)
    asked = [document for document in (old, new) if document]
    pairs = library.comparables(asked[0]) if len(asked) == 1 else library.comparables()
    return ComparisonForm(
        documents=(*listed, *chosen),
        old=old,
        new=new,
        more=len(held) > _MOST_LISTED,
        suggested=pairs[:_MOST_PAIRS],
    )


def _result(found: Comparison, params: ComparisonParams) -> ComparisonResult:
    parts = pages(found, whole=params.whole)
    if params.page > len(parts):
        raise PageBeyondEndError(params.page, len(parts))
    bases = found.bases.documents if found.bases else ()
    last = params.page == len(parts)
    return ComparisonResult(
        comparison=found,
        summary=comparison_table.summary(found),
        turned=comparison_table.turned(found),
        rows=tuple(rows(parts[params.page - 1], whole=params.whole)),
        frame=tuple(rows(found.frame, whole=params.whole)) if last else (),
        basis_rows=tuple(
            (basis.state.value, comparison_table.BASIS_STATES[basis.state], comparison_table.basis_note(basis))
            for basis in bases
        ),
        unnamed=comparison_table.unnamed(found),
        whole=params.whole,
        page=params.page,
        last=len(parts),
    )
