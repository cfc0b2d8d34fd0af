"""A plan's assignments as rows of text: what the page and the files show in cells, headings and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indexer.export.matrix_table import short_name
from indexer.export.review_table import document_name
from indexer.model import Level
from indexer.model import Part
from indexer.views.assignments import CARRYING
from indexer.views.assignments import AssignedBasis
from indexer.views.assignments import AssignedOrgan
from indexer.views.assignments import AssignmentRow
from indexer.views.assignments import Assignments

TITLE: Final = "Bảng phân công nhiệm vụ"
COLUMNS: Final = ("STT", "Nhiệm vụ", "Chủ trì, thực hiện", "Phối hợp", "Thời gian", "Căn cứ")
#: What a part is called beside an organ's name.
PARTS: Final = {
    Part.LEAD: "chủ trì",
    Part.WITH: "phối hợp",
    Part.ADVISE: "tham mưu",
    Part.DIRECT: "chỉ đạo",
    Part.DO: "thực hiện",
    Part.REPORT_TO: "nhận báo cáo",
}
LEGEND: Final = (
    "Trong ngoặc vuông là điều nêu ở đề mục bên trên. Ô trống: kế hoạch không nêu. "
    "Tên cơ quan, thời gian ghi theo lời kế hoạch."
)

_LONGEST_TASK: Final = 420  # letters of a task in a table that is read or printed
_SHORTEST_TASK: Final = 120  # a first sentence shorter than this says too little
_SENTENCE_END: Final = re.compile(r"(?<=[.;!?])\s")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the table with a text for each column; a heading has `cells` without number."""

    heading: bool
    level: Level
    cells: tuple[str, str, str, str, str, str]


def subtitle(found: Assignments) -> str:
    """Return from which plan the table was made, and for which organ."""
    title = f" về “{found.plan.title}”" if found.plan.title else ""
    return f"Lập từ {document_name(found.plan)}{title}{f'; phần của {found.chosen.names[0]}' if found.chosen else ''}"


def rows(found: Assignments, *, whole: bool) -> Iterator[TableRow]:
    """Yield the table's rows; tasks are cut to their beginning unless they are wanted `whole`."""
    for row in found.rows:
        yield TableRow(row.number is None, row.level, _cells(row, row.text if whole else brief(row.text)))


def _cells(row: AssignmentRow, text: str) -> tuple[str, str, str, str, str, str]:
    reported = _organs(row.organs, (Part.REPORT_TO,))
    task = f"{row.marker} {text}" if row.number is None else text
    return (
        str(row.number or ""),
        f"{task}\nBáo cáo về: {reported}." if reported else task,
        _organs(row.organs, CARRYING),
        _organs(row.organs, (Part.WITH,)),
        "; ".join(_passed_on(time.text, time.inherited) for time in row.times),
        "; ".join(_passed_on(basis_name(basis), basis.inherited) for basis in row.bases),
    )


def _organs(organs: Iterable[AssignedOrgan], parts: Iterable[Part]) -> str:
    wanted = tuple(parts)
    return "; ".join(
        _passed_on(f"{organ.name} ({PARTS[organ.part]})" if wanted == CARRYING else organ.name, organ.inherited)
        for organ in organs
        if organ.part in wanted
    )


def _passed_on(text: str, inherited: str | None) -> str:
    return f"[{text}]" if inherited else text


def basis_name(basis: AssignedBasis) -> str:
    """Return what a basis is called in the table: a document by its number, else in the plan's words."""
    document = basis.document
    if document is None:
        return basis.text
    kind = f"{document.kind.name[:1].upper()}{document.kind.name[1:]} " if document.number else ""
    return f"{kind}{short_name(document)}"


def brief(text: str) -> str:
    """Return the beginning of a task's text, whole sentences where there are such; what is cut ends in dots."""
    if len(text) <= _LONGEST_TASK:
        return text
    ends = [end.start() for end in _SENTENCE_END.finditer(text[: _LONGEST_TASK + 1])]
    at = next((end for end in reversed(ends) if end >= _SHORTEST_TASK), text.rfind(" ", 0, _LONGEST_TASK))
    return f"{text[: at if at > 0 else _LONGEST_TASK].rstrip(' ,')} ..."
