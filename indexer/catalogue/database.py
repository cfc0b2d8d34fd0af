"""A finished catalogue file, read by many threads at once: read-only, immutable, without locks."""

from __future__ import annotations

import sqlite3
import weakref
from collections import deque
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from indexer.errors import DamagedIndexError

Row = tuple[Any, ...]


class Database:
    """Runs queries on a catalogue file. Each query borrows a connection, so any number of threads may ask."""

    def __init__(self, path: Path) -> None:
        """Remember `path`; the first query opens it."""
        self._path = path
        self._address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._idle: deque[sqlite3.Connection] = deque()
        self.close = weakref.finalize(self, _close_all, self._idle)
        """Close all idle connections; done by itself when the object goes."""

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Return all rows of a query.

        Raises:
            DamagedIndexError: the file is missing, is no catalogue, or is broken.
        """
        connection = self._borrow()
        try:
            found: list[Row] = connection.execute(sql, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            connection.close()
            raise DamagedIndexError(self._path.parent) from error
        except UnicodeEncodeError:  # half a character of UTF-16, as broken input has it: no row holds one
            found = []
        self._idle.append(connection)
        return found

    def row(self, sql: str, parameters: Sequence[object] = ()) -> Row | None:
        """Return the first row of a query, None where there is none."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection for several queries; it must not leave the block.

        Raises:
            DamagedIndexError: the file is missing, is no catalogue, or is broken.
        """
        connection = self._borrow()
        try:
            yield connection
        except sqlite3.DatabaseError as error:
            connection.close()
            raise DamagedIndexError(self._path.parent) from error
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)

    def _borrow(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        try:
            # A connection wanders between threads but serves one query at a time.
            return sqlite3.connect(self._address, uri=True, isolation_level=None, check_same_thread=False)
        except sqlite3.DatabaseError as error:
            raise DamagedIndexError(self._path.parent) from error


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Insert whole rows into a table."""
    listed = list(rows)
    if listed:
        places = ",".join("?" * len(listed[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", listed)  # noqa: S608 (names of our own schema)


def _close_all(connections: deque[sqlite3.Connection]) -> None:
    while connections:
        connections.pop().close()
