"""What comparing two held documents answers: their parts side by side with the words that differ, and their bases."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indexer.views import DocumentSummary
from indexer.views.desk import Step
from indexer.views.desk import Validity


class PartState(StrEnum):
    """What became of a part of the older text."""

    SAME = "same"
    UPDATED = "updated"  # only times or names of organs have moved on
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


class RunKind(StrEnum):
    """Whether the other text has the words of a run too."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


class Reason(StrEnum):
    """Why words that differ do not make another task of a task."""

    TIME = "time"  # a year or day that moves on: "2022", "2023"
    ORGAN = "organ"  # one organ under two names, or an organ and the one that took its place


class Division(StrEnum):
    """Into what two texts were divided to be compared."""

    TASKS = "tasks"  # two plans: each node of the task trees in its own words
    ARTICLES = "articles"  # each Điều as a whole
    PARTS = "parts"  # each section, point and dash in its own words
    PARAGRAPHS = "paragraphs"  # neither text has any of these


class BasisState(StrEnum):
    """What became of a document that the older plan cites, or that the newer one cites only."""

    KEPT = "kept"
    REPLACED = "replaced"  # the newer plan cites what took its place
    REVERTED = "reverted"  # the newer plan cites what the older plan's basis had taken the place of
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words of one kind. The runs of a side, joined, are the side's text."""

    kind: RunKind
    text: str
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """A part as one of the two texts has it. `id` is its task's id, "" for what stands outside all tasks."""

    id: str
    place: str  # as people name it: "Điều 5"
    marker: str  # as printed: "4.1."
    heading: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The part's words, its marker left out."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class PartPair:
    """A part with what became of it; at least one side is there.

    `moved`: it stands at another place among its neighbours, or under another heading; `renumbered`: it bears another
    number. `likeness` (0 to 1) is that of the two texts. Of `coarse` pairs the words were not compared one by one.
    """

    state: PartState
    old: Side | None
    new: Side | None
    depth: int = 0
    moved: bool = False
    renumbered: bool = False
    likeness: float | None = None
    coarse: bool = False


@dataclass(frozen=True, slots=True)
class Basis:
    """A cited document, or one and the other that took its place.

    `old` and `new` are what the older and the newer plan cite, `steps` the way from the one to the other. `validity`
    tells how good the document is that the newer plan (or, where it is gone, the older one) cites.
    """

    state: BasisState
    old: DocumentSummary | None
    new: DocumentSummary | None
    steps: tuple[Step, ...] = ()
    validity: Validity | None = None


@dataclass(frozen=True, slots=True)
class Bases:
    """The bases of two plans. `unnamed_old`, `unnamed_new`: citations that name no single known document."""

    documents: tuple[Basis, ...]
    unnamed_old: int
    unnamed_new: int

    def count(self, state: BasisState) -> int:
        """Return how many documents are in this state."""
        return sum(1 for basis in self.documents if basis.state is state)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents compared. `parts` stand in the newer text's order, those that are gone where they stood before.

    `frame` is what stands above and below all parts: letterhead, signature. `coarse` counts the pairs whose words were
    not compared one by one because the texts are too long.
    """

    old: DocumentSummary
    new: DocumentSummary
    division: Division
    parts: tuple[PartPair, ...]
    frame: tuple[PartPair, ...]
    bases: Bases | None  # of two plans only

    @property
    def coarse(self) -> int:
        """How many pairs were not compared word by word."""
        return sum(1 for pair in (*self.parts, *self.frame) if pair.coarse)

    @property
    def identical(self) -> bool:
        """Whether nothing differs that is compared."""
        pairs = (*self.parts, *self.frame)
        return all(pair.state is PartState.SAME and not (pair.moved or pair.renumbered) for pair in pairs)

    def count(self, state: PartState) -> int:
        """Return how many parts are in this state."""
        return sum(1 for pair in self.parts if pair.state is state)

    @property
    def moved(self) -> int:
        """How many parts stand elsewhere."""
        return sum(1 for pair in self.parts if pair.moved)

    @property
    def renumbered(self) -> int:
        """How many parts bear another number."""
        return sum(1 for pair in self.parts if pair.renumbered)


@dataclass(frozen=True, slots=True)
class Comparable:
    """Two held documents that are worth comparing, the older one first. `why` says how they hang together."""

    old: DocumentSummary
    new: DocumentSummary
    why: str
