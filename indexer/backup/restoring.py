"""A library out of its file: checked to the last byte beside its place, then put there in one step.

Nothing is written over. What was there, where it is to give way, is kept beside the new under another name.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from contextlib import suppress
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from typing import Final

from indexer.backup.manifest import CORPUS
from indexer.backup.manifest import FORMAT
from indexer.backup.manifest import MOST_BYTES
from indexer.backup.manifest import NAME
from indexer.backup.manifest import STATE
from indexer.backup.manifest import Kept
from indexer.backup.manifest import Manifest
from indexer.backup.manifest import read_manifest
from indexer.errors import system_reason
from indexer.errors.operations import BackupReadError
from indexer.errors.operations import DamagedBackupError
from indexer.errors.operations import LaterBackupError
from indexer.errors.operations import NotEmptyError
from indexer.errors.operations import RestoreWriteError
from indexer.state import State
from indexer.views.operations import BackupReport
from indexer.views.operations import RestoreReport

_PIECE: Final = 1 << 20
_PRIVATE: Final = 0o700
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)


def check_backup(source: Path) -> BackupReport:
    """Read a backup to its end and compare every file with its checksum; write nothing.

    Raises:
        BackupReadError: it cannot be read.
        DamagedBackupError: it is no backup, or not as it was written.
        LaterBackupError: a later version of the program wrote it.
    """
    return _read(source, lambda _path: None)


def restore_backup(source: Path, corpus: Path, state: Path, *, replace: bool = False) -> RestoreReport:
    """Put the library of a backup into the folders `corpus` and `state`, all of it or nothing.

    A state of an older format is brought up to this program's. With `replace`, what is in the folders is kept beside
    them under another name, which the report tells; without it, they have to be empty or not there.

    Raises:
        BackupReadError, DamagedBackupError, LaterBackupError: as `check_backup`.
        NotEmptyError: there is something in a folder.
        RestoreWriteError: the folders cannot be written.
    """
    places = {CORPUS: corpus.absolute(), STATE: state.absolute()}  # "." has no name beside which another can stand
    for folder in places.values():
        if not folder.name:
            raise RestoreWriteError(folder, "đây là gốc ổ đĩa; hãy chỉ ra một thư mục trong đó")
        if not replace and not _is_empty(folder):
            raise NotEmptyError(folder)
    made = {name: folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.new") for name, folder in places.items()}
    try:
        for name, folder in made.items():
            folder.mkdir(parents=True, mode=_PRIVATE if name == STATE else 0o777)
        report = _read(source, lambda path: _open_new(made, path))
        _keep_times(source, made[CORPUS])
        _bring_up(source, made[STATE])
        aside = _switch(places, made)
    except OSError as error:
        raise RestoreWriteError(corpus, system_reason(error)) from error
    finally:
        for folder in made.values():
            shutil.rmtree(folder, ignore_errors=True)
    return RestoreReport(report, aside)


def _read(source: Path, opened: Callable[[str], BinaryIO | None]) -> BackupReport:
    """Read every file of a backup, writing it to what `opened` gives for its path."""
    try:
        size = source.stat().st_size
        packed = zipfile.ZipFile(source)
    except OSError as error:
        raise BackupReadError(source, system_reason(error)) from error
    except _BROKEN as error:
        raise DamagedBackupError(source) from error
    with packed:
        manifest = _manifest(source, packed)
        if sorted(packed.namelist()) != sorted([NAME, *manifest.files]):
            raise DamagedBackupError(source)
        for path, kept in manifest.files.items():
            file = opened(path)
            try:
                whole = _unpack(packed, path, kept, file)
            except _BROKEN as error:
                raise DamagedBackupError(source, path) from error
            finally:
                if file is not None:
                    file.close()
            if not whole:
                raise DamagedBackupError(source, path)
    documents = sum(path.startswith(f"{CORPUS}/") and path.endswith(".md") for path in manifest.files)
    return BackupReport(manifest.made, manifest.program, len(manifest.files), documents, size)


def _manifest(source: Path, packed: zipfile.ZipFile) -> Manifest:
    try:
        data = packed.read(NAME) if packed.getinfo(NAME).file_size <= MOST_BYTES else b""
    except _BROKEN as error:
        raise DamagedBackupError(source) from error
    manifest = read_manifest(data)
    if manifest is None or manifest.format < 1:
        raise DamagedBackupError(source)
    if manifest.format > FORMAT:
        raise LaterBackupError(source, manifest.program)
    return manifest


def _unpack(packed: zipfile.ZipFile, path: str, kept: Kept, file: BinaryIO | None) -> bool:
    digest, left = hashlib.sha256(), kept.size
    with packed.open(path) as entry:
        while piece := entry.read(_PIECE):
            left -= len(piece)
            if left < 0:
                return False
            digest.update(piece)
            if file is not None:
                file.write(piece)
    if file is not None:
        file.flush()
        os.fsync(file.fileno())
    return left == 0 and digest.hexdigest() == kept.sha256


def _open_new(made: dict[str, Path], path: str) -> BinaryIO:
    name, _, inside = path.partition("/")
    target = made[name] / inside
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = 0o600 if name == STATE else 0o644
    return os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), mode), "wb")


def _keep_times(source: Path, corpus: Path) -> None:
    """Let the files of the corpus be as old as they were: what is new in a library goes by that."""
    with zipfile.ZipFile(source) as packed:
        for entry in packed.infolist():
            room, _, inside = entry.filename.partition("/")
            with suppress(ValueError):  # no date at all
                written = datetime(*entry.date_time, tzinfo=UTC).timestamp()
                if room == CORPUS:
                    os.utime(corpus / inside, (written, written))


def _bring_up(source: Path, folder: Path) -> None:
    """See that the state's databases are whole, and bring the state up to this program's format."""
    for database in folder.glob("*.sqlite"):
        with closing(sqlite3.connect(database)) as connection:
            try:
                whole = connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
            except sqlite3.DatabaseError as error:
                raise DamagedBackupError(source, f"{STATE}/{database.name}") from error
        if not whole:
            raise DamagedBackupError(source, f"{STATE}/{database.name}")
    state = State(folder)
    if state.exists:
        with state.writing():
            pass


def _switch(places: dict[str, Path], made: dict[str, Path]) -> tuple[Path, ...]:
    """Put the new folders into their places; where one cannot be, put everything back."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    undo: list[tuple[Path, Path]] = []  # what was moved, in order: from, to
    aside: list[Path] = []
    try:
        for name, folder in places.items():
            if not _is_empty(folder):
                kept = folder.with_name(f"{folder.name}.{stamp}-{secrets.token_hex(2)}.old")
                folder.rename(kept)
                undo.append((folder, kept))
                aside.append(kept)
            elif folder.exists():
                folder.rmdir()
            if any(made[name].iterdir()):
                made[name].rename(folder)
                undo.append((made[name], folder))
    except OSError:
        for origin, moved in reversed(undo):
            with suppress(OSError):
                moved.rename(origin)
        raise
    return tuple(aside)


def _is_empty(folder: Path) -> bool:
    try:
        return not any(folder.iterdir())
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        return False
