"""The sentence around a citation: its bounds, its shortening, its mark."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.catalogue.sentences import LIMIT
from indexer.catalogue.sentences import citing_sentence
from indexer.catalogue.sentences import sentence_span

LONG = (
    "- Tiếp tục tuyên truyền và triển khai sâu rộng trong cán bộ, đảng viên và Nhân dân; "
    + "thực hiện Kết luận số 21-KL/TW về “Đẩy mạnh xây dựng, chỉnh đốn Đảng, ngăn chặn, đẩy lùi suy thoái”; " * 4
    + "Quy định số 37-QĐ/TW về “Những điều đảng viên không được làm”; Quy định số 41-QĐ/TW."
)

# (what it is about, text with the citation in ⟦⟧, the sentence as shown)
CASES = [
    ("a line of its own", "Thực hiện ⟦Nghị quyết 35⟧.", "Thực hiện Nghị quyết 35."),
    ("other sentences stay out", "Một câu. Hai ⟦NQ 35⟧ đây. Ba câu.", "Hai NQ 35 đây."),
    ("other paragraphs stay out", "Trước\n\nThực hiện ⟦NQ 35⟧ ngay\n\nSau", "Thực hiện NQ 35 ngay"),
    ("bullets side by side", "- Một\n- Hai ⟦NQ 35⟧\n- Ba", "Hai NQ 35"),
    ("headings lose their marks", "### 2. Thực hiện ⟦Kết luận 01-KL/TW⟧ của", "Thực hiện Kết luận 01-KL/TW của"),
    ("sections too", "## II. Thực hiện ⟦NQ 35⟧", "Thực hiện NQ 35"),
    ("points too", "a) thực hiện ⟦NQ 35⟧;", "thực hiện NQ 35"),
    ("emphasis and line breaks are not shown", "Về “*Công\ntác*” ở ⟦NQ\n35⟧ này", "Về “Công tác” ở NQ 35 này"),
    ("a short form does not end a sentence", "Các UB. MTTQ học ⟦NQ 35⟧.", "Các UB. MTTQ học NQ 35."),
    ("a date does", "Xong năm 2021. Tiếp tục ⟦NQ 35⟧.", "Tiếp tục NQ 35."),
    ("three dots go on in lower case", "hội thảo... để học ⟦NQ 35⟧.", "hội thảo... để học NQ 35."),
    ("a quoted sentence begins with its quote", "Hết. “Học ⟦NQ 35⟧” nhé.", "“Học NQ 35” nhé."),
    ("the citation begins its line", "1. ⟦NQ 35⟧ là", "NQ 35 là"),
]


def cut(text: str) -> tuple[str, int, int]:
    start, end = text.index("⟦"), text.index("⟧") - 1
    return text.replace("⟦", "").replace("⟧", ""), start, end


@pytest.mark.parametrize(("text", "shown"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_sentence(text: str, shown: str) -> None:
    body, start, end = cut(text)
    excerpt = citing_sentence(body, start, end)
    assert excerpt.text == shown
    (mark,) = excerpt.marks
    assert excerpt.text[mark.start : mark.end] == " ".join(body[start:end].split())


def test_a_long_sentence_keeps_its_beginning_and_the_clauses_around() -> None:
    start = LONG.index("Quy định số 37")
    excerpt = citing_sentence(LONG, start, start + len("Quy định số 37-QĐ/TW"))
    assert len(excerpt.text) <= LIMIT + 10
    assert excerpt.text.startswith("Tiếp tục tuyên truyền và triển khai sâu rộng")
    assert " … " in excerpt.text
    assert "Quy định số 37-QĐ/TW về “Những điều đảng viên không được làm”; Quy định số 41-QĐ/TW." in excerpt.text
    (mark,) = excerpt.marks
    assert excerpt.text[mark.start : mark.end] == "Quy định số 37-QĐ/TW"


def test_a_quoted_title_is_not_cut_at_its_commas() -> None:
    """A window never begins in the middle of another document's title."""
    start = LONG.index("Quy định số 41")
    shown = citing_sentence(LONG, start, start + len("Quy định số 41-QĐ/TW")).text
    assert shown.count("“") == shown.count("”")


def test_one_endless_clause_is_cut_between_words() -> None:
    body = "học tập " * 300 + "NQ 35 " + "thật tốt " * 300
    start = body.index("NQ 35")
    excerpt = citing_sentence(body, start, start + 5)
    assert len(excerpt.text) <= LIMIT + 10
    assert set(re.findall(r"\w+", excerpt.text)) <= {"học", "tập", "NQ", "35", "thật", "tốt"}
    assert excerpt.text.endswith(" …")


WORDS = st.sampled_from(
    ["Thực hiện", "NQ", "35-NQ/TW", "“", "”", "*", ";", ",", ".", "\n", "\n\n", "- ", "## I. ", "1. ", "TP."]
)


@given(st.lists(WORDS, max_size=120), st.lists(WORDS, max_size=120), st.sampled_from(["35-NQ/TW", "Nghị quyết\n35"]))
def test_the_mark_is_always_the_citation(before: list[str], after: list[str], cited: str) -> None:
    head, tail = " ".join(before) + " ", " " + " ".join(after)
    body = head + cited + tail
    start, end = len(head), len(head) + len(cited)
    span = sentence_span(body, start, end)
    assert span.start <= start
    assert end <= span.end
    excerpt = citing_sentence(body, start, end)
    (mark,) = excerpt.marks
    assert excerpt.text[mark.start : mark.end] == " ".join(cited.split())
