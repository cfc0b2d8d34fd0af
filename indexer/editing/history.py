"""The history: who changed which file when, with its text before and after; noted before the file is replaced."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from typing import Final

from indexer.errors.editing import ChangeNotFoundError
from indexer.state import State
from indexer.views.editing import Change

_COLUMNS: Final = (
    "SELECT h.id, h.at, h.account, h.action, h.document, h.path, h.summary, h.before, h.after, h.undoes, "
    "(SELECT max(u.id) FROM history u WHERE u.undoes = h.id AND u.written), h.revision, h.remark FROM history h "
)


class History:
    """The history of one library. `now` gives the seconds since 1970."""

    def __init__(self, state: State, now: Callable[[], float]) -> None:
        self._state = state
        self._now = now

    def begin(
        self,
        account: str,
        action: str,
        document: str,
        path: str,
        summary: str,
        before: str | None,
        after: str | None,
        undoes: int | None,
    ) -> int:
        """Note a change that is about to be written; return its number."""
        with self._state.writing() as connection:
            added = connection.execute(
                "INSERT INTO history (at, account, action, document, path, summary, before, after, undoes) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (int(self._now()), account, action, document, path, summary, before, after, undoes),
            )
            return int(added.lastrowid or 0)

    def finish(self, number: int, revision: str | None, remark: str | None) -> Change:
        """Note that a change was written, and what git made of it."""
        with self._state.writing() as connection:
            connection.execute(
                "UPDATE history SET written = 1, revision = ?, remark = ? WHERE id = ?", (revision, remark, number)
            )
        return self.change(number)

    def settle(self, text_at: Callable[[str], str | None]) -> None:
        """Decide what a process that died left open: written where the file has the text, else it never was.

        Only the holder of the lock on the corpus may call this; `text_at` gives the present text of a path.
        """
        with self._state.reading() as connection:
            left = connection.execute("SELECT id, path, after FROM history WHERE NOT written").fetchall()
        for number, path, after in left:
            with self._state.writing() as connection:
                if text_at(path) == after:
                    connection.execute("UPDATE history SET written = 1 WHERE id = ?", (number,))
                else:
                    connection.execute("DELETE FROM history WHERE id = ?", (number,))

    def change(self, number: int) -> Change:
        """Return one change.

        Raises:
            ChangeNotFoundError: there is no such one.
        """
        found = self._changes("WHERE h.written AND h.id = ?", number)
        if not found:
            raise ChangeNotFoundError
        return found[0]

    def noted(self, number: int) -> Change | None:
        """Return a change that was noted, whether or not it came to be written."""
        found = self._changes("WHERE h.id = ?", number)
        return found[0] if found else None

    def changes(self, document: str | None, limit: int, before: int | None) -> tuple[Change, ...]:
        """Return the newest changes, of one document or of all, of those with smaller numbers than `before`."""
        bound = before if before is not None else 2**62
        if document is None:
            return self._changes("WHERE h.written AND h.id < ? ORDER BY h.id DESC LIMIT ?", bound, limit)
        return self._changes(
            "WHERE h.written AND h.document = ? AND h.id < ? ORDER BY h.id DESC LIMIT ?", document, bound, limit
        )

    def later(self, change: Change) -> tuple[Change, ...]:
        """Return what stands between the file and the text that `change` left, newest first."""
        found = self._changes("WHERE h.written AND h.path = ? AND h.id > ? ORDER BY h.id DESC", change.path, change.id)
        undone = {other.undoes for other in found}
        return tuple(other for other in found if other.action != "undo" and other.id not in undone)

    def _changes(self, condition: str, *parameters: object) -> tuple[Change, ...]:
        with self._state.reading() as connection:
            rows = connection.execute(_COLUMNS + condition, parameters).fetchall()
        return tuple(_change(row) for row in rows)


def _change(row: sqlite3.Row) -> Change:
    number, at, *rest = row
    return Change(number, datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), *rest)
