"""A plan's text read into its header and its task tree, with the organs and times that each task names.

One reader serves raw text files and the corpus's Markdown. It takes any text without failing, in time that grows
with the text's length, and all offsets are into the text as given.
"""

from __future__ import annotations

from indexer.model import Header
from indexer.model import Outline
from indexer.model import Span
from indexer.model import Task
from indexer.reading.header import Head
from indexer.reading.header import read_date
from indexer.reading.header import read_head
from indexer.reading.lines import read_lines
from indexer.reading.nodes import Tree
from indexer.reading.signature import Foot
from indexer.reading.signature import read_foot
from indexer.reading.structure import read_tree
from indexer.text import normalize
from indexer.vocabulary import Vocabulary

__all__ = ["read_outline"]


def read_outline(text: str, vocabulary: Vocabulary, issuer: str | None = None) -> Outline:
    """Read the header and the task tree of `text`, a plan as plain text or as our Markdown.

    `issuer` is the organ id of the plan's issuer where it is known: names such as "Quận ủy" are understood from
    it. Offsets are code points into `text` itself, whatever its Unicode form and line ends.
    """
    normalized = normalize(text)
    lines = read_lines(normalized.text)
    head = read_head(lines, vocabulary)
    tree = read_tree(lines[head.body :])
    foot = read_foot(tree.foot)
    tasks = []
    for node in tree.nodes:
        start, end = normalized.original(node.start, node.end)
        marker = node.marker.printed if node.marker else ""
        tasks.append(Task(node.id, node.level, marker, node.heading, text[start:end], start, end, node.parent))
    header = Header(
        head.kind,
        head.number,
        head.issuer or foot.on_behalf_of,
        head.place,
        head.issued,
        head.title,
        foot.signer,
        foot.position,
        foot.recipients,
    )
    return Outline(header, tuple(tasks))
