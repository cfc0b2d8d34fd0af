"""A document's text with its parts and what it cites: what an export needs that keeps the structure."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.model import Form
from indexer.model import Header
from indexer.model import Level
from indexer.views import DocumentSummary
from indexer.views import DocumentView


@dataclass(frozen=True, slots=True)
class TextNode:
    """A part of a text, as `TaskNode` is of a plan's; offsets count into the body."""

    id: str
    level: Level
    marker: str
    heading: str
    start: int
    end: int
    own_end: int  # where the part's own text ends and its first child begins
    children: tuple[TextNode, ...]


@dataclass(frozen=True, slots=True)
class TextReference:
    """A place of a text that names a document; offsets count into the body.

    `document` is the one meant, None where that is open: then `candidates` are those that it may mean. `is_self`: it
    names the text itself. `inferred` are what the place does not state itself: (field, value, from what).
    """

    start: int
    end: int
    form: Form
    is_self: bool
    document: DocumentSummary | None
    candidates: tuple[DocumentSummary, ...]
    inferred: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class StructuredText:
    """A document with its text as read. Without text, `nodes` and `references` are empty.

    No two references overlap; they stand in reading order.
    """

    document: DocumentView
    header: Header
    nodes: tuple[TextNode, ...]
    references: tuple[TextReference, ...]
