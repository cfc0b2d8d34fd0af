"""A library into one file, also while it is served, edited and imported into."""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import indexer
from indexer.backup.manifest import CORPUS
from indexer.backup.manifest import FORMAT
from indexer.backup.manifest import NAME
from indexer.backup.manifest import STATE
from indexer.backup.manifest import Kept
from indexer.backup.manifest import Manifest
from indexer.backup.manifest import is_safe
from indexer.backup.restoring import check_backup
from indexer.errors import CorpusNotFoundError
from indexer.errors import system_reason
from indexer.errors.operations import BackupExistsError
from indexer.errors.operations import BackupInsideError
from indexer.errors.operations import BackupNameError
from indexer.errors.operations import BackupWriteError
from indexer.state import corpus_held
from indexer.views.operations import BackupReport

_PATIENCE: Final = 30.0  # seconds for which an editor's change is waited for
_PIECE: Final = 1 << 20
_DATABASE: Final = ".sqlite"
# What says something of processes, and what a database keeps beside itself while it is written to.
_PASSING: Final = (".lock", ".new", "-journal", "-wal", "-shm")
_VERSIONING: Final = ".git"
_STORED: Final = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".zip", ".pdf", ".png", ".jpg", ".jpeg"})  # packed as is
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # that a zip can say
_MODE: Final = 0o600  # it holds the digests of passwords


def make_backup(target: Path, corpus: Path, state: Path, *, replace: bool = False) -> BackupReport:
    """Write the library of `corpus` and `state` into the file `target`, and read it back to see that it is whole.

    Editors wait meanwhile, readers do not. With `replace`, a file that is there gives way once the new one is whole.

    Raises:
        CorpusNotFoundError: there is no corpus folder.
        BackupExistsError: there is a file of this name.
        BackupInsideError: it would become part of what it holds.
        BackupNameError: a file's name cannot be written into it.
        CorpusBusyError: somebody is changing the library, and went on doing so.
        BackupWriteError: it cannot be written, or a file of the library cannot be read.
        DamagedBackupError: what was written is not what is read back.
    """
    if not corpus.is_dir():
        raise CorpusNotFoundError(corpus)
    if target.exists() and not replace:
        raise BackupExistsError(target)
    if any(target.resolve().is_relative_to(folder.resolve()) for folder in (corpus, state)):
        raise BackupInsideError(target)
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")
    try:
        with corpus_held(state, patience=_PATIENCE):
            _write(unfinished, corpus, state)
        report = check_backup(unfinished)
        unfinished.replace(target)
    except sqlite3.Error as error:
        raise BackupWriteError(target, str(error)) from error
    except OSError as error:
        raise BackupWriteError(target, system_reason(error), error.filename) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return report


def _write(unfinished: Path, corpus: Path, state: Path) -> None:
    handle = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, _MODE)
    with TemporaryDirectory(prefix="cancu-", dir=unfinished.parent) as aside, os.fdopen(handle, "w+b") as file:
        found = dict(_files(corpus, CORPUS)) | dict(_files(state, STATE))
        for path, source in found.items():
            if not is_safe(path):
                raise BackupNameError(path)
            if source.suffix == _DATABASE and path.startswith(f"{STATE}/"):
                found[path] = _copied(source, Path(aside) / secrets.token_hex(8))
        # The manifest stands first, so the files are read twice; what changes in between is noticed by reading back.
        kept = {path: _kept(source) for path, source in found.items()}
        made = datetime.now(UTC).isoformat(timespec="seconds")
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as packed:
            packed.writestr(NAME, Manifest(FORMAT, indexer.__version__, made, kept).text())
            for path, source in found.items():
                _add(packed, path, source)
        file.flush()
        os.fsync(file.fileno())


def _files(folder: Path, name: str) -> Iterator[tuple[str, Path]]:
    for root, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(found for found in folders if found != _VERSIONING)
        for file in sorted(files):
            source = Path(root) / file
            if not file.endswith(_PASSING) and source.is_file():
                yield f"{name}/{source.relative_to(folder).as_posix()}", source


def _refuse(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):  # a library without accounts has no state
        raise error


def _copied(source: Path, copy: Path) -> Path:
    # SQLite's own way: whole, whoever writes meanwhile.
    address = f"{source.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as live, closing(sqlite3.connect(copy)) as written:
        live.backup(written)
    return copy


def _kept(source: Path) -> Kept:
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return Kept(size, digest.hexdigest())


def _add(packed: zipfile.ZipFile, path: str, source: Path) -> None:
    day = datetime.fromtimestamp(source.stat().st_mtime, UTC).timetuple()[:6]
    entry = zipfile.ZipInfo(path, max(day, _EARLIEST))
    entry.compress_type = zipfile.ZIP_STORED if source.suffix.lower() in _STORED else zipfile.ZIP_DEFLATED
    entry.external_attr = _MODE << 16
    with source.open("rb") as file, packed.open(entry, "w", force_zip64=True) as written:
        while piece := file.read(_PIECE):
            written.write(piece)
