"""A plan's text read into its header and its task tree, with the organs and times that each task names.

One reader serves raw text files and the corpus's Markdown. It takes any text without failing, in time that grows
with the text's length, and all offsets are into the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.model import Header
from indexer.model import Level
from indexer.model import Outline
from indexer.model import Part
from indexer.model import Task
from indexer.reading.annexes import read_annexes
from indexer.reading.deadlines import DeadlineReader
from indexer.reading.header import Head
from indexer.reading.header import read_date
from indexer.reading.header import read_head
from indexer.reading.lines import read_lines
from indexer.reading.nodes import Tree
from indexer.reading.organ_names import organ_names
from indexer.reading.organs import OrganReader
from indexer.reading.organs import TaskWords
from indexer.reading.places import place_name
from indexer.reading.places import place_names
from indexer.reading.quotes import quoted_spans
from indexer.reading.signature import read_foot
from indexer.reading.spots import is_parted
from indexer.reading.spots import paragraph_spots
from indexer.reading.spots import spots
from indexer.reading.structure import read_tree
from indexer.reading.tasks import add_cells
from indexer.reading.tasks import add_mentions
from indexer.reading.tasks import make_tasks
from indexer.reading.tasks import own_spans
from indexer.reading.tasks import words_of
from indexer.text import collapse_blanks
from indexer.text import fold
from indexer.text import normalize
from indexer.vocabulary import Vocabulary

__all__ = [
    "is_parted",
    "own_spans",
    "paragraph_spots",
    "place_name",
    "place_names",
    "quoted_spans",
    "read_outline",
    "read_parts",
    "spots",
]

# How a text says at the end of its bases that its issuer issues it.
_ISSUES: Final = re.compile(
    r"(?:\s{1,4}[^\s,.;:]{1,10}){0,3}\s{1,4}"
    r"(?:xây dựng|ban hành|hướng dẫn|quyết định|kết luận|chỉ thị|thông báo|quy định|yêu cầu|đề ra|tổ chức|triển khai)\b"
)
_SEVERAL: Final = re.compile(r"\bcác\b", re.IGNORECASE)


def read_outline(text: str, vocabulary: Vocabulary, issuer: str | None = None) -> Outline:
    """Read the header and the task tree of `text`, a plan as plain text or as our Markdown.

    `issuer` is the organ id of the plan's issuer where it is known: names such as "Quận ủy" are understood from
    it. Where it is not given, what the header says of issuer and place is used. Offsets are code points into
    `text` itself, whatever its Unicode form and line ends.
    """
    normalized = normalize(text)
    lines = read_lines(normalized.text)
    head = read_head(lines, vocabulary)
    annexes = read_annexes(lines[head.body :])
    tree = read_tree(annexes.others)
    words = words_of(tree.nodes, normalized.text)
    names = organ_names(vocabulary)
    header = _header(head, tree, _acting(tree, words, OrganReader(vocabulary, names, issuer)))
    if issuer is None and header.issuer is not None:
        issuer = names.organ(header.issuer, None, header.place)
    organs = OrganReader(vocabulary, names, issuer)
    deadlines = DeadlineReader(vocabulary, header.issued)
    tasks = make_tasks(tree.nodes, text, normalized)
    found = add_mentions(tasks, tree.nodes, words, text, normalized, organs, deadlines)
    rows = make_tasks((row.node for row in annexes.tasks), text, normalized)
    found += tuple(
        add_cells(task, row, normalized.text, text, normalized, organs, deadlines)
        for task, row in zip(rows, annexes.tasks, strict=True)
    )
    return Outline(header, tuple(sorted(found, key=lambda task: (task.start, -task.end))))


def read_parts(text: str, vocabulary: Vocabulary) -> tuple[Task, ...]:
    """Read the parts of any text, as `read_outline` reads its tasks, but not who and when is named there.

    That is all one needs to cut a text into passages, in a third of the time.
    """
    normalized = normalize(text)
    lines = read_lines(normalized.text)
    annexes = read_annexes(lines[read_head(lines, vocabulary).body :])
    nodes = [*read_tree(annexes.others).nodes, *(row.node for row in annexes.tasks)]
    return make_tasks(sorted(nodes, key=lambda node: (node.start, -node.end)), text, normalized)


def _header(head: Head, tree: Tree, acting: str | None) -> Header:
    """Bring together what is said above the text, in its first paragraph (`acting`: who issues it) and below it."""
    foot = read_foot(tree.foot)
    issuer = head.issuer
    if issuer is None or (acting is not None and fold(acting).startswith(f"{fold(issuer)} ")):
        issuer = acting or issuer or foot.on_behalf_of
    place, issued = (head.place, head.issued) if head.issued else read_date(tree.foot)
    return Header(
        head.kind, head.number, issuer, place, issued, head.title, foot.signer, foot.position, foot.recipients
    )


def _acting(tree: Tree, words: Sequence[TaskWords], organs: OrganReader) -> str | None:
    """Return the organ that the paragraph of bases says issues the text ("Ban Thường vụ Quận ủy xây dựng ...")."""
    for node, said in zip(tree.nodes, words, strict=True):
        if node.level is Level.PREAMBLE:
            acting = [
                collapse_blanks(mention.text)
                for mention in organs.read(said)
                if mention.part is Part.DO and _ISSUES.match(said.text, mention.end)
            ]
            return next((name for name in reversed(acting) if not _SEVERAL.search(name)), None)
    return None
