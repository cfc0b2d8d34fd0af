"""Who does what by when: read from plans, passed on by headings, found by organ, and handed over as tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT

from indexer.build import build
from indexer.errors import ListingNotFoundError
from indexer.errors import PlanNotFoundError
from indexer.export.assignment_files import ASSIGNMENT_FORMATS
from indexer.export.assignment_table import brief
from indexer.export.assignment_table import rows
from indexer.kb import KnowledgeBase
from indexer.views.assignments import Assignments
from tests.small_library import write_corpus

PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
OWN = "ke-hoach-30-quan-uy-ba-dinh-2022"
LATER = "ke-hoach-31-quan-uy-ba-dinh-2026"
ANNEX = "ke-hoach-33-quan-uy-ba-dinh-2022"
BARE = "ke-hoach-32-quan-uy-ba-dinh-2022"

FILES = {
    f"plans/{OWN}.md": """
        ---
        id: ke-hoach-30-quan-uy-ba-dinh-2022
        kind: ke-hoach
        number: 30-KH/QU
        title: Công tác năm 2022
        issuer: quan-uy-ba-dinh
        issued: 2022-01-20
        ---

        Căn cứ Kế hoạch số 104-KH/TU ngày 03/10/2021 của Thành ủy, Ban Thường vụ Quận ủy xây dựng kế hoạch.

        ## I. MỤC ĐÍCH

        Quán triệt chủ trương chung.

        ## II. NHIỆM VỤ

        ### 1. Ban Tuyên giáo Quận ủy

        Chủ trì thực hiện Chỉ thị số 20-CT/TW ngày 18/01/2018, hoàn thành trước ngày 30/6/2022; định kỳ báo cáo Thành ủy.

        - Mở lớp bồi dưỡng <script>alert(1)</script>; phối hợp với Quận đoàn tổ chức.

        - Ban Tuyên giáo Quận ủy chủ trì biên soạn theo Quy định số 37-QĐ/TW ngày 25/10/2021, xong trong tháng 3.

        ### 2. Công tác khác

        - Rà soát đội ngũ giảng viên.

        - Hội Khuyến học phường Kim Mã chủ trì vận động; Ban Tuyên giáo Trung ương hướng dẫn.

        - Trung tâm Chính trị quận tổ chức.
        """,
    f"plans/{LATER}.md": """
        ---
        id: ke-hoach-31-quan-uy-ba-dinh-2026
        kind: ke-hoach
        number: 31-KH/QU
        title: Công tác năm 2026
        issuer: quan-uy-ba-dinh
        issued: 2026-01-20
        ---

        ## I. NHIỆM VỤ

        - Ban Tuyên giáo và Dân vận Trung ương chỉ đạo tuyên truyền.
        """,
    f"plans/{ANNEX}.md": """
        ---
        id: ke-hoach-33-quan-uy-ba-dinh-2022
        kind: ke-hoach
        number: 33-KH/QU
        title: Có phụ lục
        issuer: quan-uy-ba-dinh
        issued: 2022-04-01
        ---

        ## I. MỤC ĐÍCH

        Nâng cao nhận thức./.

        PHỤ LỤC 1

        Phân công nhiệm vụ

        | STT | Nội dung | Chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |
        | --- | --- | --- | --- | --- |
        | I | **Tuyên truyền** |  |  |  |
        | 1 | Học tập Nghị quyết số 35-NQ/TW | Ban Tuyên giáo Quận ủy | Quận đoàn; Sở Một | Quý I/2022 |
        | 2 | Giám sát |  |  |  |
        """,
    f"plans/{BARE}.md": """
        ---
        id: ke-hoach-32-quan-uy-ba-dinh-2022
        kind: ke-hoach
        number: 32-KH/QU
        title: 'Không có nhiệm vụ nào, tên rất dài <b>'
        issuer: quan-uy-ba-dinh
        issued: 2022-03-01
        ---

        Thực hiện như năm trước.
        """,
}  # fmt: skip


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("assignments")
    build(write_corpus(folder / "corpus", FILES), folder / "var")
    opened = KnowledgeBase.open(folder / "var")
    yield opened
    opened.close()


def table(found: Assignments) -> list[tuple[str, ...]]:
    """The table's rows without their tasks' text: number, carried out by, with, when, bases."""
    return [(row.cells[0], *row.cells[2:]) for row in rows(found, whole=True)]


# Reading


def test_what_a_task_says_itself_and_what_its_heading_passes_on(kb: KnowledgeBase) -> None:
    assert table(kb.assignments(OWN)) == [
        ("", "", "", "", ""),
        (
            "",
            "Ban Tuyên giáo Quận ủy (chủ trì)",
            "",
            "hoàn thành trước ngày 30/6/2022; định kỳ",
            "Chỉ thị 20-CT/TW",
        ),
        (
            "1",
            "[Ban Tuyên giáo Quận ủy (chủ trì)]",
            "Quận đoàn",
            "[hoàn thành trước ngày 30/6/2022]; [định kỳ]",
            "[Chỉ thị 20-CT/TW]",
        ),
        # What it says itself is not passed on to it as well.
        (
            "2",
            "Ban Tuyên giáo Quận ủy (chủ trì)",
            "",
            "xong trong tháng 3; [hoàn thành trước ngày 30/6/2022]; [định kỳ]",
            "Quy định 37-QĐ/TW; [Chỉ thị 20-CT/TW]",
        ),
        ("", "", "", "", ""),
        ("3", "", "", "", ""),
        ("4", "Hội Khuyến học phường Kim Mã (chủ trì); Ban Tuyên giáo Trung ương (thực hiện)", "", "", ""),
        ("5", "Trung tâm Chính trị quận (thực hiện)", "", "", ""),
    ]


def test_who_is_reported_to_stands_with_the_task(kb: KnowledgeBase) -> None:
    heading = list(rows(kb.assignments(OWN), whole=True))[1]
    assert heading.cells[1].startswith("1. Ban Tuyên giáo Quận ủy: Chủ trì thực hiện")
    assert heading.cells[1].endswith("\nBáo cáo về: Thành ủy.")


def test_what_is_left_out_and_what_is_open_is_told(kb: KnowledgeBase) -> None:
    found = kb.assignments(OWN)
    assert [row.text for row in found.aims] == ["MỤC ĐÍCH: Quán triệt chủ trương chung."]
    assert [row.place for row in found.open] == ["mục II.2, gạch đầu dòng thứ nhất"]
    # The paragraph of bases is no task, though an organ "xây dựng kế hoạch" in it.
    assert "ban-thuong-vu-quan-uy-ba-dinh" not in {organ.key for organ in found.organs}


def test_the_index_knows_organs_of_the_vocabulary_and_lists_others_by_their_words(kb: KnowledgeBase) -> None:
    found = {organ.key: organ for organ in kb.assignments(OWN).organs}
    known = found["ban-tuyen-giao-quan-uy-ba-dinh"]
    assert known.organ is not None
    assert [(task.task, [part.value for part in task.parts]) for task in known.tasks] == [
        ("II.1", ["lead"]),
        ("II.1-2", ["lead"]),
    ]
    unknown = found["ten-hoi-khuyen-hoc-phuong-kim-ma"]
    assert (unknown.organ, unknown.names) == (None, ("Hội Khuyến học phường Kim Mã",))
    assert list(found)[-1] == unknown.key


def test_narrowed_to_an_organ_headings_stay_and_what_is_passed_on_counts(kb: KnowledgeBase) -> None:
    found = kb.assignments(OWN, "ban-tuyen-giao-quan-uy-ba-dinh")
    assert [row.task for row in found.rows] == ["II", "II.1", "II.1-1", "II.1-2"]
    assert kb.assignments(OWN, "quan-doan-ba-dinh").rows[-1].task == "II.1-1"
    nothing = kb.assignments(OWN, "khong-co")
    assert (nothing.rows, nothing.chosen, nothing.tasks) == ((), None, 5)


def test_a_renamed_organ_is_one_organ(kb: KnowledgeBase) -> None:
    today = kb.tasks_of("ban-tuyen-giao-va-dan-van-trung-uong")
    assert [(given.plan.id, given.name) for given in today.plans] == [
        (LATER, "Ban Tuyên giáo và Dân vận Trung ương"),
        (OWN, "Ban Tuyên giáo Trung ương"),
    ]
    # Of the older name only what was given to it by that name: it had not become the other one yet.
    assert [given.plan.id for given in kb.tasks_of("ban-tuyen-giao-trung-uong").plans] == [OWN]
    by_successor = kb.assignments(OWN, "ban-tuyen-giao-va-dan-van-trung-uong")
    assert by_successor.chosen is not None
    assert [row.task for row in by_successor.rows] == ["II", "II.2", "II.2-2"]


def test_the_rows_of_an_annex_are_tasks_by_their_contents(kb: KnowledgeBase) -> None:
    found = kb.assignments(ANNEX)
    assert [(row.cells[1], *row.cells[2:5]) for row in rows(found, whole=True)] == [
        ("PHỤ LỤC 1 Phân công nhiệm vụ", "", "", ""),
        ("I Tuyên truyền", "", "", ""),
        ("Học tập Nghị quyết số 35-NQ/TW", "Ban Tuyên giáo Quận ủy (chủ trì)", "Quận đoàn; Sở Một", "Quý I/2022"),
        ("Giám sát", "", "", ""),
    ]
    [annex] = [given for given in kb.tasks_of("quan-doan-ba-dinh").plans if given.plan.id == ANNEX]
    assert [task.text for task in annex.tasks] == ["Học tập Nghị quyết số 35-NQ/TW"]


def test_an_organ_without_tasks_and_one_that_is_none(kb: KnowledgeBase) -> None:
    assert kb.tasks_of("bo-chinh-tri").plans == ()
    with pytest.raises(ListingNotFoundError):
        kb.tasks_of("khong-co")


def test_a_plan_without_tasks(kb: KnowledgeBase) -> None:
    found = kb.assignments(BARE)
    assert (found.rows, found.organs, found.tasks) == ((), (), 0)
    with pytest.raises(PlanNotFoundError):
        kb.assignments("khong-co")


def test_an_update_tells_what_a_full_build_tells(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", FILES)
    build(corpus, tmp_path / "updated")
    path = corpus / "plans" / f"{LATER}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("chỉ đạo", "chủ trì"), encoding="utf-8")
    build(corpus, tmp_path / "updated")
    build(corpus, tmp_path / "new")
    told = []
    for data in ("updated", "new"):
        opened = KnowledgeBase.open(tmp_path / data)
        told.append([opened.tasks_of(organ) for organ in sorted(opened.vocabulary.organs)])
        opened.close()
    assert told[0] == told[1]


# The real plan, read by a person: every organ to which it gives a part, task by task.

REAL = {
    "II.1-1": "Các TCCS Đảng trực thuộc: do",
    "II.2-1": "Các TCCS Đảng trực thuộc: do; Mặt trận Tổ quốc: do; Các đoàn thể: do; Các cơ quan, đơn vị: do",
    "II.3-1": "Ban Tuyên giáo Quận ủy: advise",
    "II.3-4": "Ban Tuyên giáo Quận ủy: do; Các cơ quan có liên quan: with",
    "II.4.1-1": "Các cơ quan, đơn vị liên quan: with; Trung tâm chính trị quận: do; Hội Cựu chiến binh quận: with; "
    "Quận đoàn: with; Phòng Giáo dục và đào tạo quận: with",
    "II.4.1-2": "Trung tâm chính trị quận: do",
    "II.4.1-3": "Ban Tuyên giáo Quận ủy: do",
    "II.4.2-2": "Trung tâm chính trị quận: advise",
    "II.5-2": "Các TCCS Đảng trực thuộc: direct",
    "II.6-1": "Ban Tuyên giáo Quận ủy: do",
    "II.6-2": "Ban Tuyên giáo Quận ủy: do",
    "III.1": "Ban Thường vụ Quận ủy: direct; Các Ban Đảng: do; Văn phòng Quận ủy: do; Trung tâm chính trị quận: do; "
    "Các TCCS Đảng trực thuộc quận: do; Chính quyền: do; Mặt trận Tổ quốc: do; "
    "Các tổ chức chính trị - xã hội từ quận tới cơ sở: do; Thành ủy: report_to",
    "III.2": "Ban Tuyên giáo Quận ủy: advise; Các TCCS Đảng trực thuộc: do; Các cơ quan, đơn vị chức năng: with",
    "III.3": "Trung tâm chính trị quận: do; Ban Thường vụ Quận ủy: report_to; Ban Tuyên giáo Thành ủy: report_to",
    "III.4": "Ban Tổ chức Quận ủy: lead; Các TCCS Đảng trực thuộc: with; Các cơ quan, đơn vị liên quan: with; "
    "Ban Thường vụ Quận ủy: report_to; Ban Tổ chức Thành ủy: report_to",
    "III.5": "Ủy ban Kiểm tra Quận ủy: advise; TCCS Đảng: do; UBKT cơ sở: do",
    "III.6": "Các TCCS Đảng trực thuộc: do; Mặt trận Tổ quốc: do; Các tổ chức chính trị - xã hội: do; "
    "Các cơ quan, đơn vị: do; Ban Thường vụ Quận ủy: report_to",
}
TIMES = {
    "II.1-1": "trong năm 2022",
    "II.2-2": "hằng năm",
    "II.2-3": "hằng năm",
    "II.3-1": "giai đoạn 2021 - 2025",
    "II.4.1-1": "hàng năm",
    "II.4.1-3": "trong khi chờ Ban Tuyên giáo Trung ương ban hành chương trình mới; Khi có chương trình mới",
    "II.4.2-2": "năm 2022",
    "II.4.3-3": "trong năm 2022",
    "II.5-4": "đầu năm 2023",
    "II.5-5": "định kỳ hàng năm",
    "II.6-2": "quý, 6 tháng, 9 tháng; khi cần thiết; sau khi Trung ương ban hành",
    "III.1": "định kỳ",
    "III.2": "giai đoạn 2021 - 2022; năm 2022",
    "III.3": "định kỳ",
    "III.4": "định kỳ",
}


def test_every_organ_and_time_of_the_real_plan(library: KnowledgeBase) -> None:
    found = library.assignments(PLAN)
    named = {
        row.task: "; ".join(f"{organ.name}: {organ.part.value}" for organ in row.organs)
        for row in found.rows
        if row.organs
    }
    assert named == REAL
    assert {row.task: "; ".join(time.text for time in row.times) for row in found.rows if row.times} == TIMES
    assert (found.tasks, len(found.organs), len(found.open)) == (33, 26, 16)
    assert [row.marker for row in found.aims] == ["I."]


def test_an_organ_s_tasks_in_the_real_plan_quote_the_sentence_that_gives_them(library: KnowledgeBase) -> None:
    [given] = library.tasks_of("quan-doan-ba-dinh").plans
    [task] = given.tasks
    assert (task.task, [part.value for part in task.parts]) == ("II.4.1-1", ["with"])
    assert "phối hợp với Hội Cựu chiến binh quận, Quận đoàn" in task.text
    [department] = library.tasks_of("ban-tuyen-giao-quan-uy-ba-dinh").plans
    assert [task.task for task in department.tasks] == ["II.3-1", "II.3-4", "II.4.1-3", "II.6-1", "II.6-2", "III.2"]


# Files


def test_the_word_file_lies_across_and_repeats_its_head(library: KnowledgeBase) -> None:
    document = docx.Document(io.BytesIO(ASSIGNMENT_FORMATS["docx"].write(library.assignments(PLAN))))
    page = document.sections[0]
    assert page.orientation == WD_ORIENT.LANDSCAPE
    assert page.page_width is not None
    assert (round(page.page_width.mm), round(page.top_margin.mm)) == (297, 30)  # type: ignore[union-attr]  # it is set
    assert document.paragraphs[0].text == "BẢNG PHÂN CÔNG NHIỆM VỤ"
    [table] = document.tables
    assert [cell.text for cell in table.rows[0].cells] == [
        "STT", "Nhiệm vụ", "Chủ trì, thực hiện", "Phối hợp", "Thời gian", "Căn cứ",
    ]  # fmt: skip
    assert "w:tblHeader" in table.rows[0]._tr.xml
    text = [[cell.text for cell in row.cells] for row in table.rows]
    lead = next(row for row in text if row[0] == "31")
    assert lead[1].startswith("Ban Tổ chức Quận ủy: Chủ trì và phối hợp với các TCCS Đảng trực thuộc")
    assert lead[1].endswith("Báo cáo về: Ban Thường vụ Quận ủy; Ban Tổ chức Thành ủy.")
    assert lead[2:] == [
        "Ban Tổ chức Quận ủy (chủ trì)", "Các TCCS Đảng trực thuộc; Các cơ quan, đơn vị liên quan", "định kỳ", "",
    ]  # fmt: skip
    assert text[1][0] == text[1][-1] == "II. NHIỆM VỤ, GIẢI PHÁP"  # a heading runs across the table


def test_the_workbook_holds_whole_tasks_as_text(library: KnowledgeBase) -> None:
    found = library.assignments(PLAN)
    with zipfile.ZipFile(io.BytesIO(ASSIGNMENT_FORMATS["xlsx"].write(found))) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert 'orientation="landscape"' in sheet
    longest = max(found.rows, key=lambda row: len(row.text))
    assert len(longest.text) > 1400
    assert longest.text[-200:] in strings


@pytest.mark.parametrize("name", ASSIGNMENT_FORMATS)
@pytest.mark.parametrize("plan", [OWN, BARE])
@pytest.mark.parametrize("organ", [None, "quan-doan-ba-dinh", "khong-co"])
def test_files_of_odd_plans_are_whole(kb: KnowledgeBase, plan: str, name: str, organ: str | None) -> None:
    assert zipfile.ZipFile(io.BytesIO(ASSIGNMENT_FORMATS[name].write(kb.assignments(plan, organ)))).testzip() is None


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Ngắn.", "Ngắn."),
        ("Câu một có đủ chữ để đứng một mình trong bảng. " * 12, "trong bảng. ..."),
        ("không dấu chấm " * 60, "không dấu chấm ..."),
        ("x" * 1000, "x ..."),
    ],
)
def test_a_long_task_is_cut_where_it_reads_well(text: str, end: str) -> None:
    cut = brief(text.strip())
    assert len(cut) <= 424
    assert cut.endswith(end)
    assert text.startswith(cut.removesuffix(" ..."))
