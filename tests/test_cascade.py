"""The cascade of a plan: levels of issuers, chains in order, only relations that are recorded, circles that end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.build import build
from indexer.errors import PlanNotFoundError
from indexer.kb import KnowledgeBase
from indexer.views.desk import Tier
from tests.desk_library import BARE
from tests.desk_library import DESK
from tests.desk_library import MAIN
from tests.desk_library import relation
from tests.desk_library import rule
from tests.small_library import write_corpus

OWN = "ke-hoach-30-quan-uy-ba-dinh-2023"
ROUND = "ke-hoach-31-quan-uy-ba-dinh-2023"
MORE = {
    f"plans/{OWN}.md": """
        ---
        id: ke-hoach-30-quan-uy-ba-dinh-2023
        kind: ke-hoach
        number: 30-KH/QU
        title: Thực hiện năm 2023
        issuer: quan-uy-ba-dinh
        issued: 2023-01-20
        relations:
        - type: implements
          target: huong-dan-4-ban-tuyen-giao-thanh-uy-ha-noi-2022
        ---

        Căn cứ Hướng dẫn số 4-HD/BTGTU ngày 02/12/2022; Chỉ thị số 20-CT/TW ngày 18/01/2018; Kế hoạch số 104-KH/TU ngày 03/10/2021.
        """,
    f"plans/{ROUND}.md": """
        ---
        id: ke-hoach-31-quan-uy-ba-dinh-2023
        kind: ke-hoach
        number: 31-KH/QU
        title: Vòng tròn
        issuer: quan-uy-ba-dinh
        issued: 2023-02-20
        ---

        Căn cứ Kết luận số 7-KL/TW ngày 01/01/2020 và Kết luận số 8-KL/TW ngày 01/01/2021.
        """,
    **rule("huong-dan-4-ban-tuyen-giao-thanh-uy-ha-noi-2022", "huong-dan", "4-HD/BTGTU",
           "ban-tuyen-giao-thanh-uy-ha-noi", "2022-12-02", relation("guides", "ke-hoach-104-thanh-uy-ha-noi-2021")),
    **rule("ket-luan-7-bo-chinh-tri-2020", "ket-luan", "7-KL/TW", "bo-chinh-tri", "2020-01-01",
           relation("implements", "ket-luan-8-bo-chinh-tri-2021")),
    **rule("ket-luan-8-bo-chinh-tri-2021", "ket-luan", "8-KL/TW", "bo-chinh-tri", "2021-01-01",
           relation("implements", "ket-luan-7-bo-chinh-tri-2020")),
}  # fmt: skip


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("cascade")
    build(write_corpus(folder / "corpus", {**DESK, **MORE}), folder / "var")
    opened = KnowledgeBase.open(folder / "var")
    yield opened
    opened.close()


def test_a_chain_goes_from_the_centre_to_the_plan(kb: KnowledgeBase) -> None:
    found = kb.cascade(OWN)
    (chain,) = found.chains
    assert [(node.document.number, node.tier, node.places) for node in chain.nodes] == [
        ("20-CT/TW", Tier.CENTRAL, 1),
        ("104-KH/TU", Tier.PROVINCE, 1),
        ("4-HD/BTGTU", Tier.PROVINCE, 1),  # a department is of the level of its committee
        ("30-KH/QU", Tier.DISTRICT, 0),
    ]
    assert [(edge.lower, edge.label, edge.upper) for edge in chain.edges if edge.lower == OWN] == [
        (OWN, "triển khai thực hiện", "huong-dan-4-ban-tuyen-giao-thanh-uy-ha-noi-2022")
    ]
    assert found.alone == ()


def test_levels_say_when_they_ended(kb: KnowledgeBase) -> None:
    assert [(tier.tier, tier.last_day) for tier in kb.cascade(OWN).tiers] == [
        (Tier.CENTRAL, None),
        (Tier.PROVINCE, None),
        (Tier.DISTRICT, "2025-06-30"),
    ]


def test_what_no_relation_links_stands_alone(kb: KnowledgeBase) -> None:
    found = kb.cascade(MAIN)
    assert [[node.document.number for node in chain.nodes] for chain in found.chains] == [["20-CT/TW", "104-KH/TU"]]
    # 37-QĐ/TW has been replaced and amended, by documents that the plan does not cite: none of that carries it out.
    assert [node.document.number for node in found.alone] == ["37-QĐ/TW"]


def test_a_circle_is_drawn_once(kb: KnowledgeBase) -> None:
    (chain,) = kb.cascade(ROUND).chains
    assert [node.document.number for node in chain.nodes] == ["7-KL/TW", "8-KL/TW"]
    assert len(chain.edges) == 2


def test_plans_with_nothing_to_draw(kb: KnowledgeBase) -> None:
    found = kb.cascade(BARE)
    assert (found.tiers, found.chains, found.alone) == ((), (), ())
    with pytest.raises(PlanNotFoundError):
        kb.cascade("khong-co")


def test_the_real_plan_loses_no_document(library: KnowledgeBase) -> None:
    plan = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
    found = library.cascade(plan)
    drawn = [node.document.id for chain in found.chains for node in chain.nodes]
    cited = {document.id for document in library.plan(plan).cited}
    assert len(drawn) == len(set(drawn))
    assert {*drawn, *(node.document.id for node in found.alone)} == cited | {plan}
    for chain in found.chains:
        order = [node.document.id for node in chain.nodes]
        assert all(order.index(edge.upper) < order.index(edge.lower) for edge in chain.edges)
