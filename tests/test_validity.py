"""How good a basis still is: what took its place, step by step, and which tasks that leaves behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.build import build
from indexer.catalogue.validity import is_later
from indexer.kb import KnowledgeBase
from indexer.model import Standing
from indexer.model import Status
from tests.desk_library import DESK
from tests.desk_library import MAIN
from tests.desk_library import relation
from tests.desk_library import rule
from tests.small_library import write_corpus

QD37 = "quy-dinh-37-ban-chap-hanh-trung-uong-2021"
CT20 = "chi-thi-20-ban-bi-thu-2018"

# Two rules that replace each other (a slip of the data), and what came before the plan was made.
MORE = {
    **rule("quy-dinh-1-bo-chinh-tri-2023", "quy-dinh", "1-QĐ/TW", "bo-chinh-tri", "2023-01-01",
           relation("replaces", "quy-dinh-2-bo-chinh-tri-2024")),
    **rule("quy-dinh-2-bo-chinh-tri-2024", "quy-dinh", "2-QĐ/TW", "bo-chinh-tri", "2024-01-01",
           relation("replaces", "quy-dinh-1-bo-chinh-tri-2023")),
    **rule("ket-luan-3-ban-bi-thu-2021", "ket-luan", "3-KL/TW", "ban-bi-thu", "2021-05-05",
           relation("continues", CT20)),
}  # fmt: skip


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("validity")
    build(write_corpus(folder / "corpus", {**DESK, **MORE}), folder / "var")
    opened = KnowledgeBase.open(folder / "var")
    yield opened
    opened.close()


def test_the_row_of_what_took_its_place_is_followed_to_its_end(kb: KnowledgeBase) -> None:
    found = kb.validities([QD37])[QD37]
    assert (found.status, found.checked_to, found.replaced) == (Status.REPLACED, "2026-11-23", True)
    assert [(step.older.number, step.label, step.newer.number) for step in found.succession] == [
        ("37-QĐ/TW", "thay thế", "100-QĐ/TW"),
        ("100-QĐ/TW", "nối tiếp", "207-QĐ/TW"),
    ]
    assert found.newest is not None
    assert found.newest.number == "207-QĐ/TW"
    assert (found.succession[1].source, found.succession[1].standing) == ("Cùng vấn đề", Standing.VERIFIED)


def test_an_amendment_is_no_successor(kb: KnowledgeBase) -> None:
    found = kb.validities([QD37])[QD37]
    assert [(step.label, step.newer.number) for step in found.changes] == [("sửa đổi", "150-QĐ/TW")]


def test_to_be_followed_is_less_than_to_be_replaced(kb: KnowledgeBase) -> None:
    found = kb.validities([CT20])[CT20]
    assert [step.type for step in found.succession] == ["continues"]
    assert not found.replaced


def test_a_circle_ends(kb: KnowledgeBase) -> None:
    found = kb.validities(["quy-dinh-1-bo-chinh-tri-2023"])["quy-dinh-1-bo-chinh-tri-2023"]
    assert [step.newer.number for step in found.succession] == ["2-QĐ/TW"]


def test_unknown_ids_are_left_out(kb: KnowledgeBase) -> None:
    assert kb.validities(["khong-co", "\ud800"]) == {}
    assert kb.validities([]) == {}


def test_updates_name_the_newest_document_and_the_tasks_that_rest_on_the_old_one(kb: KnowledgeBase) -> None:
    (update,) = kb.updates()
    assert update.newer.number == "207-QĐ/TW"
    (basis,) = update.bases
    assert basis.document.id == QD37
    assert [(place.plan.id, place.task) for place in basis.places] == [(MAIN, "II.1-1"), (MAIN, "II.2-3")]


def test_what_came_before_the_plan_is_no_news(kb: KnowledgeBase) -> None:
    # 3-KL/TW of 2021 continues 20-CT/TW, which the plan of 2022 cites all the same.
    assert CT20 not in {basis.document.id for update in kb.updates() for basis in update.bases}


def test_updates_of_one_plan(kb: KnowledgeBase) -> None:
    assert kb.updates(MAIN) == kb.updates()
    assert kb.updates("ke-hoach-9-quan-uy-ba-dinh-2022") == ()
    assert kb.updates("khong-co") == ()


@pytest.mark.parametrize(
    ("day", "than", "later"),
    [
        ("2026-07-26", "2022-01-20", True),
        ("2022-01-20", "2022-01-20", False),
        ("2023", "2022-01-20", True),
        ("2022", "2022-01-20", False),  # may be before or after: nothing is claimed
        ("2022-02", "2022-01-20", True),
        (None, "2022-01-20", False),
        ("2023", None, False),
    ],
)
def test_later_for_certain(day: str | None, than: str | None, later: bool) -> None:
    assert is_later(day, than) is later


def test_the_real_library_newest_first(library: KnowledgeBase) -> None:
    found = library.updates()
    days = [update.newer.issued or "" for update in found]
    assert days == sorted(days, reverse=True)
    bases = {basis.document.number: update.newer.number for update in found for basis in update.bases}
    assert bases["208-QĐ/TW"] == "360-QĐ/TW"
    assert bases["41-QĐ/TW"] == "377-QĐ/TW"
    # The page of a document and the list of updates tell of the same successor.
    for update in found:
        for basis in update.bases:
            assert library.document(basis.document.id).newer[-1].id == update.newer.id
