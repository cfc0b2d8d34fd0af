"""Editing as faces see it: a document opened with its version, what is wrong where, and the history of changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

from indexer.errors.editing import FieldProblem
from indexer.model import Document
from indexer.model import Override
from indexer.model import Reading
from indexer.model import Source


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as its file holds it. `version` changes with every byte of the file."""

    document: Document
    version: str
    problems: tuple[FieldProblem, ...]


@dataclass(frozen=True, slots=True)
class NewRelation:
    """A relation as an editor states it: `target` is an id or a number in any spelling."""

    type: str
    target: str
    source: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class DocumentEdit:
    """What an editor changes of a document; what is not named stays as it is.

    `fields` holds single values by name ("" takes the value away), `readings` a reading that is put before those that
    a disputed field has, `lists` whole lists of texts: other names, and the topics that the document as a whole belongs
    to, or, with a hyphen before, does not. What is dropped is named by its key (`indexer.editing.key`).
    Days may be written as people do.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    relations: tuple[NewRelation, ...] = ()
    sources: tuple[Source, ...] = ()
    overrides: tuple[Override, ...] = ()
    dropped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one file. `at` is ISO in UTC; `before` and `after` are the file's text, None where there is no file.

    `action`: edit, add or undo. `revision` is the git commit that holds it, `remark` what kept it from being one.
    """

    id: int
    at: str
    account: str
    action: str
    document: str
    path: str
    summary: str
    before: str | None
    after: str | None
    undoes: int | None
    undone_by: int | None
    revision: str | None
    remark: str | None


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving. `change` is None where nothing differed; `shown`: readers see it already."""

    document: str
    change: Change | None
    shown: bool
