"""What is gathered by topic: documents, tasks and passages, each with where the suggestion comes from."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.views import DocumentSummary
from indexer.views import Excerpt
from indexer.views.desk import Validity
from indexer.views.topics import Reason
from indexer.views.topics import TopicCount
from indexer.views.topics import TopicMark
from indexer.views.topics import TopicName


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
