"""Writes plans into a catalogue: their outlines, and their links with the sentences around them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from collections.abc import Iterator

from indexer.catalogue.assigned import assigned_rows
from indexer.catalogue.codec import encode
from indexer.catalogue.contents import PlanContents
from indexer.catalogue.contents import citing_links
from indexer.catalogue.contents import task_count
from indexer.catalogue.database import Row
from indexer.catalogue.database import insert
from indexer.catalogue.sentences import citing_sentence
from indexer.model import Span
from indexer.reading import own_spans
from indexer.reading import place_name
from indexer.topics import asks_for_teaching
from indexer.vocabulary import Vocabulary


def write_plans(database: sqlite3.Connection, plans: Iterable[PlanContents], vocabulary: Vocabulary) -> None:
    """Write the plans' outlines, what they give to organs, and their links."""
    for plan in plans:
        _write_plan(database, plan, vocabulary)
        insert(database, "assigned", assigned_rows(plan.document.id, plan.outline.tasks, vocabulary))


def _write_plan(database: sqlite3.Connection, plan: PlanContents, vocabulary: Vocabulary) -> None:
    name, tasks = plan.document.id, plan.outline.tasks
    cited = {link.document for link in plan.links if link.document not in (None, name)}
    insert(
        database, "plans", [(name, encode(plan.outline.header), task_count(plan), len(citing_links(plan)), len(cited))]
    )
    owns = own_spans(tasks)
    first_child: dict[str, int] = {}
    for task in tasks:
        if task.parent is not None:
            first_child[task.parent] = min(task.start, first_child.get(task.parent, task.start))
    insert(
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
                _teaching(plan.document.body, owns[task.id], vocabulary),
            )
            for position, task in enumerate(tasks)
        ),
    )
    insert(database, "links", _link_rows(plan))


def _teaching(body: str, own: Span, vocabulary: Vocabulary) -> str | None:
    """Return the words by which a task asks for something to be brought into teaching, None where it does not."""
    found = asks_for_teaching(body[own.start : own.end], vocabulary)
    if found is None:
        return None
    return encode(citing_sentence(body, own.start + found.start, own.start + found.end))


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
