"""Whoosh: the embedded default, pure Python, no server. Only this module and `whoosh_batch` import whoosh.

The index holds postings only. All attributes of a passage lie in one field as "name:value", so that a filter is
one more term and a range one more range of terms, whatever attributes there are.

Scores are added up here, term by term over its postings, by the BM25 that Tantivy has too: going through whoosh's own
tree of matchers for a question of many words takes ten times as long and finds the same.
"""

from __future__ import annotations

import pickle
import struct
import threading
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from contextlib import suppress
from heapq import nlargest
from math import log
from operator import neg
from pathlib import Path
from typing import Any
from typing import Final

from whoosh import fields
from whoosh import index
from whoosh import query
from whoosh import reading
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile

from indexer.errors import DamagedIndexError
from indexer.search.engines import FIELDS
from indexer.search.engines import AnyValue
from indexer.search.engines import EnginePassage
from indexer.search.engines import ExactValue
from indexer.search.engines import Filter
from indexer.search.engines import WeightedTerm
from indexer.search.packing import SEPARATOR

_ID: Final = "id"
_ATTRIBUTES: Final = "attributes"
_SEPARATOR: Final = SEPARATOR.encode()
_LAST: Final = "\U0010ffff"  # above every letter of a value
_SATURATION: Final = 1.2  # BM25's k1 and b, as Tantivy has them
_LENGTH: Final = 0.75

# What whoosh raises on files that are missing, cut short or not its own.
_DAMAGE: Final = (
    index.IndexError,
    reading.CorruptIndexError,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    LookupError,
    TypeError,
    AttributeError,
    struct.error,
    pickle.UnpicklingError,
)


_SEGMENT: Final = ".seg"
_MOST_HELD: Final = 64 * 2**20  # bytes of a segment: some sixty thousand passages


class _Storage(FileStorage):  # type: ignore[misc]  # whoosh is read as untyped
    """A folder of index files that can close what whoosh has left open where it met damage.

    whoosh maps a segment's file into memory: where somebody cuts the file off in place, the system ends the process
    that reads it. So what is small enough is read once for all threads, and mapped only beyond that.
    """

    def __init__(self, folder: Path, *, readonly: bool = False) -> None:
        super().__init__(str(folder), readonly=readonly)
        self._opened: list[Any] = []
        self._read: dict[str, bytes] = {}  # segments held in memory, by name

    def open_file(self, name: str, **options: Any) -> Any:
        """Open a file of the index and remember it."""
        if self.readonly and name.endswith(_SEGMENT):
            held = self._segment(name)
            if held is not None:
                return BufferFile(memoryview(held), name=name)
        opened = super().open_file(name, **options)
        self._opened = [file for file in self._opened if not file.is_closed]
        self._opened.append(opened)
        return opened

    def _segment(self, name: str) -> bytes | None:
        held = self._read.get(name)
        if held is None and self.file_length(name) <= _MOST_HELD:
            held = self._read[name] = (Path(self.folder) / name).read_bytes()
        return held

    def close_left_open(self) -> None:
        """Close every file that is still open."""
        for file in self._opened:
            if not file.is_closed:
                file.close()
        self._opened.clear()

    @contextmanager
    def damage_named(self) -> Iterator[None]:
        """Turn whatever whoosh raises on broken files into one failure that says what to do."""
        try:
            yield
        except _DAMAGE as error:
            self.close_left_open()
            raise DamagedIndexError(Path(self.folder)) from error


def _schema() -> fields.Schema:
    tokens = {name: fields.KEYWORD(scorable=True) for name in FIELDS}
    return fields.Schema(
        **{_ID: fields.ID(unique=True, stored=True), _ATTRIBUTES: fields.KEYWORD(commas=True)},
        **tokens,
    )


