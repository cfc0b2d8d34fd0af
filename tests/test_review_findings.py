"""A reading list of reviews: a sentence of a draft of 20/01/2022, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from indexer.errors import EmptyTextError
from indexer.kb import KnowledgeBase
from indexer.views.review import BaseState
from indexer.views.review import Certainty
from indexer.views.review import DayFrom
from indexer.views.review import Finding
from indexer.views.review import Review
from indexer.views.review import Weight
from tests.review_library import HEAD
from tests.review_library import open_library


@pytest.fixture(scope="module")
def library_(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    opened = open_library(tmp_path_factory.mktemp("review"))
    yield opened
    opened.close()


def said(review: Review) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.severity.value, finding.certainty.value) for finding in review.findings]


def one(review: Review, code: str) -> Finding:
    (finding,) = [finding for finding in review.findings if finding.code == code]
    return finding


NQ35 = "Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị"
T35 = "“Tăng cường bảo vệ nền tảng tư tưởng của Đảng”"

CASES = [
    ("all right", f"Căn cứ {NQ35} về {T35}.", []),
    ("quotation marks, capitals and 'về' are no difference", f"Căn cứ {NQ35} “VỀ TĂNG CƯỜNG bảo vệ nền tảng tư tưởng của Đảng”.", []),
    ("one digit for the day is no difference", "Căn cứ Quy định số 41-QĐ/TW ngày 3/11/2021 của Bộ Chính trị về việc “Miễn nhiệm, từ chức đối với cán bộ”.", [("replaced", "để biết", "chắc chắn")]),
    ("tone placement is no difference", f"Căn cứ {NQ35} về “Tăng cường bảo vệ nền tảng tư tưởng cuả Đảng”.", []),
    ("another day", "Căn cứ Nghị quyết số 35-NQ/TW ngày 25/10/2018 của Bộ Chính trị.", [("issued-differs", "sai", "chắc chắn")]),
    ("another issuer", "Căn cứ Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Ban Bí thư.", [("issuer-differs", "sai", "chắc chắn")]),
    ("another kind", "Căn cứ Quyết định số 41-QĐ/TW ngày 03/11/2021 của Bộ Chính trị.", [("kind-differs", "sai", "chắc chắn"), ("replaced", "để biết", "chắc chắn")]),
    ("a committee is not its standing board", "Căn cứ Nghị quyết số 04-NQ/TU ngày 31/5/2021 của Tỉnh ủy.", [("issuer-differs", "sai", "chắc chắn")]),
    ("the standing board itself", "Căn cứ Nghị quyết số 04-NQ/TU ngày 31/5/2021 của Ban Thường vụ Tỉnh ủy.", []),
    ("what sources dispute is never wrong", "Căn cứ Kế hoạch số 39-KH/TU ngày 20/9/2021 của Tỉnh ủy.", [("issued-differs", "để biết", "cần kiểm tra")]),
    ("the preferred reading of a disputed field", "Căn cứ Kế hoạch số 39-KH/TU ngày 21/9/2021 của Tỉnh ủy.", []),
    ("a title in other words", f"Căn cứ {NQ35} về “Tăng cường bảo vệ tư tưởng của Đảng”.", [("title-differs", "nên sửa", "chắc chắn")]),
    ("an unquoted title runs into its sentence", f"Căn cứ {NQ35} về tăng cường bảo vệ nền tảng tư tưởng của Đảng ở cơ sở.", []),
    ("a blank for a hyphen", "Căn cứ Nghị quyết số 04 NQ/TU ngày 31/5/2021 của Ban Thường vụ Tỉnh ủy.", [("number-spelling", "nên sửa", "chắc chắn")]),
    ("a blank number is a draft", f"Số:      -KH/TU\n\nCăn cứ {NQ35}.", []),
    ("no day at the first place", "Căn cứ Nghị quyết số 35-NQ/TW của Bộ Chính trị.", [("date-missing", "nên sửa", "chắc chắn")]),
    ("no issuer at the first place", "Căn cứ Nghị quyết số 35-NQ/TW ngày 22/10/2018.", [("issuer-missing", "để biết", "chắc chắn")]),
    ("short at the second place", f"Căn cứ {NQ35}.\n\nThực hiện Nghị quyết 35-NQ/TW.", []),
    ("named in a quoted title", f"Căn cứ {NQ35}; Kết luận số 90-KL/TW ngày 01/3/2021 của Ban Bí thư về “Tổng kết Quy định số 41-QĐ/TW của Bộ Chính trị”.", []),
    ("not held is no finding", "Căn cứ Kết luận số 90-KL/TW ngày 01/3/2021 của Ban Bí thư.", []),
    ("two days for one number", "Căn cứ Kết luận số 90-KL/TW ngày 01/3/2021 của Ban Bí thư.\n\nThực hiện Kết luận số 90-KL/TW ngày 10/3/2021 của Ban Bí thư.", [("cited-differently", "nên sửa", "chắc chắn")]),
    ("two issuers for one number", "Căn cứ Kết luận số 90-KL/TW ngày 01/3/2021 của Ban Bí thư.\n\nThực hiện Kết luận số 90-KL/TW ngày 01/3/2021 của Bộ Chính trị.", [("cited-differently", "nên sửa", "chắc chắn")]),
    ("two titles for one number", "Căn cứ Kết luận số 90-KL/TW ngày 01/3/2021 của Ban Bí thư về “Công tác lý luận”.\n\nThực hiện Kết luận số 90-KL/TW ngày 01/3/2021 của Ban Bí thư về “Công tác dân vận”.", [("cited-differently", "nên sửa", "chắc chắn")]),
    ("a law of a year that is not held", "Căn cứ Luật Đất đai năm 2024; Nghị quyết Trung ương 4 khóa XI.", []),
    ("the draft's own name in capitals", "NGHỊ QUYẾT ĐẠI HỘI ĐẢNG BỘ TỈNH LẦN THỨ XX", []),
    ("one number in two terms is two documents", "Căn cứ Nghị quyết số 37-NQ/TW ngày 09/10/2014 của Bộ Chính trị; Nghị quyết số 37-NQ/TW ngày 24/12/2018 của Bộ Chính trị.", []),
    ("one number, no day, two documents", "Căn cứ Nghị quyết số 37-NQ/TW của Bộ Chính trị.", [("date-missing", "nên sửa", "chắc chắn"), ("ambiguous", "nên sửa", "cần kiểm tra")]),
    ("a document of tomorrow", "Căn cứ Kết luận số 90-KL/TW ngày 01/3/2023 của Ban Bí thư.", [("later-than-draft", "sai", "chắc chắn")]),
    ("known under another term's day", "Căn cứ Nghị quyết số 35-NQ/TW ngày 22/10/2008 của Bộ Chính trị.", [("number-known-otherwise", "nên sửa", "cần kiểm tra")]),
    ("words that name no single document", "Theo Hướng dẫn của Ban Tuyên giáo Tỉnh ủy.", [("unresolved", "để biết", "cần kiểm tra")]),
    ("a day against the order of numbers", "Căn cứ Nghị quyết số 36-NQ/TW ngày 01/01/2019 của Bộ Chính trị.", [("number-order", "để biết", "cần kiểm tra")]),
    ("a district organ of 2022", "Giao Ban Tuyên giáo Huyện ủy thực hiện.", [("organ-ended-since", "để biết", "chắc chắn")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_is_said_of_a_sentence(library_: KnowledgeBase, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(library_.review(HEAD + text)) == expected


def test_how_a_base_stood_on_both_days(library_: KnowledgeBase) -> None:
    finding = one(library_.review(f"{HEAD}Căn cứ Quy định số 41-QĐ/TW ngày 03/11/2021 của Bộ Chính trị."), "replaced")
    assert finding.message.startswith("Tại ngày 20/01/2022: chưa bị thay thế. Đến nay (")
    assert finding.message.endswith("đã được thay thế bởi Quy định 377-QĐ/TW ngày 08/10/2025.")
    assert finding.correction is None


def test_a_basis_replaced_before_the_day_is_wrong_where_that_was_seen(library_: KnowledgeBase) -> None:
    text = f"{HEAD}Căn cứ Quy định số 41-QĐ/TW ngày 03/11/2021 của Bộ Chính trị."
    finding = one(library_.review(text, "2025-12-01"), "replaced")
    assert (finding.severity, finding.certainty) == (Weight.WRONG, Certainty.SURE)
    assert finding.correction == "Quy định số 377-QĐ/TW ngày 08/10/2025 của Bộ Chính trị"


def test_the_whole_chain_and_never_wrong_from_secondary_sources(library_: KnowledgeBase) -> None:
    text = f"{HEAD}Căn cứ Quy định số 24-QĐ/TW ngày 30/7/2021 của Ban Chấp hành Trung ương."
    finding = one(library_.review(text, "2025-12-01"), "replaced")
    assert (finding.severity, finding.certainty) == (Weight.IMPROVE, Certainty.CHECK)
    assert finding.message.startswith(
        "Tại ngày 01/12/2025: đã được thay thế bởi Quy định 232-QĐ/TW ngày 20/01/2025. Đến nay"
    )
    assert finding.message.endswith("tiếp đó là Quy định 208-QĐ/TW ngày 26/07/2026.")
    assert [document.id for document in finding.others] == ["quy-dinh-232", "quy-dinh-208"]
    base = library_.review(text).bases[0]
    assert base.newest is not None
    assert base.newest.id == "quy-dinh-208"


def test_the_words_of_a_title_that_differ_are_shown(library_: KnowledgeBase) -> None:
    finding = one(
        library_.review(f"{HEAD}Căn cứ {NQ35} về “Tăng cường giữ vững nền tảng tư tưởng của Đảng”."), "title-differs"
    )
    assert finding.message == "Trích yếu khác với hồ sơ: thừa “giữ vững”; thiếu “bảo vệ”."
    assert finding.correction == "Về tăng cường bảo vệ nền tảng tư tưởng của Đảng"


def test_an_ended_organ_with_what_there_is_now(library_: KnowledgeBase) -> None:
    text = f"{HEAD}Giao trung tâm chính trị huyện mở lớp theo Kế hoạch số 61-KH/HU ngày 28/10/2021 của Huyện ủy về “Giao Huyện đoàn”."
    finding = one(library_.review(text, "2026-12-01"), "organ-ended")
    assert finding.written == "Trung tâm chính trị huyện"
    assert "nay là: trung tâm chính trị xã, phường, đặc khu" in finding.message


@pytest.mark.parametrize(("day", "ended"), [("2025-01-10", False), ("2025-12-01", True), ("2026-12-01", False)])
def test_a_name_that_came_back_is_over_only_in_between(library_: KnowledgeBase, day: str, ended: bool) -> None:
    review = library_.review("KẾ HOẠCH\n\nNăm nay\n\nTheo chỉ đạo của Ban Tuyên giáo Trung ương.", day)
    assert ("organ-ended" in {finding.code for finding in review.findings}) is ended


def test_rules_of_spelling_are_those_of_the_day(library_: KnowledgeBase) -> None:
    text = f"{HEAD}Căn cứ Nghị quyết số 04 NQ/TU ngày 31/5/2021 của Ban Thường vụ Tỉnh ủy."
    old, new = (one(library_.review(text, day), "number-spelling") for day in (None, "2026-12-01"))
    assert (old.source, new.source) == ("Hướng dẫn 36-HD/VPTW ngày 03/4/2018", "Hướng dẫn 05-HD/VPTW ngày 27/5/2026")
    assert old.correction == "04-NQ/TU"


@pytest.mark.parametrize(
    ("written", "slip"),
    [
        ("04 NQ/TU", "thiếu dấu gạch nối"),
        ("04 - NQ/TU", "thừa khoảng trắng"),
        ("04–NQ/TU", "dấu gạch hoặc chữ cái lạ, chỉ trông giống"),
        ("4-NQ/TU", "số nhỏ hơn 10 viết hai chữ số"),
        ("04-nq/tu", "chữ hoa, chữ thường"),
        ("04/NQ-TU", "dấu phân cách"),
    ],
)
def test_what_is_wrong_with_a_number(library_: KnowledgeBase, written: str, slip: str) -> None:
    text = f"{HEAD}Căn cứ Nghị quyết số {written} ngày 31/5/2021 của Ban Thường vụ Tỉnh ủy."
    assert one(library_.review(text), "number-spelling").message.endswith(f": {slip}.")


@pytest.mark.parametrize(("day", "said_of_it"), [(None, False), ("2026-12-01", True)])
def test_how_a_text_ends_by_the_rules_of_its_day(library_: KnowledgeBase, day: str | None, said_of_it: bool) -> None:
    review = library_.review(f"{HEAD}I. NHIỆM VỤ\n\n1. Triển khai nghị quyết./.\n", day)
    assert ("closing" in {finding.code for finding in review.findings}) is said_of_it


def test_tasks_without_a_basis_are_leaf_bullets_of_the_tasks_part(library_: KnowledgeBase) -> None:
    text = f"""{HEAD}Căn cứ {NQ35}.

