"""The words of a text within an element: emphasis, references, line ends, all letters but Markdown's marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from itertools import groupby
from typing import Any

from indexer.export.akn.elements import Ids
from indexer.export.akn.elements import add_text
from indexer.export.akn.elements import made
from indexer.export.akn.uris import work_uri
from indexer.export.emphasis import letters
from indexer.views import DocumentSummary
from indexer.views.structure import TextReference


@dataclass(frozen=True, slots=True)
class _Piece:
    """Letters of one manner in or out of one reference."""

    start: int
    end: int
    bold: bool
    italic: bool
    reference: int | None


@dataclass(slots=True)
class Words:
    """The words of one body. `places` are the eIds of the references that were written, by their place in the list."""

    body: str
    document: DocumentSummary
    references: Sequence[TextReference]
    ids: Ids
    places: dict[int, str] = field(default_factory=dict)
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = [reference.start for reference in self.references]

    def fill(self, element: Any, start: int, end: int, *, breaks: bool = False) -> None:
        """Append `body[start:end]` to an element; with `breaks` a line's end is one in the element too."""
        for number, pieces in groupby(self._pieces(start, end), key=lambda piece: piece.reference):
            inside = element if number is None else self._reference(element, number)
            for (bold, italic), found in groupby(pieces, key=lambda piece: (piece.bold, piece.italic)):
                manner = made(inside, "b") if bold else inside
                manner = made(manner, "i") if italic else manner
                self._write(manner, "".join(self.body[piece.start : piece.end] for piece in found), breaks=breaks)

    def _write(self, element: Any, text: str, *, breaks: bool) -> None:
        first, *others = text.split("\n") if breaks else [text]
        add_text(element, first)
        for line in others:
            made(element, "br")
            add_text(element, f"\n{line}")  # so that words stay apart for who reads the text alone

    def _reference(self, element: Any, number: int) -> Any:
        reference = self.references[number]
        # A reference that runs over two paragraphs is written in two parts.
        place = self.ids.new(f"ref_{number + 1}")
        self.places.setdefault(number, place)
        document = self.document if reference.is_self else reference.document
        if document is None:
            state = "ambiguous" if reference.candidates else reference.form.value
            return made(element, "inline", name="unresolvedReference", status="unknown", eId=place, **{"class": state})
        return made(element, "ref", href=work_uri(document), eId=place)

    def _pieces(self, start: int, end: int) -> Iterator[_Piece]:
        for item in letters(self.body, start, end):
            at = item.start
            while at < item.end:
                number, until = self._at(at)
                until = min(until, item.end)
                yield _Piece(at, until, item.bold, item.italic, number)
                at = until

    def _at(self, place: int) -> tuple[int | None, int]:
        """Return the reference at a place, if any, and where that changes."""
        number = bisect_right(self._starts, place) - 1
        if number >= 0 and place < self.references[number].end:
            return number, self.references[number].end
        following = number + 1
        return None, self._starts[following] if following < len(self._starts) else len(self.body)
