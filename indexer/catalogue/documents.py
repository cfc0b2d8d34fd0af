"""Reading documents from a catalogue: one line of a list, a number's documents, everything on a document's page."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from indexer.catalogue.codec import decode
from indexer.catalogue.codec import decode_many
from indexer.catalogue.database import Database
from indexer.catalogue.database import Row
from indexer.catalogue.names import Names
from indexer.catalogue.sorting import sort_key
from indexer.errors import DocumentNotFoundError
from indexer.errors import Problem
from indexer.errors import Severity
from indexer.model import Document
from indexer.model import Role
from indexer.model import Source
from indexer.model import Span
from indexer.model import Standing
from indexer.model import Status
from indexer.views import CitingPlace
from indexer.views import DocumentSummary
from indexer.views import DocumentView
from indexer.views import Excerpt
from indexer.views import FieldView
from indexer.views import RelationView
from indexer.views import WantedDocument
from indexer.views.topics import Reason
from indexer.views.topics import TopicMark
from indexer.views.topics import TopicName
from indexer.views.topics import TopicSort
from indexer.vocabulary import RelationType

# The columns of `documents` in the order in which a summary takes them.
SUMMARY: Final = ", ".join(
    f"d.{column}"
    for column in (
        "id", "kind", "number", "title", "issuer", "issued", "term", "held", "described", "is_plan", "citations",
        "internal",
    )
)  # fmt: skip
_WIDTH: Final = 12  # columns of SUMMARY
_CHUNK: Final = 500  # ids in one query: below every SQLite's limit of parameters

_BY_NUMBER: Final = (
    f"SELECT {SUMMARY}, d.kinds FROM numbers n JOIN documents d ON d.id = n.document "  # noqa: S608
    "WHERE n.strength = ? AND n.key = ? ORDER BY n.recency"
)
_BY_DIGITS: Final = (
    f"SELECT DISTINCT {SUMMARY}, d.recency FROM numbers n JOIN documents d ON d.id = n.document "  # noqa: S608
    "WHERE n.strength = 'digits_kind' AND n.key >= ? AND n.key < ? ORDER BY d.recency"
)
# A card's id is its document's, its headings are the document's names.
_NAMES: Final = (
    "SELECT d.id, d.kind, d.number, p.headings FROM documents d JOIN passages p ON p.id = d.id "
    "ORDER BY d.citations = 0, d.recency"
)
_BY_SLUG: Final = f"SELECT {SUMMARY} FROM documents d WHERE d.slug = ? ORDER BY d.recency"  # noqa: S608
_ONE: Final = (
    f"SELECT {SUMMARY}, d.slug, t.status, t.checked_to, t.original, t.fields, t.sources, t.also_known_as, t.body "  # noqa: S608
    "FROM documents d JOIN details t ON t.document = d.id WHERE d.id = ?"
)
_CITING: Final = (
    f"SELECT {SUMMARY}, l.task, t.place, t.heading, l.role, l.sentence, l.mark_start, l.mark_end "  # noqa: S608
    "FROM links l JOIN documents d ON d.id = l.plan JOIN tasks t ON t.plan = l.plan AND t.id = l.task "
    "WHERE l.document = ? AND l.plan <> l.document ORDER BY d.recency, l.nth"
)
_OUTGOING: Final = (
    "SELECT type, target, description, says, standing, date FROM relations WHERE source = ? ORDER BY position"
)
_INCOMING: Final = (
    "SELECT r.type, r.source, NULL, r.says, r.standing, r.date FROM relations r JOIN documents d ON d.id = r.source "
    "WHERE r.target = ? ORDER BY d.recency DESC, r.position"
)
_NEWER: Final = f"SELECT {SUMMARY} FROM newer n JOIN documents d ON d.id = n.newer WHERE n.document = ? ORDER BY n.step"  # noqa: S608
_WANTED: Final = f"SELECT {SUMMARY} FROM documents d WHERE d.citations > 0 AND NOT d.held ORDER BY d.sort_key, d.id"  # noqa: S608
_FILES: Final = (
    "SELECT document, file, body FROM details WHERE file IS NOT NULL AND document > ? ORDER BY document LIMIT ?"
)
_TOPICS: Final = "SELECT topic, reasons FROM topics WHERE document = ? AND place = ''"
_PATHS: Final = "SELECT d.id, d.is_plan, t.path FROM documents d JOIN details t ON t.document = d.id"
_PROBLEMS: Final = "SELECT severity, code, message, path, line, document FROM problems"


class Documents:
    """The documents of one catalogue."""

    def __init__(self, database: Database, names: Names, relations: dict[str, RelationType]) -> None:
        self._database = database
        self._names = names
        self._relations = relations

    def summary(self, row: Row) -> DocumentSummary:
        """Return the summary in the first columns of `row` (those of `SUMMARY`)."""
        names = self._names
        return DocumentSummary(
            row[0],
            names.kind(row[1]),
            row[2],
            row[3],
            names.organ(row[4]),
            row[5],
            names.term(row[6]),
            row[7] == 1,
            row[8] == 1,
            row[9] == 1,
            row[10],
            row[11] == 1,
        )

    def summaries(self, ids: Collection[str]) -> dict[str, DocumentSummary]:
        """Return the summaries of `ids` by id; ids without record are left out."""
        found: dict[str, DocumentSummary] = {}
        listed = sorted(set(ids))
        for at in range(0, len(listed), _CHUNK):
            chunk = listed[at : at + _CHUNK]
            places = ",".join("?" * len(chunk))
            sql = f"SELECT {SUMMARY} FROM documents d WHERE d.id IN ({places})"  # noqa: S608
            found.update((row[0], self.summary(row)) for row in self._database.rows(sql, chunk))
        return found

    def paths(self) -> Iterator[tuple[str, bool, str]]:
        """Yield (id, whether it is a plan, path of its file in the corpus) of every document; "" for no file."""
        for document, plan, path in self._database.rows(_PATHS):
            yield document, plan == 1, path

    def by_number(self, strength: str, key: str, kinds: Collection[str] = ()) -> list[DocumentSummary]:
        """Return the documents filed under a number's key, newest first.

        Of several, those that can be of one of `kinds` (ids) are kept, where there is any such.
        """
        rows = self._database.rows(_BY_NUMBER, (strength, key))
        if kinds and rows:
            rows = [row for row in rows if not set(row[_WIDTH].split()).isdisjoint(kinds)] or rows
        return [self.summary(row) for row in rows]

    def by_digits(self, digits: str) -> list[DocumentSummary]:
        """Return the documents of every kind whose number has these digits, newest first."""
        plain = digits.lstrip("0") or "0"
        # The key is digits, a dot and the kind; "/" is the character after the dot.
        return [self.summary(row) for row in self._database.rows(_BY_DIGITS, (f"{plain}.", f"{plain}/"))]

    def names(self) -> Iterator[tuple[str, str, str | None, tuple[str, ...]]]:
        """Yield (id, kind, number, titles and other names) of every document, cited ones first, then the newest."""
        for document, kind, number, headings in self._database.rows(_NAMES):
            yield document, kind, number, decode_many(str, headings)

    def by_slug(self, slug: str) -> list[DocumentSummary]:
        """Return the documents whose number has this slug, newest first."""
        return [self.summary(row) for row in self._database.rows(_BY_SLUG, (slug,))]

    def current_id(self, document: str) -> str | None:
        """Return `document` itself, or the id that has taken its place; None where neither exists."""
        if self._database.row("SELECT 1 FROM documents WHERE id = ?", (document,)) is not None:
            return document
        row = self._database.row("SELECT id FROM former_ids WHERE former = ?", (document,))
        return None if row is None else str(row[0])

    def former_ids(self, document: str) -> tuple[str, ...]:
        """Return the ids that `document` had before, in order."""
        return tuple(
            former
            for (former,) in self._database.rows(
                "SELECT former FROM former_ids WHERE id = ? ORDER BY former", (document,)
            )
        )

    def view(self, document: str) -> DocumentView:
        """Return everything known of a document.

        Raises:
            DocumentNotFoundError: there is none with this id.
        """
        row = self._database.row(_ONE, (document,))
        if row is None:
            raise DocumentNotFoundError(document)
        slug, status, checked_to, original, fields, sources, also_known_as, body = row[_WIDTH:]
        namesakes = self.by_slug(slug) if slug else []
        return DocumentView(
            summary=self.summary(row),
            fields=decode_many(FieldView, fields),
            status=Status(status),
            checked_to=checked_to,
            relations=self._edges(_OUTGOING, document, inverse=False),
            inverse_relations=self._edges(_INCOMING, document, inverse=True),
            newer=self.newer(document),
            cited_at=tuple(self.citing_places(document)),
            sources=decode_many(Source, sources),
            also_known_as=decode_many(str, also_known_as),
            topics=self._topics(document),
            namesakes=tuple(other for other in namesakes if other.id != document),
            original=PurePosixPath(original).name if original else None,
            body=body,
            problems=self.problems(document),
        )

    def original(self, document: str) -> str | None:
        """Return where the file of a document's text lies below `originals`, None where the library keeps none.

        Raises:
            DocumentNotFoundError: there is no document with this id.
        """
        row = self._database.row("SELECT original FROM details WHERE document = ?", (document,))
        if row is None:
            raise DocumentNotFoundError(document)
        return None if row[0] is None else str(row[0])

    def files(self) -> Iterator[Document]:
        """Yield the documents that have a file, as their files state them, in the order of their ids."""
        last = ""
        while rows := self._database.rows(_FILES, (last, _CHUNK)):
            yield from (replace(decode(Document, file), body=body) for _id, file, body in rows)
            last = rows[-1][0]

    def any_internal(self) -> bool:
        """Tell whether documents of limited circulation are among them."""
        return self._database.row("SELECT 1 FROM documents WHERE internal LIMIT 1") is not None

    def newer(self, document: str) -> tuple[DocumentSummary, ...]:
        """Return what replaced, followed or continued a document, step by step, the newest last."""
        return tuple(self.summary(row) for row in self._database.rows(_NEWER, (document,)))

    def citing_places(self, document: str) -> Iterator[CitingPlace]:
        """Yield the places of plans that cite a document, newest plan first, in reading order."""
        for row in self._database.rows(_CITING, (document,)):
            task, place, heading, role, sentence, start, end = row[_WIDTH:]
            excerpt = Excerpt(sentence, (Span(start, end),))
            yield CitingPlace(self.summary(row), task, place, heading, Role(role), excerpt)

    def wanted(self) -> tuple[WantedDocument, ...]:
        """Return the cited documents whose text is not held, with the places that need them.

        They stand by issuer, since each issuer is asked for its own; then by kind and day.
        """
        wanted = sorted((self.summary(row) for row in self._database.rows(_WANTED)), key=_asking_order)
        return tuple(WantedDocument(document, tuple(self.citing_places(document.id))) for document in wanted)

    def problems(self, document: str | None = None) -> tuple[Problem, ...]:
        """Return the flaws of one document's data, or of the whole corpus."""
        if document is None:
            rows = self._database.rows(f"{_PROBLEMS} ORDER BY position")
        else:
            rows = self._database.rows(f"{_PROBLEMS} WHERE document = ? ORDER BY position", (document,))
        return tuple(Problem(Severity(row[0]), *row[1:]) for row in rows)

    def _topics(self, document: str) -> tuple[TopicMark, ...]:
        reasons: dict[str, str] = dict(self._database.rows(_TOPICS, (document,)))
        return tuple(
            TopicMark(TopicName(topic, sort, named.name), decode_many(Reason, reasons[topic]))
            for sort in TopicSort
            for topic in sorted(reasons, key=lambda topic: self._names.rank(sort, topic))
            if (named := self._names.find(sort, topic)) is not None
        )

    def _edges(self, sql: str, document: str, *, inverse: bool) -> tuple[RelationView, ...]:
        rows = self._database.rows(sql, (document,))
        others = self.summaries({row[1] for row in rows if row[1] is not None})
        return tuple(
            self._edge(row, others.get(row[1]) if row[1] is not None else None, inverse=inverse) for row in rows
        )

    def _edge(self, row: Row, other: DocumentSummary | None, *, inverse: bool) -> RelationView:
        name, _target, description, says, standing, date = row
        known = self._relations.get(name)
        label = name if known is None else known.inverse if inverse else known.name
        changes = known is not None and known.changes_validity
        return RelationView(name, label, other, description, says, Standing(standing), date, changes)


def _asking_order(document: DocumentSummary) -> tuple[bool, str, str, str]:
    issuer = document.issuer
    return issuer is None, sort_key(issuer.name if issuer else ""), sort_key(document.kind.name), document.issued or ""
