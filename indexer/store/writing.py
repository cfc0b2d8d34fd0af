"""Writing the corpus: one document at a time, whole or not at all."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from pathlib import PurePosixPath
from typing import Final

from indexer.errors import CorpusFolderError
from indexer.errors import LibraryExistsError
from indexer.errors import Severity
from indexer.errors import UnsavableDocumentError
from indexer.errors import system_reason
from indexer.fingerprint import DIRECTIVES
from indexer.fingerprint import ORIGINALS
from indexer.fingerprint import PLANS
from indexer.fingerprint import VOCABULARY
from indexer.model import Document
from indexer.store.corpus import load_corpus
from indexer.store.formatting import format_document
from indexer.store.values import is_id

_NO_ISSUER: Final = "chua-ro-co-quan"
_NEW_FILE_MODE: Final = 0o644
_PREFIX, _SUFFIX = ".", ".new"  # of a file that is being written
_ABANDONED: Final = 3600.0  # seconds after which nobody can still be writing one

_GIT_ATTRIBUTES: Final = """\
* text=auto eol=lf
# Originals are kept byte for byte: their SHA-256 stands in front matter.
originals/** -text
"""


def save_document(folder: Path, document: Document) -> Path:
    """Write `document` in canonical form to its path below `folder` and return the file's path.

    A document without path goes to `directives/<issuer>/<id>.md`. The file is replaced in one step: whoever reads
    meanwhile sees the old text or the new one.

    Raises:
        UnsavableDocumentError: the id or the path cannot be a file of the corpus.
        CorpusFolderError: the folder cannot be written.
    """
    path = folder / document_path(document)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, format_document(document).encode("utf-8"))
    except OSError as error:
        raise CorpusFolderError(folder, system_reason(error)) from error
    return path


def document_path(document: Document) -> str:
    """Return the path below the corpus of the file of `document`, which for a new one follows from issuer and id.

    Raises:
        UnsavableDocumentError: the id or the path cannot be a file of the corpus.
    """
    issuer = document.issuer.value or _NO_ISSUER
    path = PurePosixPath(document.path or f"{DIRECTIVES}/{issuer}/{document.id}.md")
    _check_path(path, document.id)
    return str(path)


def restore_file(folder: Path, path: str, text: str | None) -> None:
    """Give the file at `path` below `folder` an earlier text in one step; None takes the file away.

    Raises:
        UnsavableDocumentError: the path cannot be a file of the corpus.
        CorpusFolderError: the folder cannot be written.
    """
    place = PurePosixPath(path)
    _check_path(place, place.stem)
    try:
        if text is None:
            (folder / path).unlink(missing_ok=True)
            return
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        replace_file(folder / path, text.encode("utf-8"))
    except OSError as error:
        raise CorpusFolderError(folder, system_reason(error)) from error


def fix_corpus(folder: Path) -> tuple[str, ...]:
    """Rewrite in canonical form every file that is sound but not canonical; return their paths below `folder`.

    A file with an error is left as it is: rewriting would lose what could not be read.

    Raises:
        CorpusNotFoundError: there is no such folder.
        CorpusFolderError: the folder cannot be written.
    """
    corpus = load_corpus(folder)
    broken = {problem.path for problem in corpus.problems if problem.severity is Severity.ERROR}
    fixed: list[str] = []
    for document in corpus.documents.values():
        if document.path in broken or is_canonical(folder, document):
            continue
        save_document(folder, document)
        fixed.append(document.path)
    return tuple(fixed)


def is_canonical(folder: Path, document: Document) -> bool:
    """Tell whether the file of `document` holds its canonical text, byte for byte."""
    try:
        return (folder / document.path).read_bytes() == format_document(document).encode("utf-8")
    except OSError:
        return False


def init_library(folder: Path) -> None:
    """Make a new empty library at `folder`.

    Raises:
        LibraryExistsError: something is there already.
        CorpusFolderError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise LibraryExistsError(folder)
        for room in (PLANS, DIRECTIVES, ORIGINALS, VOCABULARY):
            (folder / room).mkdir()
        (folder / ".gitattributes").write_text(_GIT_ATTRIBUTES, encoding="utf-8", newline="\n")
    except FileExistsError as error:
        raise LibraryExistsError(folder) from error
    except OSError as error:
        raise CorpusFolderError(folder, system_reason(error)) from error


def _check_path(path: PurePosixPath, identity: str) -> None:
    inside = path.parts[:1] in {(PLANS,), (DIRECTIVES,)} and ".." not in path.parts and "\\" not in str(path)
    if not (inside and is_id(identity) and path.suffix == ".md"):
        raise UnsavableDocumentError(identity)


def replace_file(path: Path, data: bytes) -> None:
    """Write a file in one step: whoever reads meanwhile sees the old bytes or the new ones."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_PREFIX, suffix=_SUFFIX)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else _NEW_FILE_MODE
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def remove_unfinished(folder: Path) -> None:
    """Remove below `folder` what writers that were killed left unfinished; an hour old, it is nobody's any more."""
    for room in (PLANS, DIRECTIVES, ORIGINALS):
        for path in (folder / room).rglob(f"{_PREFIX}*{_SUFFIX}"):
            with suppress(OSError):
                if path.stat().st_mtime < time.time() - _ABANDONED:
                    path.unlink()
