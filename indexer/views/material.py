"""What is gathered for a lesson: documents and places in their texts, named by keys that fit into an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from indexer.views import DocumentView
from indexer.views.topics import TopicMark

_KEY: Final = re.compile(r"([a-z0-9][a-z0-9-]{0,119})(?::([\w.~-]{1,60}))?")


@dataclass(frozen=True, slots=True)
class Item:
    """A document, or with `place` a part of its text: a task's id, for a plan and for any other held text."""

    document: str
    place: str | None = None

    @property
    def key(self) -> str:
        """The item as it stands in addresses and files: "quy-dinh-24-...", "ke-hoach-...:II.3-3"."""
        return self.document if self.place is None else f"{self.document}:{self.place}"


def parse_item(key: str) -> Item | None:
    """Return the item of a key, None where it cannot be one."""
    match = _KEY.fullmatch(key)
    return Item(match[1], match[2]) if match else None


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of a held text that can be gathered. Offsets count into the document's body."""

    id: str
    place: str  # as people name it: "mục II.4.1", "khoản 1 Điều 5", "đoạn 3"
    start: int
    end: int
    headings: tuple[str, ...] = ()  # of the parts around it, outermost first


@dataclass(frozen=True, slots=True)
class Material:
    """An item with what the library holds of it.

    `paragraphs` are those of the place, in the corpus's Markdown without heading marks, a table's rows one by one;
    none for a whole document, which is gathered as a reference. `topics` are those of the place's own words; where
    these name no theme, also those of the document.
    """

    item: Item
    document: DocumentView
    spot: Spot | None = None
    paragraphs: tuple[str, ...] = ()
    topics: tuple[TopicMark, ...] = ()
