"""A file on its way into the library, as an editor sees it."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.errors import Problem
from indexer.model import Document
from indexer.model import Override
from indexer.views.importing import Outcome
from indexer.views.importing import Recognised


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """A draft in the list; `at` is ISO in UTC, `account` who brought it."""

    number: int
    at: str
    account: str
    name: str


@dataclass(frozen=True, slots=True)
class DraftTask:
    """A task as it was read: id, place as people say it, heading, organs and times in the text's words."""

    id: str
    place: str
    heading: str
    organs: tuple[str, ...]
    deadlines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftCitation:
    """A place that cites a document, and which one (ids); `task`, `text` and `nth` name it in a correction.

    `start`-`end` are code points into the draft's body.
    """

    task: str
    place: str
    text: str
    nth: int
    start: int
    end: int
    document: str | None
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenedDraft:
    """A draft as it is understood now.

    `text` is what the file says, `body` how the library would keep it. `document` and `outcome` are what would be
    written; None where something has to be said first, and `obstacle` says what.
    """

    number: int
    version: int
    name: str
    account: str
    text: str
    body: str
    fields: tuple[Recognised, ...]
    plan: bool | None
    into: str | None
    replace: bool
    document: Document | None
    outcome: Outcome | None
    obstacle: str
    tasks: tuple[DraftTask, ...]
    citations: tuple[DraftCitation, ...]
    overrides: tuple[Override, ...]
    notes: tuple[Problem, ...]
