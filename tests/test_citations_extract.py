"""Citations in texts: a reading list of (comment, text, what is to be read)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from indexer.citations import cite
from indexer.model import Citation
from indexer.model import Form
from indexer.vocabulary import program_vocabulary
from tests.spellings import spellings

VOCABULARY = program_vocabulary()
PLAN = Path(__file__).parent.parent / "corpus" / "originals" / "ke-hoach-2022.txt"


def read(text: str) -> tuple[Citation, ...]:
    """Cite `text` and hold every offset against it."""
    citations = cite(text, VOCABULARY)
    for citation in citations:
        assert text[citation.start : citation.end] == citation.text
        if citation.number_start is not None and citation.number_end is not None:
            assert citation.start <= citation.number_start < citation.number_end <= citation.end
    return citations


def shape(citation: Citation) -> tuple[str, str, str | None]:
    return citation.form.value, citation.text, citation.canonical


NUMBERED = [
    ("Party style", "Nghị quyết số 35-NQ/TW, ngày 22/10/2018 của Bộ Chính trị", [("full", "Nghị quyết số 35-NQ/TW", "35-NQ/TW")]),
    ("State style", "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ",
     [("full", "Nghị định số 30/2020/NĐ-CP", "30/2020/NĐ-CP")]),
    ("a hyphen left out", "Nghị quyết số 04 NQ/TU ngày 31/5/2021", [("full", "Nghị quyết số 04 NQ/TU", "04-NQ/TU")]),
    ("a footnote digit stuck on", "Nghị quyết 27-NQ/TW1 về", [("full", "Nghị quyết 27-NQ/TW", "27-NQ/TW")]),
    ("a line break inside", "Nghị quyết số 66-\nNQ/TW", [("full", "Nghị quyết số 66-\nNQ/TW", "66-NQ/TW")]),
    ("a list with each its symbol", "các Nghị quyết số 18-NQ/TW, 19-NQ/TW",
     [("full", "các Nghị quyết số 18-NQ/TW", "18-NQ/TW"), ("full", "19-NQ/TW", "19-NQ/TW")]),
    ("a list with a shared symbol", "các Kết luận số 187, 188-KL/TW ngày 29/8/2025",
     [("bare", "các Kết luận số 187", "187-KL/TW"), ("full", "188-KL/TW", "188-KL/TW")]),
    ("bare, settled by a full form", "Quy định số 377-QĐ/TW của Bộ Chính trị; theo Quy định 377.",
     [("full", "Quy định số 377-QĐ/TW", "377-QĐ/TW"), ("bare", "Quy định 377", "377-QĐ/TW")]),
    ("bare, settled by kind and issuer", "Nghị quyết số 35 của Bộ Chính trị", [("bare", "Nghị quyết số 35", "35-NQ/TW")]),
    ("bare, settled by nothing", "thực hiện Kế hoạch số 02.", [("bare", "Kế hoạch số 02", None)]),
    ("a bare list", "các Nghị quyết 57, 59, 66 của Bộ Chính trị",
     [("bare", "các Nghị quyết 57", "57-NQ/TW"), ("bare", "59", "59-NQ/TW"), ("bare", "66", "66-NQ/TW")]),
    ("a law with its name before the number", "Luật Giáo dục số 43/2019/QH14",
     [("full", "Luật Giáo dục số 43/2019/QH14", "43/2019/QH14")]),
    ("an old form", "Nghị định số 95/CP ngày 14/8/1998", [("full", "Nghị định số 95/CP", "95/CP")]),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "text", "expected"), NUMBERED, ids=[row[0] for row in NUMBERED])
def test_numbered(comment: str, text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert expected == [shape(citation) for citation in read(text)]


NO_CITATION = [
    "Điện thoại: 024-3943 5678, fax 024/38253",
    "giai đoạn 2021-2025 và những năm tiếp theo",
    "theo Điều 5 và khoản 2 Điều 12",
    "triển khai Đề án 06 của Chính phủ",
    "diện tích 35/120 m2, kinh phí 1.250 triệu đồng",
    "Mẫu số 01-ĐKĐV",
    "quy định 30 ngày làm việc",
    "kết luận 3 nội dung sau",
    "xây dựng kế hoạch, báo cáo theo quy định",
    "tổ chức các lớp tập huấn theo chương trình mới",
]


@pytest.mark.parametrize("text", NO_CITATION)
def test_what_is_not_a_citation(text: str) -> None:
    assert read(text) == ()


UNNUMBERED = [
    ("a congress, national", "Nghị quyết Đại hội XIII của Đảng", "unnumbered", "XIII"),
    ("a congress with its ordinal behind", "Nghị quyết Đại hội Đảng bộ Thành phố lần thứ XVII", "unnumbered", "XVII"),
    ("a congress with its ordinal before", "Nghị quyết Đại hội XXVI Đảng bộ Quận", "unnumbered", "XXVI"),
    ("a congress by the years of its term", "Văn kiện Đại hội Đảng bộ quận nhiệm kỳ 2020 - 2025", "unnumbered", None),
    ("a plenum", "Nghị quyết Trung ương 4 khóa XII", "unnumbered", "XII"),
    ("a plenum, arabic numerals", "NQTW4 khóa 12", "unnumbered", "XII"),
    ("a plenum with its full name", "Kết luận Hội nghị Trung ương 4 khóa XIII", "unnumbered", "XIII"),
    ("the programme of a year", "Cương lĩnh năm 1991", "unnumbered", None),
    ("the programme as supplemented", "Cương lĩnh (bổ sung, phát triển năm 2011)", "unnumbered", None),
    ("a set that was issued as one", "10 Chương trình công tác của Thành ủy Hà Nội khóa XVII", "unnumbered", "XVII"),
    ("a plan by its name", "Kế hoạch công tác giáo dục chính trị năm 2022 của Quận ủy", "unnumbered", None),
    ("an article", "bài viết của Tổng Bí thư Nguyễn Phú Trọng", "unnumbered", None),
    ("a law of a year", "Luật Giáo dục 2019", "unnumbered", None),
    ("what names one, but not which", "Hướng dẫn của Ban Tuyên giáo Thành ủy", "unnumbered", None),
    ("resolutions of all levels", "nghị quyết Đại hội Đảng bộ các cấp", "group", None),
    ("resolutions of a term", "các nghị quyết Hội nghị Trung ương khóa XIII của Đảng", "group", "XIII"),
    ("kinds in a row", "các nghị quyết, chỉ thị, kết luận của Đảng", "group", None),
    ("organs in a row", "các chương trình hành động của Thành phố và quận", "group", None),
    ("this text", "Kế hoạch này", "reference", None),
    ("a text named before", "Nghị quyết nêu trên", "reference", None),
]


@pytest.mark.parametrize(("comment", "name", "form", "term"), UNNUMBERED, ids=[row[0] for row in UNNUMBERED])
def test_unnumbered(comment: str, name: str, form: str, term: str | None) -> None:
    (citation,) = read(f"Tổ chức thực hiện {name}, báo cáo kết quả.")
    assert (form, name, term) == (citation.form.value, citation.text, citation.term)


def test_a_law_ends_before_its_date() -> None:
    (law,) = read("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;")
    assert law.text == "Luật Tổ chức chính quyền địa phương"
    assert law.issued == "2015-06-19"


DETAILS = [
    ("date before issuer", "Quy định số 37-QĐ/TW ngày 25/10/2021 của Ban Chấp hành TW về “*Những điều đảng viên không được làm*”",
     ("2021-10-25", "Ban Chấp hành TW", None, "Những điều đảng viên không được làm")),
    ("issuer before date, term in brackets", "Chỉ thị số 20-CT/TW của Ban Bí thư Trung ương Đảng (khóa XII) ngày 18/1/2018;",
     ("2018-01-18", "Ban Bí thư Trung ương Đảng", "XII", None)),
    ("dots and dashes in dates", "Kết luận 41-KL/TW ngày 24 - 9 - 2001 của Bộ Chính trị.", ("2001-09-24", "Bộ Chính trị", None, None)),
    ("an organ with “và”", "Quyết định 1147-QĐ/BTGDVTW ngày 01/12/2025 của Ban Tuyên giáo và Dân vận Trung ương ban hành Quy chế",
     ("2025-12-01", "Ban Tuyên giáo và Dân vận Trung ương", None, "ban hành Quy chế")),
    ("no day of the calendar", "Chỉ thị 20-CT/TW ngày 31/02/2018 của Ban Bí thư", (None, "Ban Bí thư", None, None)),
    ("quotes inside quotes", "Kết luận số 21-KL/TW về “ngăn chặn suy thoái, “tự diễn biến”, “tự chuyển hóa””, các văn bản khác",
     (None, None, None, "ngăn chặn suy thoái, tự diễn biến, tự chuyển hóa")),
    ("a year is no date", "Quyết định 336-QĐ/BCSCLTW năm 2025 của Trưởng Ban", (None, None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "text", "expected"), DETAILS, ids=[row[0] for row in DETAILS])
def test_what_is_stated_at_the_place(comment: str, text: str, expected: tuple[str | None, ...]) -> None:
    first = read(text)[0]
    assert expected == (first.issued, first.issuer, first.term, first.title)


def test_a_document_inside_a_title_is_nested() -> None:
    outer, inner = read("Kết luận số 66-KL/TW về “Tổng kết Quy định số 185-QĐ/TW về trung tâm chính trị”; việc khác")
    assert (outer.nested, inner.nested) == (False, True)
    assert inner.title == "trung tâm chính trị"


def test_the_texts_own_number_is_known_wherever_it_stands() -> None:
    text = "TỈNH ỦY\n\nSố 12-KH/TU\n\nKẾ HOẠCH\n\nCăn cứ Nghị quyết số 57-NQ/TW.\n\n(Kèm theo Kế hoạch số 12-KH/TU)"
    assert [citation.self for citation in read(text)] == [True, False, True]


ROLES = [(example, role.id) for role in VOCABULARY.roles.values() for example in role.examples]


@pytest.mark.parametrize(("example", "role"), ROLES)
def test_roles_follow_the_vocabularys_examples(example: str, role: str) -> None:
    assert role == read(example)[-1].role.value


@pytest.mark.parametrize("number", ["35-NQ/TW", "883-QĐ/BTGTW", "30/2020/NĐ-CP", "45/2019/QH14", "156/QĐ-UBND"])
def test_odd_spellings_inside_a_sentence(number: str) -> None:
    for spelled, done in spellings(number):
        found = [citation.canonical for citation in read(f"Các đơn vị triển khai {spelled} trong năm.")]
        assert [number] == found, (spelled, done)


# --- the real plan ---------------------------------------------------------------------------------------------


def test_the_plan_of_2022() -> None:
    citations = read(PLAN.read_bytes().decode())
    forms = Counter(citation.form for citation in citations)
    assert dict(forms) == {Form.FULL: 35, Form.UNNUMBERED: 41, Form.GROUP: 21, Form.REFERENCE: 2}
    assert len({citation.canonical for citation in citations if citation.canonical}) == 24
    assert {citation.issued for citation in citations if citation.canonical == "20-CT/TW"} == {"2018-01-18", None}


def test_decomposed_text_is_read_the_same() -> None:
    text = PLAN.read_bytes().decode()
    composed, decomposed = read(text), read(unicodedata.normalize("NFD", text))
    assert [shape(c)[2] for c in composed] == [shape(c)[2] for c in decomposed]
    assert [c.text for c in composed] == [unicodedata.normalize("NFC", c.text) for c in decomposed]


# --- properties ------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["Nghị quyết", " số ", "35", "-NQ/TW", "/2020/NĐ-CP", " ngày 25/10/2021", " của Bộ Chính trị", " về “", "”", "(", ")", ", ", " và ",
     "các ", "Luật ", "Đại hội ", "XIII", " khóa ", "\n\n", "- ", "Kế hoạch này", "gọi tắt là ", "TW", "\u0301", "Ð", "\x00", "\u202e"]
)  # fmt: skip


@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=40).map("".join))
@settings(max_examples=300)
def test_any_text_is_read_and_every_offset_cuts_back(text: str) -> None:
    read(text)


@given(
    st.lists(st.sampled_from([row[1] for row in NUMBERED]), min_size=1, max_size=4),
    st.sampled_from(["\n", " ", "\n\n"]),
)
def test_blanks_between_sentences_change_no_number(sentences: list[str], blank: str) -> None:
    close = ". ".join(sentences)
    apart = f". {blank}".join(sentences)
    assert [c.canonical for c in read(close)] == [c.canonical for c in read(apart)]
