"""A document cut into passages, and what others say of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Citation
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import Form
from indexer.model import Link
from indexer.model import Passage
from indexer.model import Reading
from indexer.model import Span
from indexer.reading import read_outline
from indexer.search.anchors import anchors
from indexer.search.passages import LIMIT
from indexer.search.passages import card
from indexer.search.passages import document_passages
from indexer.search.passages import pieces
from indexer.vocabulary import program_vocabulary

VOCABULARY = program_vocabulary()


def document(body: str = "", **fields: object) -> Document:
    values: dict[str, object] = {
        "id": "nq-35",
        "kind": Disputed((Reading("nghi-quyet"),)),
        "title": Disputed((Reading("Về nền tảng"), Reading("Nền tảng tư tưởng"))),
        "number": "35-NQ/TW",
        "issued": Disputed((Reading("2018-10-22"),)),
        "body": body,
    }
    return Document(**{**values, **fields})  # type: ignore[arg-type]


def test_a_card_names_the_document() -> None:
    found = card(document(also_known_as=("Nghị quyết 35",)), VOCABULARY)
    assert found.id == "nq-35"
    assert found.is_card
    assert found.headings == ("Về nền tảng", "Nền tảng tư tưởng", "Nghị quyết 35")
    assert found.text == "Nghị quyết số 35-NQ/TW ngày 22/10/2018"


@pytest.mark.parametrize(
    ("issued", "shown"),
    [("2018-10", "ngày 10/2018"), ("2018", "ngày 2018"), (None, "35-NQ/TW")],
)
def test_a_date_known_in_part(issued: str | None, shown: str) -> None:
    readings = (Reading(issued),) if issued else ()
    assert card(document(issued=Disputed(readings)), VOCABULARY).text.endswith(shown)


def test_a_document_without_text_has_only_its_card() -> None:
    assert len(document_passages(document(), (), VOCABULARY)) == 1


PLAN = """QUẬN ỦY X

KẾ HOẠCH

Thực hiện công tác năm 2022

Căn cứ Hướng dẫn số 41-HD/BTGTU, xây dựng Kế hoạch như sau:

I. MỤC ĐÍCH

1. Mục đích

Nâng cao nhận thức.

2. Yêu cầu

Bám sát thực tế.

II. NHIỆM VỤ

1. Tuyên truyền

- Việc thứ nhất.

- Việc thứ hai.
"""


def plan_passages(body: str) -> tuple[Passage, ...]:
    plan = document(body)
    return document_passages(plan, read_outline(body, VOCABULARY).tasks, VOCABULARY)


def test_leaves_with_their_headings() -> None:
    _card, *texts = plan_passages(PLAN)
    found = {passage.place: (passage.headings, passage.text) for passage in texts}
    assert found["I.1"] == (("MỤC ĐÍCH",), "1. Mục đích\n\nNâng cao nhận thức.")
    assert found["II.1-2"] == (("NHIỆM VỤ", "Tuyên truyền"), "- Việc thứ hai.")
    # A heading without text of its own stands in the passages below it.
    assert "II" not in found
    assert {passage.id for passage in texts} >= {"nq-35#", "nq-35#0", "nq-35#I.1"}


def test_every_letter_is_in_one_passage_or_a_heading() -> None:
    _card, *texts = plan_passages(PLAN)
    covered = " ".join(" ".join((*passage.headings, passage.text)) for passage in texts)
    assert set(PLAN.split()) - set(covered.split()) <= {"I.", "II.", "1.", "2."}
    for passage in texts:
        assert passage.start is not None
        assert PLAN[passage.start : passage.start + len(passage.text)] == passage.text


def test_a_text_without_structure_is_cut_at_paragraphs() -> None:
    body = "\n\n".join(f"Đoạn {number}: " + "chữ " * 200 for number in range(10))
    _card, *texts = document_passages(document(body), (), VOCABULARY)
    assert [passage.id for passage in texts] == ["nq-35#", "nq-35#/2", "nq-35#/3", "nq-35#/4"]
    assert all(passage.text.startswith("Đoạn") for passage in texts)


@given(st.text(st.sampled_from("ab .\n"), max_size=3 * LIMIT))
def test_pieces_keep_every_letter(text: str) -> None:
    text = text * 3
    spans = list(pieces(text, 0, len(text)))
    assert all(0 < end - start <= LIMIT for start, end in spans)
    letters = [character for start, end in spans for character in text[start:end] if character.isalnum()]
    assert letters == [character for character in text if character.isalnum()]


def link(body: str, text: str, target: str | None, title: str | None = None) -> Link:
    start = body.index(text)
    citation = Citation(start, start + len(text), text, Form.FULL, title=title, document=target)
    return Link("plan", "1", citation, 0)


def whole(body: str, start: int, end: int) -> Span:
    """The sentence of a body of one sentence a line."""
    return Span(body.rfind("\n", 0, start) + 1, (body + "\n").index("\n", end))


def test_the_sentences_that_cite_a_document() -> None:
    body = (
        "Thực hiện Nghị quyết 35 về “Nền tảng *tư\ntưởng*”, Chỉ thị 23 về lý luận.\n".replace("\n", " ", 1)
        + "Báo cáo Chỉ thị 99."
    )
    links = [
        link(body, "Nghị quyết 35", "nq-35", "Nền tảng tư tưởng"),
        link(body, "Chỉ thị 23", "ct-23", "lý luận"),
        link(body, "Chỉ thị 99", None),
    ]
    assert anchors(body, links, whole) == {
        "nq-35": ("Thực hiện Nghị quyết 35 về “Nền tảng *tư tưởng*”, … .",),
        "ct-23": ("Thực hiện … , Chỉ thị 23 về lý luận.",),
    }


def test_one_sentence_is_kept_once() -> None:
    body = "Nghị quyết 35 và Nghị Quyết 35."
    links = [link(body, "Nghị quyết 35", "nq-35"), link(body, "Nghị Quyết 35", "nq-35")]
    assert anchors(body, links, whole) == {"nq-35": (body,)}
