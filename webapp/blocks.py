"""A plan's text as blocks to print, drawn from the task tree: every marker stays as it stands in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from typing import Final

from markupsafe import Markup

from indexer.text import collapse_blanks as collapsed
from indexer.text import table_cells
from indexer.views import TaskNode
from indexer.views.material import Spot
from webapp.citing import UNHEADED
from webapp.citing import Note
from webapp.citing import inserts
from webapp.citing import notes
from webapp.rendering import Insert
from webapp.rendering import inline
from webapp.tables import cell
from webapp.tables import column_names
from webapp.tables import is_table
from webapp.tables import table

# The mark of a corpus heading stands before its marker, at the end of whatever came before.
_HASHES: Final = re.compile(r"^[ \t]*#{1,6}[ \t]*(?=[^\s#])|^[ \t]*#{1,6}[ \t]*$", re.MULTILINE)
_PARAGRAPH: Final = re.compile(r"[^\s][^\n]*(?:\n[ \t]*[^\s][^\n]*)*")
# A heading is a line of its own, whatever follows it.
_BLOCK: Final = re.compile(r"^#{1,6}[ \t][^\n]*|[^\s#][^\n]*(?:\n(?!#)[ \t]*[^\s][^\n]*)*|#[^\n]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class TaskBlock:
    """A node of the task tree, ready to print. `heading` is empty for bullets, whose text is all in `paragraphs`."""

    node: TaskNode
    marker: str
    heading: Markup
    paragraphs: tuple[Markup, ...]
    notes: tuple[Note, ...]
    children: tuple[TaskBlock, ...]
    #: What stands between this node and the next, and belongs to neither.
    trailing: tuple[Markup, ...] = ()

    @property
    def headed(self) -> bool:
        """Whether the node has a heading of its own."""
        return self.node.level not in UNHEADED


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole plan: what stands above the first task, the tasks, what stands below the last, and who signs.

    A signature begins with the signer's capacity, which office papers print bold.
    """

    head: tuple[Markup, ...]
    tasks: tuple[TaskBlock, ...]
    foot: tuple[Markup, ...]
    signature: tuple[Markup, ...] = ()


def letter(body: str, roots: Sequence[TaskNode]) -> Letter:
    """Return the plan `body` with its task tree `roots` as blocks; without tasks everything is in `head`."""
    if not roots:
        return Letter(paragraphs(body, 0, len(body)), (), ())
    below = paragraphs(body, roots[-1].end, len(body), breaks=True)
    signed = next((at for at, paragraph in enumerate(below) if paragraph.startswith("<strong>")), len(below))
    return Letter(
        head=paragraphs(body, 0, roots[0].start, breaks=True),
        tasks=_siblings(body, 0, roots, roots[-1].end),
        foot=below[:signed],
        signature=below[signed:],
    )


def task_block(text: str, node: TaskNode) -> TaskBlock:
    """Return one task as a block; `text` is the plan's body from `node.start` to `node.end`."""
    return _siblings(text, node.start, (node,), node.end)[0]


def _siblings(
    text: str, offset: int, nodes: Sequence[TaskNode], end: int, columns: Sequence[str] = ()
) -> tuple[TaskBlock, ...]:
    following = [*(node.start for node in nodes[1:]), end]
    return tuple(_block(text, offset, node, until, columns) for node, until in zip(nodes, following, strict=True))


def _block(text: str, offset: int, node: TaskNode, until: int, columns: Sequence[str]) -> TaskBlock:
    """Return a node as a block; `columns` are the names of the table's columns where it is a row of one."""
    if text.startswith("|", node.start - offset):
        return _row(text, offset, node, until, columns)
    own_notes = notes(node)
    links = [_moved(insert, offset) for insert in inserts(node, own_notes)]
    start, own_end = node.start - offset, node.own_end - offset
    # A marker that does not stand in the text is not invented: the text is printed as it is.
    marker = node.marker if text.startswith(node.marker, start, own_end) else ""
    body_start, heading = start + len(marker), Markup("")
    if node.level not in UNHEADED:
        line_end = text.find("\n", body_start, own_end)
        line_end = own_end if line_end < 0 else line_end
        heading = Markup(" ").join(paragraphs(text, body_start, line_end, links))
        body_start = line_end
    rows_at = text.find("\n|", body_start, own_end)
    if rows_at >= 0 and node.children and text.startswith("|", node.children[0].start - offset):
        # Only the head of the table of tasks: each cell bears its column's name.
        columns, own_end = column_names(text[rows_at:own_end]), rows_at
    return TaskBlock(
        node=node,
        marker=marker,
        heading=heading,
        paragraphs=paragraphs(text, body_start, own_end, links),
        notes=own_notes,
        children=_siblings(text, offset, node.children, node.end, columns) if node.children else (),
        trailing=paragraphs(text, node.end - offset, until - offset),
    )


