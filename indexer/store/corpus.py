"""A corpus folder as documents: what can be read is read, what cannot is a problem with its place."""

from __future__ import annotations

import os
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from pathlib import Path
from typing import Final

from indexer.errors import CorpusNotFoundError
from indexer.errors import Problem
from indexer.errors import Severity
from indexer.errors import system_reason
from indexer.fingerprint import DIRECTIVES
from indexer.fingerprint import PLANS
from indexer.model import Document
from indexer.store.documents import DocumentReader
from indexer.store.parts import UnreadableFileError
from indexer.store.parts import decode
from indexer.store.parts import take_apart
from indexer.store.record import Notes
from indexer.vocabulary import Vocabulary
from indexer.vocabulary import library_vocabulary

DUPLICATE: Final = "duplicate-id"  # the problem of two files with one id

_SUFFIX: Final = ".md"


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus as loaded.

    `documents` are by id, in the order of their paths. `lines` gives, by document id, the line of the file on
    which each field of the front matter stands. `shortened` are the ids of documents that say less here than their
    files do (`indexer.store.circulation`).
    """

    folder: Path
    vocabulary: Vocabulary
    documents: Mapping[str, Document]
    problems: tuple[Problem, ...] = ()
    lines: Mapping[str, Mapping[str, int]] = field(default_factory=dict, repr=False)
    shortened: frozenset[str] = frozenset()

    def line(self, document: str, name: str) -> int | None:
        """Return the line on which `document` states field `name`, None where it does not."""
        return self.lines.get(document, {}).get(name)


def load_corpus(folder: Path) -> Corpus:
    """Read every document below `folder`; a broken file becomes a problem and the rest is read.

    Raises:
        CorpusNotFoundError: there is no such folder.
    """
    if not folder.is_dir():
        raise CorpusNotFoundError(folder)
    corpus = load_files(folder, corpus_files(folder), library_vocabulary(folder))
    return replace(corpus, problems=(*corpus.problems, *_closed_folders(folder)))


def load_files(folder: Path, paths: Iterable[str], vocabulary: Vocabulary) -> Corpus:
    """Read the documents at `paths` (as `corpus_files` gives them) alone, as a corpus of their own."""
    reader = DocumentReader(vocabulary)
    documents: dict[str, Document] = {}
    lines: dict[str, Mapping[str, int]] = {}
    problems: list[Problem] = []
    for path in paths:
        document, notes = _read(folder, path, reader)
        if document and document.id in documents:
            message = f"Mã “{document.id}” đã dùng ở {documents[document.id].path}; tệp này bị bỏ qua."
            line = notes.lines.get("id")
            notes.problems.append(Problem(Severity.ERROR, DUPLICATE, message, document.path, line, document.id))
        elif document:
            documents[document.id], lines[document.id] = document, notes.lines
        problems += notes.problems
    return Corpus(folder, vocabulary, documents, tuple(problems), lines)


def corpus_of(folder: Path, path: str, data: bytes, vocabulary: Vocabulary) -> Corpus:
    """Return the corpus of the one file at `path` below `folder`, as if it held `data`."""
    notes = Notes(path)
    document = _understood(data, DocumentReader(vocabulary), notes)
    documents = {document.id: document} if document else {}
    lines = {document.id: notes.lines} if document else {}
    return Corpus(folder, vocabulary, documents, tuple(notes.problems), lines)


def corpus_files(folder: Path) -> list[str]:
    """Return the documents' files below `folder`: paths relative to it with forward slashes, sorted."""
    return sorted(path for room in (PLANS, DIRECTIVES) for path in _files(folder, room) if path.endswith(_SUFFIX))


def _files(folder: Path, room: str) -> Iterator[str]:
    for base, folders, names in os.walk(folder / room):
        folders.sort()
        relative = os.path.relpath(base, folder).replace(os.sep, "/")
        yield from (f"{relative}/{name}" for name in names if not name.startswith("."))


def _closed_folders(folder: Path) -> Iterator[Problem]:
    closed: list[OSError] = []
    for room in (PLANS, DIRECTIVES):
        for _ in os.walk(folder / room, onerror=closed.append):
            pass
    for error in closed:
        if not isinstance(error, FileNotFoundError):  # a library need not have every room
            path = os.fsencode(os.path.relpath(str(error.filename), folder)).decode("utf-8", "replace")
            message = f"Không mở được thư mục này để đọc: {system_reason(error)}."
            yield Problem(Severity.ERROR, "unreadable-folder", message, path.replace(os.sep, "/"))


def _read(folder: Path, path: str, reader: DocumentReader) -> tuple[Document | None, Notes]:
    # A file name may hold bytes that are no UTF-8; what is shown and stored must be text.
    notes = Notes(os.fsencode(path).decode("utf-8", "replace"))
    try:
        # Opening a pipe or a device would wait for whoever writes to it.
        if (folder / path).exists() and not (folder / path).is_file():
            raise UnreadableFileError("unreadable-file", "Đây không phải tệp thường, không đọc được.")
        data = (folder / path).read_bytes()
    except UnreadableFileError as error:
        notes.problems.append(Problem(Severity.ERROR, error.code, error.message, notes.path, error.line))
        return None, notes
    except OSError:
        message = "Không mở được tệp này để đọc."
        notes.problems.append(Problem(Severity.ERROR, "unreadable-file", message, notes.path))
        return None, notes
    return _understood(data, reader, notes), notes


def _understood(data: bytes, reader: DocumentReader, notes: Notes) -> Document | None:
    try:
        parts = take_apart(decode(data))
    except UnreadableFileError as error:
        notes.problems.append(Problem(Severity.ERROR, error.code, error.message, notes.path, error.line))
        return None
    notes.offset = parts.first_line - 1
    return reader.read(parts, notes.path, notes)
