"""The whole catalogue, list by list: what leaves it as a copy that is read elsewhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator


def documents(connection: sqlite3.Connection) -> list[str]:
    """Return the ids of all documents, newest first."""
    return [row[0] for row in connection.execute("SELECT id FROM documents ORDER BY recency")]


def passages(connection: sqlite3.Connection) -> list[str]:
    """Return the ids of all passages by document, newest first, each document's card first."""
    sql = (
        "SELECT p.id FROM passages p JOIN documents d ON d.id = p.document ORDER BY d.recency, p.is_card DESC, p.start"
    )
    return [row[0] for row in connection.execute(sql)]


def numbers(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield (key, document) for every key of every number, newest document first."""
    yield from connection.execute("SELECT DISTINCT key, document FROM numbers ORDER BY recency")
