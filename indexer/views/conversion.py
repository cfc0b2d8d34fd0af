"""What converting an office file gives: its text as corpus Markdown, its tables, and what was uncertain or lost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indexer.errors import Problem
from indexer.model import Span


class Format(StrEnum):
    """What a file is, by its content."""

    DOCX = "docx"
    DOC = "doc"
    ODT = "odt"
    RTF = "rtf"
    PDF = "pdf"
    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"
    IMAGE = "image"


class Encoding(StrEnum):
    """How a file's letters were stored."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell at `column` (from 0), over so many columns and rows; its paragraphs are the lines of `text`."""

    text: str
    column: int
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class ConvertedTable:
    """A table and where it stands in the text (code points). A place that a cell above covers has no cell."""

    start: int
    end: int
    rows: tuple[tuple[TableCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Converted:
    """A file's text: NFC, a paragraph a line, tables as pipe tables, footnotes as `[^1]`.

    The letters are those that the file stores. `capitals` are the places (code points of `text`) that a font of
    capitals prints in capitals; `printed` has them so. `pages` is None where the format knows none,
    `ocr_confidence` (0 to 1) None where the letters were not recognised from a picture.
    """

    text: str
    format: Format
    encoding: Encoding
    pages: int | None = None
    ocr_confidence: float | None = None
    tables: tuple[ConvertedTable, ...] = ()
    capitals: tuple[Span, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def printed(self) -> str:
        """The text as the page shows it: `text` with its `capitals` in capitals, letter for letter."""
        pieces: list[str] = []
        at = 0
        for span in self.capitals:
            pieces += [self.text[at : span.start], self.text[span.start : span.end].upper()]
            at = span.end
        return "".join([*pieces, self.text[at:]])
