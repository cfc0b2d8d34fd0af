"""Room on the disk for what a request brings: where there is none, a sentence says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from indexer.errors import is_full
from indexer.errors.operations import NoRoomError


@contextmanager
def needing_room() -> Iterator[None]:
    """Hold what writes aside what a request brings.

    Raises:
        NoRoomError: the disk is full.
    """
    try:
        yield
    except OSError as error:
        if not is_full(error):
            raise
        raise NoRoomError from error
