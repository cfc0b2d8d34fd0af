"""Reading the library's own plan: header and task tree exactly, from the original and from its Markdown."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from indexer.model import DeadlineKind
from indexer.model import Header
from indexer.model import Level
from indexer.model import Outline
from indexer.model import Part
from indexer.reading import own_spans
from indexer.reading import read_outline
from indexer.vocabulary import program_vocabulary

CORPUS = Path(__file__).parent.parent / "corpus"
ORIGINAL = CORPUS / "originals" / "ke-hoach-2022.txt"
MARKDOWN = next((CORPUS / "plans").glob("ke-hoach-*-2022.md"))

HEADER = Header(
    kind="kế hoạch",
    number=None,
    issuer="Ban Thường vụ Quận ủy",
    place="Ba Đình",
    issued="2022-01-20",
    title="Thực hiện công tác lý luận chính trị năm 2022",
    signer="Nguyễn Công Thành",
    position="PHÓ BÍ THƯ THƯỜNG TRỰC",
    recipients=(
        "Ban Tuyên giáo Thành ủy",
        "Ban Thường vụ Quận ủy",
        "Các Ban Đảng và VP Quận ủy",
        "MTTQ, các tổ CT-XH quận",
        "Các TCCS Đảng trực thuộc",
        "Lưu: Văn phòng Quận ủy",
    ),
)

TREE = """
0
I I.1 I.2
II II.1 II.1-1 II.1-2 II.1-3
II.2 II.2-1 II.2-2 II.2-3 II.2-4
II.3 II.3-1 II.3-2 II.3-3 II.3-4
II.4 II.4.1 II.4.1-1 II.4.1-2 II.4.1-3 II.4.2 II.4.2-1 II.4.2-2 II.4.3 II.4.3-1 II.4.3-2 II.4.3-3 II.4.4
II.5 II.5-1 II.5-2 II.5-3 II.5-4 II.5-5
II.6 II.6-1 II.6-2
III III.1 III.2 III.3 III.4 III.5 III.6
""".split()

QUAN_UY = "quan-uy-ba-dinh"

# Every organ of some tasks: (words, organ, part).
ORGANS = {
    "II.2-1": [
        ("Các TCCS Đảng trực thuộc", None, Part.DO),
        ("UB. MTTQ", "mat-tran-to-quoc-quan-ba-dinh", Part.DO),
        ("các đoàn thể", None, Part.DO),
        ("cơ quan, đơn vị", None, Part.DO),
    ],
    # The issuers of the documents cited here are no organs of the task.
    "II.3-1": [
        ("Ban Tuyên giáo", f"ban-tuyen-giao-{QUAN_UY}", Part.ADVISE),
        ("Ban Thường vụ Quận ủy", f"ban-thuong-vu-{QUAN_UY}", None),
    ],
    "II.3-2": [],
    "II.4.1-1": [
        ("Trung tâm chính trị quận", "trung-tam-chinh-tri-quan-ba-dinh", None),
        ("các cơ quan, đơn vị liên quan", None, Part.WITH),
        ("Trung tâm chính trị", "trung-tam-chinh-tri-quan-ba-dinh", Part.DO),
        ("Hội Cựu chiến binh quận", "hoi-cuu-chien-binh-quan-ba-dinh", Part.WITH),
        ("Quận đoàn", "quan-doan-ba-dinh", Part.WITH),
        ("Phòng Giáo dục và đào tạo quận", "phong-giao-duc-va-dao-tao-quan-ba-dinh", Part.WITH),
    ],
    "III.1": [
        ("Ban Thường vụ Quận ủy", f"ban-thuong-vu-{QUAN_UY}", Part.DIRECT),
        ("các Ban Đảng", None, Part.DO),
        ("Văn phòng Quận ủy", f"van-phong-{QUAN_UY}", Part.DO),
        ("Trung tâm chính trị quận", "trung-tam-chinh-tri-quan-ba-dinh", Part.DO),
        ("các TCCS Đảng trực thuộc quận", None, Part.DO),
        ("chính quyền", None, Part.DO),
        ("Mặt trận Tổ quốc", "mat-tran-to-quoc-quan-ba-dinh", Part.DO),
        ("các tổ chức chính trị - xã hội từ quận tới cơ sở", None, Part.DO),
        ("Thành ủy", "thanh-uy-ha-noi", Part.REPORT_TO),
    ],
    "III.4": [
        ("Ban Tổ chức Quận ủy", f"ban-to-chuc-{QUAN_UY}", Part.LEAD),
        ("các TCCS Đảng trực thuộc", None, Part.WITH),
        ("các cơ quan, đơn vị liên quan", None, Part.WITH),
        ("Ban Thường vụ Quận ủy", f"ban-thuong-vu-{QUAN_UY}", Part.REPORT_TO),
        ("Ban Tổ chức Thành ủy", "ban-to-chuc-thanh-uy-ha-noi", Part.REPORT_TO),
    ],
}

# All times of the plan, task by task.
DEADLINES = [
    ("II.1-1", "trong năm 2022", DeadlineKind.PERIOD),
    ("II.1-1", "trong năm 2022", DeadlineKind.PERIOD),
    ("II.2-2", "hằng năm", DeadlineKind.FREQUENCY),
    ("II.2-3", "hằng năm", DeadlineKind.FREQUENCY),
    ("II.3-1", "giai đoạn 2021 - 2025", DeadlineKind.PERIOD),
    ("II.4.1-1", "hàng năm", DeadlineKind.FREQUENCY),
    ("II.4.1-3", "trong khi chờ Ban Tuyên giáo Trung ương ban hành chương trình mới", DeadlineKind.CONDITION),
    ("II.4.1-3", "Khi có chương trình mới", DeadlineKind.CONDITION),
    ("II.4.2-2", "năm 2022", DeadlineKind.PERIOD),
    ("II.4.3-3", "trong năm 2022", DeadlineKind.PERIOD),
    ("II.5-4", "đầu năm 2023", DeadlineKind.DEADLINE),
    ("II.5-5", "định kỳ hàng năm", DeadlineKind.FREQUENCY),
    ("II.6-2", "quý, 6 tháng, 9 tháng", DeadlineKind.FREQUENCY),
    ("II.6-2", "khi cần thiết", DeadlineKind.CONDITION),
    ("II.6-2", "sau khi Trung ương ban hành", DeadlineKind.CONDITION),
    ("III.1", "định kỳ", DeadlineKind.FREQUENCY),
    ("III.2", "giai đoạn 2021 - 2022", DeadlineKind.PERIOD),
    ("III.2", "năm 2022", DeadlineKind.PERIOD),
    ("III.3", "định kỳ", DeadlineKind.FREQUENCY),
    ("III.4", "định kỳ", DeadlineKind.FREQUENCY),
]


def words(text: str) -> str:
    """Letters with single blanks: in the original, a page break may stand between two words."""
    return " ".join(text.split())


@pytest.fixture(scope="module", params=[ORIGINAL, MARKDOWN], ids=["original", "markdown"])
def text(request: pytest.FixtureRequest) -> str:
    return Path(request.param).read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def outline(text: str) -> Outline:
    return read_outline(text, program_vocabulary())


def test_header(outline: Outline) -> None:
    assert outline.header == HEADER


def test_tree(outline: Outline) -> None:
    assert [task.id for task in outline.tasks] == TREE
    assert Counter(task.level for task in outline.tasks) == {
        Level.PREAMBLE: 1,
        Level.SECTION: 3,
        Level.NUMBERED: 14,
        Level.SUBNUMBERED: 4,
        Level.BULLET: 26,
    }


def test_every_span_is_exact_and_begins_with_its_marker(text: str, outline: Outline) -> None:
    for task in outline.tasks:
        assert text[task.start : task.end] == task.text
        assert task.text.startswith(task.marker)
        for item in (*task.organs, *task.deadlines):
            assert text[item.start : item.end] == item.text
            assert task.start <= item.start
            assert item.end <= task.end


def test_children_lie_inside_their_parents(outline: Outline) -> None:
    by_id = {task.id: task for task in outline.tasks}
    for task in outline.tasks:
        if task.parent is not None:
            parent = by_id[task.parent]
            assert parent.start < task.start
            assert task.end <= parent.end
            assert task.id.startswith(parent.id)


@pytest.mark.parametrize(
    ("task", "beginning", "end"),
    [
        ("0", "Căn cứ Hướng dẫn số 41-HD/BTGTU", "tổ chức thực hiện như sau:"),
        ("I", "I. MỤC ĐÍCH, YÊU CẦU", "sát với điều kiện thực tế tại cơ sở."),
        # A sentence that a page break splits stays in its bullet.
        ("II.1-2", "- Tiếp tục tuyên truyền và triển khai", "Chương trình công tác của Quận ủy khóa XXVI..."),
        ("II.5-5", "- Báo cáo định kỳ hàng năm", "giáo dục lịch sử Đảng”*)."),
        # A heading keeps the paragraphs below it; recipients are no tasks.
        ("III.2", "2. Ban Tuyên giáo Quận ủy", "xử lý tổ chức đảng và đảng viên vi phạm."),
        ("III", "III. TỔ CHỨC THỰC HIỆN", "để kịp thời điều chỉnh./."),
    ],
)
def test_spans(outline: Outline, task: str, beginning: str, end: str) -> None:
    found = {item.id: item for item in outline.tasks}[task]
    assert found.text.startswith(beginning)
    assert found.text.endswith(end)


def test_a_heading_is_whole_where_a_page_break_splits_it(outline: Outline) -> None:
    headings = {task.id: task.heading for task in outline.tasks}
    assert headings["II"] == "NHIỆM VỤ, GIẢI PHÁP"
    assert headings["II.4"] == "Công tác giáo dục lý luận chính trị"
    assert "trong cán bộ, đảng viên và Nhân dân thực hiện nghị quyết" in headings["II.1-2"]
    assert headings["III.2"] == "Ban Tuyên giáo Quận ủy"


@pytest.mark.parametrize("task", ORGANS)
def test_organs(outline: Outline, task: str) -> None:
    found = {item.id: item for item in outline.tasks}[task]
    assert [(words(item.text), item.organ, item.part) for item in found.organs] == ORGANS[task]


def test_a_heading_that_names_an_organ_is_the_subject_of_what_follows(outline: Outline) -> None:
    first = {task.id: task.organs[0].part for task in outline.tasks if task.parent == "III"}
    assert first == {
        "III.1": Part.DIRECT,
        "III.2": Part.ADVISE,
        "III.3": Part.DO,
        "III.4": Part.LEAD,
        "III.5": Part.ADVISE,
        "III.6": Part.DO,
    }


def test_deadlines(outline: Outline) -> None:
    found = [(task.id, words(item.text), item.kind) for task in outline.tasks for item in task.deadlines]
    assert found == DEADLINES


def test_own_words_leave_out_the_children_and_their_heading_marks(text: str, outline: Outline) -> None:
    spans = own_spans(outline.tasks)
    own = {task: text[span.start : span.end] for task, span in spans.items()}
    assert own["II"] == "II. NHIỆM VỤ, GIẢI PHÁP"
    assert own["II.4"] == "4. Công tác giáo dục lý luận chính trị"
    assert own["II.4.4"] == next(task.text for task in outline.tasks if task.id == "II.4.4")
