"""Brings a copy of a catalogue up to changed documents: what is asked of it, taken out of it, and set right in it.

Rows that follow from one document are removed and written anew (`writer`); what follows from all of them is compared
and changed where it differs, so that the result is the same, row by row, as a catalogue made from nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Final

from indexer.catalogue.codec import decode
from indexer.catalogue.codec import decode_many
from indexer.catalogue.codec import encode
from indexer.catalogue.contents import PLANS_FOLDER
from indexer.catalogue.database import Row
from indexer.catalogue.records import DocumentTerm
from indexer.catalogue.records import age
from indexer.catalogue.writer import write_names
from indexer.citations.lookup import DocumentRecord
from indexer.errors import Problem
from indexer.errors import Severity
from indexer.model import Citation
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import Link
from indexer.model import Passage
from indexer.model import Reading
from indexer.views import Counts
from indexer.vocabulary import Vocabulary

# The tables whose rows belong to one document each, and the column that names it.
_OWN: Final = {
    "documents": "id",
    "details": "document",
    "records": "document",
    "named": "document",
    "numbers": "document",
    "facets": "document",
    "passages": "document",
    "topics": "document",
}
_CHANGED: Final = "temp.changed"  # the ids at hand, for queries over them


class CatalogueCopy:
    """A catalogue that is being brought up to date, on a connection that writes."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        ((vocabulary,),) = self.rows("SELECT value FROM meta WHERE key = 'vocabulary'")
        self.vocabulary = decode(Vocabulary, vocabulary)  # that by which the library was read
        database.execute(f"CREATE TABLE {_CHANGED} (id TEXT PRIMARY KEY) WITHOUT ROWID")

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Return all rows of a query."""
        return self._database.execute(sql, parameters).fetchall()

    def described(self) -> dict[str, str]:
        """Return the paths of all documents that have a file, by id."""
        return dict(
            self.rows("SELECT d.id, t.path FROM documents d JOIN details t ON t.document = d.id WHERE described")
        )

    def records(self, documents: Collection[str]) -> dict[str, str]:
        """Return what resolving citations asks of some documents, as it lies in the catalogue."""
        self._choose(documents)
        return dict(self.rows(f"SELECT document, record FROM records WHERE document IN (SELECT id FROM {_CHANGED})"))  # noqa: S608

    def has_problems(self, *codes: str) -> bool:
        """Tell whether the library has a problem of one of these sorts."""
        return any(self.rows("SELECT 1 FROM problems WHERE code = ? LIMIT 1", (code,)) for code in codes)

    def is_named_elsewhere(self, touched: Collection[str], removed: Collection[str]) -> bool:
        """Tell whether an id of `touched` is a former id, or comes to or goes from (`removed`) a relation's target."""
        self._choose(touched)
        touching = f"IN (SELECT id FROM {_CHANGED})"  # noqa: S608
        if self.rows(f"SELECT 1 FROM former_ids WHERE former {touching} LIMIT 1"):  # noqa: S608
            return True
        if self.rows(f"SELECT 1 FROM relations WHERE target IS NULL AND description {touching} LIMIT 1"):  # noqa: S608
            return True
        self._choose(removed)
        sources = self.rows(f"SELECT source FROM relations WHERE target {touching}")  # noqa: S608
        return any(source not in removed for (source,) in sources)

    def former_ids(self, documents: Collection[str]) -> set[tuple[str, str]]:
        """Return the former ids of some documents, each with the id that took its place."""
        self._choose(documents)
        return set(self.rows(f"SELECT former, id FROM former_ids WHERE id IN (SELECT id FROM {_CHANGED})"))  # noqa: S608

    def relating(self) -> list[str]:
        """Return the ids of the documents that state relations."""
        return [row[0] for row in self.rows("SELECT DISTINCT source FROM relations")]

    def relations_of(self, documents: Collection[str]) -> bool:
        """Tell whether any of these documents states relations."""
        return not set(documents).isdisjoint(self.relating())

    def citations(self) -> dict[str, int]:
        """Return how many places of plans cite each document that is cited."""
        return dict(self.rows("SELECT id, citations FROM documents WHERE citations > 0"))

    def undescribed(self) -> set[str]:
        """Return the ids of the documents that have no file."""
        return {row[0] for row in self.rows("SELECT id FROM documents WHERE NOT described")}

    def citing(self) -> list[tuple[str, list[Link]]]:
        """Return the plans' bodies with their links, in the order of their paths."""
        plans = self.rows("SELECT p.id, t.body FROM plans p JOIN details t ON t.document = p.id ORDER BY t.path")
        return [(body, self._links(plan)) for plan, body in plans]

    def _links(self, plan: str) -> list[Link]:
        rows = self.rows("SELECT task, citation, nth FROM links WHERE plan = ? ORDER BY nth", (plan,))
        return [Link(plan, task, decode(Citation, citation), nth) for task, citation, nth in rows]

    def passages(self, documents: Collection[str]) -> list[Passage]:
        """Return all passages of some documents."""
        self._choose(documents)
        columns = "id, document, place, headings, text, start, is_card"
        rows = self.rows(f"SELECT {columns} FROM passages WHERE document IN (SELECT id FROM {_CHANGED})")  # noqa: S608
        return [Passage(row[0], row[1], row[2], decode_many(str, row[3]), row[4], row[5], row[6] == 1) for row in rows]

    def remove(self, documents: Collection[str]) -> None:
        """Take out all rows that belong to these documents alone."""
        self._choose(documents)
        for table, key in _OWN.items():
            self._database.execute(f"DELETE FROM {table} WHERE {key} IN (SELECT id FROM {_CHANGED})")  # noqa: S608

    def clear(self, *tables: str) -> None:
        """Take out all rows of some tables."""
        for table in tables:
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608

    def recency(self, added: Iterable[tuple[Document, DocumentTerm | None]]) -> dict[str, int]:
        """Return the place of every document in newest-first order, those `added` (with their terms) among them."""
        first_days = {term.id: term.first_day for term in self.vocabulary.terms.values()}
        known = [
            age(document, number, issued, first_days.get(term or ""))
            for document, number, issued, term in self.rows("SELECT id, number, issued, term FROM documents")
        ]
        known += [
            age(document.id, document.number, document.issued.value, term.first_day if term else None)
            for document, term in added
        ]
        return {place[-1]: rank for rank, place in enumerate(sorted(known, reverse=True))}

    def set_recency(self, recency: Mapping[str, int]) -> None:
        """Bring the places of all documents up to `recency`."""
        known = self.rows("SELECT id, recency FROM documents")
        moved = [(recency[key], key) for key, rank in known if recency[key] != rank]
        if not moved:
            return
        self._database.executemany("UPDATE documents SET recency = ? WHERE id = ?", moved)
        self._choose(key for _, key in moved)
        rows = self.rows(f"SELECT * FROM numbers WHERE document IN (SELECT id FROM {_CHANGED})")  # noqa: S608
        self._database.execute(f"DELETE FROM numbers WHERE document IN (SELECT id FROM {_CHANGED})")  # noqa: S608
        changed = [(strength, key, recency[document], document) for strength, key, _, document in rows]
        self._database.executemany("INSERT INTO numbers VALUES (?, ?, ?, ?)", changed)

    def set_names(self, added: Iterable[DocumentTerm]) -> None:
        """Bring the names of facets' values up to the documents; `added` are the terms of changed ones."""
        terms = {term.id: term for term in added}
        for key, committee, numeral in self.rows("SELECT id, committee, numeral FROM names WHERE facet = 'term'"):
            terms.setdefault(key, DocumentTerm(key, committee, numeral))
        used = {row[0] for row in self.rows("SELECT DISTINCT term FROM documents WHERE term IS NOT NULL")}
        self.clear("names")
        write_names(self._database, self.vocabulary, (term for key, term in terms.items() if key in used))

    def days(self) -> dict[str, str]:
        """Return every document's day by id, "" where it has none."""
        return dict(self.rows("SELECT id, coalesce(issued, '') FROM documents"))

    def set_meta(self, **values: str) -> None:
        """Change what the catalogue says of itself."""
        self._database.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def counts(self, of_plans: Counts) -> Counts:
        """Return the figures of the library, `of_plans` having those that only plans tell."""
        sql = (
            "SELECT (SELECT count(*) FROM details WHERE path LIKE ?), "
            "(SELECT count(*) FROM documents WHERE held AND citations > 0), "
            "(SELECT count(*) FROM documents), (SELECT count(*) FROM passages)"
        )
        plans, held, documents, passages = self.rows(sql, (f"{PLANS_FOLDER}%",))[0]
        return Counts(
            plans=plans,
            cited=of_plans.cited,
            held=held,
            documents=documents,
            passages=passages,
            tasks=of_plans.tasks,
            citations=of_plans.citations,
            unresolved=of_plans.unresolved,
        )

    def set_counts(self, counts: Counts) -> None:
        """Note the figures."""
        self.set_meta(counts=encode(counts))

    def problems(self) -> tuple[Problem, ...]:
        """Return all problems of the library."""
        rows = self.rows("SELECT severity, code, message, path, line, document FROM problems ORDER BY position")
        return tuple(Problem(Severity(row[0]), *row[1:]) for row in rows)

    def series(self, documents: Collection[str]) -> set[str]:
        """Return the series ("nq.tw") of the numbers under which some documents are known."""
        self._choose(documents)
        sql = f"SELECT key FROM numbers WHERE strength = 'full' AND document IN (SELECT id FROM {_CHANGED})"  # noqa: S608
        return {".".join(key.split(".")[-2:]) for (key,) in self.rows(sql)}

    def in_series(self, series: Iterable[str]) -> list[Document]:
        """Return the documents of these series in the order of their paths, with what their order is judged by."""
        wanted = set(series)
        sql = (
            "SELECT DISTINCT r.record, t.path FROM numbers n JOIN records r ON r.document = n.document "
            "JOIN details t ON t.document = n.document JOIN documents d ON d.id = n.document "
            "WHERE n.strength = 'full' AND n.key LIKE ? AND d.described"
        )
        found = {path: record for name in wanted for record, path in self.rows(sql, (f"%.{name}",))}
        return [_light(decode(DocumentRecord, found[path]), path) for path in sorted(found)]

    def _choose(self, documents: Iterable[str]) -> None:
        self._database.execute(f"DELETE FROM {_CHANGED}")  # noqa: S608
        self._database.executemany(f"INSERT OR IGNORE INTO {_CHANGED} VALUES (?)", ((key,) for key in documents))  # noqa: S608


def _light(record: DocumentRecord, path: str) -> Document:
    return Document(
        id=record.id,
        path=path,
        number=record.number,
        kind=_disputed(record.kinds),
        title=Disputed(),
        issuer=_disputed(record.issuers),
        issued=_disputed(record.issued),
        term=record.term,
    )


def _disputed(values: Iterable[str]) -> Disputed:
    return Disputed(tuple(map(Reading, values)))
