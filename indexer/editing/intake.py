"""Files on their way into the library: received, understood, corrected by an editor, and only then kept.

A draft lies in the state with its file, its text and what editors say of it. What it would be is reckoned anew each
time it is opened, against the library as it then is.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import time
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import Final

from indexer.convert import Limits
from indexer.convert import convert
from indexer.editing.editing import Editing
from indexer.errors import CancuError
from indexer.errors import Problem
from indexer.errors import Severity
from indexer.errors.accounts import StateFolderError
from indexer.errors.editing import EditConflictError
from indexer.errors.intake import DraftNotFoundError
from indexer.errors.intake import FileKnownError
from indexer.fingerprint import corpus_fingerprint
from indexer.importing import Drafter
from indexer.importing import Wishes
from indexer.model import Form
from indexer.model import Link
from indexer.model import Outline
from indexer.model import Override
from indexer.reading import place_names
from indexer.state import State
from indexer.store import content_hash
from indexer.store import load_corpus
from indexer.text import occurrence
from indexer.views.editing import Saved
from indexer.views.importing import Draft
from indexer.views.intake import DraftCitation
from indexer.views.intake import DraftTask
from indexer.views.intake import OpenedDraft
from indexer.views.intake import WaitingDraft

#: What a file may ask for whose editor waits in front of a page.
UPLOAD_LIMITS: Final = Limits(seconds=120, ocr_seconds=600, size=50_000_000)


class Intake:
    """The drafts of one library."""

    def __init__(self, corpus: Path, state: Path, editing: Editing, now: Callable[[], float] = time.time) -> None:
        self._corpus = corpus
        self._state = State(state)
        self._editing = editing
        self._now = now
        self._drafter: tuple[str, Drafter] | None = None  # with the fingerprint of the corpus that it knows

    def receive(self, account: str, name: str, content: bytes) -> int:
        """Take a file in and return its draft's number; a file that lies here already keeps the one it has.

        Raises:
            UnreadableFileError, SecretTextError: its text cannot be had, or may not be kept; nothing is stored.
            FileKnownError: the library has this very file.
            StateFolderError: the state cannot be written.
        """
        sha256 = content_hash(content)
        known = self._fresh_drafter().known(sha256)
        if known is not None:
            raise FileKnownError(name, known)
        with tempfile.TemporaryDirectory(prefix="cancu-") as folder:
            path = Path(folder) / "file"
            path.write_bytes(content)
            converted = convert(path, name=name, limits=UPLOAD_LIMITS)
        notes = json.dumps([(note.severity.value, note.code, note.message) for note in converted.notes])
        with self._state.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO drafts (at, account, name, sha256, content, text, notes, wishes, version) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, '{}', 1)",
                (int(self._now()), account, name, sha256, content, converted.printed, notes),
            )
            row = connection.execute("SELECT id FROM drafts WHERE sha256 = ?", (sha256,)).fetchone()
        return int(row[0])

    def waiting(self) -> tuple[WaitingDraft, ...]:
        """Return all drafts, newest first."""
        with self._state.reading() as connection:
            rows = connection.execute("SELECT id, at, account, name FROM drafts ORDER BY id DESC").fetchall()
        return tuple(
            WaitingDraft(number, datetime.fromtimestamp(at, UTC).isoformat(), account, name)
            for number, at, account, name in rows
        )

    def open(self, number: int) -> OpenedDraft:
        """Return a draft as it is understood now.

        Raises:
            DraftNotFoundError: there is no such draft.
        """
        row = self._row(number)
        wishes, text, notes = _wishes(row["wishes"]), str(row["text"]), _notes(row["notes"])
        drafter = self._fresh_drafter()
        body, outline, facts = drafter.understand(text, row["name"], wishes)
        draft, obstacle = self._draft(drafter, row, wishes, text, notes)
        places = place_names(outline.tasks)
        links = drafter.links(draft.document, outline) if draft is not None else ()
        return OpenedDraft(
            number=number,
            version=row["version"],
            name=row["name"],
            account=row["account"],
            text=text,
            body=body,
            fields=facts.recognised,
            plan=wishes.plan,
            into=wishes.into,
            replace=wishes.replace,
            document=draft.document if draft is not None else None,
            outcome=draft.outcome if draft is not None else None,
            obstacle=obstacle,
            tasks=tuple(
                DraftTask(
                    task.id,
                    places[task.id],
                    task.heading,
                    tuple(organ.text for organ in task.organs),
                    tuple(time.text for time in task.deadlines),
                )
                for task in outline.tasks
            ),
            citations=tuple(_citations(links, body, outline, places)),
            overrides=wishes.overrides,
            notes=draft.notes if draft is not None else notes,
        )

    def change(
        self,
        number: int,
        version: int,
        *,
        said: Mapping[str, str],
        text: str,
        plan: bool | None,
        into: str | None,
        replace: bool,
        overrides: tuple[Override, ...],
    ) -> None:
        """Keep what an editor says of a draft that was opened as `version`.

        Raises:
            DraftNotFoundError: there is no such draft any more.
            EditConflictError: somebody else has changed it since; `open` tells what it is now.
            BadNumberError, NoSuchKindError, NoSuchOrganError, DocumentNotFoundError: a value cannot be taken.
            InvalidEditError: a correction names a document that the library has no file of.
        """
        wishes = Wishes(dict(said), plan, into, replace, self._editing.settled(overrides))
        self._fresh_drafter().check(wishes)
        with self._state.writing() as connection:
            done = connection.execute(
                "UPDATE drafts SET text = ?, wishes = ?, version = version + 1 WHERE id = ? AND version = ?",
                (text, json.dumps(asdict(wishes), ensure_ascii=False), number, version),
            )
            if done.rowcount == 0:
                self._missing_or_changed(connection, number)

    def approve(self, account: str, number: int, version: int) -> Saved:
        """Bring a draft that was opened as `version` into the library, and let go of it.

        Raises:
            DraftNotFoundError, EditConflictError: as `change`.
            UnknownKindError, SeveralDocumentsError, AlreadyHeldError: something has to be said first.
            InvalidEditError, CorpusBusyError, CorpusFolderError, StateFolderError: as `Editing.save`.
        """
        row = self._row(number)
        if row["version"] != version:
            raise EditConflictError
        draft = self._fresh_drafter().draft(
            row["text"], row["name"], row["sha256"], _wishes(row["wishes"]), _notes(row["notes"])
        )
        saved = self._editing.keep(account, draft, row["content"])
        with suppress(StateFolderError):  # it is in the library; the draft that stays says so
            self.discard(number)
        return saved

    def discard(self, number: int) -> None:
        """Let go of a draft; one that is gone already is no error."""
        with self._state.writing() as connection:
            connection.execute("DELETE FROM drafts WHERE id = ?", (number,))

    def _draft(
        self, drafter: Drafter, row: sqlite3.Row, wishes: Wishes, text: str, notes: tuple[Problem, ...]
    ) -> tuple[Draft | None, str]:
        try:
            return drafter.draft(text, row["name"], row["sha256"], wishes, notes), ""
        except CancuError as error:
            return None, str(error)

    def _row(self, number: int) -> sqlite3.Row:
        with self._state.reading() as connection:
            connection.row_factory = sqlite3.Row
            row: sqlite3.Row | None = connection.execute("SELECT * FROM drafts WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise DraftNotFoundError(number)
        return row

    def _fresh_drafter(self) -> Drafter:
        fingerprint = corpus_fingerprint(self._corpus)
        if self._drafter is None or self._drafter[0] != fingerprint:
            self._drafter = (fingerprint, Drafter(load_corpus(self._corpus)))
        return self._drafter[1]

    @staticmethod
    def _missing_or_changed(connection: sqlite3.Connection, number: int) -> None:
        if connection.execute("SELECT 1 FROM drafts WHERE id = ?", (number,)).fetchone() is None:
            raise DraftNotFoundError(number)
        raise EditConflictError


def _wishes(stored: str) -> Wishes:
    values = json.loads(stored)
    overrides = tuple(Override(**item) for item in values.pop("overrides", ()))
    return Wishes(**values, overrides=overrides)


def _notes(stored: str) -> tuple[Problem, ...]:
    return tuple(Problem(Severity(severity), code, message) for severity, code, message in json.loads(stored))


def _citations(
    links: tuple[Link, ...], body: str, outline: Outline, places: Mapping[str, str]
) -> Iterator[DraftCitation]:
    """Yield the citations of a plan by what a correction names them with: task, letters, how manieth in the task."""
    starts = {task.id: task.start for task in outline.tasks}
    for link in links:
        citation = link.citation
        if citation.form is Form.GROUP or citation.self:
            continue
        candidates = tuple(candidate.document for candidate in citation.candidates)
        yield DraftCitation(
            link.task,
            places[link.task],
            citation.text,
            occurrence(body, citation.text, starts[link.task], citation.start),
            citation.start,
            citation.end,
            citation.document,
            candidates,
        )
