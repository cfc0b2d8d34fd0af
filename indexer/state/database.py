"""One SQLite file, opened anew for each piece of work: several web processes and commands share it.

The journal is SQLite's rollback journal, not WAL: there are few writes, the file can lie on any disk, and between
two writes it is whole by itself, so that a copy of it is a backup.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from typing import Final

from indexer.errors import FULL
from indexer.errors import is_full
from indexer.errors import system_reason
from indexer.errors.accounts import StateFolderError
from indexer.errors.accounts import StateFormatError
from indexer.state.schema import STEPS

FILE_NAME: Final = "state.sqlite"
KEY_NAME: Final = "secret.key"
_BUSY: Final = 10.0  # seconds for which another process's write is waited for
_KEY_BYTES: Final = 32


class State:
    """The state of one library. The folder is made by the first write; reading where there is none finds nothing."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder; nothing is opened yet."""
        self.folder: Final = folder
        self._file = folder / FILE_NAME

    @property
    def exists(self) -> bool:
        """Whether anything was ever written here."""
        return self._file.is_file()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection to read with; an empty one in memory where there is no state yet.

        Raises:
            StateFolderError: the file cannot be read.
            StateFormatError: it is of a later version, or no state at all.
        """
        if not self.exists:
            with closing(sqlite3.connect(":memory:", isolation_level=None)) as empty:
                _update(empty)
                yield empty
            return
        with self._connected() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection inside a transaction that is committed at the end, and undone by an exception.

        Raises:
            StateFolderError: the folder cannot be written.
            StateFormatError: the file is of a later version, or no state at all.
        """
        self._make()
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                _undo(connection)
                raise

    def secret(self) -> bytes:
        """Return the library's secret key, made at the first call and readable by the program's account only.

        Raises:
            StateFolderError: the folder cannot be read or written.
        """
        path = self.folder / KEY_NAME
        try:
            if not path.is_file():
                self._make()
                _write_key(path)
            return bytes.fromhex(path.read_text(encoding="ascii"))
        except OSError as error:
            raise StateFolderError(self.folder, system_reason(error)) from error
        except ValueError as error:
            raise StateFormatError(self.folder) from error

    def _make(self) -> None:
        if self.exists:
            return
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise StateFolderError(self.folder, system_reason(error)) from error

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._file, timeout=_BUSY, isolation_level=None)) as connection:
                connection.execute("PRAGMA foreign_keys = ON")
                if _format(connection) != len(STEPS):
                    _update(connection)
                yield connection
        except sqlite3.OperationalError as error:
            raise StateFolderError(self.folder, FULL if is_full(error) else str(error)) from error
        except _TooNewError as error:
            raise StateFormatError(self.folder) from error
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:  # what a statement did wrong is its author's to handle
                raise
            raise StateFormatError(self.folder) from error


class _TooNewError(Exception):
    """The file is of a later format than this program knows."""


def _format(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _update(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again inside the transaction: another process may have done it meanwhile.
        found = _format(connection)
        if found > len(STEPS):
            raise _TooNewError
        for step in STEPS[found:]:
            for statement in step.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
        connection.execute("COMMIT")
    except BaseException:
        _undo(connection)
        raise


def _undo(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:  # a full disk may have ended it already
        connection.execute("ROLLBACK")


def _write_key(path: Path) -> None:
    # Written aside and linked into place: of two processes that begin at once, one's key stays, and it is whole.
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_KEY_BYTES))
    try:
        with suppress(FileExistsError):
            os.link(aside, path)
    except OSError:  # a file system without links
        if not path.exists():
            aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
