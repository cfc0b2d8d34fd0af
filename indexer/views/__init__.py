"""What the knowledge base answers: frozen values, ready to be shown or sent as JSON, free of any engine or SQL."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.errors import Problem
from indexer.model import Candidate
from indexer.model import Citation
from indexer.model import Deadline
from indexer.model import Header
from indexer.model import Level
from indexer.model import OrganMention
from indexer.model import Reading
from indexer.model import Role
from indexer.model import Source
from indexer.model import Span
from indexer.model import Standing
from indexer.model import Status
from indexer.views.topics import TopicCount
from indexer.views.topics import TopicMark


@dataclass(frozen=True, slots=True)
class Named:
    """An entry of a vocabulary: its id, which addresses use, and its name in Vietnamese."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class TermView:
    """A term with its committee, as it must always be shown."""

    committee: Named
    numeral: str


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document in one line of a list. `citations`: how many places of held plans cite it."""

    id: str
    kind: Named
    number: str | None
    title: str | None
    issuer: Named | None
    issued: str | None
    term: TermView | None
    held: bool
    described: bool  # False: known only from the texts that cite it, without a file of its own
    is_plan: bool
    citations: int
    internal: bool = False  # of limited circulation; never among what strangers are shown


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a document's record with its readings, the preferred one first."""

    name: str  # the front matter's field name
    label: str  # Vietnamese
    readings: tuple[Reading, ...]  # values as shown: names instead of ids, dates still ISO


@dataclass(frozen=True, slots=True)
class RelationView:
    """One edge seen from one of its ends. `label` fits the direction ("thay thế", "được thay thế bởi")."""

    type: str
    label: str
    document: DocumentSummary | None  # None: the other end has no record
    description: str | None  # the other end in words where it has no record
    source: str
    standing: Standing
    date: str | None
    changes_validity: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of text with the stretches to mark; spans count from the excerpt's first character."""

    text: str
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class CitingPlace:
    """A place of a plan that cites a document: the sentence, with the citation marked."""

    plan: DocumentSummary
    task: str
    place: str  # as people name it: "mục II.4.1, gạch đầu dòng thứ hai"
    heading: str
    role: Role
    sentence: Excerpt


@dataclass(frozen=True, slots=True)
class DocumentView:
    """Everything known of one document."""

    summary: DocumentSummary
    fields: tuple[FieldView, ...]
    status: Status
    checked_to: str | None
    relations: tuple[RelationView, ...]  # what this document does to others
    inverse_relations: tuple[RelationView, ...]  # what others do to it
    newer: tuple[DocumentSummary, ...]  # what followed or replaced it, step by step, newest last
    cited_at: tuple[CitingPlace, ...]
    sources: tuple[Source, ...]  # verified public pages only
    also_known_as: tuple[str, ...]
    topics: tuple[TopicMark, ...]  # of the whole, suggested or chosen
    namesakes: tuple[DocumentSummary, ...]  # other documents under the same number
    original: str | None  # name of the original file, where the library keeps it
    body: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class NumberGroup:
    """The documents of one number in one term (None: term not known), newest first."""

    term: TermView | None
    documents: tuple[DocumentSummary, ...]


@dataclass(frozen=True, slots=True)
class NumberView:
    """What is known under a number. `strength`: which key hit: full, without_organ, digits_kind, or None."""

    asked: str
    canonical: str | None
    slug: str | None
    strength: str | None
    groups: tuple[NumberGroup, ...]
    names_one: bool  # a State number with its year: it can name only one document

    @property
    def documents(self) -> tuple[DocumentSummary, ...]:
        """All documents of the number, newest term first."""
        return tuple(document for group in self.groups for document in group.documents)


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A document that a citation may mean."""

    document: DocumentSummary
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class LinkView:
    """A citation of a plan with the document it means. Offsets in `citation` count into the plan's body."""

    task: str
    citation: Citation
    document: DocumentSummary | None
    candidates: tuple[CandidateView, ...]
    newer: DocumentSummary | None  # the newest document that has replaced or followed it


