"""Resolving citations against a catalogue: the lookup that a build has in memory, read from the tables instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from indexer.catalogue.codec import decode
from indexer.catalogue.database import Database
from indexer.citations import DocumentRecord

_BY_KEY: Final = (
    "SELECT r.record FROM numbers n JOIN records r ON r.document = n.document "
    "WHERE n.strength = ? AND n.key = ? ORDER BY n.document"
)
_NAMED: Final = (
    "SELECT r.record FROM named n JOIN records r ON r.document = n.document WHERE n.kind = ? ORDER BY n.document"
)


class CatalogueLookup:
    """The `DocumentLookup` over a catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_key(self, strength: str, key: str) -> Sequence[DocumentRecord]:
        """Return the documents filed under a number's key of that strength."""
        return self._records(_BY_KEY, (strength, key))

    def named(self, kind: str) -> Sequence[DocumentRecord]:
        """Return the documents of a kind (id) that texts may name without a number."""
        return self._records(_NAMED, (kind,))

    def _records(self, sql: str, parameters: tuple[str, ...]) -> Sequence[DocumentRecord]:
        return [decode(DocumentRecord, row[0]) for row in self._database.rows(sql, parameters)]
