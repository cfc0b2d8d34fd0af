"""A plan's citations on its page: a link to the document meant, or a mark that says why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from indexer.model import Form
from indexer.model import Level
from indexer.model import Role
from indexer.views import CandidateView
from indexer.views import DocumentSummary
from indexer.views import LinkView
from indexer.views import TaskNode
from webapp import addresses
from webapp.rendering import Insert

#: Nodes without a heading of their own: their first line is their text.
UNHEADED: Final = frozenset({Level.BULLET, Level.PREAMBLE})

_GROUP: Final = Markup('<span class="cite-group">')
_NEWER: Final = Markup('<sup class="newer-mark" title="Đã có văn bản mới hơn">mới</sup>')


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside a task about one document that it cites. `anchor` is the note's id on the page."""

    anchor: str
    document: DocumentSummary | None
    text: str  # the citation's own words, shown where no single document is meant
    form: Form
    candidates: tuple[CandidateView, ...]
    newer: DocumentSummary | None
    roles: tuple[Role, ...]


def notes(node: TaskNode) -> tuple[Note, ...]:
    """Return one note for each document that the node itself cites, in order of first mention."""
    found: dict[str, Note] = {}
    for link in node.links:
        # "Kế hoạch này" names the text that is being read; a group names no document, its words say all there is.
        if link.citation.self or link.citation.form is Form.GROUP:
            continue
        key = _key(link)
        known = found.get(key)
        roles = (*known.roles, link.citation.role) if known else (link.citation.role,)
        found[key] = Note(
            anchor=known.anchor if known else f"vb-{node.id}-{len(found) + 1}",
            document=link.document,
            text=link.citation.text,
            form=link.citation.form,
            candidates=link.candidates,
            newer=link.newer,
            roles=tuple(dict.fromkeys(roles)),
        )
    return tuple(found.values())


def inserts(node: TaskNode, node_notes: Iterable[Note]) -> list[Insert]:
    """Return the links of the node's text, with offsets into the plan's body."""
    anchors = {_note_key(note): note.anchor for note in node_notes}
    return [
        Insert(link.citation.start, link.citation.end, _GROUP, Markup("</span>"))
        if link.citation.form is Form.GROUP
        else _insert(link, anchors[_key(link)])
        for link in node.links
        if not link.citation.self
    ]


def _insert(link: LinkView, anchor: str) -> Insert:
    citation = link.citation
    if link.document is not None:
        address = addresses.document(link.document)
        opening = Markup('<a class="cite" href="{}" aria-describedby="{}">').format(address, anchor)
        return Insert(citation.start, citation.end, opening, Markup("</a>"), _NEWER if link.newer else Markup(""))
    opening = Markup('<a class="cite-open" href="#{}">').format(anchor)
    return Insert(citation.start, citation.end, opening, Markup("</a>"))


def _key(link: LinkView) -> str:
    return link.document.id if link.document else f"“{link.citation.text.casefold()}”"


def _note_key(note: Note) -> str:
    return note.document.id if note.document else f"“{note.text.casefold()}”"


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """The documents that a task uses in one role."""

    role: Role
    notes: tuple[Note, ...]


def by_role(node: TaskNode) -> tuple[RoleGroup, ...]:
    """Return the documents of the node and all its children, grouped by role in the order of `Role`."""
    groups: dict[Role, dict[str, Note]] = {role: {} for role in Role}
    for member in subtree(node):
        for note in notes(member):
            for role in note.roles:
                groups[role].setdefault(_note_key(note), note)
    return tuple(RoleGroup(role, tuple(found.values())) for role, found in groups.items() if found)


def subtree(node: TaskNode) -> Iterable[TaskNode]:
    """Yield the node and everything below it, in reading order."""
    yield node
    for child in node.children:
        yield from subtree(child)


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A headed task in a plan's outline. `documents`: how many it and everything below it cite."""

    node: TaskNode
    documents: int
    children: tuple[OutlineEntry, ...]


def outline(nodes: Iterable[TaskNode]) -> tuple[OutlineEntry, ...]:
    """Return the headed nodes of a task tree; bullets and the paragraph of bases have no line of their own."""
    return tuple(
        OutlineEntry(node, _cited(node), outline(node.children)) for node in nodes if node.level not in UNHEADED
    )


def _cited(node: TaskNode) -> int:
    return len({link.document.id for member in subtree(node) for link in member.links if link.document})
