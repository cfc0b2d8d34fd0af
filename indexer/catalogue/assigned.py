"""Reading from a catalogue what plans give an organ to do, and writing the rows by which it is found."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indexer.catalogue.codec import decode_many
from indexer.catalogue.database import Database
from indexer.catalogue.database import Row
from indexer.catalogue.documents import SUMMARY
from indexer.catalogue.documents import Documents
from indexer.catalogue.records import successors
from indexer.model import Deadline
from indexer.model import Level
from indexer.model import OrganMention
from indexer.model import Task
from indexer.views import DocumentSummary
from indexer.vocabulary import Vocabulary

_TASKS: Final = (
    f"SELECT {SUMMARY}, t.start, t.id, t.level, t.marker, t.heading, t.place, t.organs, t.deadlines, "  # noqa: S608
    "substr(b.body, t.start + 1, t.own_end - t.start) "
    "FROM assigned a JOIN documents d ON d.id = a.plan JOIN details b ON b.document = a.plan "
    "JOIN tasks t ON t.plan = a.plan AND t.position = a.position "
    "WHERE a.organ = ? ORDER BY d.recency, a.plan, a.position LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class AssignedTask:
    """A task that names an organ with a part; `text` is the task's own as it stands in its plan, from `start` on."""

    plan: DocumentSummary
    id: str
    level: Level
    marker: str
    heading: str
    place: str
    organs: tuple[OrganMention, ...]
    deadlines: tuple[Deadline, ...]
    text: str
    start: int  # where the text stands in its plan


class Assigned:
    """What the plans of one catalogue give to organs."""

    def __init__(self, database: Database, documents: Documents) -> None:
        self._database = database
        self._documents = documents

    def count(self, organ: str) -> int:
        """Return how many tasks give a part to an organ, or to one that it succeeded."""
        row = self._database.row("SELECT count(*) FROM assigned WHERE organ = ?", (organ,))
        return int(row[0]) if row else 0

    def tasks(self, organ: str, limit: int) -> tuple[AssignedTask, ...]:
        """Return the first of these tasks: the newest plan's first, in reading order."""
        return tuple(
            AssignedTask(
                plan=self._documents.summary(row),
                id=row[-8],
                level=Level(row[-7]),
                marker=row[-6],
                heading=row[-5],
                place=row[-4],
                organs=decode_many(OrganMention, row[-3]),
                deadlines=decode_many(Deadline, row[-2]),
                text=row[-1],
                start=row[-9],
            )
            for row in self._database.rows(_TASKS, (organ, limit))
        )


def assigned_rows(plan: str, tasks: Iterable[Task], vocabulary: Vocabulary) -> Iterator[Row]:
    """Yield the rows of `assigned` for a plan's tasks: an organ's tasks are found under its successors too."""
    for position, task in enumerate(tasks):
        named = {mention.organ for mention in task.organs if mention.organ and mention.part is not None}
        for organ in sorted(named.union(*(successors(organ, vocabulary) for organ in named))):
            yield organ, plan, position
