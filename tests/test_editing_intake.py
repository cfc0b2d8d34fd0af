"""Files on their way into the library: understood, corrected by an editor, kept when they are approved."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build
from indexer.editing import Editing
from indexer.editing import Intake
from indexer.errors import SecretTextError
from indexer.errors.editing import EditConflictError
from indexer.errors.importing import AlreadyHeldError
from indexer.errors.importing import BadNumberError
from indexer.errors.importing import UnknownKindError
from indexer.errors.intake import DraftNotFoundError
from indexer.errors.intake import FileKnownError
from indexer.library import Library
from indexer.model import Override
from indexer.store import content_hash
from indexer.store import load_corpus
from indexer.views.accounts import Audience
from indexer.views.importing import Outcome
from tests.small_library import HELD
from tests.small_library import REPLACED
from tests.test_importing import RULE
from tests.test_importing import plan_file

EDITOR = "Trần Thị Bình"


class Desk:
    """An editor's desk over a small library."""

    def __init__(self, corpus: Path, folder: Path) -> None:
        self.corpus, self.data = corpus, folder / "var"
        build(corpus, self.data)
        self.library = Library(self.data)
        self.editing = Editing(corpus, self.data, folder / "state", self.library, lambda: build(corpus, self.data))
        self.intake = Intake(corpus, folder / "state", self.editing)

    def change(self, number: int, **changes: object) -> None:
        opened = self.intake.open(number)
        values: dict[str, object] = {
            "said": {}, "text": opened.text, "plan": opened.plan, "into": opened.into, "replace": opened.replace,
            "overrides": opened.overrides,
        }  # fmt: skip
        self.intake.change(number, opened.version, **{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture
def desk(small_corpus: Path, tmp_path: Path) -> Desk:
    return Desk(small_corpus, tmp_path)


def receive(desk: Desk, tmp_path: Path) -> int:
    return desk.intake.receive(EDITOR, "ke hoach.docx", plan_file(tmp_path).read_bytes())


def test_a_draft_is_seen_beside_what_was_understood(desk: Desk, tmp_path: Path) -> None:
    number = receive(desk, tmp_path)
    (waiting,) = desk.intake.waiting()
    assert (waiting.number, waiting.name, waiting.account) == (number, "ke hoach.docx", EDITOR)
    opened = desk.intake.open(number)
    assert (opened.outcome, opened.obstacle) == (Outcome.NEW, "")
    assert {item.field: item.value for item in opened.fields}["number"] == "77-KH/TU"
    assert [task.id for task in opened.tasks] == ["0", "I", "I.1", "I.1-1", "I.1-2", "II"]
    assert [(item.text, item.document) for item in opened.citations] == [
        ("Nghị quyết số 35-NQ/TW", HELD),
        ("Quy định số 37-QĐ/TW", REPLACED),
        ("Chỉ thị số 99-CT/TW", None),
    ]
    for item in opened.citations:
        assert opened.body[item.start : item.end] == item.text


def test_nothing_is_in_the_library_before_it_is_approved(desk: Desk, tmp_path: Path) -> None:
    before = load_corpus(desk.corpus).documents
    receive(desk, tmp_path)
    assert load_corpus(desk.corpus).documents == before


def test_approved_it_is_found_at_once(desk: Desk, tmp_path: Path) -> None:
    number = receive(desk, tmp_path)
    saved = desk.intake.approve(EDITOR, number, 1)
    assert saved.shown
    kb = desk.library.seen_by(Audience.EDITORS)
    assert kb.search("77-KH/TU").hits[0].document.id == saved.document
    assert desk.intake.waiting() == ()
    plan = load_corpus(desk.corpus).documents[saved.document]
    assert plan.original is not None
    assert content_hash((desk.corpus / "originals" / plan.original).read_bytes()) == plan.original_sha256
    assert [change.action for change in desk.editing.history()] == ["add"]


def test_a_corrected_citation_is_kept_with_the_plan(desk: Desk, tmp_path: Path) -> None:
    number = receive(desk, tmp_path)
    wrong = desk.intake.open(number).citations[2]
    desk.change(number, overrides=(Override(wrong.task, wrong.text, wrong.nth, document=HELD),))
    assert desk.intake.open(number).citations[2].document == HELD
    saved = desk.intake.approve(EDITOR, number, 2)
    cited_at = desk.library.seen_by(Audience.EDITORS).document(HELD).cited_at
    assert (saved.document, "I.1-2") in [(place.plan.id, place.task) for place in cited_at]
    assert load_corpus(desk.corpus).documents[saved.document].overrides[0].document == HELD


def test_what_an_editor_says_outranks_the_text(desk: Desk, tmp_path: Path) -> None:
    number = receive(desk, tmp_path)
    desk.change(number, said={"title": "Học tập", "issued": "2022-04-01", "number": "78 kh/tu"})
    document = desk.intake.open(number).document
    assert document is not None
    assert (document.title.value, document.issued.value, document.number) == ("Học tập", "2022-04-01", "78-KH/TU")


def test_a_text_is_corrected_before_it_is_kept(desk: Desk, tmp_path: Path) -> None:
    number = receive(desk, tmp_path)
    text = desk.intake.open(number).text
    desk.change(number, text=text.replace("Nâng cao nhận thức", "Nâng cao nhận thức của đảng viên"))
    saved = desk.intake.approve(EDITOR, number, 2)
    assert "### 1. Nâng cao nhận thức của đảng viên" in load_corpus(desk.corpus).documents[saved.document].body


def test_a_text_without_kind_waits_for_a_person(desk: Desk) -> None:
    number = desk.intake.receive(EDITOR, "bai.txt", "Một bài không tự ghi loại.\n".encode())
    opened = desk.intake.open(number)
    assert (opened.document, "không nhận ra loại" in opened.obstacle) == (None, True)
    with pytest.raises(UnknownKindError):
        desk.intake.approve(EDITOR, number, 1)
    desk.change(number, said={"kind": "bai-viet", "title": "Một bài"})
    assert desk.intake.approve(EDITOR, number, 2).document.startswith("bai-viet")


def test_a_text_for_a_document_that_is_cited(desk: Desk) -> None:
    number = desk.intake.receive(EDITOR, "x.txt", RULE.encode())
    assert desk.intake.open(number).outcome is Outcome.FILLED
    desk.intake.approve(EDITOR, number, 1)
    assert load_corpus(desk.corpus).documents[REPLACED].held
    change = desk.editing.history()[0]
    desk.editing.undo(EDITOR, change.id)
    assert not load_corpus(desk.corpus).documents[REPLACED].held


def test_two_editors_of_one_draft(desk: Desk, tmp_path: Path) -> None:
    number = receive(desk, tmp_path)
    desk.change(number, said={"title": "Một"})
    with pytest.raises(EditConflictError):
        desk.intake.change(
            number, 1, said={"title": "Hai"}, text="x", plan=None, into=None, replace=False, overrides=()
        )
    with pytest.raises(EditConflictError):
        desk.intake.approve(EDITOR, number, 1)
    document = desk.intake.open(number).document
    assert document is not None
    assert document.title.value == "Một"


def test_the_same_file_again(desk: Desk, tmp_path: Path) -> None:
    content = plan_file(tmp_path).read_bytes()
    number = desk.intake.receive(EDITOR, "a.docx", content)
    assert desk.intake.receive(EDITOR, "b.docx", content) == number
    desk.intake.approve(EDITOR, number, 1)
    with pytest.raises(FileKnownError):
        desk.intake.receive(EDITOR, "c.docx", content)


def test_its_document_has_been_filled_meanwhile(desk: Desk) -> None:
    first = desk.intake.receive(EDITOR, "x.txt", RULE.encode())
    second = desk.intake.receive(EDITOR, "y.txt", RULE.replace("Nói, viết", "Viết, nói").encode())
    desk.intake.approve(EDITOR, first, 1)
    assert "Kho đã có toàn văn" in desk.intake.open(second).obstacle
    with pytest.raises(AlreadyHeldError):
        desk.intake.approve(EDITOR, second, 1)


def test_a_secret_is_not_stored(desk: Desk) -> None:
    with pytest.raises(SecretTextError):
        desk.intake.receive(EDITOR, "x.txt", f"TỐI MẬT\n{RULE}".encode())
    assert desk.intake.waiting() == ()


def test_values_that_cannot_be_taken_change_nothing(desk: Desk, tmp_path: Path) -> None:
    number = receive(desk, tmp_path)
    with pytest.raises(BadNumberError):
        desk.change(number, said={"number": "không phải số"})
    assert desk.intake.open(number).version == 1


def test_a_draft_that_is_gone(desk: Desk, tmp_path: Path) -> None:
    number = receive(desk, tmp_path)
    desk.intake.discard(number)
    desk.intake.discard(number)
    with pytest.raises(DraftNotFoundError):
        desk.intake.open(number)