I. MỤC ĐÍCH

- Nâng cao nhận thức.

II. NHIỆM VỤ

1. Thực hiện {NQ35}

- Có căn cứ ở đề mục.

2. Việc khác

- Không có căn cứ nào.

- Thực hiện các nghị quyết của Đảng bộ các cấp.

III. TỔ CHỨC THỰC HIỆN

- Các đơn vị báo cáo.
"""
    found = [finding for finding in library_.review(text).findings if finding.code == "task-without-basis"]
    assert [finding.places[0].task for finding in found] == ["II.2-1"]
    assert found[0].places[0].name == "mục II.2, gạch đầu dòng thứ nhất"


def test_a_row_for_each_base(library_: KnowledgeBase) -> None:
    text = f"{HEAD}Căn cứ {NQ35}; Kết luận số 90-KL/TW ngày 01/3/2021 của Ban Bí thư.\n\nTheo Nghị quyết 35-NQ/TW và Hướng dẫn của Ban Tuyên giáo Tỉnh ủy."
    review = library_.review(text)
    rows = [(base.written, base.state, len(base.places)) for base in review.bases]
    assert rows == [
        (("Nghị quyết số 35-NQ/TW", "Nghị quyết 35-NQ/TW"), BaseState.RECORD, 2),
        (("Kết luận số 90-KL/TW",), BaseState.NOT_HELD, 1),
        (("Hướng dẫn của Ban Tuyên giáo Tỉnh ủy",), BaseState.UNRESOLVED, 1),
    ]


def test_the_day_considered(library_: KnowledgeBase) -> None:
    dated, chosen = library_.review(f"{HEAD}Nội dung."), library_.review(f"{HEAD}Nội dung.", "2026-12-01")
    undated, month = (
        library_.review("Nội dung."),
        library_.review(HEAD.replace("ngày 20 tháng 01", "ngày    tháng 02") + "Nội dung."),
    )
    assert (dated.day, dated.day_from) == ("2022-01-20", DayFrom.DRAFT)
    assert (chosen.day, chosen.day_from) == ("2026-12-01", DayFrom.AS_OF)
    assert (undated.day, undated.day_from) == (undated.today, DayFrom.TODAY)
    assert (month.day, month.day_from) == ("2022-02-28", DayFrom.DRAFT)


@pytest.mark.parametrize("text", ["", "  \n\t", "---\n***"])
def test_nothing_to_read_is_said(library_: KnowledgeBase, text: str) -> None:
    with pytest.raises(EmptyTextError):
        library_.review(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.text(max_size=20),
            st.sampled_from([NQ35, T35, " về ", "\nII. NHIỆM VỤ\n", "\n- ", "04 NQ/TU", "Quận ủy", "\0", "\u202e", "\r\n", "Luật Đất đai 2024", " số 41-QĐ/TW", "lần thứ XVII", "\u0301"]),
        ),
        max_size=15,
    )
)  # fmt: skip
def test_any_text_gets_an_answer_and_places_slice_back(library_: KnowledgeBase, parts: list[str]) -> None:
    text = "x" + "".join(parts)
    review = library_.review(text)
    for place in [place for item in (*review.bases, *review.findings) for place in item.places]:
        assert 0 <= place.start <= place.end <= len(text)
