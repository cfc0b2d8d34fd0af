"""Lists of documents by kind, organ, year and term, exact filters, and the counts behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Sequence
from itertools import chain
from typing import Final

from indexer.catalogue.database import Database
from indexer.catalogue.documents import SUMMARY
from indexer.catalogue.documents import Documents
from indexer.catalogue.names import FACET_LABELS
from indexer.catalogue.names import Names
from indexer.views import DocumentSummary
from indexer.views import Facet
from indexer.views import FacetValue
from indexer.views import Filters
from indexer.views import Named
from indexer.views import QueryFilter

_CHUNK: Final = 500  # ids in one query: below every SQLite's limit of parameters
_LISTED: Final = (
    f"SELECT {SUMMARY} FROM facets f JOIN documents d ON d.id = f.document "  # noqa: S608
    "WHERE f.facet = ? AND f.value = ? ORDER BY d.recency"
)
# An ISO day is compared as text. A month or year alone ("2021") stands for any of its days: it is compared by its
# own length, so that a document of "2021" is not lost to a search from March 2021 on.
_FROM: Final = "d.issued IS NOT NULL AND d.issued >= substr(?, 1, length(d.issued))"
_TO: Final = "d.issued IS NOT NULL AND d.issued <= substr(?, 1, length(d.issued))"

_ANY_VALUE: Final = "EXISTS (SELECT 1 FROM facets f WHERE f.facet = ? AND f.value IN ({}) AND f.document = d.id)"
# A task's parts have its id, a separator and more: "-", "." and "/" are neighbours in this order.
_IN_TASK: Final = (
    "EXISTS (SELECT 1 FROM links l WHERE l.document = d.id AND "
    "(l.task = ? OR (l.task >= ? AND l.task < ?) OR (l.task >= ? AND l.task < ?)))"
)


class Lists:
    """Lists and facets of one catalogue."""

    def __init__(self, database: Database, names: Names, documents: Documents) -> None:
        self._database = database
        self._names = names
        self._documents = documents

    def documents(self, facet: str, value: str) -> tuple[DocumentSummary, ...]:
        """Return the documents with `value` for `facet`, newest first."""
        return tuple(self._documents.summary(row) for row in self._database.rows(_LISTED, (facet, value)))

    def named(self, facet: str, value: str) -> Named | None:
        """Return the value's name, None where the facet has no such value."""
        return self._names.find(facet, value)

    def all_facets(self) -> tuple[Facet, ...]:
        """Return every facet with its values in their own order (names by alphabet, years and terms newest first)."""
        sql = "SELECT facet, value, count(*) FROM facets GROUP BY facet, value"
        counts: dict[str, Counter[str]] = {}
        for facet, value, count in self._database.rows(sql):
            counts.setdefault(facet, Counter())[value] = count
        return self._facets(counts, by_count=False)

    def facets_of(self, documents: Collection[str]) -> tuple[Facet, ...]:
        """Return the facets of some documents, the most frequent values first."""
        counts: dict[str, Counter[str]] = {}
        for chunk, places in _chunks(documents):
            sql = f"SELECT facet, value FROM facets WHERE document IN ({places})"  # noqa: S608
            for facet, value in self._database.rows(sql, chunk):
                counts.setdefault(facet, Counter())[value] += 1
        return self._facets(counts, by_count=True)

    def filtered(self, filters: Filters, narrowed: Sequence[QueryFilter] = ()) -> list[str]:
        """Return the ids of the documents that pass `filters` and each of `narrowed`, newest first."""
        conditions, values = _conditions(filters, narrowed)
        where = " AND ".join(conditions) or "1"
        rows = self._database.rows(f"SELECT d.id FROM documents d WHERE {where} ORDER BY d.recency", values)  # noqa: S608
        return [row[0] for row in rows]

    def newest_first(self, documents: Collection[str]) -> list[str]:
        """Return `documents` (ids) newest first."""
        ranks: dict[str, int] = {}
        for chunk, places in _chunks(documents):
            sql = f"SELECT id, recency FROM documents WHERE id IN ({places})"  # noqa: S608
            ranks.update(self._database.rows(sql, chunk))
        return sorted(ranks, key=ranks.__getitem__)

    def passing(
        self, documents: Collection[str], filters: Filters, narrowed: Sequence[QueryFilter] = ()
    ) -> frozenset[str]:
        """Return those of `documents` (ids) that pass `filters` and each of `narrowed`."""
        conditions, values = _conditions(filters, narrowed)
        if not conditions:
            return frozenset(documents)
        found: set[str] = set()
        for chunk, places in _chunks(documents):
            where = " AND ".join([f"d.id IN ({places})", *conditions])
            rows = self._database.rows(f"SELECT d.id FROM documents d WHERE {where}", [*chunk, *values])  # noqa: S608
            found.update(row[0] for row in rows)
        return frozenset(found)

    def _facets(self, counts: dict[str, Counter[str]], *, by_count: bool) -> tuple[Facet, ...]:
        return tuple(
            Facet(name, label, tuple(self._values(name, counts[name], by_count=by_count)))
            for name, label in FACET_LABELS.items()
            if name in counts
        )

    def _values(self, facet: str, counts: Counter[str], *, by_count: bool) -> Iterable[FacetValue]:
        def place(value: str) -> tuple[int, int, str]:
            return (-counts[value] if by_count else 0), self._names.rank(facet, value), value

        for value in sorted(counts, key=place):
            named = self._names.find(facet, value)
            yield FacetValue(value, named.name if named else value, counts[value])


def _conditions(filters: Filters, narrowed: Sequence[QueryFilter]) -> tuple[list[str], list[str]]:
    wanted = {
        "kind": filters.kind,
        "organ": filters.organ,
        "year": filters.year,
        "term": filters.term,
        "theme": filters.theme,
        "programme": filters.programme,
        "held": None if filters.held is None else "yes" if filters.held else "no",
        "cited": None if filters.cited is None else "yes" if filters.cited else "no",
    }
    conditions: list[str] = []
    values: list[str] = []
    for facet, value in wanted.items():
        if value is not None:
            conditions.append("EXISTS (SELECT 1 FROM facets f WHERE f.facet = ? AND f.value = ? AND f.document = d.id)")
            values += [facet, value]
    for condition, day in ((_FROM, filters.issued_from), (_TO, filters.issued_to)):
        if day is not None:
            conditions.append(condition)
            values.append(day)
    for item in narrowed:
        more, bound = _narrowing(item)
        conditions += more
        values += bound
    return conditions, values


def _narrowing(item: QueryFilter) -> tuple[list[str], list[str]]:
    if item.name == "task":
        places = " OR ".join([_IN_TASK] * len(item.values))
        bound = ([task, f"{task}.", f"{task}/", f"{task}-", f"{task}."] for task in item.values)
        return [f"({places})"], [*chain.from_iterable(bound)]
    if item.values:
        places = ",".join("?" * len(item.values))
        return [_ANY_VALUE.format(places)], [item.name, *item.values]
    days = [(_FROM, item.lowest), (_TO, item.highest)]
    return [condition for condition, day in days if day], [day for _, day in days if day]


def _chunks(ids: Collection[str]) -> Iterable[tuple[list[str], str]]:
    listed = sorted(set(ids))
    for at in range(0, len(listed), _CHUNK):
        chunk = listed[at : at + _CHUNK]
        yield chunk, ",".join("?" * len(chunk))
