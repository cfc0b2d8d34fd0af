"""What goes to the reading process and comes back: one JSON line each way."""

from __future__ import annotations

import json
from dataclasses import asdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.convert.limits import Limits
from indexer.errors import CancuError
from indexer.errors import EmptyTextError
from indexer.errors import Problem
from indexer.errors import SecretTextError
from indexer.errors import Severity
from indexer.errors.convert import FAILURES
from indexer.errors.convert import DamagedFileError
from indexer.errors.convert import EmptyFileError
from indexer.model import Span
from indexer.views.conversion import Converted
from indexer.views.conversion import ConvertedTable
from indexer.views.conversion import Encoding
from indexer.views.conversion import Format
from indexer.views.conversion import TableCell


@dataclass(frozen=True, slots=True)
class Request:
    """A file to be read; `ocr`: pictures of pages are to be read too, within `seconds`."""

    path: Path
    name: str
    limits: Limits
    seconds: float
    ocr: bool = False

    def line(self) -> str:
        """Return the line that asks for it."""
        return json.dumps({**asdict(self), "path": str(self.path)})


def asked(line: str) -> Request:
    """Return what a line asks for."""
    found = json.loads(line)
    return Request(**{**found, "path": Path(found["path"]), "limits": Limits(**found["limits"])})


def answer(converted: Converted) -> str:
    """Return the line that brings a text."""
    return json.dumps({"converted": asdict(converted)})


def refusal(error: BaseException) -> str:
    """Return the line that says why there is no text."""
    return json.dumps({"failure": type(error).__name__})


def answered(line: str, name: str) -> Converted:
    """Return the text that a line brings, or raise what it says.

    Raises:
        CancuError: the failure that the line names.
    """
    found = json.loads(line)
    if "failure" in found:
        raise _failure(found["failure"], name)
    return _converted(found["converted"])


def _failure(kind: str, name: str) -> CancuError:
    if kind == SecretTextError.__name__:
        return SecretTextError()
    if kind == EmptyTextError.__name__:
        return EmptyFileError(name)
    return FAILURES.get(kind, DamagedFileError)(name)


def _converted(found: dict[str, Any]) -> Converted:
    return Converted(
        text=found["text"],
        format=Format(found["format"]),
        encoding=Encoding(found["encoding"]),
        pages=found["pages"],
        ocr_confidence=found["ocr_confidence"],
        tables=tuple(
            ConvertedTable(
                table["start"], table["end"], tuple(tuple(TableCell(**cell) for cell in row) for row in table["rows"])
            )
            for table in found["tables"]
        ),
        capitals=tuple(Span(**span) for span in found["capitals"]),
        notes=tuple(Problem(**{**one, "severity": Severity(one["severity"])}) for one in found["notes"]),
    )
