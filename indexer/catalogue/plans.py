"""Reading plans from a catalogue: the list of plans, a plan with its task tree and links, one task."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from typing import Final

from indexer.catalogue.codec import decode
from indexer.catalogue.codec import decode_many
from indexer.catalogue.database import Database
from indexer.catalogue.database import Row
from indexer.catalogue.documents import SUMMARY
from indexer.catalogue.documents import Documents
from indexer.errors import PlanNotFoundError
from indexer.errors import TaskNotFoundError
from indexer.model import Citation
from indexer.model import Deadline
from indexer.model import Header
from indexer.model import Level
from indexer.model import OrganMention
from indexer.views import CandidateView
from indexer.views import DocumentSummary
from indexer.views import Excerpt
from indexer.views import LinkView
from indexer.views import PlanSummary
from indexer.views import PlanView
from indexer.views import TaskNode
from indexer.views import TaskView

_PLANS: Final = (
    f"SELECT {SUMMARY}, p.tasks, p.citations, p.documents "  # noqa: S608
    "FROM documents d LEFT JOIN plans p ON p.id = d.id WHERE d.is_plan ORDER BY d.recency"
)
_HEADER: Final = (
    f"SELECT {SUMMARY}, p.header "  # noqa: S608
    "FROM documents d LEFT JOIN plans p ON p.id = d.id WHERE d.id = ? AND d.is_plan"
)
_TASKS: Final = (
    "SELECT id, parent, level, marker, heading, place, start, end, own_end, organs, deadlines, teaching "
    "FROM tasks WHERE plan = ? ORDER BY position"
)
_LINKS: Final = "SELECT task, citation FROM links WHERE plan = ? ORDER BY nth"
_SHARING: Final = (
    "SELECT DISTINCT b.document, t.place, t.plan, t.position FROM links a "
    "JOIN links b ON b.plan = a.plan AND b.task = a.task "
    "JOIN tasks t ON t.plan = a.plan AND t.id = a.task "
    "WHERE a.document = ? AND b.document IS NOT NULL AND b.document NOT IN (a.document, a.plan) "
    "ORDER BY t.plan, t.position, b.document"
)
_NEWEST: Final = (
    f"SELECT {SUMMARY}, n.document FROM newer n JOIN documents d ON d.id = n.newer "  # noqa: S608
    "WHERE n.document IN (SELECT document FROM links WHERE plan = ?) ORDER BY n.document, n.step"
)


class Plans:
    """The plans of one catalogue."""

    def __init__(self, database: Database, documents: Documents) -> None:
        self._database = database
        self._documents = documents

    def summaries(self) -> tuple[PlanSummary, ...]:
        """Return all plans, newest first."""
        rows = self._database.rows(_PLANS)
        return tuple(
            PlanSummary(self._documents.summary(row), row[-3] or 0, row[-2] or 0, row[-1] or 0) for row in rows
        )

    def view(self, plan: str) -> PlanView:
        """Return a plan as a reading page.

        Raises:
            PlanNotFoundError: there is no plan with this id.
        """
        header, summary = self._header(plan)
        links = self._links(summary)
        tasks = self._tree(plan, links)
        cited: dict[str, DocumentSummary] = {}
        for link in sorted((link for listed in links.values() for link in listed), key=_reading_order):
            if link.document is not None and link.document.id != plan:
                cited.setdefault(link.document.id, link.document)
        document = self._documents.view(plan)
        return PlanView(document, header, document.body, tasks, tuple(cited.values()))

    def task(self, plan: str, task: str) -> TaskView:
        """Return one task of a plan with its surroundings.

        Raises:
            PlanNotFoundError: there is no plan with this id.
            TaskNotFoundError: the plan has no such task.
        """
        _header, summary = self._header(plan)
        nodes: dict[str, TaskNode] = {}
        parents: dict[str, str | None] = {}
        _collect(self._tree(plan, self._links(summary)), None, nodes, parents)
        if task not in nodes:
            raise TaskNotFoundError(plan, task)
        node = nodes[task]
        ancestors: list[TaskNode] = []
        above = parents[task]
        while above is not None:
            ancestors.insert(0, nodes[above])
            above = parents[above]
        order = list(nodes)
        at = order.index(task)
        row = self._database.row("SELECT substr(body, ?, ?) FROM details WHERE document = ?",
                                 (node.start + 1, node.end - node.start, plan))  # fmt: skip
        return TaskView(
            plan=summary,
            node=node,
            text=row[0] if row else "",
            ancestors=tuple(ancestors),
            previous=order[at - 1] if at else None,
            following=order[at + 1] if at + 1 < len(order) else None,
        )

    def sharing_tasks(self, document: str) -> dict[str, list[str]]:
        """Return the documents that the tasks citing `document` cite too, each with these tasks' places."""
        found: dict[str, list[str]] = {}
        for other, place, _plan, _position in self._database.rows(_SHARING, (document,)):
            found.setdefault(other, []).append(place)
        return found

    def _header(self, plan: str) -> tuple[Header, DocumentSummary]:
        row = self._database.row(_HEADER, (plan,))
        if row is None:
            raise PlanNotFoundError(plan)
        return decode(Header, row[-1]) if row[-1] else Header(), self._documents.summary(row)

    def _links(self, plan: DocumentSummary) -> Mapping[str, list[LinkView]]:
        read = [(task, decode(Citation, citation)) for task, citation in self._database.rows(_LINKS, (plan.id,))]
        wanted = {citation.document for _task, citation in read if citation.document is not None}
        wanted |= {candidate.document for _task, citation in read for candidate in citation.candidates}
        known = self._documents.summaries(wanted)
        newest = {row[-1]: self._documents.summary(row) for row in self._database.rows(_NEWEST, (plan.id,))}
        links: dict[str, list[LinkView]] = {}
        for task, citation in read:
            document = known.get(citation.document) if citation.document is not None else None
            after = newest.get(citation.document) if citation.document is not None else None
            links.setdefault(task, []).append(
                LinkView(
                    task=task,
                    citation=citation,
                    document=document,
                    candidates=tuple(
                        CandidateView(known[candidate.document], candidate)
                        for candidate in citation.candidates
                        if candidate.document in known
                    ),
                    # What had already come when the plan was made is no news to its reader.
                    newer=after if after and (after.issued or "") > (plan.issued or "") else None,
                )
            )
        return links

    def _tree(self, plan: str, links: Mapping[str, list[LinkView]]) -> tuple[TaskNode, ...]:
        children: dict[str | None, list[Row]] = {}
        for row in self._database.rows(_TASKS, (plan,)):
            children.setdefault(row[1], []).append(row)
        return _nodes(children, None, links)


def _nodes(
    children: Mapping[str | None, list[Row]], parent: str | None, links: Mapping[str, list[LinkView]]
) -> tuple[TaskNode, ...]:
    return tuple(
        TaskNode(
            id=row[0],
            level=Level(row[2]),
            marker=row[3],
            heading=row[4],
            place=row[5],
            start=row[6],
            end=row[7],
            own_end=row[8],
            organs=decode_many(OrganMention, row[9]),
            deadlines=decode_many(Deadline, row[10]),
            links=tuple(links.get(row[0], ())),
            children=_nodes(children, row[0], links),
            teaching=decode(Excerpt, row[11]) if row[11] else None,
        )
        for row in children.get(parent, ())
    )


def _collect(
    tree: Iterable[TaskNode], parent: str | None, nodes: dict[str, TaskNode], parents: dict[str, str | None]
) -> None:
    for node in tree:
        nodes[node.id] = node
        parents[node.id] = parent
        _collect(node.children, node.id, nodes, parents)


def _reading_order(link: LinkView) -> int:
    return link.citation.start
