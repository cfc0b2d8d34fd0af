"""How long work tells what it is doing."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told the step (Vietnamese), how much of it is done and how much there is."""


def silent(_step: str, _done: int, _total: int) -> None:
    """Take a step's progress and say nothing."""
