"""A plan's citations as links: resolved, corrected by a person where the file says so, brought to their tasks."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from typing import Final

from indexer.citations.extract import cite
from indexer.citations.lookup import DocumentLookup
from indexer.citations.resolve import CitingContext
from indexer.citations.resolve import resolve
from indexer.errors import Problem
from indexer.errors import Severity
from indexer.model import Citation
from indexer.model import Document
from indexer.model import Form
from indexer.model import Link
from indexer.model import Outline
from indexer.model import Override
from indexer.model import Role
from indexer.model import Task
from indexer.vocabulary import Vocabulary

_FIELDS: Final = {
    "kind": "loại văn bản",
    "kind_disputed": "loại văn bản (nguồn chưa thống nhất)",
    "issued": "ngày ban hành",
    "issuer": "cơ quan ban hành",
    "title": "trích yếu",
}


@dataclass(frozen=True, slots=True)
class PlanLinks:
    """The links of one plan in reading order, and what a person should look at."""

    links: tuple[Link, ...]
    problems: tuple[Problem, ...]


def link_plan(document: Document, outline: Outline, vocabulary: Vocabulary, lookup: DocumentLookup) -> PlanLinks:
    """Return the links of a plan whose body `outline` was read from; offsets count into `document.body`.

    Citations outside every task (the header, the recipients) make no link.
    """
    context = CitingContext(document.issuer.value, document.issued.value, document.id)
    citations = resolve(cite(document.body, vocabulary), vocabulary, lookup, context, document.body)
    problems: list[Problem] = []
    corrected = _corrected(citations, document, outline.tasks, problems)
    links: list[Link] = []
    for citation in corrected:
        task = _innermost(outline.tasks, citation.start)
        if task is not None:
            links.append(Link(document.id, task.id, citation, len(links)))
            problems += _problems(citation, document)
    return PlanLinks(tuple(links), tuple(problems))


def lost_overrides(document: Document, outline: Outline) -> tuple[Problem, ...]:
    """Return a problem for each correction of `document` that does not find its text in the tasks of `outline`."""
    return tuple(
        _lost(override, document)
        for override in document.overrides
        if _place(override, document.body, outline.tasks) is None
    )


def _innermost(tasks: Iterable[Task], position: int) -> Task | None:
    around = [task for task in tasks if task.start <= position < task.end]
    return min(around, key=lambda task: task.end - task.start) if around else None


def _corrected(
    citations: Sequence[Citation], document: Document, tasks: Sequence[Task], problems: list[Problem]
) -> list[Citation]:
    found = list(citations)
    for override in document.overrides:
        place = _place(override, document.body, tasks)
        if place is None:
            problems.append(_lost(override, document))
            continue
        _apply(override, place, document.body, found)
    return sorted(found, key=lambda citation: (citation.start, citation.end))


def _place(override: Override, body: str, tasks: Sequence[Task]) -> int | None:
    task = next((task for task in tasks if task.id == override.task), None)
    if task is None or not override.text:
        return None
    at = task.start - 1
    for _ in range(override.nth):
        at = body.find(override.text, at + 1, task.end)
        if at < 0:
            return None
    return at


def _apply(override: Override, start: int, body: str, found: list[Citation]) -> None:
    end = start + len(override.text)
    index = next((i for i, item in enumerate(found) if item.start < end and start < item.end), None)
    if override.form == "none":
        if index is not None:
            del found[index]
        return
    if index is None:
        found.append(Citation(start, end, body[start:end], Form.UNNUMBERED))
        index = len(found) - 1
    citation = found[index]
    found[index] = replace(
        citation,
        document=override.document or citation.document,
        role=Role(override.role) if override.role else citation.role,
        form=Form(override.form) if override.form else citation.form,
    )


def _lost(override: Override, document: Document) -> Problem:
    message = f"Không còn tìm thấy đoạn “{override.text}” ở nhiệm vụ {override.task} mà phần overrides đã sửa."
    return Problem(Severity.WARNING, "override-lost", message, document.path, None, document.id)


def _problems(citation: Citation, document: Document) -> list[Problem]:
    line = document.body_line + document.body.count("\n", 0, citation.start)
    words = " ".join(citation.text.split())

    def problem(code: str, message: str) -> Problem:
        return Problem(Severity.WARNING, code, message, document.path, line, citation.document or document.id)

    if citation.form is Form.GROUP or citation.self:
        return []
    if citation.document is not None:
        fields = ", ".join(_FIELDS[name] for name in citation.problems)
        message = f"“{words}”: {fields} nêu ở đây khác với hồ sơ của văn bản trong kho."
        return [problem("citation-differs", message)] if fields else []
    if citation.candidates:
        count = len(citation.candidates)
        return [problem("citation-ambiguous", f"“{words}” có thể là một trong {count} văn bản trong kho.")]
    return [problem("citation-unresolved", f"“{words}”: chưa xác định được văn bản nào trong kho.")]
