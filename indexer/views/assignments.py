"""Who does what by when: a plan's tasks with the organs, times and documents that they name, and an organ's tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from indexer.model import Deadline
from indexer.model import DeadlineKind
from indexer.model import Level
from indexer.model import Part
from indexer.views import DocumentSummary
from indexer.views import Named

#: The parts of those who carry a task; the others join, or are reported to.
CARRYING: Final = (Part.LEAD, Part.DIRECT, Part.ADVISE, Part.DO)


@dataclass(frozen=True, slots=True)
class AssignedOrgan:
    """An organ's part in a task. Of one that a heading names, `inherited` is the heading's task id.

    `key` is the organ's id, or "ten-..." made of its name where the vocabulary does not know it; `name` is what the
    plan calls it most.
    """

    key: str
    name: str
    part: Part
    inherited: str | None = None


@dataclass(frozen=True, slots=True)
class AssignedTime:
    """A time of a task, in the plan's words; `inherited` as above."""

    text: str
    kind: DeadlineKind
    inherited: str | None = None


@dataclass(frozen=True, slots=True)
class AssignedBasis:
    """A document that a task cites; without `document` the plan's `text` for it; `inherited` as above."""

    text: str
    document: DocumentSummary | None
    inherited: str | None = None


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """A node of the plan's task tree; `text` is all that it says itself. `number`: of a task, None of a heading.

    `open`: a task for which neither it nor a heading above names who carries it.
    """

    number: int | None
    task: str
    level: Level
    marker: str
    text: str
    place: str
    depth: int
    organs: tuple[AssignedOrgan, ...]
    times: tuple[AssignedTime, ...]
    bases: tuple[AssignedBasis, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class OrganTask:
    """A task of an organ: its id and place, the organ's parts in it, and the task's own times.

    `text` is the sentence that gives the organ its part; all the task's words where its heading names the organ.
    """

    task: str
    place: str
    text: str
    parts: tuple[Part, ...]
    times: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class OrganEntry:
    """An organ in a plan's index. `names` are the plan's words for it, the usual one first.

    `organ` is its entry of the vocabulary, None where it is not known.
    """

    key: str
    organ: Named | None
    names: tuple[str, ...]
    tasks: tuple[OrganTask, ...]


@dataclass(frozen=True, slots=True)
class Assignments:
    """A plan's tasks with who does them by when, and the organs with what they do.

    `chosen` is the organ to which `rows` are narrowed. `aims` are the sections that name no tasks and are left out;
    `open` are the tasks that nobody is named for, whatever is chosen.
    """

    plan: DocumentSummary
    rows: tuple[AssignmentRow, ...]
    organs: tuple[OrganEntry, ...]
    chosen: OrganEntry | None
    aims: tuple[AssignmentRow, ...]
    open: tuple[AssignmentRow, ...]
    tasks: int  # of the whole plan


@dataclass(frozen=True, slots=True)
class PlanOfOrgan:
    """What a plan gives to an organ, by the name that it bears there."""

    plan: DocumentSummary
    name: str
    tasks: tuple[OrganTask, ...]


@dataclass(frozen=True, slots=True)
class TasksOfOrgan:
    """An organ's tasks, and those of organs that it succeeded, newest plan first. `total`: also those not listed."""

    organ: Named
    plans: tuple[PlanOfOrgan, ...]
    total: int
