"""The matrix of a plan: what is a cell, what is only passed on, what is counted, sorted, filtered and found wanting."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator

import pytest

from indexer.build import build
from indexer.errors import PlanNotFoundError
from indexer.export import MATRIX_FORMATS
from indexer.export.matrix_table import cell_text
from indexer.kb import KnowledgeBase
from indexer.views.desk import Matrix
from indexer.views.desk import MatrixFilters
from indexer.views.desk import MatrixOrder
from tests.desk_library import BARE
from tests.desk_library import EMPTY
from tests.desk_library import MAIN
from tests.desk_library import write_desk


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("desk")
    build(write_desk(folder / "corpus"), folder / "var")
    opened = KnowledgeBase.open(folder / "var")
    yield opened
    opened.close()


def numbers(found: Matrix) -> list[str | None]:
    return [column.document.number for column in found.columns]


def table(found: Matrix) -> dict[str, str]:
    """The cells of each row as one text."""
    return {row.task: "|".join(map(cell_text, row.cells)) for row in found.rows}


def test_a_bullet_inherits_its_heading_and_what_it_cites_itself_is_its_own(kb: KnowledgeBase) -> None:
    found = kb.matrix(MAIN)
    assert numbers(found) == ["104-KH/TU", "20-CT/TW", "37-QĐ/TW"]
    assert table(found) == {
        "0": "C||",
        "I": "||",
        "II": "||",
        "II.1": "|H|",
        "II.1-1": "|B|T",
        "II.1-2": "|(H)|",
        "II.2": "||",
        "II.2-1": "||",
        "II.2-2": "||",
        "II.2-3": "||K",
    }


def test_what_is_inherited_is_not_counted(kb: KnowledgeBase) -> None:
    found = kb.matrix(MAIN)
    assert {column.document.number: (column.tasks, column.places) for column in found.columns} == {
        "104-KH/TU": (1, 1),
        "20-CT/TW": (2, 2),
        "37-QĐ/TW": (2, 2),
    }
    assert {row.task: row.documents for row in found.rows if row.documents} == {
        "0": 1, "II.1": 1, "II.1-1": 2, "II.2-3": 1,
    }  # fmt: skip
    inherited = next(row for row in found.rows if row.task == "II.1-2").cells[1]
    assert inherited is not None
    assert inherited.inherited == "II.1"


def test_what_stands_out(kb: KnowledgeBase) -> None:
    found = kb.matrix(MAIN)
    # A group ("các nghị quyết của Đảng") is no document, but it is no lack of a basis either.
    assert [row.task for row in found.bare] == ["I", "II.2-1"]
    assert next(row for row in found.rows if row.task == "II.2-2").unnamed == 1
    assert [document.number for document in found.once] == ["104-KH/TU"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (MatrixOrder.CITED, ["104-KH/TU", "20-CT/TW", "37-QĐ/TW"]),
        (MatrixOrder.ORGAN, ["20-CT/TW", "37-QĐ/TW", "104-KH/TU"]),
        (MatrixOrder.KIND, ["20-CT/TW", "104-KH/TU", "37-QĐ/TW"]),
        (MatrixOrder.DATE, ["20-CT/TW", "104-KH/TU", "37-QĐ/TW"]),
        (MatrixOrder.TASKS, ["20-CT/TW", "37-QĐ/TW", "104-KH/TU"]),
    ],
)
def test_orders(kb: KnowledgeBase, order: MatrixOrder, expected: list[str]) -> None:
    assert numbers(kb.matrix(MAIN, order=order)) == expected


@pytest.mark.parametrize(
    ("filters", "columns", "rows"),
    [
        (MatrixFilters(kind="quy-dinh"), ["37-QĐ/TW"], ["II", "II.1", "II.1-1", "II.2", "II.2-3"]),
        (MatrixFilters(organ="thanh-uy-ha-noi"), ["104-KH/TU"], ["0"]),
        (MatrixFilters(year="2018"), ["20-CT/TW"], ["II", "II.1", "II.1-1", "II.1-2"]),
        (MatrixFilters(year="2018", kind="quy-dinh"), [], []),
        (MatrixFilters(kind="khong-co"), [], []),
    ],
)
def test_filters_keep_the_rows_in_use_and_their_headings(
    kb: KnowledgeBase, filters: MatrixFilters, columns: list[str], rows: list[str]
) -> None:
    found = kb.matrix(MAIN, filters)
    assert (numbers(found), [row.task for row in found.rows]) == (columns, rows)
    # What is wanting is told of the whole plan.
    assert (found.cited, len(found.bare), len(found.once)) == (3, 2, 1)


def test_facets_count_all_documents_of_the_plan(kb: KnowledgeBase) -> None:
    found = kb.matrix(MAIN, MatrixFilters(kind="quy-dinh"))
    assert {facet.name: [(value.id, value.count) for value in facet.values] for facet in found.facets} == {
        "kind": [("chi-thi", 1), ("ke-hoach", 1), ("quy-dinh", 1)],
        "organ": [("ban-bi-thu", 1), ("ban-chap-hanh-trung-uong", 1), ("thanh-uy-ha-noi", 1)],
        "year": [("2021", 2), ("2018", 1)],
    }


def test_a_plan_without_citations_and_one_without_tasks(kb: KnowledgeBase) -> None:
    bare = kb.matrix(BARE)
    assert (bare.columns, [row.task for row in bare.bare]) == ((), ["I-1"])
    empty = kb.matrix(EMPTY)
    assert len(empty.columns) <= 1
    with pytest.raises(PlanNotFoundError):
        kb.matrix("khong-co")


def test_the_real_plan_counts_every_citation_once(library: KnowledgeBase) -> None:
    plan = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
    found = library.matrix(plan)
    assert len(found.columns) == len(library.plan(plan).cited)
    for column in found.columns:
        assert column.places == len(library.document(column.document.id).cited_at)
    assert sum(row.documents for row in found.rows) == sum(column.tasks for column in found.columns)


# Files


def test_csv_is_read_back_and_runs_nothing(kb: KnowledgeBase) -> None:
    content = MATRIX_FORMATS["csv"].write(kb.matrix(MAIN))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[4] == [
        "Vị trí",
        "Nhiệm vụ, mục",
        "Số văn bản",
        "104-KH/TU",
        "20-CT/TW",
        "37-QĐ/TW",
        "Nêu chung, chưa rõ",
    ]
    bullet = next(row for row in rows if row and row[0] == "mục II.1, gạch đầu dòng thứ hai")
    assert bullet == [bullet[0], "'- Tổ chức hội nghị ở cơ sở.", "0", "", "(H)", "", ""]
    assert ["", "Số nhiệm vụ viện dẫn", "", "1", "2", "2", ""] in rows
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_the_workbook_holds_text_alone_and_repeats_its_heading(kb: KnowledgeBase) -> None:
    with zipfile.ZipFile(io.BytesIO(MATRIX_FORMATS["xlsx"].write(kb.matrix(MAIN)))) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        strings = book.read("xl/sharedStrings.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    assert len(sheets) == 2
    for sheet in sheets:
        assert "<f>" not in sheet
        assert not re.search(r"<c (?![^>]*t=\"s\")[^>]*><v>", sheet)
        assert 'orientation="landscape"' in sheet
    assert names.count("_xlnm.Print_Titles") == 2
    assert "104-KH/TU" in strings
    assert "(H)" in strings


@pytest.mark.parametrize("plan", [BARE, EMPTY])
@pytest.mark.parametrize("name", MATRIX_FORMATS)
def test_files_of_odd_plans_are_whole(kb: KnowledgeBase, plan: str, name: str) -> None:
    assert MATRIX_FORMATS[name].write(kb.matrix(plan))
