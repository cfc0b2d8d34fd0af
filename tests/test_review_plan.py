"""The real plan reviewed: what must be found, what must not, and what has ended by a later day."""

from __future__ import annotations

import pytest

from indexer.kb import KnowledgeBase
from indexer.views.review import Certainty
from indexer.views.review import Finding
from indexer.views.review import Review
from indexer.views.review import Weight
from tests.conftest import CORPUS

PLAN = (CORPUS / "originals" / "ke-hoach-2022.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def review(library: KnowledgeBase) -> Review:
    return library.review(PLAN)


@pytest.fixture(scope="module")
def later(library: KnowledgeBase) -> Review:
    return library.review(PLAN, "2026-12-01")


def found(review: Review, code: str, subject: str) -> Finding:
    (finding,) = [item for item in review.findings if (item.code, item.subject) == (code, subject)]
    return finding


def test_nothing_is_called_wrong(review: Review, later: Review) -> None:
    assert [finding for finding in (*review.findings, *later.findings) if finding.severity is Weight.WRONG] == []


def test_the_header_and_the_days(review: Review) -> None:
    assert (review.header.kind, review.header.issued, review.day) == ("kế hoạch", "2022-01-20", "2022-01-20")
    assert review.groups == 21


@pytest.mark.parametrize(
    ("code", "subject", "severity", "words"),
    [
        ("number-spelling", "Nghị quyết 04-NQ/TU", Weight.IMPROVE, "thiếu dấu gạch nối"),
        ("title-differs", "Kết luận 21-KL/TW", Weight.IMPROVE, "thừa “và”, “những”; thiếu “đảng viên”, “và biểu hiện”"),
        ("kind-differs", "Quyết định 185-QĐ/TW", Weight.NOTE, "“Quy định”, theo hồ sơ là “Quyết định”"),
        ("date-missing", "Chỉ thị 05-CT/TW", Weight.IMPROVE, "chưa ghi ngày ban hành"),
        ("replaced", "Quy định 41-QĐ/TW", Weight.NOTE, "Tại ngày 20/01/2022: chưa bị thay thế. Đến nay"),
        ("replaced", "Quy định 41-QĐ/TW", Weight.NOTE, "thay thế bởi Quy định 377-QĐ/TW ngày 08/10/2025"),
        ("replaced", "Quy định 37-QĐ/TW", Weight.NOTE, "Quy định 207-QĐ/TW ngày 26/07/2026"),
        ("replaced", "Quy định 24-QĐ/TW", Weight.NOTE, "rồi Quy định 208-QĐ/TW ngày 26/07/2026"),
        ("followed", "Kết luận 01-KL/TW", Weight.NOTE, "Chỉ thị 07-CT/TW ngày 13/07/2026"),
        ("followed", "Chỉ thị 05-CT/TW", Weight.NOTE, "Chỉ thị 07-CT/TW ngày 13/07/2026"),
        ("number-order-agrees", "Quy định 285-QĐ/TW", Weight.NOTE, "262-QĐ/TW ngày 08/10/2014"),
        ("issuer-differs", "Kế hoạch 39-KH/TU", Weight.IMPROVE, "“Thành ủy”, theo hồ sơ là “Ban Thường vụ Thành ủy Hà Nội”"),
    ],
)  # fmt: skip
def test_what_is_found(review: Review, code: str, subject: str, severity: Weight, words: str) -> None:
    finding = found(review, code, subject)
    assert finding.severity is severity
    assert words in finding.message
    assert finding.action
    assert all(PLAN[place.start : place.end] == place.text for place in finding.places)


@pytest.mark.parametrize(
    "code", ["issued-differs", "cited-differently", "ambiguous", "number-known-otherwise", "closing"]
)
def test_what_is_not_found(review: Review, code: str) -> None:
    assert [finding for finding in review.findings if finding.code == code] == []


def test_numbers_that_are_right_are_not_mentioned(review: Review) -> None:
    assert [finding.code for finding in review.findings if "35-NQ/TW" in finding.subject] == []
    assert [finding.code for finding in review.findings if "20-CT/TW" in finding.subject] == []


def test_tasks_without_a_basis(review: Review) -> None:
    tasks = [finding.places[0].task for finding in review.findings if finding.code == "task-without-basis"]
    assert tasks == ["II.3-4", "II.4.3-1", "II.4.3-2", "II.6-1", "II.6-2"]


def test_every_single_document_has_its_row(review: Review) -> None:
    numbered = [base for base in review.bases if base.document and base.document.number]
    assert len(numbered) == 24
    assert {base.document.id for base in review.bases if base.document} >= {
        "cuong-linh-1991",
        "dieu-le-dang-cong-san-viet-nam",
    }
    assert len([base for base in review.bases if base.document]) == 40


@pytest.mark.parametrize(
    ("subject", "written", "now"),
    [
        ("Ban tuyên giáo cấp huyện", "Ban Tuyên giáo Quận ủy", "BXDĐ"),
        ("Trung tâm chính trị cấp huyện", "Trung tâm chính trị quận", "trung tâm chính trị xã, phường, đặc khu"),
        ("Cấp ủy cấp huyện", "Ban Thường vụ Quận ủy", "đảng ủy các xã, phường"),
        ("Cấp huyện", "Cấp quận", "xã, phường, đặc khu"),
    ],
)
def test_organs_that_have_ended_by_a_later_day(later: Review, subject: str, written: str, now: str) -> None:
    finding = found(later, "organ-ended", subject)
    assert (finding.severity, finding.certainty) == (Weight.IMPROVE, Certainty.SURE)
    assert written in finding.written
    assert now in finding.message


def test_a_name_in_an_old_title_is_right_as_it_stands(later: Review) -> None:
    places = [place for finding in later.findings if finding.code == "organ-ended" for place in finding.places]
    assert "cấp huyện" not in {place.text.lower().removeprefix("trung tâm chính trị ") for place in places}


def test_terms_that_have_closed_by_a_later_day(later: Review) -> None:
    subjects = {finding.subject for finding in later.findings if finding.code == "term-closed"}
    assert subjects == {
        "Khóa XIII (Ban Chấp hành Trung ương)",
        "Khóa XVII (Thành ủy Hà Nội)",
        "Khóa XXVI (Quận ủy Ba Đình)",
    }
