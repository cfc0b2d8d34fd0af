"""What the reader's desk asks of the knowledge base: the matrix of a plan, and how good its bases still are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from indexer.model import Level
from indexer.model import Role
from indexer.model import Standing
from indexer.model import Status
from indexer.views import CitingPlace
from indexer.views import DocumentSummary
from indexer.views import Facet

#: The relations by which an older document ends, and all by which a newer one takes its place in practice.
REPLACING: Final = frozenset({"replaces", "repeals"})
SUCCEEDING: Final = REPLACING | {"follows", "continues"}
#: Those by which it lives on with other words.
AMENDING: Final = frozenset({"amends", "supplements"})


class MatrixOrder(StrEnum):
    """In what order a matrix shows its documents."""

    CITED = "cited"  # as the plan first cites them
    ORGAN = "organ"  # by the issuer's name
    KIND = "kind"
    DATE = "date"  # oldest first, unknown days last
    TASKS = "tasks"  # cited by most tasks first


@dataclass(frozen=True, slots=True)
class MatrixFilters:
    """Which documents a matrix shows: ids of a kind and an organ, a year. None: all."""

    kind: str | None = None
    organ: str | None = None
    year: str | None = None

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return any((self.kind, self.organ, self.year))


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A document that the plan cites. `tasks`: how many tasks cite it in their own words; `places`: how often."""

    document: DocumentSummary
    tasks: int
    places: int


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What a task does with a document. Of an inherited cell `inherited` is the id of the heading that cites it."""

    roles: tuple[Role, ...]
    inherited: str | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A node of the plan's task tree. `cells` stand in the order of the matrix's columns.

    `documents` counts the shown documents that the node cites in its own words; `unnamed` its citations, shown or
    not, that name no single known document. `bare`: a leaf that cites nothing, under headings that cite nothing.
    """

    task: str
    level: Level
    marker: str
    heading: str
    place: str
    depth: int
    cells: tuple[MatrixCell | None, ...]
    documents: int
    unnamed: int
    bare: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """Tasks by documents. `facets`: kinds, organs and years of all documents that the plan cites.

    `once` are the documents that a single place cites and `bare` the rows without any basis, whatever is filtered.
    """

    plan: DocumentSummary
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    facets: tuple[Facet, ...]
    roles: Mapping[Role, str]  # the names of all roles, in their order
    cited: int  # documents of the plan, those that are filtered out among them
    once: tuple[DocumentSummary, ...]
    bare: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A document that came after another: replaced, followed, continued or amended it.

    `label` says what the newer one does ("thay thế"); `source` where that is known from, `date` (ISO) since when.
    """

    older: DocumentSummary
    newer: DocumentSummary
    type: str  # relation id
    label: str
    source: str
    standing: Standing
    date: str | None


@dataclass(frozen=True, slots=True)
class Validity:
    """What is known of how good a document still is, and to which day (ISO).

    `succession` are the steps by which later documents took its place, directly or one after the other, and
    `changes` those by which it, or one of them, was amended; both oldest first.
    """

    status: Status
    checked_to: str | None
    succession: tuple[Step, ...]
    changes: tuple[Step, ...]

    @property
    def newest(self) -> DocumentSummary | None:
        """The last document that took its place."""
        return self.succession[-1].newer if self.succession else None

    @property
    def replaced(self) -> bool:
        """Whether a source says that it holds no more: to be followed by another one is less than that."""
        return self.status is Status.REPLACED or any(step.type in REPLACING for step in self.succession)


@dataclass(frozen=True, slots=True)
class OutdatedBasis:
    """A cited document whose place a later one took after the plan was made, and where plans cite it."""

    document: DocumentSummary
    validity: Validity
    places: tuple[CitingPlace, ...]


@dataclass(frozen=True, slots=True)
class Update:
    """A newer document with the bases of plans whose place it took, directly or at the end of a row."""

    newer: DocumentSummary
    bases: tuple[OutdatedBasis, ...]


class Tier(StrEnum):
    """A level of the organisation, from the top down."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    UNKNOWN = "unknown"  # the issuer is not known, or is of no level


@dataclass(frozen=True, slots=True)
class CascadeTier:
    """A level with documents. `last_day` (ISO): when all its issuers here ended, None where one of them goes on."""

    tier: Tier
    last_day: str | None


@dataclass(frozen=True, slots=True)
class CascadeNode:
    """A document of a cascade. `places`: at how many places the plan cites it."""

    document: DocumentSummary
    tier: Tier
    places: int


@dataclass(frozen=True, slots=True)
class CascadeEdge:
    """`lower` carries out `upper` (ids); `label` says how: "triển khai thực hiện". `date` (ISO): where it is known."""

    upper: str
    lower: str
    label: str
    standing: Standing
    date: str | None


@dataclass(frozen=True, slots=True)
class CascadeChain:
    """Documents that hang together, each after those that it carries out, with what links them."""

    nodes: tuple[CascadeNode, ...]
    edges: tuple[CascadeEdge, ...]


@dataclass(frozen=True, slots=True)
class Cascade:
    """Which of some documents carries out which: those of a plan, with the plan itself, or of a topic (no `plan`).

    `alone`: those of which no such relation is recorded.
    """

    plan: DocumentSummary | None
    tiers: tuple[CascadeTier, ...]
    chains: tuple[CascadeChain, ...]
    alone: tuple[CascadeNode, ...]