@dataclass(frozen=True, slots=True)
class TaskNode:
    """A node of a plan's task tree with its own links (those of its children stand in the children)."""

    id: str
    level: Level
    marker: str
    heading: str
    place: str
    start: int
    end: int
    own_end: int  # where the node's own text ends and its first child begins
    organs: tuple[OrganMention, ...]
    deadlines: tuple[Deadline, ...]
    links: tuple[LinkView, ...]
    children: tuple[TaskNode, ...]
    teaching: Excerpt | None = None  # the words by which it asks for something to be brought into teaching


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan in one line of the list of plans."""

    document: DocumentSummary
    tasks: int
    citations: int
    documents: int  # distinct documents cited


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan as a reading page: its text, header and task tree."""

    document: DocumentView
    header: Header
    body: str
    tasks: tuple[TaskNode, ...]  # roots in reading order
    cited: tuple[DocumentSummary, ...]  # distinct documents, in order of first citation


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task of a plan with its surroundings."""

    plan: DocumentSummary
    node: TaskNode
    text: str  # the plan's body from node.start to node.end
    ancestors: tuple[TaskNode, ...]  # outermost first
    previous: str | None  # id of the task before it in reading order
    following: str | None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that results or lists can be narrowed to, with how many documents it leaves."""

    id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A way of narrowing: kind, organ, year, term, theme, programme, held."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """Exact narrowing of a search or list: ids of vocabulary entries, ISO days, whether the text is held."""

    kind: str | None = None
    organ: str | None = None
    year: str | None = None
    term: str | None = None  # id of terms.yaml
    theme: str | None = None  # ids of topics.yaml
    programme: str | None = None
    issued_from: str | None = None
    issued_to: str | None = None
    held: bool | None = None
    cited: bool | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found, with its best passage.

    `why`: number, title, text or cited; filter where nothing but filters was asked. `task` is the task where the
    passage, or the citing sentence that was found, stands, and `plan` that task's plan.
    """

    document: DocumentSummary
    passage: str
    place: str | None  # where the passage stands, as people name it
    task: str | None
    score: float
    snippet: Excerpt
    why: str
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class QueryFilter:
    """A narrowing that was read from the question itself.

    `name`: kind, organ, year, term, theme, programme or task. Any of `values` (ids) passes, or a day from `lowest` to
    `highest`.
    """

    name: str
    label: str  # Vietnamese: "loại văn bản"
    typed: str  # as it stands in the question, the operator included
    shown: str  # the value as people read it: "nghị quyết", "từ 2018 đến 2021"
    values: tuple[str, ...] = ()
    lowest: str | None = None  # ISO days
    highest: str | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """What the search made of a question."""

    numbers: tuple[str, ...]  # as read: "35-NQ/TW", "NQ 35"
    words: tuple[str, ...]
    unmarked: bool  # no mark was typed: all marks match
    cut: bool = False  # the question was too long and only its beginning was searched
    in_part: bool = False  # its rarest words alone were looked for, so that the answer came in time
    filters: tuple[QueryFilter, ...] = ()
    phrases: tuple[str, ...] = ()  # must stand as they are
    excluded: tuple[str, ...] = ()  # must not stand
    years: tuple[str, ...] = ()  # a year beside a kind: documents of that year come first
    corrected: str | None = None  # the question that was searched, where words as typed stand nowhere


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a question. `total_is`: exact, or best (counted over the best candidates only).

    `outgrown`: the library has become too large for its text engine, and answers are slow. `resting`: the text
    engine's server does not answer; what is there was found by numbers or in the catalogue.
    """

    query: str
    understood: Understood
    total: int
    total_is: str
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    suggestion: str | None = None
    outgrown: bool = False
    resting: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that a question may become while it is typed: a document, an organ's list or a topic.

    `type`: document, organ or topic, and the one of the three that is set. `text` names it, `detail` says more of it.
    """

    type: str
    text: str
    detail: str
    document: DocumentSummary | None = None
    organ: FacetValue | None = None
    topic: TopicCount | None = None


@dataclass(frozen=True, slots=True)
class RelatedDocument:
    """A document that has to do with another one. `why`: tasks (cited in the same ones), relation or text."""

    document: DocumentSummary
    why: str
    detail: str  # in words: the tasks' places, the relation


@dataclass(frozen=True, slots=True)
class Listing:
    """The documents of one kind, organ, year or term."""

    facet: str
    value: Named
    documents: tuple[DocumentSummary, ...]
    related: tuple[Named, ...] = ()  # predecessors and successors of an organ
    note: str | None = None


@dataclass(frozen=True, slots=True)
class WantedDocument:
    """A cited document whose text is not held, with the tasks that need it."""

    document: DocumentSummary
    needed_by: tuple[CitingPlace, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """The honest line of the first page, and what a build reports."""

    plans: int
    cited: int  # documents that held plans cite
    held: int  # of those, with text
    documents: int
    passages: int
    tasks: int
    citations: int
    unresolved: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `built`: False where the generation that was there still fits the corpus."""

    generation: str
    built: bool
    counts: Counts
    problems: int
    seconds: float
    outgrown: bool = False  # the library has become too large for its text engine
