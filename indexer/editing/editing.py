"""The façade of editing: open a document, save what an editor changes, see the history, undo.

A save is a file replaced in one step, a git commit where the corpus is a git checkout, a row of the history, and a
build. One writer at a time holds the lock on the corpus; whoever comes second waits a little.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import ExitStack
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from pathlib import PurePosixPath
from typing import Final

from indexer.build import is_building
from indexer.build import is_current
from indexer.editing import git
from indexer.editing.adopting import adoptable
from indexer.editing.applying import apply
from indexer.editing.applying import changed_fields
from indexer.editing.applying import iso_day
from indexer.editing.checking import new_problems
from indexer.editing.checking import read_checked
from indexer.editing.history import History
from indexer.editing.targets import find_target
from indexer.errors import CorpusFolderError
from indexer.errors import Problem
from indexer.errors import Severity
from indexer.errors import system_reason
from indexer.errors.accounts import StateFolderError
from indexer.errors.editing import BrokenFileError
from indexer.errors.editing import EditConflictError
from indexer.errors.editing import FieldProblem
from indexer.errors.editing import FileExistsAlreadyError
from indexer.errors.editing import InvalidEditError
from indexer.errors.editing import NoFileError
from indexer.errors.editing import UndoBlockedError
from indexer.errors.editing import UndoneAlreadyError
from indexer.fingerprint import ORIGINALS
from indexer.importing.keeping import keep_original
from indexer.importing.keeping import refuse_changed
from indexer.kb import KnowledgeBase
from indexer.library import Library
from indexer.model import Document
from indexer.model import Override
from indexer.model import Relation
from indexer.model import Standing
from indexer.state import State
from indexer.state import corpus_held
from indexer.store import format_document
from indexer.store.corpus import corpus_files
from indexer.store.writing import document_path
from indexer.store.writing import restore_file
from indexer.views.accounts import Audience
from indexer.views.editing import Change
from indexer.views.editing import DocumentEdit
from indexer.views.editing import Opened
from indexer.views.editing import Saved
from indexer.views.importing import Draft
from indexer.views.importing import Outcome

_KEPT: Final = {
    Outcome.NEW: "Nhập văn bản mới",
    Outcome.FILLED: "Bổ sung toàn văn",
    Outcome.REPLACED: "Thay toàn văn",
}
_BUILD_PATIENCE: Final = 30.0  # seconds for which a build is waited for that is running already


class Editing:
    """Changes one library. `rebuild` runs a build once; one that fails because another is running is tried again."""

    def __init__(
        self,
        corpus: Path,
        data: Path,
        state: Path,
        library: Library,
        rebuild: Callable[[], object],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._corpus = corpus
        self._data = data
        self._state = State(state)
        self._library = library
        self._rebuild = rebuild
        self._history = History(self._state, now)

    def open(self, document: str) -> Opened:
        """Return a document as its file holds it now.

        Raises:
            NoFileError: the document has no file.
            BrokenFileError: the file holds what writing it anew would lose.
        """
        path = next((path for path in corpus_files(self._corpus) if PurePosixPath(path).stem == document), None)
        data = self._bytes(path) if path else None
        if path is None or data is None:
            raise NoFileError(document)
        corpus, problems = read_checked(self._corpus, path, data, self._kb.vocabulary)
        broken = any(problem.severity is Severity.ERROR for problem in corpus.problems)
        if document not in corpus.documents or broken:
            raise BrokenFileError(path)
        return Opened(corpus.documents[document], _version(data), problems)

    def save(self, account: str, document: str, version: str, edit: DocumentEdit) -> Saved:
        """Change a document that was opened as `version`.

        Raises:
            EditConflictError: the file has changed since; `open` tells what it holds now.
            InvalidEditError: the change would bring errors into the corpus.
            NoFileError, BrokenFileError: as `open`.
            CorpusBusyError: somebody else is writing.
            CorpusFolderError, StateFolderError: the corpus or the history cannot be written.
        """
        with self._writing():
            opened = self.open(document)
            if opened.version != version:
                raise EditConflictError
            relations, flaws = self._relations(edit)
            flaws += _unsourced(edit)
            overrides, lost = self._overrides(edit)
            flaws += lost
            wanted = apply(opened.document, replace(edit, overrides=overrides), relations)
            if flaws:
                raise InvalidEditError(flaws)
            change = self._replace(account, opened, wanted)
        return Saved(document, change, self._shown() if change else True)

    def add(self, account: str, document: Document, summary: str) -> Saved:
        """Put a new document into the library; `summary` says in the history where it came from.

        Raises:
            FileExistsAlreadyError: its id is taken.
            UnsavableDocumentError, InvalidEditError: it would bring errors into the corpus.
            CorpusBusyError, CorpusFolderError, StateFolderError: as `save`.
        """
        with self._writing():
            path = document_path(document)
            taken = {PurePosixPath(other).stem for other in corpus_files(self._corpus)}
            if document.id in taken or self._text(path) is not None:
                raise FileExistsAlreadyError(document.id)
            text = format_document(document)
            self._refuse_errors((), path, text)
            change = self._write(account, "add", document.id, path, summary, None, text)
        return Saved(document.id, change, self._shown())

    def keep(self, account: str, draft: Draft, content: bytes) -> Saved:
        """Put an approved draft into the library: the file as it came first, the document after it.

        Raises:
            FileExistsAlreadyError: its id has been taken since.
            ChangedMeanwhileError: the document whose text it is has been changed since.
            InvalidEditError, CorpusBusyError, CorpusFolderError, StateFolderError: as `add`.
        """
        with self._writing():
            path = document_path(draft.document)
            before = self._text(path)
            if draft.outcome is Outcome.NEW and before is not None:
                raise FileExistsAlreadyError(draft.document.id)
            refuse_changed(self._corpus, draft, self._kb.vocabulary)
            originals = self._corpus / ORIGINALS
            try:
                original = keep_original(originals, draft.document.original or draft.document.id, content)
            except OSError as error:
                raise CorpusFolderError(self._corpus, system_reason(error)) from error
            document = replace(draft.document, original=original)
            text = format_document(document)
            self._refuse_errors(self.open(document.id).problems if before is not None else (), path, text)
            summary = f"{_KEPT[draft.outcome]} từ tệp {draft.name}"
            action = "add" if before is None else "edit"
            change = self._write(
                account, action, document.id, path, summary, before, text, also=(f"{ORIGINALS}/{original}",)
            )
        return Saved(document.id, change, self._shown())

    def adopt(self, account: str, asked: str) -> Saved:
        """Give a cited document without file one, from what the texts that cite it say; `asked`: its id or number.

        Raises:
            NotAdoptableError: no such document, or several.
            FileExistsAlreadyError: it has one.
            InvalidEditError, CorpusBusyError, CorpusFolderError, StateFolderError: as `add`.
        """
        return self.add(account, adoptable(asked, self._kb), "Bổ sung hồ sơ từ lời viện dẫn")

    def history(self, document: str | None = None, *, limit: int = 50, before: int | None = None) -> tuple[Change, ...]:
        """Return the newest changes, of one document or of all, of those with smaller numbers than `before`."""
        return self._history.changes(document, limit, before)

    def change(self, number: int) -> Change:
        """Return one change.

        Raises:
            ChangeNotFoundError: there is no such one.
        """
        noted = self._history.noted(number)
        if noted is not None and self._text(noted.path) == noted.after:
            return noted  # also where the history had no room left to say that it was written
        return self._history.change(number)

    def undo(self, account: str, number: int) -> Saved:
        """Give a file the text that it had before a change, if nothing has changed it since.

        Raises:
            ChangeNotFoundError, UndoneAlreadyError: there is nothing to undo.
            UndoBlockedError: the file is no longer what the change made of it; it says what came between.
            CorpusBusyError, CorpusFolderError, StateFolderError: as `save`.
        """
        with self._writing():
            change = self._history.change(number)
            if change.undone_by is not None:
                raise UndoneAlreadyError
            if self._text(change.path) != change.after:
                raise UndoBlockedError([later.id for later in self._history.later(change)])
            summary = f"Hoàn tác thay đổi số {change.id}"
            undone = self._write(
                account, "undo", change.document, change.path, summary, change.after, change.before, change.id
            )
        return Saved(change.document, undone, self._shown())

    @property
    def _kb(self) -> KnowledgeBase:
        return self._library.seen_by(Audience.EDITORS)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._state.secret()  # makes the folder where this is the first thing that is kept
        with ExitStack() as held:
            try:
                held.enter_context(corpus_held(self._state.folder))
            except OSError as error:
                raise StateFolderError(self._state.folder, system_reason(error)) from error
            self._history.settle(self._text)
            yield

    def _relations(self, edit: DocumentEdit) -> tuple[list[Relation], list[FieldProblem]]:
        found: list[Relation] = []
        flaws: list[FieldProblem] = []
        for at, relation in enumerate(edit.relations):
            target = find_target(relation.target, self._kb)
            if target.found is None:
                problem = Problem(Severity.ERROR, "relation-to-nothing", target.message)
                flaws.append(FieldProblem(f"new-relations.{at}", problem))
            else:
                source, date = " ".join(relation.source.split()), iso_day(relation.date)
                standing = Standing.VERIFIED if source else Standing.STATED
                found.append(Relation(relation.type, target.found, source, standing, date or None))
        return found, flaws

    def _overrides(self, edit: DocumentEdit) -> tuple[tuple[Override, ...], list[FieldProblem]]:
        found: list[Override] = []
        flaws: list[FieldProblem] = []
        for override in edit.overrides:
            target = find_target(override.document, self._kb) if override.document is not None else None
            if target is None or isinstance(target.found, str):
                found.append(override if target is None else replace(override, document=str(target.found)))
                continue
            lacking = f"Văn bản “{override.document}” chưa có hồ sơ trong kho: hãy bổ sung hồ sơ trước."
            problem = Problem(Severity.ERROR, "override-to-nothing", target.message or lacking)
            flaws.append(FieldProblem("overrides", problem))
        return tuple(found), flaws

    def settled(self, overrides: tuple[Override, ...]) -> tuple[Override, ...]:
        """Return corrections with the ids of the documents that they name by id or number.

        Raises:
            InvalidEditError: one names a document that has no file, or none at all.
        """
        found, flaws = self._overrides(DocumentEdit(overrides=overrides))
        if flaws:
            raise InvalidEditError(flaws)
        return found

    def _replace(self, account: str, opened: Opened, wanted: Document) -> Change | None:
        before, text = self._text(wanted.path), format_document(wanted)
        if text == format_document(opened.document):
            return None
        self._refuse_errors(opened.problems, wanted.path, text)
        summary = "Sửa " + ", ".join(changed_fields(opened.document, wanted))
        return self._write(account, "edit", wanted.id, wanted.path, summary, before, text)

    def _refuse_errors(self, before: tuple[FieldProblem, ...], path: str, text: str) -> None:
        _corpus, problems = read_checked(self._corpus, path, text.encode("utf-8"), self._kb.vocabulary)
        brought = new_problems(before, problems)
        errors = tuple(found for found in brought if found.problem.severity is Severity.ERROR)
        if errors:
            raise InvalidEditError(errors)

    def _write(
        self,
        account: str,
        action: str,
        document: str,
        path: str,
        summary: str,
        before: str | None,
        after: str | None,
        undoes: int | None = None,
        also: tuple[str, ...] = (),
    ) -> Change:
        number = self._history.begin(account, action, document, path, summary, before, after, undoes)
        restore_file(self._corpus, path, after)
        committed = git.commit(self._corpus, (path, *also), account, f"{document}: {summary[:1].lower()}{summary[1:]}")
        try:
            return self._history.finish(number, committed.revision, committed.remark)
        except StateFolderError:  # the file is written, which the next writer settles
            noted = self._history.noted(number)
            if noted is None:
                raise
            return noted

    def _shown(self) -> bool:
        """Build until the index fits the corpus; False where another build would not end, or none succeeds."""
        until = time.monotonic() + _BUILD_PATIENCE
        failed = 0
        while True:
            self._rebuild()
            if is_current(self._corpus, self._data):
                return True
            # Twice with no other build in the way: for a reason that trying again does not mend, as a full disk.
            failed = 0 if is_building(self._data) else failed + 1
            if failed > 1 or time.monotonic() > until:
                return False
            time.sleep(0.2)

    def _text(self, path: str) -> str | None:
        data = self._bytes(path)
        return None if data is None else data.decode("utf-8", "replace")

    def _bytes(self, path: str) -> bytes | None:
        try:
            return (self._corpus / path).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise CorpusFolderError(self._corpus, system_reason(error)) from error


def _version(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _unsourced(edit: DocumentEdit) -> list[FieldProblem]:
    message = "Đã đối chiếu thì cần ghi đã đối chiếu ở đâu: một địa chỉ, hoặc tên tài liệu."
    problem = Problem(Severity.ERROR, "missing-source", message)
    return [
        FieldProblem(name, problem)
        for name, reading in edit.readings.items()
        if reading.standing is not Standing.STATED and not reading.source.strip()
    ]
