"""Writes the catalogue of one generation, in one transaction, into a file that no reader knows yet."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import closing
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from indexer.catalogue import schema
from indexer.catalogue.codec import encode
from indexer.catalogue.contents import Contents
from indexer.catalogue.contents import PlanContents
from indexer.catalogue.contents import citation_counts
from indexer.catalogue.contents import citing_links
from indexer.catalogue.contents import count
from indexer.catalogue.contents import is_plan
from indexer.catalogue.contents import task_count
from indexer.catalogue.edges import describe
from indexer.catalogue.edges import edges
from indexer.catalogue.edges import newer_documents
from indexer.catalogue.names import name_rows
from indexer.catalogue.records import DocumentTerm
from indexer.catalogue.records import document_facets
from indexer.catalogue.records import document_numbers
from indexer.catalogue.records import document_sort_key
from indexer.catalogue.records import document_term
from indexer.catalogue.records import field_views
from indexer.catalogue.records import newest_first
from indexer.catalogue.sentences import citing_sentence
from indexer.citations.lookup import document_record
from indexer.model import Document
from indexer.numbers import document_keys
from indexer.numbers import number_slug
from indexer.reading import place_name

Row = tuple[Any, ...]


@contextmanager
def new_catalogue(path: Path, further_tables: str = "") -> Iterator[sqlite3.Connection]:
    """Create the catalogue file `path` with its tables and those of `further_tables` (SQL), inside a transaction.

    The transaction ends with the block; the file is then on the disk. Nothing reads it before.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # No reader knows the file yet: no journal, and one flush at the end.
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;")
        database.executescript(schema.TABLES + further_tables)
        database.execute("BEGIN")
        yield database
        database.execute("COMMIT")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def write_contents(database: sqlite3.Connection, contents: Contents, meta: Mapping[str, str]) -> None:
    """Write `contents` into a new catalogue, with `meta` beside the vocabulary and the counts."""
    about = {**meta, "vocabulary": encode(contents.vocabulary), "counts": encode(count(contents))}
    _insert(database, "meta", sorted(about.items()))
    _write_documents(database, contents)
    for plan in contents.plans:
        _write_plan(database, plan)
    _insert(database, "passages", _passage_rows(contents))
    _insert(database, "problems", _problem_rows(contents))


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    listed = list(rows)
    if listed:
        places = ",".join("?" * len(listed[0]))
        database.executemany(f"INSERT INTO {table} VALUES ({places})", listed)  # noqa: S608 (names of our own schema)


def _write_documents(database: sqlite3.Connection, contents: Contents) -> None:
    documents, vocabulary = contents.documents, contents.vocabulary
    terms = {document.id: document_term(document, vocabulary) for document in documents}
    cited = citation_counts(contents.plans)
    ordered = newest_first(documents, terms)
    recency = {document.id: rank for rank, document in enumerate(ordered)}
    ids = recency.keys()
    numbers: list[Row] = []
    facets: list[Row] = []
    rows: list[Row] = []
    for document in ordered:
        slug = None
        for number in document_numbers(document, vocabulary):
            slug = slug or number_slug(number.canonical)
            kinds = [reading.value for reading in document.kind.readings]
            numbers += [
                (strength, key, recency[document.id], document.id)
                for strength, key in document_keys(number, kinds, vocabulary)
            ]
        term = terms[document.id]
        facets += [
            (facet, value, document.id)
            for facet, value in document_facets(document, term, vocabulary, cited=document.id in cited)
        ]
        rows.append(
            _document_row(document, term, slug, recency, cited, described=document.id not in contents.undescribed)
        )
    _insert(database, "documents", rows)
    _insert(database, "names", name_rows(contents.vocabulary, (term for term in terms.values() if term), facets))
    _insert(database, "details", (_detail_row(document, terms[document.id], contents) for document in documents))
    _insert(database, "numbers", sorted(set(numbers)))
    _insert(database, "facets", sorted(set(facets)))
    former = {old: document.id for document in documents for old in document.former_ids if old not in ids}
    _insert(database, "former_ids", sorted(former.items()))
    _write_records(database, contents)
    _write_relations(database, contents)


