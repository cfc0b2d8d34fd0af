"""What an .rtf group sets and its inner groups inherit."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace


@dataclass(slots=True)
class State:
    """A group's letters: their font, whether they are printed, how many plain ones stand for a Unicode one."""

    font: int = -1
    silent: bool = False  # the group's text is not printed
    hidden: bool = False
    deleted: bool = False
    capitals: bool = False
    skip: int = 1  # how many plain letters stand for a Unicode one
    sink: str = "body"  # where its paragraphs go: body | footnote | box | fonts
    starred: bool = False  # the group is to be passed over where its word is not known

    def inner(self) -> State:
        """Return the state with which an inner group begins."""
        return replace(self, starred=False)

    @property
    def printed(self) -> bool:
        """Whether letters are printed here."""
        return not (self.silent or self.hidden or self.deleted)

    def plain(self) -> None:
        """Take letters back to how the file begins."""
        self.hidden = self.deleted = self.capitals = False
        self.font = -1
