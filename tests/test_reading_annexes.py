"""Tasks in an annex's table: rows as tasks, columns as who and when."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Level
from indexer.model import Task
from indexer.reading import place_name
from indexer.reading import read_outline
from indexer.reading import read_parts
from indexer.vocabulary import program_vocabulary

VOCABULARY = program_vocabulary()
ISSUER = "thanh-uy-ha-noi"

PLAN = """\
KẾ HOẠCH
phân công

I. MỤC ĐÍCH

Nâng cao nhận thức./.

Nơi nhận:
- Lưu VPTU.

PHỤ LỤC 1

Phân công nhiệm vụ

| STT | Nội dung | Chủ trì | Cơ quan phối hợp | Thời gian hoàn thành | Sản phẩm |
| --- | --- | --- | --- | --- | --- |
| I | **Tuyên truyền** |  |  |  |  |
| 1 | Học tập Nghị quyết số 35-NQ/TW | Ban Tuyên giáo Thành ủy | Ban Tổ chức Thành ủy; Trung tâm chính trị quận | Quý I/2022 | Kế hoạch |
| 2 | Mở lớp \\| tập huấn | Sở Một |  | Khi cần thiết | Báo cáo |
| II | Kiểm tra |  |  |  |  |
| 1 | Giám sát |  |  | thường xuyên |  |
"""


def tasks(text: str) -> dict[str, Task]:
    found = read_outline(text, VOCABULARY, ISSUER).tasks
    for task in found:
        assert task.text == text[task.start : task.end]
    return {task.id: task for task in found}


def test_rows_become_tasks() -> None:
    found = tasks(PLAN)
    assert list(found) == ["I", "PL1", "PL1.I", "PL1.1", "PL1.2", "PL1.II", "PL1.3"]
    assert [found[key].parent for key in ("PL1", "PL1.I", "PL1.1", "PL1.3")] == [None, "PL1", "PL1.I", "PL1.II"]
    assert [found[key].marker for key in ("PL1", "PL1.I", "PL1.1", "PL1.3")] == ["PHỤ LỤC 1", "I", "1", "1"]
    assert [found[key].level for key in ("PL1", "PL1.I", "PL1.1")] == [Level.SECTION, Level.NUMBERED, Level.SUBNUMBERED]
    assert found["PL1"].heading == "Phân công nhiệm vụ"
    assert found["PL1.I"].heading == "Tuyên truyền"
    assert found["PL1.I"].end == found["PL1.2"].end


def test_columns_say_who_and_when() -> None:
    found = tasks(PLAN)
    assert [(organ.text, organ.part, organ.organ) for organ in found["PL1.1"].organs] == [
        ("Ban Tuyên giáo Thành ủy", "lead", "ban-tuyen-giao-thanh-uy-ha-noi"),
        ("Ban Tổ chức Thành ủy", "with", "ban-to-chuc-thanh-uy-ha-noi"),
        ("Trung tâm chính trị quận", "with", None),
    ]
    assert [(time.text, time.kind) for time in found["PL1.1"].deadlines] == [("Quý I/2022", "deadline")]
    # What no pattern of times reads is still what stands in the column of times.
    assert [(time.text, time.kind) for time in found["PL1.2"].deadlines] == [("Khi cần thiết", "condition")]
    assert found["PL1.3"].organs == ()


def test_mentions_stand_where_they_say() -> None:
    for task in tasks(PLAN).values():
        for mention in (*task.organs, *task.deadlines):
            assert PLAN[mention.start : mention.end] == mention.text


def test_places() -> None:
    found = list(tasks(PLAN).values())
    assert place_name("PL1", found) == "Phụ lục 1"
    assert place_name("PL1.3", found) == "Phụ lục 1, dòng 3"


@pytest.mark.parametrize(
    ("comment", "title", "first"),
    [
        ("a Roman number", "PHỤ LỤC II", "PL2"),
        ("a number with its word", "Phụ lục số 03", "PL3"),
        ("no number", "PHỤ LỤC", "PL1"),
        ("a table that is called by what it is", "BẢNG PHÂN CÔNG NHIỆM VỤ", "PL1"),
    ],
)
def test_numbers_of_annexes(comment: str, title: str, first: str) -> None:
    assert first in tasks(PLAN.replace("PHỤ LỤC 1", title)), comment


@pytest.mark.parametrize(
    ("comment", "header"),
    [
        ("a table of something else", "| TT | Tên đơn vị | Số lượng |"),
        ("contents without anyone or any time", "| STT | Nội dung | Ghi chú |"),
    ],
)
def test_other_tables_are_no_tasks(comment: str, header: str) -> None:
    text = PLAN.replace("| STT | Nội dung | Chủ trì | Cơ quan phối hợp | Thời gian hoàn thành | Sản phẩm |", header)
    assert list(tasks(text)) == ["I"], comment


def test_parts_are_those_of_the_outline() -> None:
    assert [task.id for task in read_parts(PLAN, VOCABULARY)] == list(tasks(PLAN))


@given(
    st.lists(
        st.sampled_from(["PHỤ LỤC 1", "| STT | Nội dung | Chủ trì |", "| --- |", "| 1 | a | b |", "|", "||\\", "x"])
    )
)
def test_any_table_is_read(lines: list[str]) -> None:
    found = read_outline("\n".join(lines), VOCABULARY).tasks
    assert len({task.id for task in found}) == len(found)
