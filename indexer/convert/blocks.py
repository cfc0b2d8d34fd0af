"""What every reader makes of a file: paragraphs of runs, tables of cells, footnotes; no text is decoded here."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from typing import TypeAlias

from indexer.errors import Problem
from indexer.views.conversion import Format


@dataclass(slots=True)
class Run:
    """A stretch of letters as the file stores them, in one font.

    Letters of an old encoding stand as the Latin letters that Windows shows for their bytes; `font` is the
    font's name, "" where the file names none. `exact`: certainly Unicode, an old encoding is out of the question.
    `capitals`: printed in capitals whatever the letters are.
    """

    text: str
    font: str = ""
    exact: bool = False
    capitals: bool = False


@dataclass(slots=True)
class Footnote:
    """A note and the label with which `[^label]` in a run points to it."""

    label: str
    blocks: list[Block]


@dataclass(slots=True)
class Paragraph:
    """A paragraph; the number that the office program prints before it is its first run.

    `centred`: paragraphs that are centred, or otherwise set line by line, and follow each other are the lines of
    one title. `opens`: an empty
    paragraph stands before it.
    """

    runs: list[Run] = field(default_factory=list)
    centred: bool = False
    opens: bool = False
    footnotes: list[Footnote] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The letters of all runs."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class Cell:
    """A table's cell at `column` (from 0), over so many columns and rows; a covered place has no cell."""

    blocks: list[Block]
    column: int
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Grid:
    """A table. `ruled`: its lines are drawn, so it is a table to the reader's eye and no means of layout."""

    rows: list[list[Cell]]
    ruled: bool = True


Block: TypeAlias = Paragraph | Grid


@dataclass(slots=True)
class Reading:
    """A file as its reader found it."""

    format: Format
    blocks: list[Block]
    notes: list[Problem] = field(default_factory=list)
    pages: int | None = None
    ocr_confidence: float | None = None


def paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Yield every paragraph of `blocks` in reading order, those of cells and footnotes too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            for footnote in block.footnotes:
                yield from paragraphs(footnote.blocks)
        else:
            for row in block.rows:
                for cell in row:
                    yield from paragraphs(cell.blocks)
