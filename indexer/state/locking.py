"""One writer of a library at a time: editors on the site, commands on the machine, a backup that wants it still."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from indexer.errors.editing import CorpusBusyError
from indexer.locks import LockHeldError
from indexer.locks import file_lock

_LOCK: Final = "corpus.lock"
_PATIENCE: Final = 10.0  # seconds for which another writer is waited for


@contextmanager
def corpus_held(state: Path, *, patience: float | None = None) -> Iterator[None]:
    """Keep others from changing the library whose state lies in `state`; a library without state has no editors.

    Raises:
        CorpusBusyError: somebody else changes it, and went on for longer than `patience` seconds (ten).
        OSError: the lock's file cannot be opened.
    """
    if not state.is_dir():
        yield
        return
    with ExitStack() as held:
        try:
            held.enter_context(file_lock(state / _LOCK, patience=_PATIENCE if patience is None else patience))
        except LockHeldError as error:
            raise CorpusBusyError from error
        yield
