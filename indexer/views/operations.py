"""What keeping a library safe reports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that was read to its end: when it was made (ISO, UTC), by which version, what it holds, its bytes."""

    made: str
    program: str
    files: int
    documents: int
    size: int


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """A library that was restored; `aside` are the folders that gave way to it and are still there."""

    backup: BackupReport
    aside: tuple[Path, ...]
