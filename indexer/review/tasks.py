"""Tasks without a basis: leaf bullets of the tasks part that neither cite a document nor stand under one that does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from indexer.model import Level
from indexer.model import Task
from indexer.reading import own_spans
from indexer.review.draft import Draft
from indexer.review.wording import quoted
from indexer.text import fold
from indexer.views.review import Certainty
from indexer.views.review import Finding
from indexer.views.review import Weight

# Kinds that give tasks; a text whose kind is not told is looked at as well.
_PLANS: Final = re.compile(r"ke hoach|chuong trinh|de an")
# Parts that say why, or who sees to it, and give no tasks of their own.
_OTHER_PARTS: Final = re.compile(
    r"\b(?:muc dich|yeu cau|muc tieu|quan diem|to chuc thuc hien|phan cong|trach nhiem|kinh phi|dac diem tinh hinh)\b"
)
_TASKS_PART: Final = re.compile(r"\b(?:nhiem vu|giai phap|noi dung)\b")


def without_basis(draft: Draft) -> Iterator[Finding]:
    """Yield a remark for each leaf bullet of the tasks part without a basis of its own or above it."""
    if not _PLANS.search(fold(draft.outline.header.kind or "ke hoach")):
        return
    tasks = draft.outline.tasks
    parents = {task.parent for task in tasks}
    cited = _citing(draft)
    for task in tasks:
        if task.level is not Level.BULLET or task.id in parents or not _in_tasks_part(task, draft):
            continue
        if task.id not in cited and not any(above.id in cited for above in draft.ancestors(task)):
            yield _finding(task, draft)


def _in_tasks_part(task: Task, draft: Draft) -> bool:
    above = list(draft.ancestors(task))
    if not above:
        return False
    part = fold(above[-1].heading)
    return _TASKS_PART.search(part) is not None or _OTHER_PARTS.search(part) is None


def _citing(draft: Draft) -> set[str]:
    """Return the ids of the tasks whose own words cite a document or a group of documents, in whatever role."""
    own = own_spans(draft.outline.tasks)
    found: set[str] = set()
    for cited in draft.cited:
        task = None if cited.citation.self else draft.task_at(cited.citation.start)
        if task is not None and own[task.id].start <= cited.citation.start < own[task.id].end:
            found.add(task.id)
    return found


def _finding(task: Task, draft: Draft) -> Finding:
    return Finding(
        code="task-without-basis",
        severity=Weight.NOTE,
        certainty=Certainty.SURE,
        subject="Nhiệm vụ chưa nêu căn cứ",
        written=quoted(task.heading),
        message="Gạch đầu dòng này và các đề mục bên trên không viện dẫn văn bản nào.",
        action="Nếu nhiệm vụ thực hiện một văn bản cụ thể thì nêu văn bản đó; nếu không thì giữ nguyên.",
        places=(draft.place(task.start, task.start + len(task.text.split("\n", 1)[0])),),
        source="Chính dự thảo",
    )
