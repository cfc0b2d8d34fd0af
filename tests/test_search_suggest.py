"""Entries suggested for what is being typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.kb import KnowledgeBase
from indexer.search.suggest import SuggestionIndex

ENTRIES = [
    ("nghị quyết 35-NQ/TW", "NQ 35 TW", "Về bảo vệ nền tảng tư tưởng của Đảng"),
    ("quy định 37-QĐ/TW", "QĐ 37 TW", "Về những điều đảng viên không được làm"),
    ("nghị định 30/2020/NĐ-CP", "NĐ 30 2020 CP", "Về công tác văn thư"),
    ("hướng dẫn 04-HD/TU", "HD 04 TU", "Liên kết nền kinh tế và tảng băng, theo Nghị quyết 35-NQ/TW"),
]
INDEX = SuggestionIndex(ENTRIES)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("35", [0, 3]), ("35-", [0, 3]), ("35-N", [0, 3]), ("35-NQ/TW", [0, 3]), ("35 nq t", [0, 3]), ("35nq", [0, 3]),
        ("nq35", [0, 3]), ("NQ 3", [0, 3]), ("nq", [0, 3]), ("nghi quyet 35", [0, 3]), ("nghị quyết số 3", [0, 3]), ("qd 37", [1]),
        ("QĐ37", [1]), ("30/2020", [2]), ("nd 30", [2]), ("nghị định số 30/2", [2]), ("04-hd", [3]), ("4-hd", [3]), ("hd04", [3]),
        # Words in a row stand before words apart, an unfinished one is enough.
        ("nền t", [0, 3]), ("nen tang", [0, 3]), ("bảo v", [0]), ("tư tưởng nền", [0]), ("van thu", [2]), ("li", [3]), ("liên", [3]),
        # A finished word is whole.
        ("t ", []), ("tảng ", [0, 3]),
        ("", []), ("  ", []), ("xyz", []), ("-/", []), ("nghị quyết xyz", []), ("\x00", []),
    ],
)  # fmt: skip
def test_find(typed: str, found: list[int]) -> None:
    assert INDEX.find(typed, 8) == found


def test_no_more_than_asked() -> None:
    assert INDEX.find("nen", 1) == [0]
    assert SuggestionIndex([]).find("nen", 8) == []


@given(st.text(max_size=300), st.integers(1, 9))
def test_any_text(typed: str, limit: int) -> None:
    found = INDEX.find(typed, limit)
    assert len(found) == len(set(found)) <= limit


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("nq35", "Nghị quyết 35-NQ/TW"),
        ("35", "Nghị quyết 35-NQ/TW"),
        ("nghi quyet so 35", "Nghị quyết 35-NQ/TW"),
        ("bao ve nen t", "Nghị quyết 35-NQ/TW"),
        ("kết luận trung ương 4", "Kết luận 21-KL/TW"),
        ("ban tuyên", "Ban Tuyên giáo"),
        ("bo chinh", "Bộ Chính trị"),
    ],
)
def test_the_library_suggests(library: KnowledgeBase, typed: str, first: str) -> None:
    assert library.suggest(typed)[0].text.startswith(first)


def test_marks_as_typed_come_first(library: KnowledgeBase) -> None:
    marked = library.suggest("đảng viên")
    assert "đảng" in f"{marked[0].text} {marked[0].detail}".lower()


@pytest.mark.parametrize("typed", ["", " ", "\x00", "\ud800", "%", "*" * 5000, "a" * 100_000, "học " * 10_000])
def test_nothing_typed_is_an_error(library: KnowledgeBase, typed: str) -> None:
    assert len(library.suggest(typed)) <= 8


def test_each_suggestion_leads_somewhere(library: KnowledgeBase) -> None:
    for item in (*library.suggest("quy"), *library.suggest("ban"), *library.suggest("lich su")):
        leads_to = {"document": item.document, "organ": item.organ, "topic": item.topic}
        assert [kind for kind, target in leads_to.items() if target is not None] == [item.type]


@pytest.mark.parametrize("typed", ["lịch sử đ", "lich su", "so cap ly", "chỉnh đốn"])
def test_a_topic_is_suggested_at_the_end(library: KnowledgeBase, typed: str) -> None:
    assert library.suggest(typed)[-1].type == "topic"
    assert len(library.suggest("lich", limit=2)) == 2
