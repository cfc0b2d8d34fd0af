"""Editing: what a save changes and what it keeps, conflicts, the history, undoing; over real files, builds and git."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.build import build
from indexer.editing import Editing
from indexer.editing import key
from indexer.errors import UnsavableDocumentError
from indexer.errors.editing import BrokenFileError
from indexer.errors.editing import ChangeNotFoundError
from indexer.errors.editing import CorpusBusyError
from indexer.errors.editing import EditConflictError
from indexer.errors.editing import FileExistsAlreadyError
from indexer.errors.editing import InvalidEditError
from indexer.errors.editing import NoFileError
from indexer.errors.editing import NotAdoptableError
from indexer.errors.editing import UndoBlockedError
from indexer.errors.editing import UndoneAlreadyError
from indexer.library import Library
from indexer.locks import file_lock
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import DocumentDescription
from indexer.model import Override
from indexer.model import Reading
from indexer.model import Source
from indexer.model import Standing
from indexer.state import State
from indexer.store import fix_corpus
from indexer.views.accounts import Audience
from indexer.views.editing import DocumentEdit
from indexer.views.editing import NewRelation
from indexer.views.editing import Saved
from tests.small_library import HELD
from tests.small_library import NEWEST
from tests.small_library import PLAN
from tests.small_library import REPLACED
from tests.small_library import SMALL
from tests.small_library import write_corpus

AN, BINH = "Nguyễn Văn An", "Lê Thị Bình"
TITLE = "Tăng cường bảo vệ nền tảng tư tưởng"
CITED = "chi-thi-12-tu-2021"  # known only from the plan that cites it


class Desk:
    """A small library with its editing, built in this process."""

    def __init__(self, corpus: Path) -> None:
        self.corpus, self.data, self.state = corpus, corpus.parent / "var", corpus.parent / "state"
        self.library = Library(self.data)
        self.editing = self.another()

    def another(self) -> Editing:
        """Another process's editing of the same library."""
        return Editing(
            self.corpus,
            self.data,
            self.state,
            self.library,
            lambda: build(self.corpus, self.data),
            lambda: 1_800_000_000,
        )

    def save(self, edit: DocumentEdit, document: str = HELD, who: str = AN) -> Saved:
        return self.editing.save(who, document, self.editing.open(document).version, edit)

    def text(self, document: str = HELD) -> str:
        return next(self.corpus.rglob(f"{document}.md")).read_text(encoding="utf-8")

    def shown(self, document: str = HELD) -> tuple[str | None, str | None]:
        """Title and day as readers see them."""
        summary = self.library.seen_by(Audience.EVERYONE).document(document).summary
        return summary.title, summary.issued


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small library, in canonical form and built; every test changes a copy of it."""
    folder = tmp_path_factory.mktemp("built")
    fix_corpus(write_corpus(folder / "corpus", SMALL))
    build(folder / "corpus", folder / "var")
    return folder


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Desk:
    shutil.copytree(built, tmp_path / "library")
    return Desk(tmp_path / "library" / "corpus")


def titled(value: str, source: str = "", standing: Standing = Standing.STATED) -> DocumentEdit:
    return DocumentEdit(readings={"title": Reading(value, source, standing)})


# What a save changes


def test_a_title_is_corrected_and_readers_see_it(desk: Desk) -> None:
    saved = desk.save(titled("Bảo vệ nền tảng tư tưởng của Đảng", "bản gốc"))
    assert saved.shown
    assert desk.shown()[0] == "Bảo vệ nền tảng tư tưởng của Đảng"
    hits = desk.library.seen_by(Audience.EVERYONE).search("nền tảng tư tưởng của đảng").hits
    assert hits[0].document.id == HELD


def test_readings_that_stand_are_kept_behind_the_new_one(desk: Desk) -> None:
    desk.save(titled("Tên thứ hai", "https://example.org", Standing.VERIFIED))
    desk.save(titled("Tên thứ ba", "bản in"))
    assert desk.editing.open(HELD).document.title == Disputed(
        (
            Reading("Tên thứ ba", "bản in"),
            Reading("Tên thứ hai", "https://example.org", Standing.VERIFIED),
            Reading(TITLE),
        )
    )


def test_a_reading_goes_only_when_it_is_named(desk: Desk) -> None:
    desk.save(replace(titled("Tên đúng"), dropped=frozenset({key(Reading(TITLE))})))
    assert desk.editing.open(HELD).document.title == Disputed((Reading("Tên đúng"),))
    assert "title: Tên đúng\n" in desk.text()


FIELDS = [
    # field, as typed, as it stands in the file
    ("number", " 36-NQ/TW ", "number: 36-NQ/TW"),
    ("issuer_text", "Bộ   Chính trị", "issuer_text: Bộ Chính trị"),
    ("term", "XII", "term: XII"),
    ("effective_from", "1/11/2018", "effective_from: 2018-11-01"),
    ("effective_to", "12/2030", "effective_to: 2030-12"),
    ("status", "in_force", "status: in_force"),
    ("checked_to", "2026-11-25", "checked_to: 2026-11-25"),
    ("circulation", "internal", "circulation: internal"),
]


@pytest.mark.parametrize(("field", "typed", "line"), FIELDS)
def test_single_fields(desk: Desk, field: str, typed: str, line: str) -> None:
    desk.save(DocumentEdit(fields={field: typed}))
    assert f"\n{line}\n" in desk.text()
    desk.save(DocumentEdit(fields={field: ""}))
    assert line not in desk.text()


def test_disputed_days_are_typed_as_people_write_them(desk: Desk) -> None:
    desk.save(DocumentEdit(readings={"issued": Reading("2/9/2018", "công báo", Standing.VERIFIED)}))
    assert desk.shown()[1] == "2018-09-02"


def test_lists_and_sources(desk: Desk) -> None:
    source = Source("https://example.org/35", "toàn văn", verified=True)
    desk.save(DocumentEdit(lists={"also_known_as": ("Nghị quyết 35", " ", "Nghị quyết 35")}, sources=(source,)))
    opened = desk.editing.open(HELD).document
    assert (opened.also_known_as, opened.sources) == (("Nghị quyết 35",), (source,))
    desk.save(DocumentEdit(lists={"also_known_as": ()}, dropped=frozenset({key(source)})))
    opened = desk.editing.open(HELD).document
    assert (opened.also_known_as, opened.sources) == ((), ())


RELATIONS = [
    # target as typed, target in the file
    (REPLACED, REPLACED),
    ("37-QĐ/TW", REPLACED),
    ("quy định 37 qđ tw", REPLACED),
    (CITED, DocumentDescription("chi-thi", "12-CT/TU", None, "2021-03-05", None)),
    ("99-KL/TW", DocumentDescription(number="99-KL/TW")),
]


@pytest.mark.parametrize(("typed", "target"), RELATIONS)
def test_a_relation_s_target_is_found_by_id_or_number(
    desk: Desk, typed: str, target: str | DocumentDescription
) -> None:
    if isinstance(target, DocumentDescription) and target.issued:
        known = desk.library.seen_by(Audience.EDITORS).number("12-CT/TU").documents[0]
        typed, target = known.id, replace(target, issuer=known.issuer.id if known.issuer else None)
    desk.save(DocumentEdit(relations=(NewRelation("cites", typed, "văn bản ghi ở phần căn cứ", "3/2019"),)))
    (relation,) = desk.editing.open(HELD).document.relations
    assert (relation.target, relation.standing, relation.date) == (target, Standing.VERIFIED, "2019-03")
    desk.save(DocumentEdit(dropped=frozenset({key(relation)})))
    assert desk.editing.open(HELD).document.relations == ()


def test_a_plan_s_citation_is_corrected_and_linked_at_once(desk: Desk) -> None:
    override = Override("II.1-1", "37-QĐ/TW", document=NEWEST)
    desk.save(DocumentEdit(overrides=(override,)), PLAN)
    assert [place.task for place in desk.library.seen_by(Audience.EVERYONE).document(NEWEST).cited_at] == ["II.1-1"]
    desk.save(
        DocumentEdit(overrides=(Override("I", "35-NQ/TW", form="none"),), dropped=frozenset({key(override)})), PLAN
    )
    kb = desk.library.seen_by(Audience.EVERYONE)
    assert [kb.document(other).summary.citations for other in (NEWEST, REPLACED, HELD)] == [0, 1, 0]


def test_nothing_else_of_the_file_changes(desk: Desk) -> None:
    before = desk.text(PLAN).splitlines()
    desk.save(DocumentEdit(fields={"term": "XVII"}), PLAN)
    after = desk.text(PLAN).splitlines()
    assert [line for line in after if line not in before] == ["term: XVII"]
    assert [line for line in before if line not in after] == []


def test_what_is_the_same_is_no_change(desk: Desk) -> None:
    saved = desk.save(replace(titled(TITLE), fields={"number": "35-NQ/TW"}))
    assert (saved.change, saved.shown, desk.editing.history()) == (None, True, ())


# What is refused: nothing is written


REFUSED = [
    # the edit, the field at which it is said, the words
    (DocumentEdit(readings={"kind": Reading("nghi-quet")}), "kind", "có phải “nghi-quyet”"),
    (DocumentEdit(readings={"issuer": Reading("bo-chinh-ti")}), "issuer", "Không có cơ quan"),
    (DocumentEdit(readings={"issued": Reading("31/2/2018")}), "issued", "không phải là ngày"),
    (DocumentEdit(readings={"issued": Reading("hôm qua")}), "issued", "không phải là ngày"),
    (DocumentEdit(fields={"term": "12"}), "term", "số La Mã"),
    (DocumentEdit(fields={"number": "không số"}), "number", "không phải là số và ký hiệu"),
    (DocumentEdit(relations=(NewRelation("cites", "không có"),)), "new-relations.0", "Không có văn bản “không có”"),
    (DocumentEdit(relations=(NewRelation("likes", REPLACED),)), "relations", "likes"),
    (DocumentEdit(relations=(NewRelation("cites", HELD),)), "relations.0", "chính văn bản này"),
    (titled("Tên", "", Standing.VERIFIED), "title", "ghi đã đối chiếu ở đâu"),
    (DocumentEdit(overrides=(Override("I", "x", document="khong-co"),)), "overrides", "Không có văn bản"),
]


@pytest.mark.parametrize(("edit", "field", "words"), REFUSED)
def test_an_edit_that_would_be_an_error_is_said_at_its_field(
    desk: Desk, edit: DocumentEdit, field: str, words: str
) -> None:
    before = desk.text()
    with pytest.raises(InvalidEditError) as refused:
        desk.save(edit)
    assert [(found.field, words in found.problem.message) for found in refused.value.problems] == [(field, True)]
    assert (desk.text(), desk.editing.history()) == (before, ())


def test_a_target_that_several_bear_is_asked_for(desk: Desk) -> None:
    other = Document(
        "quy-dinh-37-khac-2026", Disputed((Reading("quy-dinh"),)), Disputed((Reading("Tên khác"),)), "37-QĐ/TW"
    )
    desk.editing.add(AN, other, "Thêm")
    with pytest.raises(InvalidEditError, match="Có 2 văn bản ứng với") as refused:
        desk.save(DocumentEdit(relations=(NewRelation("cites", "37-QĐ/TW"),)))
    assert REPLACED in str(refused.value)
    assert other.id in str(refused.value)


def test_a_warning_does_not_keep_from_saving_and_is_told(desk: Desk) -> None:
    desk.save(DocumentEdit(overrides=(Override("I", "không có chữ này", form="none"),)), PLAN)
    assert [found.field for found in desk.editing.open(PLAN).problems if found.problem.code == "override-lost"] == [
        "overrides"
    ]


def test_a_flaw_that_was_there_before_does_not_keep_from_mending_another(desk: Desk) -> None:
    path = next(desk.corpus.rglob(f"{HELD}.md"))
    path.write_text(
        desk.text().replace("issued:", "relations:\n- type: cites\n  target: khong-co\nissued:"), encoding="utf-8"
    )
    assert [found.field for found in desk.editing.open(HELD).problems] == ["relations.0"]
    assert desk.save(titled("Tên đúng")).change is not None


@pytest.mark.parametrize("flaw", ["titel: x\n", "issued: 2018-13-01\n", "kind: khong-co\n"])
def test_a_file_that_would_lose_something_is_not_written(desk: Desk, flaw: str) -> None:
    path = next(desk.corpus.rglob(f"{REPLACED}.md"))
    path.write_text(path.read_text(encoding="utf-8").replace("id:", f"{flaw}id:", 1), encoding="utf-8")
    with pytest.raises(BrokenFileError, match=REPLACED):
        desk.editing.open(REPLACED)


@pytest.mark.parametrize("document", ["khong-co", CITED, "../x", "", "a/b"])
def test_a_document_without_file_is_not_edited(desk: Desk, document: str) -> None:
    with pytest.raises(NoFileError):
        desk.editing.open(document)


def test_a_stamped_text_is_not_made_public(desk: Desk) -> None:
    path = next(desk.corpus.rglob(f"{HELD}.md"))
    limited = (
        desk.text()
        .replace("status:", "circulation: internal\nstatus:")
        .replace("1. Mục đích", "LƯU HÀNH NỘI BỘ\n\n1. Mục đích")
    )
    path.write_text(limited, encoding="utf-8")
    with pytest.raises(InvalidEditError, match="dấu hạn chế lưu hành"):
        desk.save(DocumentEdit(fields={"circulation": ""}))


# Two editors


def test_the_second_of_two_is_told_and_nothing_of_the_first_is_lost(desk: Desk) -> None:
    version = desk.editing.open(HELD).version
    desk.another().save(AN, HELD, version, titled("Tên của An"))
    with pytest.raises(EditConflictError, match="vừa được người khác sửa"):
        desk.editing.save(BINH, HELD, version, DocumentEdit(fields={"term": "XII"}))
    assert desk.shown()[0] == "Tên của An"
    desk.save(DocumentEdit(fields={"term": "XII"}), who=BINH)
    opened = desk.editing.open(HELD).document
    assert (opened.title.value, opened.term) == ("Tên của An", "XII")


def test_many_at_once_are_written_one_after_the_other(desk: Desk) -> None:
    failures: list[Exception] = []

    def work(document: str, number: int) -> None:
        editing = Editing(desk.corpus, desk.data, desk.state, Library(desk.data), lambda: None)
        editing._shown = lambda: True  # type: ignore[method-assign]  # one build at the end is enough
        try:
            editing.save(
                AN, document, editing.open(document).version, DocumentEdit(fields={"issuer_text": f"Cơ quan {number}"})
            )
        except Exception as error:  # handed to the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(document, 1)) for document in (HELD, REPLACED, NEWEST, PLAN)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert {change.document for change in desk.editing.history()} == {HELD, REPLACED, NEWEST, PLAN}


def test_a_writer_that_does_not_end_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.state.locking._PATIENCE", 0.0)
    desk.state.mkdir()
    with file_lock(desk.state / "corpus.lock"), pytest.raises(CorpusBusyError):
        desk.save(titled("Tên"))


# History and undoing


def test_the_history_tells_who_when_what(desk: Desk) -> None:
    before = desk.text()
    desk.save(replace(titled("Tên mới"), fields={"term": "XII"}))
    (change,) = desk.editing.history(HELD)
    assert (change.account, change.at, change.action, change.document) == (AN, "2027-01-15T08:00:00Z", "edit", HELD)
    assert change.summary == "Sửa trích yếu, khóa"
    assert (change.before, change.after) == (before, desk.text())
    assert desk.editing.history(PLAN) == ()


def test_undoing_gives_back_the_very_bytes_and_can_be_undone(desk: Desk) -> None:
    before = desk.text()
    change = desk.save(titled("Tên mới")).change
    assert change is not None
    undone = desk.editing.undo(BINH, change.id)
    assert (desk.text(), desk.shown()[0]) == (before, TITLE)
    assert undone.change is not None
    assert (undone.change.account, undone.change.undoes) == (BINH, change.id)
    with pytest.raises(UndoneAlreadyError):
        desk.editing.undo(AN, change.id)
    desk.editing.undo(AN, undone.change.id)
    assert desk.shown()[0] == "Tên mới"


def test_what_stands_in_the_way_of_undoing_is_named(desk: Desk) -> None:
    first, second = desk.save(titled("Tên 1")).change, desk.save(titled("Tên 2")).change
    assert first is not None
    assert second is not None
    with pytest.raises(UndoBlockedError, match=f"hoàn tác trước các thay đổi số {second.id}\\."):
        desk.editing.undo(AN, first.id)
    desk.editing.undo(AN, second.id)
    desk.editing.undo(AN, first.id)
    assert desk.shown()[0] == TITLE


def test_a_change_from_outside_stands_in_the_way(desk: Desk) -> None:
    change = desk.save(titled("Tên 1")).change
    assert change is not None
    path = next(desk.corpus.rglob(f"{HELD}.md"))
    path.write_text(desk.text() + "\nThêm bằng tay.\n", encoding="utf-8")
    with pytest.raises(UndoBlockedError, match="bên ngoài trang này"):
        desk.editing.undo(AN, change.id)
    assert "Thêm bằng tay" in desk.text()


def test_an_unknown_change_is_none(desk: Desk) -> None:
    with pytest.raises(ChangeNotFoundError):
        desk.editing.undo(AN, 7)


def test_the_history_is_read_in_portions(desk: Desk) -> None:
    for number in range(5):
        desk.save(titled(f"Tên {number}"))
    newest = desk.editing.history(limit=2)
    assert [change.id for change in newest] == [5, 4]
    assert [change.id for change in desk.editing.history(limit=9, before=4)] == [3, 2, 1]


@pytest.mark.parametrize("written", [True, False])
def test_a_process_that_died_in_between_leaves_a_true_history(desk: Desk, written: bool) -> None:
    # Noted, then killed before or after the file was replaced: the next writer settles which it was.
    path = next(desk.corpus.rglob(f"{HELD}.md"))
    before, after = desk.text(), desk.text().replace(TITLE, "Tên dở dang")
    with State(desk.state).writing() as connection:
        connection.execute(
            "INSERT INTO history (at, account, action, document, path, summary, before, after) VALUES (1, ?, 'edit', ?, ?, '', ?, ?)",
            (AN, HELD, path.relative_to(desk.corpus).as_posix(), before, after),
        )
    if written:
        path.write_text(after, encoding="utf-8")
    assert desk.editing.history() == ()
    desk.save(DocumentEdit(fields={"term": "XIII"}), NEWEST)
    assert [change.document for change in desk.editing.history()] == ([NEWEST, HELD] if written else [NEWEST])


# New documents


def test_a_cited_document_is_described_under_the_id_that_it_has(desk: Desk) -> None:
    known = desk.library.seen_by(Audience.EDITORS).number("12-CT/TU").documents[0]
    assert not known.described
    saved = desk.editing.adopt(AN, "chỉ thị 12 ct tu")
    assert saved.document == known.id
    summary = desk.library.seen_by(Audience.EDITORS).document(known.id).summary
    assert (summary.described, summary.issued, summary.citations) == (True, "2021-03-05", known.citations)
    document = desk.editing.open(known.id).document
    assert document.issued.readings[0].source
    assert not [found for found in desk.editing.open(known.id).problems if found.problem.severity.value == "error"]
    with pytest.raises(FileExistsAlreadyError):
        desk.editing.adopt(AN, known.id)
    assert saved.change is not None
    desk.editing.undo(AN, saved.change.id)
    assert not desk.library.seen_by(Audience.EDITORS).document(known.id).summary.described


@pytest.mark.parametrize(
    ("asked", "failure"),
    [
        ("99-KL/TW", NotAdoptableError),
        ("35-NQ/TW", FileExistsAlreadyError),
        (HELD, FileExistsAlreadyError),
        ("", NotAdoptableError),
    ],
)
def test_what_cannot_be_adopted(desk: Desk, asked: str, failure: type[Exception]) -> None:
    with pytest.raises(failure):
        desk.editing.adopt(AN, asked)


NEW = Document("thong-bao-1-thanh-uy-ha-noi-2022", Disputed((Reading("thong-bao"),)), Disputed((Reading("Việc mới"),)))


def test_a_new_document_is_added_checked(desk: Desk) -> None:
    assert desk.editing.add(AN, NEW, "Nhập từ tệp").shown
    assert desk.shown(NEW.id) == ("Việc mới", None)
    with pytest.raises(FileExistsAlreadyError):
        desk.editing.add(AN, replace(NEW, path="directives/khac/thong-bao-1-thanh-uy-ha-noi-2022.md"), "Nhập từ tệp")
    with pytest.raises(InvalidEditError, match="loại văn bản"):
        desk.editing.add(AN, replace(NEW, id="moi", kind=Disputed((Reading("khong-co"),))), "Nhập từ tệp")
    for broken in (replace(NEW, id="../x"), replace(NEW, id="moi", path="../moi.md")):
        with pytest.raises(UnsavableDocumentError):
            desk.editing.add(AN, broken, "Nhập từ tệp")


# Git


GIT = shutil.which("git")
needs_git = pytest.mark.skipif(GIT is None, reason="máy này không có git")


def git(folder: Path, *arguments: str) -> str:
    command = [
        str(GIT),
        "-C",
        str(folder),
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@localhost",
        "-c",
        "core.quotePath=false",
        *arguments,
    ]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.fixture
def checkout(desk: Desk) -> Desk:
    git(desk.corpus, "init", "--quiet")
    git(desk.corpus, "add", ".")
    git(desk.corpus, "commit", "--quiet", "--message", "x")
    return desk


@needs_git
def test_a_change_is_a_commit_of_that_file_by_its_editor(checkout: Desk) -> None:
    # What somebody has staged for a commit of their own is left as it is.
    (checkout.corpus / "README.md").write_text("x", encoding="utf-8")
    git(checkout.corpus, "add", "README.md")
    change = checkout.save(titled("Tên mới")).change
    assert change is not None
    told = git(checkout.corpus, "show", "--name-only", "--format=%H%n%an <%ae>%n%cn%n%s", "HEAD").split("\n")
    path = change.path
    assert told[:4] == [change.revision, f"{AN} <nguyen-van-an@localhost>", "Căn Cứ", f"{HELD}: sửa trích yếu"]
    assert told[4:] == ["", path, ""]
    assert git(checkout.corpus, "status", "--short").strip() == "A  README.md"


@needs_git
def test_new_and_undone_files_are_commits_as_well(checkout: Desk) -> None:
    change = checkout.editing.add(AN, NEW, "Nhập từ tệp").change
    assert change is not None
    checkout.editing.undo(BINH, change.id)
    told = git(checkout.corpus, "log", "--format=%an %s", "-2").splitlines()
    assert told == [f"{BINH} {NEW.id}: hoàn tác thay đổi số {change.id}", f"{AN} {NEW.id}: nhập từ tệp"]
    assert git(checkout.corpus, "status", "--short") == ""


@needs_git
def test_hooks_and_settings_of_the_checkout_do_nothing(checkout: Desk) -> None:
    for name in ("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"):
        hook = checkout.corpus / ".git" / "hooks" / name
        hook.write_text("#!/bin/sh\ntouch hooked\nexit 1\n", encoding="utf-8")
        hook.chmod(0o755)
    git(checkout.corpus, "config", "commit.gpgSign", "true")
    change = checkout.save(titled("Tên mới")).change
    assert change is not None
    assert (change.remark, (checkout.corpus / "hooked").exists()) == (None, False)


TROUBLES: dict[str, tuple[Callable[[Desk, pytest.MonkeyPatch], object], str]] = {
    "locked": (lambda desk, _patch: (desk.corpus / ".git" / "index.lock").touch(), "index.lock"),
    "no git": (lambda desk, patch: patch.setenv("PATH", str(desk.state)), "máy chưa cài git"),
    "broken": (lambda desk, _patch: (desk.corpus / ".git" / "HEAD").write_text("?"), "chưa ghi được vào git"),
}


@needs_git
@pytest.mark.parametrize(("trouble", "words"), TROUBLES.values(), ids=TROUBLES.keys())
def test_what_git_cannot_do_is_said_and_loses_nothing(
    checkout: Desk, monkeypatch: pytest.MonkeyPatch, trouble: Callable[[Desk, pytest.MonkeyPatch], object], words: str
) -> None:
    trouble(checkout, monkeypatch)
    change = checkout.save(titled("Tên mới")).change
    assert change is not None
    assert change.remark is not None
    assert words in change.remark
    assert checkout.shown()[0] == "Tên mới"


@needs_git
def test_a_corpus_that_git_ignores_is_left_to_itself(checkout: Desk) -> None:
    git(checkout.corpus, "rm", "-r", "--quiet", "--cached", ".")
    (checkout.corpus / ".gitignore").write_text("*\n", encoding="utf-8")
    change = checkout.save(titled("Tên mới")).change
    assert change is not None
    assert (change.revision, change.remark) == (None, None)


@needs_git
def test_a_surrounding_git_does_not_lead_elsewhere(
    checkout: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    change = checkout.save(titled("Tên mới")).change
    assert change is not None
    assert change.revision
    assert not os.path.lexists(tmp_path / "elsewhere")
