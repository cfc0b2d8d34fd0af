"""The task tree of a text: which line opens a node, whose child the node is, where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.model import Level
from indexer.reading.lines import UPPER
from indexer.reading.lines import Line
from indexer.reading.lines import blank_separated
from indexer.reading.lines import continues
from indexer.reading.markers import Marker
from indexer.reading.markers import Rank
from indexer.reading.markers import read_marker
from indexer.reading.nodes import LEVELS
from indexer.reading.nodes import PREAMBLE_ID
from indexer.reading.nodes import Node
from indexer.reading.nodes import Tree
from indexer.reading.trust import fits
from indexer.reading.trust import numbers_of
from indexer.reading.trust import stands_apart

# Recipients and signature. What stands below them is read on only where an annex or a new section begins.
_FOOT: Final = re.compile(rf"[*_]{{0,3}}(?:N(?:ơi [nN]hận|ƠI NHẬN)|(?:T/?M|K/?T|T/?L|TUQ|Q)[.\s]\s?[{UPPER}]{{2}})")
_ANNEX: Final = re.compile(r"[*_]{0,3}(?:PHỤ LỤC|Phụ lục|KẾ HOẠCH|QUY CHẾ|QUY ĐỊNH|ĐỀ ÁN|CHƯƠNG TRÌNH)\b.{0,60}")
_END_MARK: Final = "./."

# Bases may be listed as bullets before the first section: they stay the preamble's text.
_BASIS: Final = re.compile(r"(?:Căn cứ|Theo|Xét|Thực hiện|Trên cơ sở)\b")

# A bullet's line shorter than this is a whole entry; a longer one without full stop goes on after the page break.
_FULL_LINE: Final = 60


def read_tree(lines: Sequence[Line]) -> Tree:
    """Read the task tree of a document's `lines`, its header left out."""
    return _Reader(lines).read()