def _write_records(database: sqlite3.Connection, contents: Contents) -> None:
    records = [document_record(document, contents.vocabulary) for document in contents.documents]
    _insert(database, "records", ((record.id, encode(record)) for record in records))
    named = {(kind, record.id) for record in records if record.names or record.number is None for kind in record.kinds}
    _insert(database, "named", sorted(named))


def _document_row(
    document: Document,
    term: DocumentTerm | None,
    slug: str | None,
    recency: Mapping[str, int],
    cited: Mapping[str, int],
    *,
    described: bool,
) -> Row:
    return (
        document.id,
        document.kind.value or "",
        document.number,
        document.title.value,
        document.issuer.value,
        document.issued.value,
        term.id if term else None,
        document.held,
        described,
        is_plan(document),
        cited.get(document.id, 0),
        " ".join(dict.fromkeys(reading.value for reading in document.kind.readings)),
        slug,
        recency[document.id],
        document_sort_key(document),
    )


def _detail_row(document: Document, term: DocumentTerm | None, contents: Contents) -> Row:
    return (
        document.id,
        document.path,
        document.status.value,
        document.checked_to,
        document.circulation,
        document.original,
        encode(field_views(document, term, contents.vocabulary)),
        encode([source for source in document.sources if source.verified]),
        encode(document.also_known_as),
        document.body,
    )


def _write_relations(database: sqlite3.Connection, contents: Contents) -> None:
    found = edges(contents.documents, contents.vocabulary)
    _insert(
        database,
        "relations",
        (
            (
                edge.source,
                edge.position,
                edge.relation.type,
                edge.target,
                None if edge.target else describe(edge.relation.target, contents.vocabulary),
                edge.relation.source,
                edge.relation.standing.value,
                edge.relation.date,
            )
            for edge in found
        ),
    )
    issued = {document.id: document.issued.value or "" for document in contents.documents}
    _insert(
        database,
        "newer",
        (
            (document, step, newer)
            for document, chain in newer_documents(found, issued)
            for step, newer in enumerate(chain)
        ),
    )


def _write_plan(database: sqlite3.Connection, plan: PlanContents) -> None:
    name, tasks = plan.document.id, plan.outline.tasks
    cited = {link.document for link in plan.links if link.document not in (None, name)}
    _insert(
        database, "plans", [(name, encode(plan.outline.header), task_count(plan), len(citing_links(plan)), len(cited))]
    )
    first_child: dict[str, int] = {}
    for task in tasks:
        if task.parent is not None:
            first_child[task.parent] = min(task.start, first_child.get(task.parent, task.start))
    _insert(
        database,
        "tasks",
        (
            (
                name,
                position,
                task.id,
                task.parent,
                task.level.value,
                task.marker,
                task.heading,
                place_name(task.id, tasks),
                task.start,
                task.end,
                first_child.get(task.id, task.end),
                encode(task.organs),
                encode(task.deadlines),
            )
            for position, task in enumerate(tasks)
        ),
    )
    _insert(database, "links", _link_rows(plan))


def _link_rows(plan: PlanContents) -> Iterator[Row]:
    for link in plan.links:
        citation = link.citation
        sentence = citing_sentence(plan.document.body, citation.start, citation.end)
        mark = sentence.marks[0]
        yield (
            plan.document.id,
            link.nth,
            link.task,
            link.document,
            citation.role.value,
            encode(citation),
            sentence.text,
            mark.start,
            mark.end,
        )


def _passage_rows(contents: Contents) -> Iterator[Row]:
    for passage in contents.passages:
        yield (
            passage.id,
            passage.document,
            passage.place,
            contents.place_names.get(passage.id),
            encode(passage.headings),
            passage.text,
            passage.start,
            passage.is_card,
        )


def _problem_rows(contents: Contents) -> Iterator[Row]:
    for position, problem in enumerate(contents.problems):
        yield (
            position,
            problem.severity.value,
            problem.code,
            problem.message,
            problem.path,
            problem.line,
            problem.document,
        )
