"""Tantivy: one machine, millions of passages. The only module that imports it; the project's extra `tantivy`.

Tokens are handed over as one text that a tokenizer cuts at blanks, so a blank inside a token is another blank there.
All attributes of a passage lie in one field as "name:value", so that a filter is one more term and a range the set
of the terms that lie in it, whatever attributes there are.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from bisect import bisect_right
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

import tantivy

from indexer.errors import DamagedIndexError
from indexer.search.engines import FIELDS
from indexer.search.engines import AnyValue
from indexer.search.engines import EnginePassage
from indexer.search.engines import ExactValue
from indexer.search.engines import Filter
from indexer.search.engines import WeightedTerm

_ID: Final = "id"
_ATTRIBUTES: Final = "attributes"
_TOKENIZER: Final = "blanks"
_FREQUENCIES: Final = "freq"  # what is kept of a token in a passage: no places
_MEMORY: Final = 256 << 20  # bytes of postings kept before a segment is written
_INNER_BLANK: Final = "\u00a0"  # no blank for a tokenizer that knows those of ASCII only
_LAST: Final = "\U0010ffff"  # above every letter of a value
_PANIC: Final = "PanicException"  # what Tantivy's own failed assertions arrive as, outside `Exception`


@contextmanager
def _damage_named(folder: Path) -> Iterator[None]:
    """Turn whatever Tantivy raises on broken files into one failure that says what to do."""
    try:
        yield
    except (ValueError, OSError, KeyError, RuntimeError) as error:
        raise DamagedIndexError(folder) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise DamagedIndexError(folder) from error


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_ID, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(_ATTRIBUTES, tokenizer_name="raw", index_option="basic")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name=_TOKENIZER, index_option=_FREQUENCIES)
    return builder.build()


def _token(token: str) -> str:
    return token.replace(" ", _INNER_BLANK)


class TantivyEngine:
    """An index opened for searching; one searcher serves all threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # Opening a folder that is not there, or is no index, would begin to make one.
        if not (folder / "meta.json").is_file():
            raise DamagedIndexError(folder)
        with _damage_named(folder):
            index = tantivy.Index.open(str(folder))
            index.config_reader("manual")
            self._schema = index.schema
            self._searcher = index.searcher()
            self._index: tantivy.Index | None = index
        self._ids: dict[tuple[int, int], str] = {}
        self._values: dict[str, list[str]] = {}
        self._lock = threading.Lock()

    def search(self, terms: Sequence[WeightedTerm], filters: Sequence[Filter], limit: int) -> list[tuple[str, float]]:
        """Return at most `limit` passages with any of `terms` that pass all `filters`: (id, score), best first."""
        if not terms:
            return []
        with _damage_named(self._folder):
            found = self._searcher.search(self._query(terms, filters), limit, count=False).hits
            return [(self._id(address), score) for score, address in found]

    def close(self) -> None:
        """Let go of the index; its files close with the last search that reads them."""
        self._index = None
        self._ids.clear()

    def _query(self, terms: Sequence[WeightedTerm], filters: Sequence[Filter]) -> tantivy.Query:
        should = tantivy.Occur.Should
        wanted = tantivy.Query.boolean_query([(should, self._term(term)) for term in terms])
        if not filters:
            return wanted
        must = tantivy.Occur.Must
        kept = [tantivy.Query.const_score_query(self._condition(item), 0.0) for item in filters]
        return tantivy.Query.boolean_query([(must, wanted), *((must, condition) for condition in kept)])

    def _term(self, term: WeightedTerm) -> tantivy.Query:
        query = tantivy.Query.term_query(self._schema, term.field, _token(term.token), _FREQUENCIES)
        return query if term.weight == 1.0 else tantivy.Query.boost_query(query, term.weight)

    def _condition(self, item: Filter) -> tantivy.Query:
        if isinstance(item, ExactValue):
            return tantivy.Query.term_query(self._schema, _ATTRIBUTES, f"{item.name}:{item.value}", "basic")
        if isinstance(item, AnyValue):
            wanted = [f"{item.name}:{value}" for value in item.values]
            return tantivy.Query.term_set_query(self._schema, _ATTRIBUTES, wanted)
        values = self._known(item.name)
        first = bisect_left(values, f"{item.name}:{item.lowest or ''}")
        last = bisect_right(values, f"{item.name}:{item.highest or _LAST}")
        return tantivy.Query.term_set_query(self._schema, _ATTRIBUTES, values[first:last])

    def _known(self, name: str) -> list[str]:
        """Return all values of an attribute in their order; read once, the index does not change."""
        with self._lock:
            if name not in self._values:
                found = self._searcher.terms_with_prefix(_ATTRIBUTES, f"{name}:")
                self._values[name] = sorted(term for term, _count in found)
            return self._values[name]

    def _id(self, address: tantivy.DocAddress) -> str:
        # Reading a stored field costs more than finding the passage: each is read once.
        key = (address.segment_ord, address.doc)
        known = self._ids.get(key)
        if known is None:
            known = self._ids[key] = str(self._searcher.doc(address).get_first(_ID))
        return known


class TantivyWriter:
    """An index that is being written. A batch may hold an id once, so what was added under it is remembered."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._new = not (folder / "meta.json").exists()
        with _damage_named(folder):
            index = tantivy.Index(_schema(), str(folder)) if self._new else tantivy.Index.open(str(folder))
            index.register_tokenizer(_TOKENIZER, _tokenizer())
            self._segments = index.searcher().num_segments
            # One thread, so that the same passages always give the same segments.
            self._writer: tantivy.IndexWriter | None = index.writer(_MEMORY, 1)
        self._added: set[str] = set()

    def add(self, passages: Iterable[EnginePassage]) -> None:
        """Add passages; one whose id is there already is replaced."""
        with _damage_named(self._folder):
            for passage in passages:
                if not self._new or passage.id in self._added:
                    self._open.delete_documents_by_term(_ID, passage.id)
                self._added.add(passage.id)
                self._open.add_document(_document(passage))

    def delete(self, passages: Collection[str]) -> None:
        """Remove the passages with these ids."""
        with _damage_named(self._folder):
            for passage in passages:
                self._open.delete_documents_by_term(_ID, passage)

    def segments(self) -> int:
        """Return of how many pieces the index consists that is being changed."""
        return self._segments

    def commit(self) -> None:
        """Write everything, let small segments be merged, and close."""
        with _damage_named(self._folder):
            self._open.commit()
            self._open.wait_merging_threads()
        self._close()

    def cancel(self) -> None:
        """Forget what was not committed and close."""
        with _damage_named(self._folder):
            self._open.rollback()
        self._close()

    @property
    def _open(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise DamagedIndexError(self._folder)
        return self._writer

    def _close(self) -> None:
        self._writer = None
        self._added.clear()


@cache
def _tokenizer() -> tantivy.TextAnalyzer:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


def _document(passage: EnginePassage) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text(_ID, passage.id)
    for name, values in passage.attributes.items():
        for value in values:
            document.add_text(_ATTRIBUTES, f"{name}:{value}")
    for field in FIELDS:
        document.add_text(field, _token(passage.tokens[field]))
    return document
