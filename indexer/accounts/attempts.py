"""Attempts to sign in, slowed down: after a few failures of one name or address each further try has to wait longer.

A try counts as failed from its beginning, so that many at once gain nothing; success takes the name's count back.
"""

from __future__ import annotations

import hashlib
import sqlite3
from typing import Final

from indexer.errors.accounts import TooManyAttemptsError

_FREE_OF_NAME: Final = 5  # failures before waiting begins
_FREE_OF_ADDRESS: Final = 20  # many desks may share one address
_LONGEST_WAIT: Final = 300  # seconds: nobody can lock an editor out for good
_FORGOTTEN: Final = 86_400  # seconds after the last failure
_MOST: Final = 10_000  # names and addresses that are remembered


def begin_attempt(connection: sqlite3.Connection, key: str, address: str, now: int) -> None:
    """Count a try to sign in as `key` (a folded name) from `address`, inside the caller's transaction.

    Raises:
        TooManyAttemptsError: too many have failed and the time to wait is not over.
    """
    connection.execute("DELETE FROM attempts WHERE last <= ?", (now - _FORGOTTEN,))
    watched = ((_name_key(key), _FREE_OF_NAME), (_address_key(address), _FREE_OF_ADDRESS))
    for watch, free in watched:
        row = connection.execute("SELECT failures, last FROM attempts WHERE key = ?", (watch,)).fetchone()
        left = row[1] + _wait(row[0] - free) - now if row else 0
        if left > 0:
            raise TooManyAttemptsError(left)
    for watch, _free in watched:
        connection.execute(
            "INSERT INTO attempts VALUES (?, 1, ?) "
            "ON CONFLICT DO UPDATE SET failures = failures + 1, last = excluded.last",
            (watch, now),
        )
    connection.execute(
        "DELETE FROM attempts WHERE key IN (SELECT key FROM attempts ORDER BY last DESC, key LIMIT -1 OFFSET ?)",
        (_MOST,),
    )


def succeeded(connection: sqlite3.Connection, key: str, address: str) -> None:
    """Take back what `begin_attempt` counted: the name's failures all, the address's this one try."""
    connection.execute("DELETE FROM attempts WHERE key = ?", (_name_key(key),))
    connection.execute("UPDATE attempts SET failures = failures - 1 WHERE key = ?", (_address_key(address),))


def _wait(beyond: int) -> int:
    """Return the seconds to wait after a failure, being the `beyond`-th after the free ones."""
    return 0 if beyond < 0 else min(2 ** min(beyond + 1, 20), _LONGEST_WAIT)


def _name_key(key: str) -> str:
    # A digest: what people type into the field of the name is now and then their password.
    return "name:" + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:32]


def _address_key(address: str) -> str:
    return f"address:{address[:100]}"
