"""Who does what by when in a plan: the organs as an index, the assignment table, and the table as files."""

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

from indexer.export import FileFormat
from indexer.export.assignment_files import ASSIGNMENT_FORMATS
from indexer.model import Part
from indexer.views.assignments import CARRYING
from indexer.views.assignments import AssignedOrgan
from indexer.views.assignments import AssignmentRow
from indexer.views.assignments import Assignments
from webapp import addresses
from webapp.knowledge import kb
from webapp.pages import Page
from webapp.pages import render
from webapp.params import assignment_params

area: Final = Blueprint("assignments", __name__)

_FILE_NAME: Final = "phan-cong"


@dataclass(frozen=True, slots=True)
class PrintedAssignment:
    """A row of the table with its organs by column."""

    row: AssignmentRow
    carrying: tuple[AssignedOrgan, ...]
    joining: tuple[AssignedOrgan, ...]
    reported: tuple[AssignedOrgan, ...]


@dataclass(frozen=True, slots=True)
class AssignmentsPage(Page):
    """The context of assignments.html. `asked`: the organ's key in the address, "" for all."""

    found: Assignments
    rows: tuple[PrintedAssignment, ...]
    asked: str
    formats: Mapping[str, FileFormat[Assignments]] = field(default_factory=lambda: ASSIGNMENT_FORMATS)


@area.get("/ke-hoach/<identifier>/phan-cong")
def assignments(identifier: str) -> str | AnyResponse:
    """Show a plan's assignments, narrowed to an organ where one is asked for, or hand over the file asked for."""
    library = kb()
    params = assignment_params(request.args)
    current = library.current_id(identifier)
    if current != identifier:
        return redirect(addresses.assignments(current, params.organ, params.file))
    found = library.assignments(identifier, params.organ or None)
    if params.file:
        return _file(found, params.file)
    return render("assignments.html", AssignmentsPage(found, tuple(map(_printed, found.rows)), params.organ))


def _printed(row: AssignmentRow) -> PrintedAssignment:
    return PrintedAssignment(
        row=row,
        carrying=tuple(organ for organ in row.organs if organ.part in CARRYING),
        joining=tuple(organ for organ in row.organs if organ.part is Part.WITH),
        reported=tuple(organ for organ in row.organs if organ.part is Part.REPORT_TO),
    )


def _file(found: Assignments, name: str) -> Response:
    response = make_response(ASSIGNMENT_FORMATS[name].write(found))
    response.headers["Content-Type"] = ASSIGNMENT_FORMATS[name].media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{_FILE_NAME}{ASSIGNMENT_FORMATS[name].suffix}"'
    return response
