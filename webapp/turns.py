"""Long work takes turns: files and long texts being read hold at most half of the threads, so that others are served.

Of that half one part works, the other waits; whoever comes after that is told at once to come back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from threading import Condition
from typing import Final

from flask import Flask
from flask import current_app
from flask import g

from webapp.errors import WebError
from webapp.settings import Settings

_EXTENSION: Final = "cancu-turns"
_PATIENCE: Final = 30  # seconds; all but scanned and broken files are read in far less


class BusyError(WebError):
    """As much long work is going on as this server takes at once."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    retry_after = _PATIENCE

    def __init__(self) -> None:
        super().__init__(
            "Máy chủ đang đọc nhiều tệp hoặc văn bản dài cùng lúc, nên chưa nhận thêm và chưa ghi gì: "
            f"hãy đợi {_PATIENCE} giây rồi gửi lại."
        )


class Turns:
    """Turns at long work, `at_once` of them; as many as `waiting` wait for one, `patience` seconds at most."""

    def __init__(self, at_once: int, waiting: int, patience: float = _PATIENCE) -> None:
        self._at_once = at_once
        self._most = at_once + waiting
        self._patience = patience
        self._changed = Condition()
        self.working = 0  # turns that are taken
        self.waiting = 0  # how many wait for one
        self.refused = 0  # how often there was none
        self.files = {"read": 0, "refused": 0}  # files that had a turn

    @classmethod
    def of_threads(cls, threads: int) -> Turns:
        """Return those of a server that works on `threads` requests: half of them, or the only one."""
        held = max(1, threads // 2)
        waiting = held // 2
        return cls(held - waiting, waiting)

    def take(self) -> None:
        """Take a turn, waiting for it where there is a place to wait; to be given back.

        Raises:
            BusyError: there is no place, or no turn came up meanwhile.
        """
        with self._changed:
            if self.working + self.waiting >= self._most:
                self.refused += 1
                raise BusyError
            self.waiting += 1
            try:
                if not self._changed.wait_for(lambda: self.working < self._at_once, self._patience):
                    self.refused += 1
                    raise BusyError
            finally:
                self.waiting -= 1
            self.working += 1

    def count_file(self, result: str) -> None:
        """Count a file that was "read" or "refused"."""
        with self._changed:
            self.files[result] += 1

    def give_back(self) -> None:
        """Give a turn back."""
        with self._changed:
            self.working -= 1
            self._changed.notify()


def register(app: Flask, settings: Settings) -> None:
    """Let the long work of `app` take turns."""
    app.extensions[_EXTENSION] = Turns.of_threads(settings.threads)
    app.teardown_request(_give_back)


def turns_of(app: Flask) -> Turns:
    """Return the turns at the long work of `app`."""
    found: Turns = app.extensions[_EXTENSION]
    return found


@contextmanager
def file() -> Iterator[None]:
    """Take a turn for a file that is read inside, as `take` does, and count how that ended."""
    take()
    result = "refused"
    try:
        yield
        result = "read"
    finally:
        turns_of(current_app).count_file(result)


def take() -> None:
    """Take a turn for the request at hand, which keeps the one it has until it is answered.

    Raises:
        BusyError: there is none to be had.
    """
    if "turn" not in g:
        turns = turns_of(current_app)
        turns.take()
        g.turn = turns


def _give_back(_error: BaseException | None) -> None:
    turns: Turns | None = g.pop("turn", None)
    if turns is not None:
        turns.give_back()
