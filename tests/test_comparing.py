"""Two documents compared: what became of each task or article, which words differ, which bases were replaced."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.build import build
from indexer.errors import DocumentNotFoundError
from indexer.errors.comparing import NoTextToCompareError
from indexer.errors.comparing import SameDocumentError
from indexer.errors.comparing import SeveralDocumentsError
from indexer.kb import KnowledgeBase
from indexer.views.comparing import BasisState
from indexer.views.comparing import Comparison
from indexer.views.comparing import Division
from indexer.views.comparing import PartPair
from indexer.views.comparing import PartState
from indexer.views.comparing import Reason
from indexer.views.comparing import RunKind
from indexer.views.comparing import Side
from tests.compare_library import EMPTY
from tests.compare_library import LOOSE
from tests.compare_library import NEW_PLAN
from tests.compare_library import NEW_RULE
from tests.compare_library import OLD_PLAN
from tests.compare_library import OLD_RULE
from tests.compare_library import write_compared


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("compared")
    build(write_compared(folder / "corpus"), folder / "var")
    opened = KnowledgeBase.open(folder / "var")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def plans(kb: KnowledgeBase) -> Comparison:
    return kb.compare(OLD_PLAN, NEW_PLAN)


@pytest.fixture(scope="module")
def rules(kb: KnowledgeBase) -> Comparison:
    return kb.compare(OLD_RULE, NEW_RULE)


def marked(side: Side | None) -> str:
    """A side's words, those that differ in brackets."""
    if side is None:
        return ""
    return "".join(run.text if run.kind is RunKind.KEPT else f"[{run.text}]" for run in side.runs)


def the(comparison: Comparison, words: str) -> PartPair:
    """The one part with `words` in one of its sides."""
    found = [
        pair
        for pair in comparison.parts
        if any(words in side.text for side in (pair.old, pair.new) if side is not None)
    ]
    assert len(found) == 1, words
    return found[0]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Nâng cao nhận thức", PartState.SAME),
        ("Rà soát đội ngũ", PartState.SAME),  # under another number
        ("chủ trì tổ chức hội nghị", PartState.UPDATED),  # another year, the organ's new name
        ("lớp bồi dưỡng nhận thức", PartState.CHANGED),  # 12 lớp, 15 lớp
        ("biên soạn lịch sử Đảng", PartState.CHANGED),
        ("trong chương trình bồi dưỡng", PartState.NEW),
        ("Mua sắm bàn ghế", PartState.GONE),
        ("Duy trì trang thông tin", PartState.GONE),
    ],
)
def test_what_became_of_a_task(plans: Comparison, words: str, state: PartState) -> None:
    assert plans.division is Division.TASKS
    assert the(plans, words).state is state


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        (
            "lớp bồi dưỡng nhận thức",
            "Trung tâm Chính trị quận mở [12] lớp bồi dưỡng nhận thức về Đảng cho quần chúng ưu tú trong năm [2022].",
            "Trung tâm Chính trị quận mở [15] lớp bồi dưỡng nhận thức về Đảng cho quần chúng ưu tú trong năm [2023].",
        ),
        (
            "chủ trì tổ chức hội nghị",
            "Ban Tuyên giáo Quận ủy chủ trì tổ chức hội nghị báo cáo viên hằng tháng, xong trước ngày [25/12/2022].",
            "Ban Tuyên giáo [và Dân vận] Quận ủy chủ trì tổ chức hội nghị báo cáo viên hằng tháng, xong trước ngày [25/12/2023].",
        ),
    ],
)
def test_words_that_differ_are_marked(plans: Comparison, words: str, old: str, new: str) -> None:
    assert marked(the(plans, words).old) == old
    assert marked(the(plans, words).new) == new


def test_a_renamed_organ_and_a_later_year_are_told_apart_from_other_words(plans: Comparison) -> None:
    meeting, courses = the(plans, "chủ trì tổ chức hội nghị").new, the(plans, "lớp bồi dưỡng nhận thức").new
    assert meeting is not None
    assert courses is not None
    assert [run.reason for run in meeting.runs if run.kind is RunKind.NEW] == [Reason.ORGAN, Reason.TIME]
    assert [run.reason for run in courses.runs if run.kind is RunKind.NEW] == [None, Reason.TIME]


def test_a_section_that_moved_takes_its_tasks_along(plans: Comparison) -> None:
    section = the(plans, "Công tác tuyên truyền")
    assert (section.moved, section.renumbered) == (True, True)
    assert not the(plans, "biên soạn lịch sử Đảng").moved
    assert the(plans, "lớp bồi dưỡng nhận thức").moved  # it stood first, and stands second


def test_parts_stand_in_the_new_order_with_the_gone_ones_where_they_stood(plans: Comparison) -> None:
    assert [(pair.new or pair.old).text[:12] for pair in plans.parts[3:]] == [  # type: ignore[union-attr] (one is there)
        "Công tác bồi", "Rà soát đội ", "Mua sắm bàn ", "Trung tâm Ch", "Triển khai N", "Công tác tuy", "Ban Tuyên gi",
        "Quán triệt C", "Duy trì tran",
    ]  # fmt: skip


def test_letterheads_are_compared_apart_from_the_tasks(plans: Comparison) -> None:
    assert [pair.old.place for pair in plans.frame if pair.old] == ["phần đầu"]
    assert "năm [2023]" in marked(plans.frame[0].new)


