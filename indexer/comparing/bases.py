"""The bases of two plans: cited by both, by one only, or replaced by what the other one cites."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping

from indexer.model import Form
from indexer.views import PlanView
from indexer.views import TaskNode
from indexer.views.comparing import Bases
from indexer.views.comparing import Basis
from indexer.views.comparing import BasisState
from indexer.views.desk import Step
from indexer.views.desk import Validity


def bases(old: PlanView, new: PlanView, validities: Mapping[str, Validity]) -> Bases:
    """Return the documents that two plans cite, in the newer plan's order, then what only the older one cites.

    `validities` are those of all of them. The newest of several documents that took a basis's place goes with it.
    """
    return Bases(tuple(_documents(old, new, validities)), _unnamed(old), _unnamed(new))


def _documents(old: PlanView, new: PlanView, validities: Mapping[str, Validity]) -> Iterator[Basis]:
    before = {document.id: document for document in old.cited}
    after = {document.id: document for document in new.cited}
    only_old = [document for document in old.cited if document.id not in after]
    only_new = [document for document in new.cited if document.id not in before]
    ways = dict(_ways((document.id for document in only_old), after, validities))
    back = dict(_ways((document.id for document in only_new), before, validities))
    for document in new.cited:
        validity = validities.get(document.id)
        olds = [basis for basis in only_old if basis.id in ways and ways[basis.id][-1].newer.id == document.id]
        for basis in olds:
            yield Basis(BasisState.REPLACED, basis, document, ways[basis.id], validity)
        if document.id in before:
            yield Basis(BasisState.KEPT, before[document.id], document, (), validity)
        elif document.id in back:
            earlier = before[back[document.id][-1].newer.id]
            yield Basis(BasisState.REVERTED, earlier, document, back[document.id], validity)
        elif not olds:
            yield Basis(BasisState.NEW, None, document, (), validity)
    for document in only_old:
        taken_up = any(way[-1].newer.id == document.id for way in back.values())
        if document.id not in ways and not taken_up:
            yield Basis(BasisState.GONE, document, None, (), validities.get(document.id))


def _ways(
    documents: Iterable[str], cited: Mapping[str, object], validities: Mapping[str, Validity]
) -> Iterator[tuple[str, tuple[Step, ...]]]:
    """Yield for each document the steps to the newest of `cited` that took its place, where there is one."""
    for document in documents:
        succession = validities[document].succession if document in validities else ()
        last = next((step for step in reversed(succession) if step.newer.id in cited), None)
        if last is not None:
            yield document, _back(last, succession, document)


def _back(last: Step, succession: tuple[Step, ...], document: str) -> tuple[Step, ...]:
    way = [last]
    while way[0].older.id != document:
        step = next((step for step in succession if step.newer.id == way[0].older.id and step not in way), None)
        if step is None:
            break
        way.insert(0, step)
    return tuple(way)


def _unnamed(plan: PlanView) -> int:
    return sum(
        1
        for node in _nodes(plan.tasks)
        for link in node.links
        if link.document is None and not link.citation.self and link.citation.form is not Form.REFERENCE
    )


def _nodes(tree: Iterable[TaskNode]) -> Iterator[TaskNode]:
    for node in tree:
        yield node
        yield from _nodes(node.children)
