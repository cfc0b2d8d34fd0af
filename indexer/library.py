"""A library that is built again while it is read: gives the knowledge base of the generation that is current."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from indexer.building import generations
from indexer.kb import KnowledgeBase


class Library:
    """A data folder whose current generation may change while it is read."""

    def __init__(self, data: Path) -> None:
        """Remember the folder; the first call of `current` opens its generation."""
        self._data = data
        self._lock = Lock()
        self._state: tuple[int, int] | None = None
        self._current: KnowledgeBase | None = None

    def current(self) -> KnowledgeBase:
        """Return the knowledge base of the current generation; to be asked once a request.

        The one before is closed by the last request that holds it.

        Raises:
            NoIndexError: nothing was built there yet.
            DamagedIndexError: the generation is broken or of another version.
        """
        state = generations.pointer_state(self._data)
        opened = self._current
        if opened is not None and state == self._state:
            return opened
        with self._lock:
            if self._current is None or state != self._state:
                self._current = KnowledgeBase.open(self._data)
                self._state = state
            return self._current
