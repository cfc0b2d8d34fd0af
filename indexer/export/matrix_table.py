"""A matrix as rows of text: what its files and its page show in cells, headings and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from typing import Final

from indexer.export.review_table import day
from indexer.export.review_table import document_name
from indexer.model import Role
from indexer.views import DocumentSummary
from indexer.views.desk import Matrix
from indexer.views.desk import MatrixCell
from indexer.views.desk import MatrixColumn
from indexer.views.desk import MatrixRow

#: One letter for each role, so that a cell says what it means in grey print too.
LETTERS: Final[Mapping[Role, str]] = {
    Role.BASIS: "C",
    Role.STUDY: "N",
    Role.PROPAGATE: "T",
    Role.IMPLEMENT: "H",
    Role.REVIEW: "K",
    Role.REPORT: "B",
    Role.OTHER: "x",
}
#: What stands left of the documents in each row, and right of them.
ROW_COLUMNS: Final = ("Vị trí", "Nhiệm vụ, mục", "Số văn bản")
UNNAMED_COLUMN: Final = "Nêu chung, chưa rõ"
DOCUMENT_COLUMNS: Final = (
    "STT", "Văn bản", "Loại văn bản", "Cơ quan ban hành", "Ngày", "Trích yếu", "Số nhiệm vụ", "Số chỗ viện dẫn",
)  # fmt: skip


def heading(matrix: Matrix) -> str:
    """Return the title: "Bảng đối chiếu nhiệm vụ - văn bản: Kế hoạch ..."."""
    plan = matrix.plan
    return f"Bảng đối chiếu nhiệm vụ - văn bản: {plan.title or document_name(plan)}"


def summary(matrix: Matrix) -> str:
    """Return the figures in one sentence."""
    shown, cited = len(matrix.columns), matrix.cited
    documents = f"{cited} văn bản" if shown == cited else f"{shown} trong {cited} văn bản"
    return (
        f"{documents}; {len(matrix.once)} văn bản chỉ được viện dẫn một lần; "
        f"{len(matrix.bare)} mục không nêu văn bản nào."
    )


def legend(matrix: Matrix) -> str:
    """Return what the letters in the cells mean."""
    letters = "; ".join(f"{LETTERS[role]}: {name}" for role, name in matrix.roles.items())
    return f"{letters}. Chữ trong ngoặc: văn bản nêu ở đề mục bên trên, không tính vào tổng."


def cell_text(cell: MatrixCell | None) -> str:
    """Return a cell's letters, those of an inherited one in brackets; "" for none."""
    if cell is None:
        return ""
    letters = " ".join(LETTERS[role] for role in cell.roles)
    return f"({letters})" if cell.inherited else letters


def short_name(document: DocumentSummary) -> str:
    """Return what stands above a column: the number, or the kind and the title."""
    if document.number:
        return document.number
    kind = document.kind.name[:1].upper() + document.kind.name[1:]
    if not document.title:
        return kind
    return document.title if document.kind.name.casefold() in document.title.casefold() else f"{kind} {document.title}"


def head_row(matrix: Matrix) -> tuple[str, ...]:
    """Return the names of all columns."""
    return (*ROW_COLUMNS, *(short_name(column.document) for column in matrix.columns), UNNAMED_COLUMN)


def body_rows(matrix: Matrix) -> Iterator[tuple[str, ...]]:
    """Yield a row for each task, then the counts of the columns."""
    for row in matrix.rows:
        heading_text = f"{row.marker} {row.heading}".strip()
        yield (row.place, heading_text, _count(row), *map(cell_text, row.cells), str(row.unnamed or ""))
    yield ("", "Số nhiệm vụ viện dẫn", "", *(str(column.tasks) for column in matrix.columns), "")


def _count(row: MatrixRow) -> str:
    return "không nêu" if row.bare else str(row.documents)


def document_rows(columns: Iterable[MatrixColumn]) -> Iterator[tuple[str, ...]]:
    """Yield the documents with the cells of `DOCUMENT_COLUMNS`."""
    for number, column in enumerate(columns, 1):
        document = column.document
        yield (
            str(number),
            short_name(document),
            document.kind.name,
            document.issuer.name if document.issuer else "",
            day(document.issued) if document.issued else "",
            document.title or "",
            str(column.tasks),
            str(column.places),
        )
