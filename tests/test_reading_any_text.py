"""Whatever text is given, reading answers: exact spans, unique ids, and decomposed letters read as composed ones."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from indexer.model import Outline
from indexer.reading import own_spans
from indexer.reading import place_name
from indexer.reading import read_outline
from indexer.vocabulary import program_vocabulary

PLAN = Path(__file__).parent.parent / "corpus" / "originals" / "ke-hoach-2022.txt"

PIECES = st.sampled_from(
    """I. |II. |V |1. |1.1. |2.1 |a) |đ) |- |+ |* |– |# |## |**|“|”|"|: |./.|, |; |(|)|/|-|Điều 1. |Chương I|Phần thứ hai
    Nơi nhận:|T/M |KẾ HOẠCH|Số: |12-KH/QU|ngày 20 tháng 01 năm 2022|năm 2022|quý, 6 tháng|khi có |sau khi |trước ngày 1/2
    Ban Tuyên giáo Quận ủy|Sở Nội vụ|chủ trì|phối hợp với |của |các |UBND |Ba Đình|kinh tế|xã hội|Căn cứ |A|é|\u0301|
    \u2028|\x00|\ufeff|ﬁ|한|İ|\x0c|\x85|---|id: x""".replace("\n    ", "|").split("|")
)
BREAKS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", " ", "\t", ""])
TEXTS = st.lists(st.tuples(PIECES, BREAKS), max_size=60).map(lambda parts: "".join(map("".join, parts)))


def check(text: str) -> Outline:
    outline = read_outline(text, program_vocabulary())
    ids = [task.id for task in outline.tasks]
    assert len(ids) == len(set(ids))
    assert [task.start for task in outline.tasks] == sorted(task.start for task in outline.tasks)
    by_id = {task.id: task for task in outline.tasks}
    spans = own_spans(outline.tasks)
    for task in outline.tasks:
        assert task.text == text[task.start : task.end] != ""
        assert task.parent is None or by_id[task.parent].start < task.start <= task.end <= by_id[task.parent].end
        assert task.start <= spans[task.id].start <= spans[task.id].end <= task.end
        assert task.id.isascii()
        for item in (*task.organs, *task.deadlines):
            assert item.text == text[item.start : item.end] != ""
            assert spans[task.id].start <= item.start <= item.end <= spans[task.id].end
    for task in outline.tasks[:20]:
        assert place_name(task.id, outline.tasks)
    return outline


@given(TEXTS)
@settings(deadline=None)
def test_texts_of_markers(text: str) -> None:
    check(text)


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text(text: str) -> None:
    check(text)


WORDS = ["- ", "I. ", "1. ", "1.1. ", "a) ", "9", "“", '"', "#", "*", "Ban ", "các ", "quý, ", "năm 2022, ", "sau khi "]
LINES = [
    "- a\n",
    "I. A\n",
    "1.1.1. A\n",
    "- \n",
    "KẾ HOẠCH\n",
    "Nơi nhận:\n- A",
    "T/M A\n",
    "Căn cứ\n",
    "\n",
    "\t",
    "Số\n",
]


@pytest.mark.parametrize("piece", [*WORDS, *LINES])
def test_long_monotonous_texts(piece: str) -> None:
    check(piece * (40_000 // len(piece)))


def test_a_megabyte_of_bullets() -> None:
    assert read_outline("- " * 500_000, program_vocabulary()).tasks == ()


def test_decomposed_letters_are_read_as_composed_ones() -> None:
    composed = PLAN.read_text(encoding="utf-8")
    decomposed = unicodedata.normalize("NFD", composed)
    expected, found = check(composed), check(decomposed)
    assert found.header == expected.header
    assert [task.id for task in found.tasks] == [task.id for task in expected.tasks]
    assert [unicodedata.normalize("NFC", task.text) for task in found.tasks] == [task.text for task in expected.tasks]


def test_line_ends_are_counted_as_they_stand() -> None:
    text = PLAN.read_text(encoding="utf-8")
    expected, found = check(text), check("\ufeff" + text.replace("\n", "\r\n"))
    assert found.header == expected.header
    assert [task.text.replace("\r\n", "\n") for task in found.tasks] == [task.text for task in expected.tasks]
