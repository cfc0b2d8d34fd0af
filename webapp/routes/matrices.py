"""A plan's matrix of tasks and documents: as a page to narrow, sort and print, and as files to take along."""

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

from indexer.export import MATRIX_FORMATS
from indexer.export import FileFormat
from indexer.export import matrix_table
from indexer.views.desk import Matrix
from indexer.views.desk import MatrixColumn
from indexer.views.desk import MatrixOrder
from indexer.views.desk import MatrixRow
from webapp import addresses
from webapp.knowledge import kb
from webapp.pages import Page
from webapp.pages import render
from webapp.params import MatrixParams
from webapp.params import matrix_params

area: Final = Blueprint("matrices", __name__)

_FILE_NAME: Final = "bang-doi-chieu"
_ORDER_NAMES: Final = {
    MatrixOrder.CITED: ("", "thứ tự viện dẫn"),
    MatrixOrder.ORGAN: ("co-quan", "cơ quan ban hành"),
    MatrixOrder.KIND: ("loai", "loại văn bản"),
    MatrixOrder.DATE: ("ngay", "ngày ban hành"),
    MatrixOrder.TASKS: ("so-nhiem-vu", "số nhiệm vụ viện dẫn"),
}


@dataclass(frozen=True, slots=True)
class MatrixChoice:
    """A value of a field by which the matrix is narrowed or sorted."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class MatrixField:
    """A field of the form above the matrix; `name` is its parameter."""

    name: str
    label: str
    choices: tuple[MatrixChoice, ...]


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell with letters for the eye and words for everyone; empty where the task does not use the document."""

    letters: str
    words: str
    inherited: bool
    once: bool  # the only place of the plan that cites the document


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row, ready to print."""

    row: MatrixRow
    cells: tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True)
class MatrixPage(Page):
    """The context of matrix.html."""

    matrix: Matrix
    rows: tuple[PrintedRow, ...]
    fields: tuple[MatrixField, ...]
    summary: str
    arguments: dict[str, str]
    formats: Mapping[str, FileFormat[Matrix]] = field(default_factory=lambda: MATRIX_FORMATS)


@area.get("/ke-hoach/<identifier>/bang-doi-chieu")
def matrix(identifier: str) -> str | AnyResponse:
    """Show a plan's matrix, or hand it over as the file that was asked for."""
    library = kb()
    params = matrix_params(request.args)
    current = library.current_id(identifier)
    if current != identifier:
        return redirect(addresses.matrix(current, params.arguments() | {"dang": params.file or ""}))
    found = library.matrix(identifier, params.filters, params.order)
    if params.file:
        return _file(found, params.file)
    page = MatrixPage(
        matrix=found,
        rows=tuple(PrintedRow(row, tuple(_cells(found, row))) for row in found.rows),
        fields=tuple(_fields(found, params)),
        summary=matrix_table.summary(found),
        arguments=params.arguments(),
    )
    return render("matrix.html", page)


def _file(found: Matrix, name: str) -> Response:
    response = make_response(MATRIX_FORMATS[name].write(found))
    response.headers["Content-Type"] = MATRIX_FORMATS[name].media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{_FILE_NAME}{MATRIX_FORMATS[name].suffix}"'
    return response


def _cells(found: Matrix, row: MatrixRow) -> list[PrintedCell]:
    return [_cell(found, row, at, column) for at, column in enumerate(found.columns)]


def _cell(found: Matrix, row: MatrixRow, at: int, column: MatrixColumn) -> PrintedCell:
    cell = row.cells[at]
    if cell is None:
        return PrintedCell("", "", False, False)
    own = cell.inherited is None
    words = "; ".join(found.roles[role] for role in cell.roles)
    letters = " ".join(matrix_table.LETTERS[role] for role in cell.roles)
    return PrintedCell(letters, words if own else f"theo đề mục {cell.inherited}: {words}", not own,
                       own and column.places == 1)  # fmt: skip


def _fields(found: Matrix, params: MatrixParams) -> list[MatrixField]:
    names = {"kind": ("loai", params.filters.kind), "organ": ("co-quan", params.filters.organ),
             "year": ("nam", params.filters.year)}  # fmt: skip
    fields = []
    for facet in found.facets:
        name, chosen = names[facet.name]
        listed = [MatrixChoice(value.id, f"{value.name} ({value.count})", value.id == chosen) for value in facet.values]
        if chosen and not any(choice.chosen for choice in listed):
            listed.append(MatrixChoice(chosen, f"{chosen} (0)", True))
        fields.append(MatrixField(name, facet.label, (MatrixChoice("", "tất cả", not chosen), *listed)))
    orders = tuple(MatrixChoice(value, name, params.order is order) for order, (value, name) in _ORDER_NAMES.items())
    return [*fields, MatrixField("xep", "Xếp văn bản theo", orders)]