class WhooshEngine:
    """An index opened for searching; each thread reads through a searcher of its own."""

    def __init__(self, folder: Path) -> None:
        self._local = threading.local()
        self._searchers: list[Any] = []
        self._lock = threading.Lock()
        self._storage = _Storage(folder, readonly=True)
        with self._storage.damage_named():
            self._index = self._storage.open_index()
        reader = self._searcher()[0].reader()
        # By field and passage; threads may fill it at once, with equal values.
        self._rooms = {name: [0.0] * reader.doc_count_all() for name in FIELDS}

    def search(self, terms: Sequence[WeightedTerm], filters: Sequence[Filter], limit: int) -> list[tuple[str, float]]:
        """Return at most `limit` passages with any of `terms` that pass all `filters`: (id, score), best first."""
        if not terms:
            return []
        with self._storage.damage_named():
            searcher, ids = self._searcher()
            passing: set[int] | None = None
            if filters:
                passing = set(searcher.docs_for_query(query.And([_condition(item) for item in filters])))
                if not passing:
                    return []
            scores = self._scores(searcher, terms)
            if passing is not None:
                scores = {number: score for number, score in scores.items() if number in passing}
            # Equal scores: in the order in which the passages came into the index.
            best = nlargest(limit, zip(scores.values(), map(neg, scores), strict=True))
            return [(self._id(searcher, ids, -number), score) for score, number in best]

    def close(self) -> None:
        """Close the searchers of all threads."""
        with self._lock:
            for searcher in self._searchers:
                searcher.close()
            self._searchers.clear()
        self._index.close()
        self._storage.close_left_open()

    def _searcher(self) -> tuple[Any, dict[int, str]]:
        found: tuple[Any, dict[int, str]] | None = getattr(self._local, "searcher", None)
        if found is None:
            with self._lock, self._storage.damage_named():
                found = (self._index.searcher(), {})
                self._searchers.append(found[0])
            self._local.searcher = found
        return found

    def _scores(self, searcher: Any, terms: Sequence[WeightedTerm]) -> dict[int, float]:
        """Return the sum over `terms` of every passage that has any of them, by its number in the index."""
        reader = searcher.reader()
        count = reader.doc_count_all()
        scores: dict[int, float] = {}
        for term in terms:
            frequency = reader.doc_frequency(term.field, term.token)
            rarity = term.weight * log(1 + (count - frequency + 0.5) / (frequency + 0.5))
            rooms = self._rooms[term.field]
            for leaf, offset in reader.leaf_readers():
                with suppress(reading.TermNotFound):
                    matcher = leaf.postings(term.field, term.token)
                    while matcher.is_active():
                        number = offset + matcher.id()
                        held = matcher.weight()
                        room = rooms[number] or self._room(reader, term.field, number)
                        scores[number] = scores.get(number, 0.0) + rarity * held / (held + room)
                        matcher.next()
        return scores

    def _room(self, reader: Any, field: str, number: int) -> float:
        """Return what a passage's length adds to a term's count in BM25's formula, and remember it."""
        mean = reader.field_length(field) / reader.doc_count_all()
        length = reader.doc_field_length(number, field) or 0
        room: float = _SATURATION * (1 - _LENGTH + _LENGTH * length / mean)
        self._rooms[field][number] = room
        return room

    @staticmethod
    def _id(searcher: Any, ids: dict[int, str], number: int) -> str:
        # Reading a stored field costs more than finding the passage: each is read once.
        known = ids.get(number)
        if known is None:
            known = ids[number] = searcher.stored_fields(number)[_ID]
        return known


class WhooshWriter:
    """An index that is being written. Passages are kept until `commit`, so that a batch holds each id once."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._storage = _Storage(folder)
        with self._storage.damage_named():
            self._new = not self._storage.index_exists()
            self._index = self._storage.create_index(_schema()) if self._new else self._storage.open_index()
        # Attributes and tokens, each sort in one string: as lists of words a large library would fill the memory.
        self._added: dict[str, tuple[list[str], dict[str, str]]] = {}
        self._deleted: set[str] = set()

    def add(self, passages: Iterable[EnginePassage]) -> None:
        """Add passages; one whose id is there already is replaced."""
        for passage in passages:
            attributes = [f"{name}:{value}" for name, values in passage.attributes.items() for value in values]
            self._added[passage.id] = attributes, dict(passage.tokens)

    def delete(self, passages: Collection[str]) -> None:
        """Remove the passages with these ids."""
        self._deleted.update(passages)
        for passage in passages:
            self._added.pop(passage, None)

    def segments(self) -> int:
        """Return of how many pieces the index consists that is being changed."""
        with self._storage.damage_named():  # the list alone: opening them reads much of their files
            return len(index.TOC.read(self._storage, self._index.indexname).segments)

    def commit(self) -> None:
        """Write everything in one transaction and close."""
        from indexer.search.engines.whoosh_batch import BatchWriter  # noqa: PLC0415 (searching goes without it)

        with self._storage.damage_named():
            writer = BatchWriter(self._index)
            try:
                self._write(writer)
            except BaseException:
                writer.cancel()
                raise
            writer.commit()
        self._close()

    def cancel(self) -> None:
        """Forget what was not committed and close."""
        self._close()

    def _write(self, writer: Any) -> None:
        if not self._new:
            # Updating one id twice before a commit would leave a duplicate for ever: delete first, add after.
            for key in self._deleted | self._added.keys():
                writer.delete_by_term(_ID, key)
        for key, (attributes, joined) in self._added.items():
            tokens = {name: text.encode().split(_SEPARATOR) if text else [] for name, text in joined.items()}
            tokens |= {_ID: [key.encode()], _ATTRIBUTES: [value.encode() for value in attributes]}
            writer.add_passage({_ID: key}, tokens)

    def _close(self) -> None:
        self._index.close()
        self._added.clear()
        self._deleted.clear()


def _condition(item: Filter) -> query.Query:
    if isinstance(item, ExactValue):
        return query.Term(_ATTRIBUTES, f"{item.name}:{item.value}")
    if isinstance(item, AnyValue):
        return query.Or([query.Term(_ATTRIBUTES, f"{item.name}:{value}") for value in item.values])
    lowest = f"{item.name}:{item.lowest or ''}"
    highest = f"{item.name}:{item.highest or _LAST}"
    return query.TermRange(_ATTRIBUTES, lowest, highest)