def test_bases_of_both_of_one_only_and_replaced(plans: Comparison) -> None:
    assert plans.bases is not None
    told = [(b.state, b.old and b.old.number, b.new and b.new.number) for b in plans.bases.documents]
    assert told == [
        (BasisState.REPLACED, "37-QĐ/TW", "100-QĐ/TW"),
        (BasisState.NEW, None, "35-NQ/TW"),
        (BasisState.KEPT, "20-CT/TW", "20-CT/TW"),
    ]
    assert [step.label for step in plans.bases.documents[0].steps] == ["thay thế"]


def test_turned_around_the_replaced_basis_is_one_gone_back_to(kb: KnowledgeBase) -> None:
    bases = kb.compare(NEW_PLAN, OLD_PLAN).bases
    assert bases is not None
    assert [(b.state, b.new and b.new.number) for b in bases.documents] == [
        (BasisState.REVERTED, "37-QĐ/TW"),
        (BasisState.KEPT, "20-CT/TW"),
        (BasisState.GONE, None),
    ]


@pytest.mark.parametrize(
    ("place", "state", "old", "moved"),
    [
        ("Điều 1", PartState.CHANGED, "Điều 1", False),  # "bồi dưỡng" left the name
        ("Điều 2", PartState.NEW, None, False),
        ("Điều 3", PartState.SAME, "Điều 2", False),  # another number, the same words
        ("Điều 4", PartState.CHANGED, "Điều 4", False),  # written anew under its title
        ("Điều 5", PartState.CHANGED, "Điều 3", True),  # it stood before the one on money
        ("Điều 6", PartState.SAME, "Điều 5", False),
    ],
)
def test_articles(rules: Comparison, place: str, state: PartState, old: str | None, moved: bool) -> None:
    assert rules.division is Division.ARTICLES
    pair = next(pair for pair in rules.parts if pair.new and pair.new.place == place)
    assert (pair.state, pair.old.place if pair.old else None, pair.moved) == (state, old, moved)
    assert pair.renumbered == (old is not None and old != place)


def test_an_article_keeps_its_clauses_and_whatever_looks_like_markup(rules: Comparison) -> None:
    article = the(rules, "công tác đảng").new
    assert article is not None
    assert article.text.split("\n") == [
        "Chức năng",
        "1. Tổ chức đào tạo, bồi dưỡng cán bộ.",
        "2. Bồi dưỡng nghiệp vụ công tác đảng cho đội ngũ <b>cán bộ</b> & công chức.",
    ]


def test_a_plan_and_a_resolution_have_little_in_common_and_no_bases(kb: KnowledgeBase) -> None:
    found = kb.compare(LOOSE, NEW_PLAN)
    assert found.division is Division.PARTS
    assert found.bases is None
    assert {pair.state for pair in found.parts} == {PartState.NEW, PartState.GONE}


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        (OLD_PLAN, OLD_PLAN, SameDocumentError),
        (OLD_PLAN, EMPTY, NoTextToCompareError),
        (EMPTY, OLD_PLAN, NoTextToCompareError),
        (OLD_PLAN, "khong-co", DocumentNotFoundError),
        ("", NEW_PLAN, DocumentNotFoundError),
    ],
)
def test_what_cannot_be_compared(kb: KnowledgeBase, old: str, new: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        kb.compare(old, new)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [(OLD_PLAN, OLD_PLAN), ("ke-hoach-cu", OLD_PLAN), ("5-QĐ/TW", OLD_RULE), ("qd 6 tw", NEW_RULE)],
)
def test_a_held_document_is_asked_for_by_id_or_number(kb: KnowledgeBase, asked: str, expected: str) -> None:
    assert kb.held_document(asked) == expected


@pytest.mark.parametrize(("asked", "error"), [("khong-co", DocumentNotFoundError), ("37-QĐ/TW", NoTextToCompareError)])
def test_what_is_no_held_document_is_said_to_be_none(kb: KnowledgeBase, asked: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        kb.held_document(asked)


def test_a_number_of_several_held_documents_asks_which(tmp_path: Path) -> None:
    corpus = write_compared(tmp_path / "corpus")
    other = corpus / "directives" / "bo-chinh-tri" / f"{LOOSE}.md"
    text = other.read_text(encoding="utf-8").replace("7-NQ/TW", "5-QĐ/TW").replace("nghi-quyet\n", "quy-dinh\n")
    other.write_text(text, encoding="utf-8")
    build(corpus, tmp_path / "var")
    with pytest.raises(SeveralDocumentsError, match=f"{LOOSE}.*{OLD_RULE}"):
        KnowledgeBase.open(tmp_path / "var").held_document("5-QĐ/TW")


def test_a_plan_goes_with_the_plan_before_and_a_rule_with_what_replaced_it(kb: KnowledgeBase) -> None:
    assert [(pair.old.id, pair.new.id) for pair in kb.comparables()] == [(OLD_PLAN, NEW_PLAN), (OLD_RULE, NEW_RULE)]
    assert [pair.why for pair in kb.comparables(OLD_RULE)] == ["Văn bản sau thay thế văn bản trước"]
    assert kb.comparables(LOOSE) == ()
    assert [document.id for document in kb.held()][:2] == [NEW_PLAN, OLD_PLAN]
    assert EMPTY not in {document.id for document in kb.held()}
