"""A library that is built again while it is read: gives the knowledge base of the generation that is current."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from indexer.building import generations
from indexer.building import pointer
from indexer.kb import KnowledgeBase
from indexer.views.accounts import Audience


class Library:
    """A data folder whose current generation may change while it is read."""

    def __init__(self, data: Path) -> None:
        """Remember the folder; the first call of `seen_by` opens its generation."""
        self._data = data
        self._lock = Lock()
        self._opened: dict[Audience, tuple[object, KnowledgeBase]] = {}

    def seen_by(self, audience: Audience) -> KnowledgeBase:
        """Return the knowledge base of the current generation as `audience` may see it; to be asked once a request.

        The one before is closed by the last request that holds it.

        Raises:
            NoIndexError: nothing was built there yet.
            DamagedIndexError: the generation is broken or of another version.
        """
        state = self._state(audience)
        opened = self._opened.get(audience)
        if opened is not None and opened[0] == state:
            return opened[1]
        with self._lock:
            opened = self._opened.get(audience)
            if opened is None or opened[0] != state:
                opened = self._opened[audience] = (state, self._open(audience))
            return opened[1]

    def _open(self, audience: Audience) -> KnowledgeBase:
        found = KnowledgeBase.open(self._data, audience=audience)
        # Where nothing is internal, all read the same generation: it is opened once.
        same = (base for _state, base in self._opened.values() if base.generation == found.generation)
        return next(same, found)

    def _state(self, audience: Audience) -> object:
        whole = pointer.pointer_state(self._data)
        if audience is Audience.EDITORS:
            return whole
        return whole, pointer.pointer_state(self._data / generations.PUBLIC)
