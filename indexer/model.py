"""The nouns of the house: frozen values that every room hands to the next.

Offsets are Unicode code points, half open. Dates are ISO strings (`2021-10-25`; `2021-10` or `2021` where
only the month or year is known). Terms are Roman numerals (`XIII`), shown with their committee.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum


class Standing(StrEnum):
    """How certain a reading is, best first."""

    STATED = "stated"  # the document itself, or the text that cites it, says so
    VERIFIED = "verified"  # a public page of an office or newspaper was seen
    SECONDARY = "secondary"  # training material that agrees; no official page seen
    INFERRED = "inferred"  # concluded from other facts, which `source` names
    DOUBTFUL = "doubtful"  # circulates, contradicted or unsupported


class Level(StrEnum):
    """What a node of a plan's task tree is."""

    PREAMBLE = "preamble"
    SECTION = "section"
    NUMBERED = "numbered"
    SUBNUMBERED = "subnumbered"
    BULLET = "bullet"


class Form(StrEnum):
    """What stands at the place of a citation."""

    FULL = "full"  # digits and symbol: 35-NQ/TW
    BARE = "bare"  # digits without symbol: Nghị quyết 35
    UNNUMBERED = "unnumbered"  # one document named without number: Điều lệ Đảng
    REFERENCE = "reference"  # "Kế hoạch này", "Nghị quyết nêu trên"
    GROUP = "group"  # several documents not named singly: nghị quyết Đại hội Đảng bộ các cấp


class Role(StrEnum):
    """What a task does with the document it cites."""

    BASIS = "basis"
    STUDY = "study"
    PROPAGATE = "propagate"
    IMPLEMENT = "implement"
    REVIEW = "review"
    REPORT = "report"
    OTHER = "other"


class Part(StrEnum):
    """What an organ has to do in a task."""

    LEAD = "lead"  # chủ trì
    WITH = "with"  # phối hợp
    ADVISE = "advise"  # tham mưu
    DIRECT = "direct"  # chỉ đạo
    DO = "do"  # thực hiện
    REPORT_TO = "report_to"  # báo cáo (với)


class DeadlineKind(StrEnum):
    """What sort of time a task names."""

    DEADLINE = "deadline"  # a day, month or year by which it is to be done
    PERIOD = "period"  # a stretch of time: giai đoạn 2021 - 2025, năm 2022
    FREQUENCY = "frequency"  # hằng năm, quý, 6 tháng, 9 tháng
    CONDITION = "condition"  # "khi có chương trình mới"


class Status(StrEnum):
    """What is known of a document's validity; the day to which it is known is `Document.checked_to`."""

    REPLACED = "replaced"
    IN_FORCE = "in_force"
    NONE_FOUND = "none_found"  # no replacing document was found: a statement about the search, not about validity
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of a field, with where it comes from. `source` is an address or a short Vietnamese phrase."""

    value: str
    source: str = ""
    standing: Standing = Standing.STATED


@dataclass(frozen=True, slots=True)
class Disputed:
    """A field that sources may read differently: every reading is kept, the first is the one shown."""

    readings: tuple[Reading, ...] = ()

    @property
    def value(self) -> str | None:
        """The preferred reading's value, None where nothing is known."""
        return self.readings[0].value if self.readings else None

    @property
    def standing(self) -> Standing | None:
        """The preferred reading's standing."""
        return self.readings[0].standing if self.readings else None

    @property
    def disputed(self) -> bool:
        """Whether the readings differ."""
        return len({reading.value for reading in self.readings}) > 1


