"""Plans: the list, the reading page with linked citations, and one task with the documents it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from typing import Final

from flask import Blueprint
from flask import redirect
from werkzeug.wrappers import Response

from indexer.model import Deadline
from indexer.model import Part
from indexer.views import PlanSummary
from indexer.views import PlanView
from indexer.views import TaskNode
from indexer.views import TaskView
from indexer.views.comparing import Comparable
from indexer.views.desk import Update
from indexer.views.desk import Validity
from indexer.views.topics import Reason
from indexer.views.topics import TopicMark
from indexer.views.topics import TopicName
from indexer.views.topics import TopicSort
from webapp import addresses
from webapp.blocks import Letter
from webapp.blocks import TaskBlock
from webapp.blocks import letter
from webapp.blocks import task_block
from webapp.citing import OutlineEntry
from webapp.citing import RoleGroup
from webapp.citing import by_role
from webapp.citing import outline
from webapp.citing import subtree
from webapp.knowledge import kb
from webapp.metadata.head import Head
from webapp.metadata.head import head
from webapp.pages import Page
from webapp.pages import render
from webapp.quoting import Citing
from webapp.quoting import citing

area: Final = Blueprint("plans", __name__)


@dataclass(frozen=True, slots=True)
class PlansPage(Page):
    """The context of plans.html."""

    plans: tuple[PlanSummary, ...]


@dataclass(frozen=True, slots=True)
class PlanPage(Page):
    """The context of plan.html. `validities`: how good each cited document still is, by id."""

    plan: PlanView
    letter: Letter
    outline: tuple[OutlineEntry, ...]
    validities: Mapping[str, Validity]
    updates: tuple[Update, ...]
    comparables: tuple[Comparable, ...]  # the pairs to compare it in
    comparing: bool  # it can be compared: its text is held, and another one's
    citing: Citing
    topics: tuple[PlanTopic, ...]
    teaching: tuple[TaskNode, ...]  # tasks that ask for something to be brought into teaching
    head: Head
    former: tuple[str, ...]  # ids that the plan had before: a reader's notes may bear them


@dataclass(frozen=True, slots=True)
class PlanTopic:
    """A topic of a plan's tasks. `whole`: why the plan itself belongs to it, if it does; `tasks`: how many do."""

    topic: TopicName
    whole: tuple[Reason, ...]
    tasks: int


@dataclass(frozen=True, slots=True)
class OrganParts:
    """An organ that a task names, once, with all its parts; `organ` is its id where it is known."""

    name: str
    organ: str | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class TaskPage(Page):
    """The context of task.html."""

    task: TaskView
    block: TaskBlock
    roles: tuple[RoleGroup, ...]
    validities: Mapping[str, Validity]
    organs: tuple[OrganParts, ...]  # of the task and everything below it
    deadlines: tuple[Deadline, ...]
    citing: Citing
    topics: tuple[TopicMark, ...]
    former: tuple[str, ...]  # ids that the plan had before


@area.get("/ke-hoach")
def plans() -> str:
    """List the plans of the library."""
    return render("plans.html", PlansPage(kb().plans()))


@area.get("/ke-hoach/<identifier>")
def plan(identifier: str) -> str | Response:
    """Show a plan as a reading page."""
    library = kb()
    current = library.current_id(identifier)
    if current != identifier:
        return redirect(addresses.plan(current))
    view = library.plan(identifier)
    cited, own = citing(view.document), library.validities([identifier])[identifier]
    page = PlanPage(
        plan=view,
        letter=letter(view.body, view.tasks),
        outline=outline(view.tasks),
        validities=library.validities([document.id for document in view.cited]),
        updates=library.updates(identifier),
        comparables=library.comparables(identifier),
        comparing=view.document.summary.held and len(library.held()) > 1,
        citing=cited,
        topics=_topics(library.topics_of(identifier)),
        teaching=tuple(node for root in view.tasks for node in subtree(root) if node.teaching),
        head=head(view.document, cited, own, view.cited),
        former=library.former_ids(identifier),
    )
    return render("plan.html", page)


@area.get("/ke-hoach/<identifier>/nhiem-vu/<task_id>")
def task(identifier: str, task_id: str) -> str | Response:
    """Show one task: its text, who does what by when, and its documents by role."""
    library = kb()
    current = library.current_id(identifier)
    if current != identifier:
        return redirect(addresses.task(current, task_id))
    view = library.task(identifier, task_id)
    page = TaskPage(
        task=view,
        block=task_block(view.text, view.node),
        roles=by_role(view.node),
        validities=library.validities(_documents(view.node)),
        organs=_organs(view.node),
        deadlines=_deadlines(view.node),
        citing=citing(library.document(identifier), view.node.place),
        topics=library.task_topics(view),
        former=library.former_ids(view.plan.id),
    )
    return render("task.html", page)


def _topics(marks: Mapping[str, tuple[TopicMark, ...]]) -> tuple[PlanTopic, ...]:
    found: dict[str, PlanTopic] = {}
    for place, given in marks.items():
        for mark in given:
            known = found.get(mark.topic.id, PlanTopic(mark.topic, (), 0))
            added = replace(known, tasks=known.tasks + 1) if place else replace(known, whole=mark.reasons)
            found[mark.topic.id] = added
    return tuple(sorted(found.values(), key=lambda item: (item.topic.sort is TopicSort.PROGRAMME, -item.tasks)))


def _documents(node: TaskNode) -> set[str]:
    return {link.document.id for member in subtree(node) for link in member.links if link.document}


def _organs(node: TaskNode) -> tuple[OrganParts, ...]:
    found: dict[str, OrganParts] = {}
    for mention in (mention for member in subtree(node) for mention in member.organs):
        key = mention.organ or mention.text.casefold()
        known = found.get(key, OrganParts(mention.text, mention.organ, ()))
        added = (mention.part,) if mention.part and mention.part not in known.parts else ()
        found[key] = replace(known, parts=known.parts + added)
    return tuple(found.values())


def _deadlines(node: TaskNode) -> tuple[Deadline, ...]:
    listed = (deadline for member in subtree(node) for deadline in member.deadlines)
    return tuple({(deadline.text.casefold(), deadline.kind): deadline for deadline in listed}.values())
