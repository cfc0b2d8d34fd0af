"""Reading topics from a catalogue: what each has, what one holds, and the topics of a document and its parts."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from indexer.catalogue.codec import decode
from indexer.catalogue.codec import decode_many
from indexer.catalogue.database import Database
from indexer.catalogue.database import Row
from indexer.catalogue.documents import SUMMARY
from indexer.catalogue.documents import Documents
from indexer.catalogue.validity import Validities
from indexer.errors import TopicNotFoundError
from indexer.views import DocumentSummary
from indexer.views import Excerpt
from indexer.views import TaskNode
from indexer.views import TaskView
from indexer.views.gathered import TeachingTask
from indexer.views.gathered import TopicDocument
from indexer.views.gathered import TopicPlace
from indexer.views.gathered import TopicView
from indexer.views.topics import Ground
from indexer.views.topics import Reason
from indexer.views.topics import TopicCount
from indexer.views.topics import TopicMark
from indexer.views.topics import TopicName
from indexer.views.topics import TopicSort
from indexer.vocabulary import Vocabulary

_COUNTS: Final = (
    "SELECT t.topic, sum(t.place = ''), sum(t.place <> '' AND d.is_plan), sum(t.place <> '' AND NOT d.is_plan) "
    "FROM topics t JOIN documents d ON d.id = t.document GROUP BY t.topic"
)
_DOCUMENTS: Final = (
    f"SELECT {SUMMARY}, t.reasons FROM topics t JOIN documents d ON d.id = t.document "  # noqa: S608
    "WHERE t.topic = ? AND t.place = '' ORDER BY d.recency LIMIT ? OFFSET ?"
)
_PLACES: Final = (
    f"SELECT {SUMMARY}, t.place, t.place_name, t.excerpt, t.reasons, k.teaching "  # noqa: S608
    "FROM topics t JOIN documents d ON d.id = t.document LEFT JOIN tasks k ON k.plan = t.document AND k.id = t.place "
    "WHERE t.topic = ? AND t.place <> '' AND d.is_plan = ? ORDER BY d.recency, t.start, t.place LIMIT ? OFFSET ?"
)
_KEYS: Final = (
    "SELECT t.document, t.place FROM topics t JOIN documents d ON d.id = t.document "
    "WHERE t.topic = ? ORDER BY t.place <> '', t.place <> '' AND NOT d.is_plan, d.recency, t.start, t.place LIMIT ?"
)
_ALL: Final = -1  # a limit that is none
_OF_DOCUMENT: Final = "SELECT place, topic, reasons FROM topics WHERE document = ?"
_TEACHING: Final = (
    f"SELECT {SUMMARY}, k.id, k.place, k.teaching FROM tasks k JOIN documents d ON d.id = k.plan "  # noqa: S608
    "WHERE k.teaching IS NOT NULL ORDER BY d.recency, k.position"
)
# What a heading says, and what a person said of it, holds for what stands below it.
_HANDED_DOWN: Final = frozenset({Ground.HEADING, Ground.CHOSEN})


class Topics:
    """The topics of one catalogue."""

    def __init__(
        self, database: Database, documents: Documents, validities: Validities, vocabulary: Vocabulary
    ) -> None:
        self._database = database
        self._documents = documents
        self._validities = validities
        self._names = {
            topic.id: TopicName(topic.id, TopicSort(topic.sort), topic.name) for topic in vocabulary.topics.values()
        }

    @cached_property
    def counts(self) -> tuple[TopicCount, ...]:
        """All topics with what the library holds of them, empty ones too, in the vocabulary's order."""
        found = {row[0]: row[1:] for row in self._database.rows(_COUNTS)}
        return tuple(TopicCount(name, *found.get(key, (0, 0, 0))) for key, name in self._names.items())

    def view(self, topic: str, limit: int | None = None, offset: int = 0) -> TopicView:
        """Return one topic with what belongs to it; of each of its three lists `limit` items from `offset` on.

        Raises:
            TopicNotFoundError: there is none with this id.
        """
        count = next((count for count in self.counts if count.topic.id == topic), None)
        if count is None:
            raise TopicNotFoundError(topic)
        part = (_ALL if limit is None else limit, offset)
        rows = self._database.rows(_DOCUMENTS, (topic, *part))
        validities = self._validities.of([row[0] for row in rows])
        return TopicView(
            topic=count.topic,
            count=count,
            documents=tuple(
                TopicDocument(self._documents.summary(row), decode_many(Reason, row[-1]), validities[row[0]])
                for row in rows
            ),
            tasks=tuple(self._place(row) for row in self._database.rows(_PLACES, (topic, True, *part))),
            passages=tuple(self._place(row) for row in self._database.rows(_PLACES, (topic, False, *part))),
        )

    def keys(self, topic: str, most: int) -> tuple[str, ...]:
        """Return the keys of what belongs to a topic: its documents, then tasks, then passages, at most `most`."""
        rows = self._database.rows(_KEYS, (topic, most))
        return tuple(f"{document}:{place}" if place else document for document, place in rows)

    def documents(self, topic: str, most: int) -> list[DocumentSummary]:
        """Return the documents of a topic, newest first, at most `most`."""
        return [self._documents.summary(row) for row in self._database.rows(_DOCUMENTS, (topic, most, 0))]

    def of_document(self, document: str) -> Mapping[str, tuple[TopicMark, ...]]:
        """Return the topics of a document by part, those of the whole under "", in the vocabulary's order."""
        found: dict[str, list[TopicMark]] = {}
        for place, topic, reasons in self._database.rows(_OF_DOCUMENT, (document,)):
            found.setdefault(place, []).append(TopicMark(self._names[topic], decode_many(Reason, reasons)))
        return {place: self._ordered(marks) for place, marks in found.items()}

    def of_task(self, task: TaskView) -> tuple[TopicMark, ...]:
        """Return the topics of a task: of its own words, then those of the headings above it, marked as such."""
        marks = self.of_document(task.plan.id)
        own = marks.get(task.node.id, ())
        known = {mark.topic.id for mark in own}
        above: list[TopicMark] = []
        for heading in reversed(task.ancestors):
            for mark in _handed_down(marks.get(heading.id, ()), heading):
                if mark.topic.id not in known:
                    known.add(mark.topic.id)
                    above.append(mark)
        return (*own, *above)

    def teaching(self) -> tuple[TeachingTask, ...]:
        """Return the tasks that ask for something to be brought into teaching, newest plan first."""
        rows = self._database.rows(_TEACHING)
        marks = {plan: self.of_document(plan) for plan in {row[0] for row in rows}}
        return tuple(
            TeachingTask(self._documents.summary(row), row[-3], row[-2], decode(Excerpt, row[-1]),
                         marks[row[0]].get(row[-3], ()))
            for row in rows
        )  # fmt: skip

    def _place(self, row: Row) -> TopicPlace:
        place, name, excerpt, reasons, teaching = row[-5:]
        return TopicPlace(
            document=self._documents.summary(row),
            id=place,
            place=name,
            excerpt=decode(Excerpt, excerpt),
            reasons=decode_many(Reason, reasons),
            teaching=decode(Excerpt, teaching) if teaching else None,
        )

    def _ordered(self, marks: Iterable[TopicMark]) -> tuple[TopicMark, ...]:
        order = {key: position for position, key in enumerate(self._names)}
        return tuple(sorted(marks, key=lambda mark: order[mark.topic.id]))


def _handed_down(marks: Iterable[TopicMark], heading: TaskNode) -> Iterator[TopicMark]:
    for mark in marks:
        reasons = tuple(
            Reason(Ground.ABOVE, reason.words, heading.place)
            for reason in mark.reasons
            if reason.ground in _HANDED_DOWN
        )
        if reasons:
            yield TopicMark(mark.topic, reasons[:1])
