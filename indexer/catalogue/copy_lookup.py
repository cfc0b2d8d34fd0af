"""Finds documents in a catalogue that is being brought up to date: for citations, and for the targets of relations."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence

from indexer.catalogue.codec import decode
from indexer.catalogue.copy import CatalogueCopy
from indexer.catalogue.edges import fits
from indexer.citations.lookup import CorpusLookup
from indexer.citations.lookup import DocumentRecord
from indexer.model import Document
from indexer.model import DocumentDescription
from indexer.numbers import document_keys
from indexer.numbers import parse_number


class CopyLookup:
    """The `DocumentLookup` over a catalogue with changed documents beside it: as over a corpus, in its order.

    Documents without file are none of the corpus; a document is filed under its own number alone. `stale` are the
    ids for which `changed` stands instead of the catalogue.
    """

    def __init__(self, copy: CatalogueCopy, changed: Collection[Document], stale: Collection[str]) -> None:
        self._copy = copy
        self._changed = CorpusLookup(changed, copy.vocabulary)
        self._paths = {document.id: document.path for document in changed}
        self._stale = stale
        self._vocabulary = copy.vocabulary

    def by_key(self, strength: str, key: str) -> Sequence[DocumentRecord]:
        """Return the documents filed under a number's key of that strength."""
        found = self._records("numbers n", "n.strength = ? AND n.key = ?", (strength, key))
        known = [(path, record) for path, record in found if (strength, key) in self._keys(record)]
        return self._ordered(known, self._changed.by_key(strength, key))

    def named(self, kind: str) -> Sequence[DocumentRecord]:
        """Return the documents of a kind (id) that texts may name without a number."""
        return self._ordered(self._records("named n", "n.kind = ?", (kind,)), self._changed.named(kind))

    def _records(self, table: str, condition: str, parameters: tuple[str, ...]) -> Iterator[tuple[str, DocumentRecord]]:
        sql = (
            f"SELECT t.path, r.record, n.document FROM {table} JOIN records r ON r.document = n.document "  # noqa: S608
            "JOIN documents d ON d.id = n.document JOIN details t ON t.document = n.document "
            f"WHERE {condition} AND d.described"
        )
        rows = self._copy.rows(sql, parameters)
        return ((path, decode(DocumentRecord, record)) for path, record, key in rows if key not in self._stale)

    def _ordered(
        self, known: Iterable[tuple[str, DocumentRecord]], changed: Iterable[DocumentRecord]
    ) -> list[DocumentRecord]:
        found = [*known, *((self._paths[record.id], record) for record in changed)]
        return [record for _, record in sorted(found, key=lambda item: item[0])]

    def _keys(self, record: DocumentRecord) -> set[tuple[str, str]]:
        number = parse_number(record.number, self._vocabulary) if record.number else None
        return document_keys(number, record.kinds, self._vocabulary) if number is not None else set()


class CopyTargets:
    """Finds the documents that relations name in a catalogue that is being brought up to date."""

    def __init__(self, copy: CatalogueCopy) -> None:
        self._copy = copy
        self._vocabulary = copy.vocabulary

    def find(self, target: str | DocumentDescription) -> str | None:
        """Return the id of the one document meant, None where none or more than one can be meant."""
        if isinstance(target, str):
            sql = "SELECT id FROM documents WHERE id = ? UNION ALL SELECT id FROM former_ids WHERE former = ?"
            rows = self._copy.rows(sql, (target, target))
            return str(rows[0][0]) if rows else None
        number = parse_number(target.number, self._vocabulary) if target.number else None
        if number is None:
            return None
        sql = (
            "SELECT d.id, d.number, d.kinds, d.issued FROM numbers n JOIN documents d ON d.id = n.document "
            "WHERE n.strength = 'full' AND n.key = ?"
        )
        matching = [
            key
            for key, own, kinds, issued in self._copy.rows(sql, (number.key.full,))
            if fits(kinds.split(), issued, target) and self._full(own) == number.key.full
        ]
        return matching[0] if len(matching) == 1 else None

    def _full(self, text: str | None) -> str | None:
        number = parse_number(text, self._vocabulary) if text else None
        return number.key.full if number is not None else None
