"""Themes and training programmes, and why something belongs to one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
