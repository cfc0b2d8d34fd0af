"""A lock that the operating system keeps, and frees when the process that holds it dies."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_PAUSE: Final = 0.05  # seconds between two tries


class LockHeldError(Exception):
    """Another process, or another thread of this one, holds the lock."""


@contextmanager
def file_lock(path: Path, *, patience: float = 0) -> Iterator[None]:
    """Hold the lock of the file at `path`, waiting for it for at most `patience` seconds.

    Raises:
        LockHeldError: somebody else holds it, and went on holding it.
        OSError: the file cannot be opened for writing.
    """
    until = time.monotonic() + patience
    with path.open("a+b") as handle:
        while not _taken(handle.fileno()):
            if time.monotonic() >= until:
                raise LockHeldError(path)
            time.sleep(_PAUSE)
        yield


def _taken(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 (exists on Windows only)

            getattr(msvcrt, "locking")(descriptor, getattr(msvcrt, "LK_NBLCK"), 1)  # noqa: B009 (unknown elsewhere)
        else:
            import fcntl  # noqa: PLC0415 (exists on Unix only)

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
