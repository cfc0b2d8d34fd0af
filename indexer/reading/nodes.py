"""The nodes of a task tree while it grows."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import Final

from indexer.model import Level
from indexer.reading.lines import Line
from indexer.reading.markers import Marker
from indexer.reading.markers import Rank
from indexer.text import collapse_blanks

# A point stands where a sub-numbered paragraph would: it may hold bullets of its own.
LEVELS: Final = {
    Rank.PART: Level.SECTION,
    Rank.CHAPTER: Level.SECTION,
    Rank.LETTER: Level.SECTION,
    Rank.ROMAN: Level.SECTION,
    Rank.ARTICLE: Level.NUMBERED,
    Rank.NUMBER: Level.NUMBERED,
    Rank.DOTTED: Level.SUBNUMBERED,
    Rank.PAREN: Level.SUBNUMBERED,
    Rank.POINT: Level.SUBNUMBERED,
    Rank.BULLET: Level.BULLET,
}

PREAMBLE_ID: Final = "0"


@dataclass(slots=True)
class Node:
    """A node while the tree grows; offsets are into the text whose lines are read, `marker` is None in the preamble."""

    id: str
    level: Level
    start: int
    end: int
    parent: str | None = None
    marker: Marker | None = None
    headline: list[str] = field(default_factory=list)
    headline_end: int = 0
    bullets: int = 0  # how many bullets hang directly on it

    @property
    def heading(self) -> str:
        """The node's first paragraph, in one line and without emphasis marks."""
        return collapse_blanks(" ".join(self.headline).replace("*", ""))

    @property
    def rank(self) -> Rank | None:
        """The rank of the node's marker."""
        return self.marker.rank if self.marker else None


@dataclass(frozen=True, slots=True)
class Tree:
    """What was read: the nodes in reading order, and the lines below them (recipients and signature)."""

    nodes: tuple[Node, ...]
    foot: tuple[Line, ...]
