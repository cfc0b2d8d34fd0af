"""What is gathered by topic: themes and training programmes, with where each suggestion comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indexer.views import DocumentSummary
from indexer.views import Excerpt
from indexer.views.desk import Validity


class TopicSort(StrEnum):
    """Which of the two lists a topic stands in."""

    THEME = "theme"
    PROGRAMME = "programme"


class Ground(StrEnum):
    """Where it is known from that something belongs to a topic, the strongest first."""

    CHOSEN = "chosen"  # a person said so in the document's file
    TITLE = "title"
    NAME = "name"  # another name of the document
    HEADING = "heading"
    TEXT = "text"
    QUOTED = "quoted"  # in the quoted title of a document that the text names
    ABOVE = "above"  # words of a heading above it


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something belongs to a topic: the words that suggest it, as they stand there.

    `place` names the heading above, for `ABOVE`; a person's choice has no words.
    """

    ground: Ground
    words: str = ""
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Assigned:
    """A topic (id) with the reasons for it, the strongest first."""

    topic: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic as it is shown."""

    id: str
    sort: TopicSort
    name: str


@dataclass(frozen=True, slots=True)
class TopicMark:
    """A topic of a document or of a part of a text, with its reasons."""

    topic: TopicName
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A topic with how much the library holds of it; `passages` are parts of held texts that are no plans."""

    topic: TopicName
    documents: int
    tasks: int
    passages: int

    @property
    def empty(self) -> bool:
        """Whether nothing belongs to it."""
        return not (self.documents or self.tasks or self.passages)


@dataclass(frozen=True, slots=True)
class TopicDocument:
    """A document of a topic, with how good it still is."""

    document: DocumentSummary
    reasons: tuple[Reason, ...]
    validity: Validity


@dataclass(frozen=True, slots=True)
class TopicPlace:
    """A task of a plan, or a part of another held text, that belongs to a topic.

    `id` is the task's or the part's, `place` as people name it. `teaching`: the words by which a task asks for
    something to be brought into teaching.
    """

    document: DocumentSummary
    id: str
    place: str
    excerpt: Excerpt
    reasons: tuple[Reason, ...]
    teaching: Excerpt | None = None

    @property
    def key(self) -> str:
        """The place as it is gathered."""
        return f"{self.document.id}:{self.id}"


@dataclass(frozen=True, slots=True)
class TopicView:
    """One topic: documents newest first, tasks and passages by document, newest document first, in reading order."""

    topic: TopicName
    count: TopicCount
    documents: tuple[TopicDocument, ...]
    tasks: tuple[TopicPlace, ...]
    passages: tuple[TopicPlace, ...]


@dataclass(frozen=True, slots=True)
class TeachingTask:
    """A task that asks for something to be brought into teaching, with the words that say so and its topics."""

    plan: DocumentSummary
    id: str
    place: str
    words: Excerpt
    topics: tuple[TopicMark, ...]
