"""References back: bound to the one document that they can mean, else left open."""

from __future__ import annotations

import pytest

from indexer.citations import CitingContext
from indexer.citations import CorpusLookup
from indexer.citations import cite
from indexer.citations import resolve
from indexer.citations.antecedents import Antecedents
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import Form
from indexer.model import Reading
from indexer.vocabulary import program_vocabulary

VOCABULARY = program_vocabulary()


def document(id_: str, number: str, kind: str) -> Document:
    def one(value: str) -> Disputed:
        return Disputed((Reading(value),))

    return Document(id_, one(kind), one("Công tác"), number, one("bo-chinh-tri"), issued=one("2018-10-22"))


LOOKUP = CorpusLookup(
    [document("nq-35", "35-NQ/TW", "nghi-quyet"), document("nq-36", "36-NQ/TW", "nghi-quyet"),
     document("kl-01", "01-KL/TW", "ket-luan")],
    VOCABULARY,
)  # fmt: skip

CASES = [
    ("one of its kind", "Nghị quyết số 35-NQ/TW. Thực hiện Nghị quyết nêu trên", "nq-35"),
    ("another kind between", "Nghị quyết số 35-NQ/TW và Kết luận số 01-KL/TW. Nghị quyết trên", "nq-35"),
    ("two of its kind", "Nghị quyết số 35-NQ/TW, Nghị quyết số 36-NQ/TW. Nghị quyết nêu trên", None),
    ("one twice", "Nghị quyết số 35-NQ/TW. Nghị quyết số 35-NQ/TW. Nghị quyết nêu trên", "nq-35"),
    ("the nearer paragraph's", "Nghị quyết số 36-NQ/TW.\n\nNghị quyết số 35-NQ/TW. Nghị quyết nêu trên", "nq-35"),
    ("none in the paragraph, two before", "Nghị quyết số 36-NQ/TW, Nghị quyết số 35-NQ/TW.\n\nNghị quyết nêu trên", None),
    ("none in the paragraph, one before", "Nghị quyết số 36-NQ/TW.\n\nNghị quyết nêu trên", "nq-36"),
    ("an unknown one is nearer", "Nghị quyết số 36-NQ/TW.\n\nNghị quyết số 99-NQ/TW. Nghị quyết nêu trên", None),
    ("a group between", "Nghị quyết số 35-NQ/TW và các nghị quyết của Đảng. Nghị quyết nêu trên", None),
    ("nothing before", "Nghị quyết nêu trên", None),
    ("this one, in a text of another kind", "Số 5-KH/TU\n\nNghị quyết số 35-NQ/TW. Nghị quyết này", "nq-35"),
    ("this one, in a text nobody knows", "Nghị quyết số 35-NQ/TW. Nghị quyết này", None),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "text", "expected"), CASES, ids=[row[0] for row in CASES])
def test_references(comment: str, text: str, expected: str | None) -> None:
    reference = resolve(cite(text, VOCABULARY), VOCABULARY, LOOKUP, CitingContext(), text)[-1]
    assert reference.form is Form.REFERENCE
    assert expected == reference.document


@pytest.mark.parametrize("text", ["Quy hoạch trên địa bàn tỉnh", "Quyết định trên cơ sở đề nghị", "nghị quyết này"])
def test_what_points_back_to_nothing(text: str) -> None:
    assert cite(text, VOCABULARY) == ()


def test_several_are_a_group() -> None:
    (group,) = cite("các Nghị quyết nêu trên", VOCABULARY)
    assert group.form is Form.GROUP
    assert Antecedents("").document(group) is None
