"""The matrix of a plan: which task uses which document, in what role, with what its headings pass on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from typing import Final

from indexer.catalogue.sorting import sort_key
from indexer.model import Level
from indexer.model import Role
from indexer.views import DocumentSummary
from indexer.views import Facet
from indexer.views import FacetValue
from indexer.views import LinkView
from indexer.views import PlanView
from indexer.views import TaskNode
from indexer.views.desk import Matrix
from indexer.views.desk import MatrixCell
from indexer.views.desk import MatrixColumn
from indexer.views.desk import MatrixFilters
from indexer.views.desk import MatrixOrder
from indexer.views.desk import MatrixRow
from indexer.vocabulary import Vocabulary

_LATEST: Final = "9999"  # stands for a day that is not known: such documents come last

_ORDERS: Final[Mapping[MatrixOrder, Callable[[MatrixColumn], Any]]] = {
    MatrixOrder.CITED: lambda _column: 0,
    MatrixOrder.ORGAN: lambda column: (column.document.issuer is None, _organ_key(column.document)),
    MatrixOrder.KIND: lambda column: sort_key(column.document.kind.name),
    MatrixOrder.DATE: lambda column: column.document.issued or _LATEST,
    MatrixOrder.TASKS: lambda column: (-column.tasks, -column.places),
}


def matrix(
    plan: PlanView,
    vocabulary: Vocabulary,
    filters: MatrixFilters = MatrixFilters(),  # noqa: B008 (frozen)
    order: MatrixOrder = MatrixOrder.CITED,
) -> Matrix:
    """Return the matrix of `plan` with the documents that pass `filters`.

    Where something is filtered, only the rows that use one of the documents stay, with the headings above them.
    """
    summary = plan.document.summary
    nodes = tuple(_walk(plan.tasks, summary.id))
    columns = [_column(document, nodes) for document in plan.cited]
    shown = sorted((column for column in columns if _passes(column.document, filters)), key=_ORDERS[order])
    rows = tuple(_row(node, shown) for node in nodes)
    return Matrix(
        plan=summary,
        columns=tuple(shown),
        rows=tuple(_used(rows, nodes)) if filters.narrow else rows,
        facets=tuple(_facets(plan.cited)),
        roles={role: vocabulary.roles[role].name for role in Role},
        cited=len(columns),
        once=tuple(column.document for column in columns if column.places == 1),
        bare=tuple(row for row in rows if row.bare),
    )


@dataclass(frozen=True, slots=True)
class _Node:
    """A task with the documents that it cites itself, and those of its headings by the nearest that cites each."""

    task: TaskNode
    above: tuple[str, ...]  # ids, outermost first
    own: Mapping[str, tuple[Role, ...]]
    places: Mapping[str, int]
    inherited: Mapping[str, MatrixCell]
    unnamed: int
    unnamed_above: bool


def _walk(tree: Iterable[TaskNode], plan: str, over: _Node | None = None) -> Iterator[_Node]:
    for task in tree:
        links = [link for link in task.links if not link.citation.self and not _names(link, plan)]
        places = Counter(link.document.id for link in links if link.document)
        node = _Node(
            task=task,
            above=(*over.above, over.task.id) if over else (),
            own={document: _roles(links, document) for document in places},
            places=places,
            inherited=_passed_on(over) if over else {},
            unnamed=sum(1 for link in links if link.document is None),
            unnamed_above=over is not None and (over.unnamed > 0 or over.unnamed_above),
        )
        yield node
        yield from _walk(task.children, plan, node)


def _names(link: LinkView, document: str) -> bool:
    return link.document is not None and link.document.id == document


def _roles(links: Iterable[LinkView], document: str) -> tuple[Role, ...]:
    return tuple(dict.fromkeys(link.citation.role for link in links if _names(link, document)))


def _passed_on(node: _Node) -> dict[str, MatrixCell]:
    return {**node.inherited, **{document: MatrixCell(roles, node.task.id) for document, roles in node.own.items()}}


def _column(document: DocumentSummary, nodes: Sequence[_Node]) -> MatrixColumn:
    places = [node.places[document.id] for node in nodes if document.id in node.places]
    return MatrixColumn(document, len(places), sum(places))


def _row(node: _Node, columns: Sequence[MatrixColumn]) -> MatrixRow:
    task = node.task
    cells = tuple(_cell(node, column.document.id) for column in columns)
    nothing = not (node.own or node.inherited or node.unnamed or node.unnamed_above)
    return MatrixRow(
        task=task.id,
        level=task.level,
        marker=task.marker,
        heading=task.heading.replace("*", ""),
        place=task.place,
        depth=len(node.above),
        cells=cells,
        documents=sum(1 for cell in cells if cell and cell.inherited is None),
        unnamed=node.unnamed,
        bare=nothing and not task.children and task.level is not Level.PREAMBLE,
    )


def _cell(node: _Node, document: str) -> MatrixCell | None:
    roles = node.own.get(document)
    return MatrixCell(roles) if roles else node.inherited.get(document)


def _used(rows: Sequence[MatrixRow], nodes: Sequence[_Node]) -> Iterator[MatrixRow]:
    used = [node for row, node in zip(rows, nodes, strict=True) if any(row.cells)]
    kept = {task for node in used for task in (node.task.id, *node.above)}
    yield from (row for row in rows if row.task in kept)


def _passes(document: DocumentSummary, filters: MatrixFilters) -> bool:
    return (
        filters.kind in (None, document.kind.id)
        and filters.organ in (None, document.issuer.id if document.issuer else "")
        and filters.year in (None, _year(document))
    )


def _facets(documents: Iterable[DocumentSummary]) -> Iterator[Facet]:
    listed = tuple(documents)
    kinds = [document.kind for document in listed]
    organs = [document.issuer for document in listed if document.issuer]
    years = Counter(_year(document) for document in listed if document.issued)
    for name, label, named in (("kind", "Loại văn bản", kinds), ("organ", "Cơ quan ban hành", organs)):
        counts = Counter(named)
        ordered = sorted(counts, key=lambda value: (sort_key(value.name), value.id))
        yield Facet(name, label, tuple(FacetValue(value.id, value.name, counts[value]) for value in ordered))
    ordered_years = sorted(years, reverse=True)
    yield Facet("year", "Năm ban hành", tuple(FacetValue(year, year, years[year]) for year in ordered_years))


def _year(document: DocumentSummary) -> str:
    return (document.issued or "")[:4]


def _organ_key(document: DocumentSummary) -> str:
    return sort_key(document.issuer.name) if document.issuer else ""