def _row(text: str, offset: int, node: TaskNode, until: int, columns: Sequence[str]) -> TaskBlock:
    """Return a row of a table of tasks: its content as heading, its other cells as paragraphs with their names."""
    own_notes = notes(node)
    links = [_moved(insert, offset) for insert in inserts(node, own_notes)]
    start, own_end = node.start - offset, node.own_end - offset
    row = text[start:own_end].rstrip()
    heading, others = Markup(""), list[Markup]()
    for index, (begin, end) in enumerate(table_cells(row.split("\n", 1)[0])):
        said = row[begin:end]
        if not said or said == node.marker:
            continue
        shown = cell(said, start + begin, links)
        if not heading and collapsed(said.replace("*", "")) == node.heading:
            heading = shown
        else:
            name = columns[index] if index < len(columns) else ""
            others.append(Markup('<span class="cell-name">{}</span> {}').format(name, shown) if name else shown)
    return TaskBlock(
        node=node,
        marker=node.marker,
        heading=heading,
        paragraphs=tuple(others),
        notes=own_notes,
        children=_siblings(text, offset, node.children, node.end, columns) if node.children else (),
        trailing=paragraphs(text, node.end - offset, until - offset),
    )


def paragraphs(
    text: str, start: int, end: int, links: Sequence[Insert] = (), *, breaks: bool = False
) -> tuple[Markup, ...]:
    """Return the paragraphs of `text[start:end]` as HTML, heading marks left out; `links` count into `text`."""
    # Blanked, not cut: the offsets of the links stay what they are.
    piece = _HASHES.sub(lambda match: " " * len(match.group()), text[start:end])
    near = [_moved(link, start) for link in links if start <= link.start and link.end <= end]
    return tuple(
        _paragraph(piece, match.start(), match.end(), near, breaks=breaks) for match in _PARAGRAPH.finditer(piece)
    )


def _paragraph(piece: str, start: int, end: int, links: Sequence[Insert], *, breaks: bool) -> Markup:
    inside = [_moved(link, start) for link in links if start <= link.start and link.end <= end]
    if is_table(piece[start:end]):
        return table(piece[start:end], inside)
    return inline(piece[start:end], inside, breaks=breaks)


def _moved(insert: Insert, by: int) -> Insert:
    return replace(insert, start=insert.start - by, end=insert.end - by)


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A heading (`level` 2 to 6), a paragraph or a table (`level` 0) of a held text that is no plan."""

    level: int
    html: Markup
    is_table: bool = False
    spots: tuple[Spot, ...] = ()  # the parts of the text that begin in it


def text_blocks(body: str, spots: Sequence[Spot] = (), start: int = 0, end: int | None = None) -> tuple[TextBlock, ...]:
    """Return `body[start:end]` as headings and paragraphs, in order, with those of `spots` that begin in each."""
    starts = [spot.start for spot in spots]  # in reading order
    return tuple(
        _text_block(match.group(), tuple(spots[bisect_left(starts, match.start()) : bisect_left(starts, match.end())]))
        for match in _BLOCK.finditer(body, start, len(body) if end is None else end)
    )


def _text_block(text: str, spots: tuple[Spot, ...]) -> TextBlock:
    if is_table(text):
        return TextBlock(0, table(text), True, spots)
    hashes = len(text) - len(text.lstrip("#"))
    # The page's own heading is the first; a text's headings stand below it.
    return TextBlock(min(max(hashes, 2), 6) if hashes else 0, inline(text[hashes:].strip(), breaks=True), False, spots)