@dataclass(frozen=True, slots=True)
class Source:
    """A public page about a document. Only `verified` ones (seen by a person) are ever shown as links."""

    address: str
    says: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class DocumentDescription:
    """A document named by its features instead of an id: the target of a relation to a document without a file."""

    kind: str | None = None  # kind id
    number: str | None = None
    issuer: str | None = None  # organ id
    issued: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A directed statement of the document whose file it stands in: `type` is an id of relations.yaml."""

    type: str
    target: str | DocumentDescription  # a document id, or a description
    source: str = ""
    standing: Standing = Standing.STATED
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A person's correction of one citation. Exactly one of `set`, `add` is meaningful.

    `task` and the `nth` (from 1) occurrence of `text` in it say where; `document`, `role` and `form` what to
    set; form "none" says that it is no citation; `add` marks a citation that the extractor missed.
    """

    task: str
    text: str
    nth: int = 1
    document: str | None = None
    role: str | None = None
    form: str | None = None
    add: bool = False


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """A person's decision that a document, or its part `at` (a task's id), belongs to a topic or does not."""

    topic: str  # id of topics.yaml
    belongs: bool = True
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One corpus file: a plan, or a document that plans cite. See "A corpus file" in ARCHITECTURE.md."""

    id: str
    kind: Disputed  # kind ids (vocabulary/kinds.yaml)
    title: Disputed
    number: str | None = None
    issuer: Disputed = Disputed()  # organ ids (vocabulary/organs.yaml)
    issuer_text: str | None = None  # the issuer in the document's or its citer's own words
    issued: Disputed = Disputed()
    term: str | None = None
    effective_from: str | None = None
    effective_to: str | None = None
    status: Status = Status.UNKNOWN
    checked_to: str | None = None
    signer: Disputed = Disputed()
    circulation: str | None = None  # None: public; "internal"
    sources: tuple[Source, ...] = ()
    relations: tuple[Relation, ...] = ()
    topics: tuple[TopicChoice, ...] = ()
    also_known_as: tuple[str, ...] = ()
    former_ids: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    original: str | None = None  # the file it came from, relative to corpus/originals/
    original_sha256: str | None = None
    body: str = ""
    path: str = ""  # relative to the corpus folder, forward slashes
    body_line: int = 1  # line of the file on which `body` begins

    @property
    def held(self) -> bool:
        """Whether the library has the document's text."""
        return bool(self.body.strip())


@dataclass(frozen=True, slots=True)
class OrganMention:
    """An organ named in a task; `organ` is the organ's id where it is known."""

    text: str
    start: int
    end: int
    organ: str | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time named in a task."""

    text: str
    start: int
    end: int
    kind: DeadlineKind


@dataclass(frozen=True, slots=True)
class Task:
    """A node of a plan's task tree. `start`-`end` run from the marker to the end of the last child.

    Ids: section `II`, numbered `II.4`, sub-numbered `II.4.1`, bullet `II.4.1-2`, point `II.4.a`; the paragraph
    of bases before section I is `0`. `heading` is the node's own first line without marker, `text` what lies in
    `start`-`end`.
    """

    id: str
    level: Level
    marker: str
    heading: str
    text: str
    start: int
    end: int
    parent: str | None = None
    organs: tuple[OrganMention, ...] = ()
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """What a document says of itself above and below its text; None where it says nothing.

    `kind` is the full name in lower case, `issuer`, `place`, `title`, `signer`, `position` the text's letters with
    blanks collapsed, `issued` ISO.
    """

    kind: str | None = None
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued: str | None = None
    title: str | None = None
    signer: str | None = None
    position: str | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A text as read: its header and its task tree in reading order."""

    header: Header
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Inference:
    """A field's value that is not stated at the place but concluded from `source` (a short English slug)."""

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that a citation may mean, with a score (0 to 1) and the reasons for it, as English slugs."""

    document: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in a text that names a document (HOUSE contract of `cancu cite`).

    `kind`, `issuer`, `term`, `title`, `issued` are as stated at this place, else None; what is known from
    elsewhere stands in `inferred`. `number_start`-`number_end` are None where no number stands.
    """

    start: int
    end: int
    text: str
    form: Form
    number_start: int | None = None
    number_end: int | None = None
    canonical: str | None = None
    kind: str | None = None
    issued: str | None = None
    issuer: str | None = None
    term: str | None = None
    title: str | None = None
    role: Role = Role.OTHER
    self: bool = False
    nested: bool = False
    inferred: dict[str, Inference] = field(default_factory=dict)
    document: str | None = None
    candidates: tuple[Candidate, ...] = ()
    problems: tuple[str, ...] = ()  # slugs: what a resolved document's record contradicts ("kind", "issued" ...)

    @property
    def span(self) -> Span:
        """Where the citation stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Link:
    """A citation of a plan brought to its task and, where that is settled, to its document."""

    plan: str
    task: str  # task id
    citation: Citation
    nth: int  # which citation of the plan it is, from 0, in reading order

    @property
    def document(self) -> str | None:
        """The document meant, None where the citation is a group, ambiguous or unresolved."""
        return self.citation.document


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of text search: a document's card, or a leaf of a held text with its heading chain.

    `text` has at most 3,000 characters; `start` is its offset in the document's body (None for a card).
    """

    id: str
    document: str
    place: str | None  # task id, or a section's anchor
    headings: tuple[str, ...]
    text: str
    start: int | None = None
    is_card: bool = False
