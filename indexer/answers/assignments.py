"""A plan's assignments: which organ does what by when, what headings pass on, and the organs as an index."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from typing import Final
from typing import TypeVar

from indexer.catalogue.assigned import Assigned
from indexer.catalogue.records import successors
from indexer.catalogue.sentences import citing_sentence
from indexer.catalogue.sorting import sort_key
from indexer.model import Deadline
from indexer.model import Level
from indexer.model import OrganMention
from indexer.reading.organ_names import organ_names
from indexer.text import collapse_blanks
from indexer.text import fold
from indexer.views import DocumentSummary
from indexer.views import Named
from indexer.views import PlanView
from indexer.views import TaskNode
from indexer.views.assignments import CARRYING
from indexer.views.assignments import AssignedBasis
from indexer.views.assignments import AssignedOrgan
from indexer.views.assignments import AssignedTime
from indexer.views.assignments import AssignmentRow
from indexer.views.assignments import Assignments
from indexer.views.assignments import OrganEntry
from indexer.views.assignments import OrganTask
from indexer.views.assignments import PlanOfOrgan
from indexer.views.assignments import TasksOfOrgan
from indexer.vocabulary import Vocabulary

_UNKNOWN: Final = "ten-"  # begins the key of an organ that the vocabulary does not know
# Sections that say why and how far, as office papers head them; such a one that names nobody and no time has no tasks.
_AIMS: Final = re.compile(r"(?:muc dich|yeu cau|quan diem|muc tieu|tinh hinh|pham vi)\b")
_HEADING_MARK: Final = re.compile(r"^[ \t]*#{1,6}(?:[ \t]+|$)", re.MULTILINE)
_MOST_TASKS: Final = 500  # of an organ, on one page
_CELL: Final = "|"  # begins a row of a table
_CLOSING: Final = tuple(".:;,!?")


def assignments(plan: PlanView, vocabulary: Vocabulary, organ: str | None = None) -> Assignments:
    """Return who does what by when in `plan`; narrowed to the tasks of `organ` (a key, or a successor's id)."""
    keys = _Keys(plan, vocabulary)
    rows = tuple(_walk(plan, keys))
    aims = [row for row in rows if _is_aim(row, rows)]
    left_out = {row.task for aim in aims for row in _branch(aim, rows)}
    rows = tuple(_renumbered(row for row in rows if row.task not in left_out))
    entries = tuple(keys.entries(plan, left_out))
    chosen = next((entry for entry in entries if organ and organ in keys.answers_to(entry.key)), None)
    return Assignments(
        plan=plan.document.summary,
        rows=tuple(_of_organ(rows, chosen.key) if chosen else () if organ else rows),
        organs=entries,
        chosen=chosen,
        aims=tuple(aims),
        open=tuple(row for row in rows if row.open),
        tasks=sum(1 for row in rows if row.number is not None),
    )


def own_text(text: str, marker: str, level: Level, heading: str) -> str:
    """Return a task's own `text` on one line, without marker and Markdown's marks; of a table's row its `heading`."""
    if text.startswith(_CELL):
        return collapse_blanks(heading.replace("*", ""))
    own = _HEADING_MARK.sub("", text.removeprefix(marker)).replace("*", "")
    # The head of an annex's table names its columns and is no text of the annex.
    lines = [collapse_blanks(line) for line in own.split("\n") if line.strip() and not line.startswith(_CELL)]
    if level is Level.BULLET or len(lines) < 2:
        return " ".join(lines)
    # A heading with words below it: "Ban Tuyên giáo Quận ủy: Tham mưu ..."
    return f"{lines[0]}{'' if lines[0].endswith(_CLOSING) else ':'} {' '.join(lines[1:])}"


def tasks_of(organ: Named, assigned: Assigned, vocabulary: Vocabulary) -> TasksOfOrgan:
    """Return what plans give to `organ`, and to those that it succeeded; the newest plans' where there are many."""
    plans: dict[str, DocumentSummary] = {}
    tasks: dict[str, list[OrganTask]] = {}
    names: dict[str, Counter[str]] = {}
    for task in assigned.tasks(organ.id, _MOST_TASKS):
        mentions = [
            mention
            for mention in task.organs
            if mention.part is not None and organ.id in {mention.organ, *_successors(mention, vocabulary)}
        ]
        own = _Own(task.id, task.place, task.text, task.start, task.marker, task.level, task.heading, task.deadlines)
        plans[task.plan.id] = task.plan
        tasks.setdefault(task.plan.id, []).append(_organ_task(own, mentions))
        names.setdefault(task.plan.id, Counter()).update(map(_spelling, mentions))
    return TasksOfOrgan(
        organ=organ,
        plans=tuple(PlanOfOrgan(plan, _usual_first(names[key])[0], tuple(tasks[key])) for key, plan in plans.items()),
        total=assigned.count(organ.id),
    )


def _spelling(mention: OrganMention) -> str:
    name = collapse_blanks(mention.text)
    return name[:1].upper() + name[1:]


def _usual_first(spellings: Counter[str]) -> list[str]:
    """Return the spellings of a name: the one used most first, of equal ones that which says most."""
    return sorted(spellings, key=lambda name: (-spellings[name], -len(name), name))


@dataclass(frozen=True, slots=True)
class _Own:
    """A task's own words, `text`, which stand in its plan from `start` on."""

    id: str
    place: str
    text: str
    start: int
    marker: str
    level: Level
    heading: str
    deadlines: tuple[Deadline, ...]


def _organ_task(task: _Own, mentions: Sequence[OrganMention]) -> OrganTask:
    firsts = {mention.part: mention for mention in reversed(mentions) if mention.part is not None}
    parts = sorted(firsts, key=lambda part: firsts[part].start)
    heading_end = 0 if task.level is Level.BULLET else task.text.find("\n") % (len(task.text) + 1)
    if task.text.startswith(_CELL) or any(mention.start - task.start < heading_end for mention in firsts.values()):
        text = own_text(task.text, task.marker, task.level, task.heading)
    else:
        spans = [(firsts[part].start - task.start, firsts[part].end - task.start) for part in parts]
        text = " ".join(dict.fromkeys(citing_sentence(task.text, start, end).text for start, end in spans))
    return OrganTask(task.id, task.place, text, tuple(parts), _once(task.deadlines))


def _successors(mention: OrganMention, vocabulary: Vocabulary) -> frozenset[str]:
    return successors(mention.organ, vocabulary) if mention.organ else frozenset()


class _Keys:
    """The plan's organs: a key for each, and what the plan calls it."""

    def __init__(self, plan: PlanView, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._names = organ_names(vocabulary)
        spellings: dict[str, Counter[str]] = {}
        for mention in (mention for node in _nodes(plan.tasks) for mention in node.organs if mention.part is not None):
            spellings.setdefault(self.of(mention), Counter())[_spelling(mention)] += 1
        self._spellings = {key: _usual_first(counts) for key, counts in spellings.items()}

    def of(self, mention: OrganMention) -> str:
        """Return the key of the organ that is named."""
        if mention.organ:
            return mention.organ
        written_out = self._names.key(mention.text).removeprefix("các ")
        return _UNKNOWN + re.sub(r"[^a-z0-9]+", "-", fold(written_out)).strip("-")

    def name(self, key: str) -> str:
        """Return what the plan calls the organ of `key` most."""
        return self._spellings[key][0]

    def answers_to(self, key: str) -> frozenset[str]:
        """Return the keys by which the organ is asked for: its own, and those of its successors."""
        return successors(key, self._vocabulary) | {key}

    def entries(self, plan: PlanView, left_out: Collection[str]) -> Iterator[OrganEntry]:
        """Yield the organs to which a task gives a part, the vocabulary's first, then the others, by name."""
        tasks: dict[str, list[OrganTask]] = {}
        for node in _nodes(plan.tasks):
            if node.level is Level.PREAMBLE or node.id in left_out:
                continue
            given: dict[str, list[OrganMention]] = {}
            for mention in node.organs:
                if mention.part is not None:
                    given.setdefault(self.of(mention), []).append(mention)
            own = plan.body[node.start : node.own_end]
            for key, mentions in given.items():
                task = _Own(node.id, node.place, own, node.start, node.marker, node.level, node.heading, node.deadlines)
                tasks.setdefault(key, []).append(_organ_task(task, mentions))
        for key in sorted(tasks, key=lambda key: (key.startswith(_UNKNOWN), sort_key(self.name(key)), key)):
            known = self._vocabulary.organs.get(key)
            named = Named(known.id, known.name) if known else None
            yield OrganEntry(key, named, tuple(self._spellings[key]), tuple(tasks[key]))


_Item = TypeVar("_Item", AssignedOrgan, AssignedTime, AssignedBasis)


def _walk(plan: PlanView, keys: _Keys) -> Iterator[AssignmentRow]:
    for node in plan.tasks:
        # The paragraph of bases says what the plan rests on; it gives nothing to do.
        if node.level is not Level.PREAMBLE:
            yield from _rows(plan, keys, node, None)


def _rows(plan: PlanView, keys: _Keys, node: TaskNode, above: AssignmentRow | None) -> Iterator[AssignmentRow]:
    organs = dict.fromkeys(
        AssignedOrgan(keys.of(mention), keys.name(keys.of(mention)), mention.part)
        for mention in node.organs
        if mention.part is not None
    )
    times = [AssignedTime(collapse_blanks(time.text), time.kind) for time in _once(node.deadlines)]
    row = AssignmentRow(
        number=None if node.children else 0,
        task=node.id,
        level=node.level,
        marker=node.marker,
        text=own_text(plan.body[node.start : node.own_end], node.marker, node.level, node.heading),
        place=node.place,
        depth=above.depth + 1 if above else 0,
        organs=_passed_on(organs, above, above.organs if above else (), lambda organ: (organ.key, organ.part)),
        times=_passed_on(times, above, above.times if above else (), lambda time: time.text.casefold()),
        bases=_passed_on(_bases(node, plan), above, above.bases if above else (), _basis_key),
        open=False,
    )
    yield replace(row, open=not node.children and not any(organ.part in CARRYING for organ in row.organs))
    for child in node.children:
        yield from _rows(plan, keys, child, row)


def _passed_on(
    own: Iterable[_Item], above: AssignmentRow | None, theirs: Iterable[_Item], key: Callable[[_Item], object]
) -> tuple[_Item, ...]:
    """Return what a task says itself, then what its heading `above` says, each thing once, marked with its heading."""
    found = {key(item): item for item in own}
    for item in theirs:
        found.setdefault(key(item), replace(item, inherited=item.inherited or (above.task if above else None)))
    return tuple(found.values())


def _bases(node: TaskNode, plan: PlanView) -> Iterator[AssignedBasis]:
    for link in node.links:
        if not link.citation.self and (link.document is None or link.document.id != plan.document.summary.id):
            yield AssignedBasis(collapse_blanks(link.citation.text.replace("*", "")), link.document)


def _basis_key(basis: AssignedBasis) -> str:
    return basis.document.id if basis.document else f"“{basis.text.casefold()}”"


def _once(times: Iterable[Deadline]) -> tuple[Deadline, ...]:
    return tuple({time.text.casefold(): time for time in reversed(tuple(times))}.values())[::-1]


def _renumbered(rows: Iterable[AssignmentRow]) -> Iterator[AssignmentRow]:
    number = 0
    for row in rows:
        number += row.number is not None
        yield row if row.number is None else replace(row, number=number)


def _is_aim(row: AssignmentRow, rows: Iterable[AssignmentRow]) -> bool:
    if row.depth or not _AIMS.match(fold(row.text)):
        return False
    return not any(found.organs or found.times for found in _branch(row, rows))


def _branch(top: AssignmentRow, rows: Iterable[AssignmentRow]) -> Iterator[AssignmentRow]:
    """Yield `top` and the rows below it."""
    within = False
    for row in rows:
        within = row.task == top.task or (within and row.depth > top.depth)
        if within:
            yield row


def _of_organ(rows: Iterable[AssignmentRow], key: str) -> Iterator[AssignmentRow]:
    """Yield the rows in which the organ has a part, each after the headings above it."""
    above: list[AssignmentRow] = []
    for row in rows:
        above = [heading for heading in above if heading.depth < row.depth]
        if any(organ.key == key for organ in row.organs):
            yield from above
            above = []
            yield row
        else:
            above.append(row)


def _nodes(tree: Iterable[TaskNode]) -> Iterator[TaskNode]:
    for node in tree:
        yield node
        yield from _nodes(node.children)
