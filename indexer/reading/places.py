"""Places in a plan as people name them: "mục II.4.1, gạch đầu dòng thứ hai"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping
from typing import Final

from indexer.model import Level
from indexer.model import Task
from indexer.reading.annexes import ANNEX

# Markers that name their node themselves.
_NAMED: Final = re.compile(r"(?:Phần|Chương|Điều)\b", re.IGNORECASE)

# The sign that keeps ids apart where a text counts twice alike.
_AGAIN: Final = re.compile(r"~(\d+)")

_DIGITS: Final = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ORDINALS: Final = {1: "nhất", 2: "hai", 3: "ba", 4: "tư"}


def place_name(task_id: str, tasks: Iterable[Task]) -> str:
    """Return where the task `task_id` of a plan with `tasks` stands, in Vietnamese.

    "mục II", "mục II.4.1, gạch đầu dòng thứ hai", "mục II.4, điểm a", "khoản 1 Điều 5", "phần căn cứ". An id that
    the plan does not have is named by its letters.
    """
    return _place_name(task_id, {task.id: task for task in tasks})


def place_names(tasks: Iterable[Task]) -> dict[str, str]:
    """Return the names of all places of a plan with `tasks`, by their tasks' ids."""
    by_id = {task.id: task for task in tasks}
    return {task_id: _place_name(task_id, by_id) for task_id in by_id}


def _place_name(task_id: str, by_id: Mapping[str, Task]) -> str:
    steps: list[str] = []
    task = by_id.get(task_id)
    while task is not None and _is_inside(task):
        steps.insert(0, _step(task, by_id.get(task.parent or "")))
        task = by_id.get(task.parent or "")
    if task is not None:
        head = _head(task, by_id.get(task.parent or ""))
        if steps and steps[0].startswith("điểm") and head.startswith(("khoản", "Điều")):
            head = f"{steps.pop(0)} {head}"
        steps.insert(0, head)
    elif not steps:
        steps = [f"mục {task_id}"]
    return ", ".join(steps)


def _is_inside(task: Task) -> bool:
    return task.level is Level.BULLET or _is_point(task)


def _is_point(task: Task) -> bool:
    return task.marker[:1].islower()


def _step(task: Task, parent: Task | None) -> str:
    if _is_point(task):
        return f"điểm {task.marker[0]}"
    number = _count(task.id)
    inner = parent is not None and parent.level is Level.BULLET
    return f"{'ý' if inner else 'gạch đầu dòng'} thứ {_ordinal(number)}"


def _head(task: Task, parent: Task | None) -> str:
    if task.level is Level.PREAMBLE:
        return "phần căn cứ"
    if task.id.startswith(ANNEX):
        annex, _, row = task.id.partition(".")
        number = f"Phụ lục {annex.removeprefix(ANNEX)}"
        return f"{number}, dòng {row}" if row else number
    if _NAMED.match(task.marker):
        return task.marker.rstrip(" .:-–").capitalize() if task.marker.isupper() else task.marker.rstrip(" .:-–")
    if parent is not None and parent.marker.startswith(("Điều", "ĐIỀU")):
        return f"khoản {task.marker.rstrip(' .)/-–')} {_head(parent, None)}"
    name, times = _AGAIN.sub("", task.id), _AGAIN.search(task.id)
    return f"mục {name} (lần thứ {_ordinal(int(times[1]))})" if times else f"mục {name}"


def _count(task_id: str) -> int:
    digits = task_id.rpartition("-")[2].partition("~")[0]
    return int(digits) if digits.isdigit() else 1


def _ordinal(number: int) -> str:
    """Return "nhất", "hai", "ba", "tư", "năm" ... "hai mươi mốt" for `number` (1 to 99), digits beyond."""
    if number in _ORDINALS or not 0 < number < 100:
        return _ORDINALS.get(number, str(number))
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "mười"}.get(tens, f"{_DIGITS[tens]} mươi")
    tail = {1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm" if tens else "năm"}
    return f"{head} {tail.get(ones, _DIGITS[ones])}".strip()
