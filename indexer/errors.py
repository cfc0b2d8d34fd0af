"""Failures of a request as exceptions, flaws of the data as values.

A flaw in a corpus file never stops the program: it becomes a `Problem`, is collected and shown.
A request that cannot be carried out raises a `CancuError`; each class composes its own sentence, in
Vietnamese, that says what happened and what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: an error hides something, a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One flaw of the corpus, with its place.

    `code` is an English slug that programs may rely on, `message` a Vietnamese sentence, `path` the file
    relative to the corpus folder with forward slashes ("" where no file is at fault), `line` counted from 1
    (None where unknown), `document` the id of the document concerned where there is one.
    """

    severity: Severity
    code: str
    message: str
    path: str = ""
    line: int | None = None
    document: str | None = None

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line is not None else self.path
        return f"{place}: {self.message}" if place else self.message


class CancuError(Exception):
    """A request that cannot be carried out; `str()` is one sentence for the person who asked."""
