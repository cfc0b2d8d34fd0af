"""From keys to passages: tasks of plans, points of other held texts, former ids, and what is no longer there."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.build import build
from indexer.errors import DocumentNotFoundError
from indexer.kb import KnowledgeBase
from indexer.views.material import Item
from tests.small_library import HELD
from tests.small_library import PLAN
from tests.small_library import write_corpus

PLAIN = "bai-viet-thu"
ARTICLE = f"""\
---
id: {PLAIN}
kind: bai-viet
title: Một bài viết
---

## Phần mở đầu không đánh số

Đoạn đầu *nghiêng*.

Đoạn sau.
"""


@pytest.fixture
def kb(small_corpus: Path, tmp_path: Path) -> Iterator[KnowledgeBase]:
    (small_corpus / "directives" / f"{PLAIN}.md").write_text(textwrap.dedent(ARTICLE), encoding="utf-8")
    build(small_corpus, tmp_path / "var")
    opened = KnowledgeBase.open(tmp_path / "var")
    yield opened
    opened.close()


def test_a_task_of_a_plan(kb: KnowledgeBase) -> None:
    (material,) = kb.material([Item(PLAN, "II.1-1")])
    assert material is not None
    assert material.spot is not None
    assert material.spot.place == "mục II.1, gạch đầu dòng thứ nhất"
    assert material.spot.headings == ("II. NHIỆM VỤ", "1. Công tác tuyên truyền")
    assert material.paragraphs == ("- Tuyên truyền Quy định số 37-QĐ/TW ngày 25/10/2011 của Ban Chấp hành Trung ương.",)


def test_a_section_brings_what_is_below_it_without_heading_marks(kb: KnowledgeBase) -> None:
    (material,) = kb.material([Item(PLAN, "II")])
    assert material is not None
    assert material.paragraphs[:2] == ("II. NHIỆM VỤ", "1. Công tác tuyên truyền")
    assert len(material.paragraphs) == 4


def test_a_point_of_another_held_text(kb: KnowledgeBase) -> None:
    assert [spot.place for spot in kb.spots(HELD)] == ["mục 1", "mục 2"]
    (material,) = kb.material([Item(HELD, "2")])
    assert material is not None
    assert material.paragraphs == ("2. Biện pháp", "Đấu tranh phản bác các quan điểm sai trái.")


def test_a_text_without_parts_is_gathered_by_paragraph(kb: KnowledgeBase) -> None:
    assert [(spot.id, spot.place) for spot in kb.spots(PLAIN)] == [("d1", "đoạn 1"), ("d2", "đoạn 2")]
    (material,) = kb.material([Item(PLAIN, "d1")])
    assert material is not None
    assert material.paragraphs == ("Đoạn đầu *nghiêng*.",)


def test_a_table_is_gathered_row_by_row(tmp_path: Path) -> None:
    text = """
        ---
        id: ke-hoach-33-quan-uy-ba-dinh-2022
        kind: ke-hoach
        title: Có phụ lục
        issuer: quan-uy-ba-dinh
        issued: 2022-04-01
        ---

        I. NHIỆM VỤ

        Phân công như sau:

        | STT | Nội dung | Chủ trì |
        | --- | --- | --- |
        | 1 | Học *tập* \\| quán triệt | Quận đoàn |
        | 2 | Giám sát |  |
        """
    build(write_corpus(tmp_path / "corpus", {"plans/ke-hoach-33-quan-uy-ba-dinh-2022.md": text}), tmp_path / "var")
    opened = KnowledgeBase.open(tmp_path / "var")
    (material,) = opened.material([Item("ke-hoach-33-quan-uy-ba-dinh-2022", "I")])
    opened.close()
    assert material is not None
    assert material.paragraphs == (
        "I. NHIỆM VỤ",
        "Phân công như sau:",
        "STT | Nội dung | Chủ trì",
        "1 | Học *tập* | quán triệt | Quận đoàn",
        "2 | Giám sát",
    )


def test_a_whole_document_is_a_reference(kb: KnowledgeBase) -> None:
    (material,) = kb.material([Item(HELD)])
    assert material is not None
    assert (material.spot, material.paragraphs) == (None, ())


def test_a_former_id_leads_to_the_present_one(kb: KnowledgeBase) -> None:
    (material,) = kb.material([Item("ke-hoach-cu", "I")])
    assert material is not None
    assert material.item == Item(PLAN, "I")


def test_what_is_not_there_is_none_in_its_place(kb: KnowledgeBase) -> None:
    found = kb.material([Item("khong-co"), Item(HELD), Item(HELD, "9"), Item("khong-co", "I")])
    assert [material is None for material in found] == [True, False, True, True]


def test_a_document_without_text_has_no_parts(kb: KnowledgeBase) -> None:
    assert kb.spots("quy-dinh-37-ban-chap-hanh-trung-uong-2011") == ()
    with pytest.raises(DocumentNotFoundError):
        kb.spots("khong-co")
