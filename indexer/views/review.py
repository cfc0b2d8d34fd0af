"""What a review of a draft answers: its bases, a row each, and findings that a clerk can act on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indexer.model import Header
from indexer.model import Role
from indexer.views import DocumentSummary


class Weight(StrEnum):
    """How much a finding matters; the values are the words that people read."""

    WRONG = "sai"
    IMPROVE = "nên sửa"
    NOTE = "để biết"


class Certainty(StrEnum):
    """Whether a finding can be acted on at once, or asks to look at the document itself first."""

    SURE = "chắc chắn"
    CHECK = "cần kiểm tra"


class DayFrom(StrEnum):
    """Where the day considered comes from."""

    DRAFT = "draft"
    AS_OF = "as_of"
    TODAY = "today"


class BaseState(StrEnum):
    """What the library has of a base."""

    HELD = "held"  # its text
    RECORD = "record"  # its record without text
    NOT_HELD = "not_held"  # nothing: it could not be compared
    AMBIGUOUS = "ambiguous"  # several documents that may be meant
    UNRESOLVED = "unresolved"  # the words do not tell which document is meant


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the draft: the task (None outside all tasks) and its name as people say it.

    `start`-`end` are code points into the draft as given, `text` what stands there.
    """

    task: str | None
    name: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Base:
    """A document that the draft cites. `written`: the distinct ways in which the draft names it, first one first."""

    written: tuple[str, ...]
    state: BaseState
    document: DocumentSummary | None
    places: tuple[Place, ...]
    roles: tuple[Role, ...]
    choices: tuple[DocumentSummary, ...] = ()
    newest: DocumentSummary | None = None  # what replaced or followed it last, up to today


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to act on. All words are Vietnamese; `code` is an English slug that programs may rely on."""

    code: str
    severity: Weight
    certainty: Certainty
    subject: str  # what it is about: "Kết luận 21-KL/TW", "Quận ủy"
    written: str  # as it stands in the draft
    message: str
    action: str
    places: tuple[Place, ...]
    source: str = ""  # on what it rests
    correction: str | None = None  # the text to put in its place
    document: DocumentSummary | None = None
    others: tuple[DocumentSummary, ...] = ()  # choices, successors, neighbours


@dataclass(frozen=True, slots=True)
class Review:
    """A draft reviewed. `day` is the day considered, `today` the other one; both ISO."""

    header: Header
    day: str
    day_from: DayFrom
    today: str
    bases: tuple[Base, ...]
    findings: tuple[Finding, ...]
    groups: int  # places that name several documents without naming one

    def count(self, severity: Weight) -> int:
        """Return how many findings have this severity."""
        return sum(1 for finding in self.findings if finding.severity is severity)
