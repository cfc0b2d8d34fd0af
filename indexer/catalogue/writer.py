"""Writes the catalogue of one generation, in one transaction, into a file that no reader knows yet."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import closing
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from indexer.catalogue import schema
from indexer.catalogue.codec import encode
from indexer.catalogue.contents import Contents
from indexer.catalogue.contents import citation_counts
from indexer.catalogue.contents import count
from indexer.catalogue.contents import is_plan
from indexer.catalogue.database import Row
from indexer.catalogue.database import insert
from indexer.catalogue.edges import Edge
from indexer.catalogue.edges import Targets
from indexer.catalogue.edges import describe
from indexer.catalogue.edges import edges
from indexer.catalogue.edges import newer_documents
from indexer.catalogue.names import name_rows
from indexer.catalogue.plan_writer import write_plans
from indexer.catalogue.records import DocumentTerm
from indexer.catalogue.records import document_facets
from indexer.catalogue.records import document_numbers
from indexer.catalogue.records import document_sort_key
from indexer.catalogue.records import document_term
from indexer.catalogue.records import field_views
from indexer.catalogue.records import newest_first
from indexer.catalogue.topic_writer import write_topics
from indexer.citations.lookup import document_record
from indexer.errors import Problem
from indexer.model import Document
from indexer.numbers import document_keys
from indexer.numbers import number_slug
from indexer.numbers import parse_number
from indexer.vocabulary import Vocabulary


@contextmanager
def new_catalogue(path: Path, further_tables: str = "") -> Iterator[sqlite3.Connection]:
    """Create the catalogue file `path` with its tables and those of `further_tables` (SQL), inside a transaction.

    The transaction ends with the block; the file is then on the disk. Nothing reads it before.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + schema.TABLES + further_tables)
    with open_catalogue(path) as database:
        yield database


@contextmanager
def open_catalogue(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a catalogue file for writing, inside a transaction that ends with the block; no reader may know it yet."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # Nobody reads the file before it is whole: no journal, and one flush at the end.
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;")
        database.execute("BEGIN")
        yield database
        database.execute("COMMIT")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def write_contents(database: sqlite3.Connection, contents: Contents, meta: Mapping[str, str]) -> None:
    """Write `contents` into a new catalogue, with `meta` beside the vocabulary and the counts."""
    about = {**meta, "vocabulary": encode(contents.vocabulary), "counts": encode(count(contents))}
    insert(database, "meta", sorted(about.items()))
    terms = {document.id: document_term(document, contents.vocabulary) for document in contents.documents}
    recency = {document.id: rank for rank, document in enumerate(newest_first(contents.documents, terms))}
    write_documents(database, contents, recency, citation_counts(contents.plans))
    write_names(database, contents.vocabulary, (term for term in terms.values() if term))
    former = {old: found.id for found in contents.documents for old in found.former_ids if old not in recency}
    insert(database, "former_ids", sorted(former.items()))
    targets = Targets(contents.documents, contents.vocabulary)
    issued = {document.id: document.issued.value or "" for document in contents.documents}
    write_relations(database, edges(contents.documents, targets), issued, contents.vocabulary)
    write_plans(database, contents.plans, contents.vocabulary)
    write_passages(database, contents)
    write_problems(database, contents.problems)


def write_documents(
    database: sqlite3.Connection, contents: Contents, recency: Mapping[str, int], cited: Mapping[str, int]
) -> None:
    """Write what stands in a row of its own for each document of `contents`, from its own file alone.

    `recency` is each document's place in newest-first order among all of the library, `cited` how many places of
    plans cite it.
    """
    documents, vocabulary = contents.documents, contents.vocabulary
    terms = {document.id: document_term(document, vocabulary) for document in documents}
    numbers: list[Row] = []
    facets: list[Row] = []
    rows: list[Row] = []
    for document in sorted(documents, key=lambda document: recency[document.id]):
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
    insert(database, "documents", rows)
    insert(database, "details", (_detail_row(document, terms[document.id], contents) for document in documents))
    insert(database, "numbers", sorted(set(numbers)))
    insert(database, "facets", sorted(set(facets)))
    write_topics(database, contents)
    _write_records(database, contents)


def write_names(database: sqlite3.Connection, vocabulary: Vocabulary, terms: Iterable[DocumentTerm]) -> None:
    """Write the names of all values that the facets have; `terms` are those of documents."""
    used = database.execute("SELECT DISTINCT facet, value, '' FROM facets").fetchall()
    insert(database, "names", name_rows(vocabulary, terms, used))


def _write_records(database: sqlite3.Connection, contents: Contents) -> None:
    records = [document_record(document, contents.vocabulary) for document in contents.documents]
    insert(database, "records", ((record.id, encode(record)) for record in records))
    named = {
        (kind, record.id)
        for record in records
        if record.names or record.number is None or parse_number(record.number, contents.vocabulary) is None
        for kind in record.kinds
    }
    insert(database, "named", sorted(named))


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
        document.circulation is not None,
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
        None if document.id in contents.undescribed else encode(replace(document, body="", body_line=1)),
    )


def write_relations(
    database: sqlite3.Connection, found: Collection[Edge], issued: Mapping[str, str], vocabulary: Vocabulary
) -> None:
    """Write all relations of the library and what follows from them; `issued` holds every document's day by id."""
    insert(
        database,
        "relations",
        (
            (
                edge.source,
                edge.position,
                edge.relation.type,
                edge.target,
                None if edge.target else describe(edge.relation.target, vocabulary),
                edge.relation.source,
                edge.relation.standing.value,
                edge.relation.date,
            )
            for edge in found
        ),
    )
    insert(
        database,
        "newer",
        (
            (document, step, newer)
            for document, chain in newer_documents(found, issued)
            for step, newer in enumerate(chain)
        ),
    )


def write_passages(database: sqlite3.Connection, contents: Contents) -> None:
    """Write the passages of `contents`."""
    insert(database, "passages", _passage_rows(contents))


def write_problems(database: sqlite3.Connection, problems: Iterable[Problem]) -> None:
    """Write all problems of the library, in their order."""
    insert(database, "problems", _problem_rows(problems))


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


def _problem_rows(problems: Iterable[Problem]) -> Iterator[Row]:
    for position, problem in enumerate(problems):
        yield (
            position,
            problem.severity.value,
            problem.code,
            problem.message,
            problem.path,
            problem.line,
            problem.document,
        )
