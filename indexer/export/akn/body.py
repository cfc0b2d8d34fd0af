"""A text's parts as the elements of Akoma Ntoso: part, chapter, section, article, paragraph, point; tasks of plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any
from typing import Final

from indexer.export.akn.elements import Ids
from indexer.export.akn.elements import id_part
from indexer.export.akn.elements import made
from indexer.export.akn.inline import Words
from indexer.model import Level
from indexer.text import collapse_blanks
from indexer.text import fold
from indexer.text import table_cells
from indexer.views.structure import StructuredText
from indexer.views.structure import TextNode

#: How a part of a law begins, folded; the element and the abbreviation that the standard's eIds have for it.
_PARTS: Final = (
    ("phan", "part", "part"),
    ("chuong", "chapter", "chp"),
    ("tieu muc", "subsection", "subsec"),
    ("muc", "section", "sec"),
    ("dieu", "article", "art"),
)
_HEADED: Final = frozenset(element for _word, element, _short in _PARTS)
_NUMBERED: Final = re.compile(r"\d{1,4}[a-zđ]?[.)]?", re.IGNORECASE)
_LETTERED: Final = re.compile(r"[a-zđ]{1,2}\)", re.IGNORECASE)

#: A heading is a line of its own, whatever follows it; a paragraph ends before an empty line or a heading.
_BLOCK: Final = re.compile(r"^[ \t]*#{1,6}(?:[ \t][^\n]*|$)|[^\s][^\n]*(?:\n(?!#)[ \t]*[^\s][^\n]*)*", re.MULTILINE)
_HASHES: Final = re.compile(r"[ \t]*#{1,6}(?:[ \t]+|$)")
_RULE: Final = re.compile(r"[|:\-\s]+")

_ABSENT: Final = "[Kho chưa có toàn văn của văn bản này.]"


def write_body(document: Any, text: StructuredText, ids: Ids) -> Mapping[int, str]:
    """Append preface, preamble, main body and conclusions; return the eIds of the references by their place."""
    body = text.document.body
    words = Words(body, text.document.summary, text.references, ids)
    writer = _Writer(body, words, ids, is_plan=text.document.summary.is_plan)
    nodes = text.nodes
    if not nodes:
        main = made(document, "mainBody", eId=ids.new("body"))
        if not writer.blocks(main, 0, len(body), "body"):
            absent = made(main, "p", eId=ids.new("body__p_1"))
            made(absent, "remark", _ABSENT, status="editorial")
        return words.places
    writer.room(document, "preface", 0, nodes[0].start)
    if len(nodes) > 1 and nodes[0].level is Level.PREAMBLE and not nodes[0].children:
        writer.room(document, "preamble", nodes[0].start, nodes[1].start)
        nodes = nodes[1:]
    main = made(document, "mainBody", eId=ids.new("body"))
    writer.siblings(main, nodes, nodes[-1].end, "", in_article=False)
    writer.room(document, "conclusions", nodes[-1].end, len(body))
    return words.places


class _Writer:
    """Writes the parts of one body."""

    def __init__(self, body: str, words: Words, ids: Ids, *, is_plan: bool) -> None:
        self._body = body
        self._words = words
        self._ids = ids
        self._is_plan = is_plan

    def room(self, document: Any, tag: str, start: int, end: int) -> None:
        """Append what stands above or below the parts, if anything does."""
        if any(True for _ in _blocks(self._body, start, end)):
            self.blocks(made(document, tag, eId=self._ids.new(tag)), start, end, tag, breaks=True)

    def siblings(self, parent: Any, nodes: Sequence[TextNode], end: int, prefix: str, *, in_article: bool) -> None:
        """Append parts that stand beside each other, with what stands between them and belongs to none."""
        for node, until in zip(nodes, [*(node.start for node in nodes[1:]), end], strict=True):
            self._part(parent, node, prefix, in_article=in_article)
            if any(True for _ in _blocks(self._body, node.end, until)):
                place = self._ids.new(f"{prefix}hcontainer_text")
                between = made(parent, "hcontainer", name="text", eId=place)
                self._content(between, "content", node.end, until, place)

    def blocks(self, parent: Any, start: int, end: int, prefix: str, *, breaks: bool = False) -> int:
        """Append the paragraphs and tables of `body[start:end]`; return how many there were."""
        count = 0
        for count, (at, until) in enumerate(_blocks(self._body, start, end), 1):
            if _is_table(self._body, at, until):
                self._table(parent, at, until, prefix)
            else:
                paragraph = made(parent, "p", eId=self._ids.new(f"{prefix}__p_{count}"))
                self._words.fill(paragraph, at, until, breaks=breaks)
        return count

    def _part(self, parent: Any, node: TextNode, prefix: str, *, in_article: bool) -> None:
        tag, short = _element(node, in_article=in_article)
        place = self._ids.new(f"{prefix}{short}_{id_part(node.id.rpartition('.')[2]) or 'x'}")
        names = {"name": "task" if self._is_plan else node.level.value, "class": node.level.value}
        element = made(parent, tag, eId=place, **(names if tag == "hcontainer" else {}))
        at = self._marked(element, node, place)
        if tag in _HEADED or self._is_heading(node.start):
            at = self._headed(element, node, at, place)
        if node.children:
            self._content(element, "intro", at, node.own_end, place)
            within = in_article or tag == "article"
            self.siblings(element, node.children, node.end, f"{place}__", in_article=within)
        else:
            self._content(element, "content", at, node.own_end, place)

    def _marked(self, element: Any, node: TextNode, place: str) -> int:
        """Append the part's number, where it stands before its words; return where these begin."""
        # In the row of a table, the number is a cell among others.
        if not node.marker or not self._body.startswith(node.marker, node.start, node.own_end):
            return node.start
        made(element, "num", node.marker, eId=self._ids.new(f"{place}__num"))
        return node.start + len(node.marker)

    def _headed(self, element: Any, node: TextNode, at: int, place: str) -> int:
        """Append the part's heading: the rest of its line, or the next line where that is its name."""
        line_end = self._body.find("\n", at, node.own_end)
        line_end = node.own_end if line_end < 0 else line_end
        found: tuple[int, int] | None = (at, line_end)
        if not self._body[at:line_end].strip():
            found = next(_blocks(self._body, line_end, node.own_end), None)
        if found is None or (found[0] != at and self._plain(*found) != node.heading):
            return at
        start, end = found
        start += len(self._body[start:end]) - len(self._body[start:end].lstrip())
        self._words.fill(made(element, "heading", eId=self._ids.new(f"{place}__heading")), start, end)
        return end

    def _plain(self, start: int, end: int) -> str:
        return collapse_blanks(self._body[start:end].replace("*", ""))

    def _is_heading(self, start: int) -> bool:
        line = self._body.rfind("\n", 0, start) + 1
        return _HASHES.fullmatch(self._body, line, start) is not None

    def _content(self, parent: Any, tag: str, start: int, end: int, place: str) -> None:
        if any(True for _ in _blocks(self._body, start, end)):
            inside = self._ids.new(f"{place}__{tag}")
            self.blocks(made(parent, tag, eId=inside), start, end, inside)

    def _table(self, parent: Any, start: int, end: int, prefix: str) -> None:
        table = made(parent, "table", eId=self._ids.new(f"{prefix}__table_1"))
        at = start
        for line in self._body[start:end].split("\n"):
            row = line.lstrip()
            begin, at = at + len(line) - len(row), at + len(line) + 1
            if _RULE.fullmatch(row):
                continue
            cells = made(table, "tr")
            for cell_start, cell_end in table_cells(row) or [(0, 0)]:
                cell = made(made(cells, "td"), "p")
                self._words.fill(cell, begin + cell_start, begin + cell_end)


def _element(node: TextNode, *, in_article: bool) -> tuple[str, str]:
    """Return the element of a part and the abbreviation that its eId begins with."""
    marker = fold(node.marker).strip()
    for word, element, short in _PARTS:
        if marker.startswith(f"{word} "):
            return element, short
    if in_article and _LETTERED.fullmatch(marker):
        return "point", "point"
    if in_article and _NUMBERED.fullmatch(marker):
        return "paragraph", "para"
    return "hcontainer", "hcontainer"


def _blocks(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the blocks of `body[start:end]` stand, without the marks of headings; those without a letter not."""
    for match in _BLOCK.finditer(body, start, end):
        hashes = _HASHES.match(body, match.start(), match.end())
        at = hashes.end() if hashes else match.start()
        if body[at : match.end()].strip():
            yield at, match.end()


def _is_table(body: str, start: int, end: int) -> bool:
    rows = [line.lstrip() for line in body[start:end].split("\n")]
    return all(row.startswith("|") for row in rows) and not all(map(_RULE.fullmatch, rows))