class _Reader:
    """Goes through the lines once, with the chain of nodes that are still open."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._markers = [read_marker(line) for line in lines]
        foot = next((index for index, line in enumerate(lines) if _FOOT.match(line.text)), len(lines))
        starts = [index for index, marker in enumerate(self._markers[:foot]) if marker is not None and index > 0]
        self._apart = blank_separated(lines, starts)
        self._nodes: list[Node] = []
        self._open: list[Node] = []
        self._times: dict[str, int] = {}  # how often an id was wanted
        self._before: list[Line] = []  # lines before the first node
        self._foot: list[Line] = []
        self._last: Line | None = None
        self._in_heading = False  # the last line belongs to the innermost node's first paragraph

    def read(self) -> Tree:
        below = signed = False
        for index, line in enumerate(self._lines):
            marker = self._markers[index]
            foot = _FOOT.match(line.text) is not None
            if foot or (below and not _resumes(line, marker, signed=signed)):
                below, signed = True, signed or foot
                self._close(0)
                self._foot.append(line)
                continue
            self._body_line(index, line, marker)
            below, signed = line.bare.endswith(_END_MARK), False
        self._close(0)
        self._add_preamble()
        return Tree(tuple(self._nodes), tuple(self._foot))

    def _body_line(self, index: int, line: Line, marker: Marker | None) -> None:
        if line.is_page_number:
            return
        if marker is not None and self._opens(index, line, marker):
            self._add_preamble()
            self._add(line, marker)
        elif self._open:
            self._go_on(line)
        elif not self._nodes:
            self._before.append(line)
        self._last = line

    def _opens(self, index: int, line: Line, marker: Marker) -> bool:
        if not marker.content and not marker.named and not self._words_follow(index):
            return False
        if not self._nodes and marker.rank is Rank.BULLET and _BASIS.match(marker.content):
            return False
        return fits(marker, self._open) and stands_apart(
            line, self._last, marker, self._open, under_heading=self._in_heading, apart=self._apart
        )

    def _words_follow(self, index: int) -> bool:
        return index + 1 < len(self._lines) and self._markers[index + 1] is None

    def _go_on(self, line: Line) -> None:
        """Take a line without marker into the innermost node, and into its heading where the sentence goes on."""
        node, last = self._open[-1], self._last
        self._in_heading = self._in_heading and last is not None and self._same_paragraph(node, last, line)
        if self._in_heading:
            node.headline.append(line.text)
            node.headline_end = line.end

    def _same_paragraph(self, node: Node, last: Line, line: Line) -> bool:
        if not any(node.headline):
            return True  # the marker stood alone on its line
        if not line.gap:
            return self._apart or continues(last, line)
        if last.is_complete:
            return False
        return line.text[0].islower() or (node.level is Level.BULLET and len(last.text) >= _FULL_LINE)

    # -- growing the tree --------------------------------------------------------------------------------------

    def _add(self, line: Line, marker: Marker) -> None:
        self._close(self._depth_for(marker))
        parent = self._open[-1] if self._open else None
        name = self._name(marker, parent)
        self._times[name] = times = self._times.get(name, 0) + 1
        unique = name if times == 1 else f"{name}~{times}"
        node = Node(unique, _level(marker, parent), marker.start, line.end, parent.id if parent else None, marker)
        node.headline.append(marker.content)
        node.headline_end = line.end
        self._nodes.append(node)
        self._open.append(node)
        self._in_heading = True

    def _depth_for(self, marker: Marker) -> int:
        """Return how many of the open nodes `marker` leaves open: those above it."""
        if marker.rank is Rank.BULLET:
            return self._depth_for_bullet(marker)
        if marker.rank is Rank.DOTTED or marker.roman:
            for depth in range(len(self._open), 0, -1):
                if _is_below(marker, self._open[depth - 1]):
                    return depth
        rank = Rank.NUMBER if marker.rank is Rank.DOTTED else marker.rank
        return next((depth for depth, node in enumerate(self._open) if _rank(node) >= rank), len(self._open))

    def _depth_for_bullet(self, marker: Marker) -> int:
        """A bullet of a sign that is open is that bullet's sibling; a bullet of a new sign goes inside."""
        for depth, node in enumerate(self._open):
            if node.marker is not None and node.rank is Rank.BULLET and node.marker.sign == marker.sign:
                return depth
        return len(self._open)

    def _name(self, marker: Marker, parent: Node | None) -> str:
        if marker.rank is Rank.BULLET:
            if parent is None:
                self._times["-"] = count = self._times.get("-", 0) + 1
                return f"{PREAMBLE_ID}-{count}"
            parent.bullets += 1
            return f"{parent.id}-{parent.bullets}"
        numbers = marker.numbers  # ids stand in addresses: their letters are ASCII
        if parent is not None and marker.rank is Rank.DOTTED:
            above = numbers_of(parent)
            numbers = numbers[len(above) :] if above and numbers[: len(above)] == above else numbers
        steps = [str(number) for number in numbers] or [marker.sign.replace("đ", "dd") or marker.roman]
        if parent is None:
            steps = [marker.roman, *steps] if marker.roman and numbers else steps
            return ".".join(steps)
        return ".".join([parent.id, *steps])

    def _close(self, depth: int) -> None:
        """End the open nodes from `depth` inwards at the last line that was read."""
        end = self._last.end if self._last else 0
        for node in self._open[depth:]:
            node.end = max(node.end, end)
        del self._open[depth:]

    def _add_preamble(self) -> None:
        """Make a node of the paragraphs before the first one; titles and signs in capitals around them stay out."""
        lines = list(self._before)
        self._before.clear()
        while lines and not _is_prose(lines[0]):
            del lines[0]
        while lines and not _is_prose(lines[-1]):
            del lines[-1]
        if not lines or any(node.id == PREAMBLE_ID for node in self._nodes):
            return
        node = Node(PREAMBLE_ID, Level.PREAMBLE, lines[0].start, lines[-1].end)
        for line, following in zip(lines, [*lines[1:], None], strict=True):
            node.headline.append(line.text)
            node.headline_end = line.end
            if following is None or following.gap or (line.is_complete and not self._apart):
                break
        self._nodes.append(node)


def _resumes(line: Line, marker: Marker | None, *, signed: bool) -> bool:
    """Tell whether the text goes on with `line` below its end mark or (`signed`) its signature."""
    if _ANNEX.fullmatch(line.text) and line.bare.upper() == line.bare:
        return True
    return marker is not None and marker.rank <= (Rank.ARTICLE if signed else Rank.NUMBER) and bool(marker.content)


def _is_prose(line: Line) -> bool:
    return not (line.is_rule or line.in_capitals or line.is_page_number) and any(map(str.isalpha, line.text))


def _rank(node: Node) -> Rank:
    return node.marker.rank if node.marker else Rank.PART


def _level(marker: Marker, parent: Node | None) -> Level:
    """A number below a numbered node (a paragraph of an article) is sub-numbered."""
    if marker.rank is Rank.NUMBER and parent is not None and parent.level is Level.NUMBERED:
        return Level.SUBNUMBERED
    return LEVELS[marker.rank]


def _is_below(marker: Marker, node: Node) -> bool:
    """Tell whether `node`'s own numbers begin `marker`'s: `4.1.` below `4.`, `II.4.` below `II.`."""
    if node.marker is None:
        return False
    if marker.roman and marker.numbers:
        return node.rank is Rank.ROMAN and node.marker.roman == marker.roman
    above = numbers_of(node)
    return bool(above) and marker.rank is Rank.DOTTED and marker.numbers[: len(above)] == above != marker.numbers
