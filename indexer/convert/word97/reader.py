"""A .doc file as paragraphs and tables: what Word prints, headers and footers left out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from indexer.convert.blocks import Block
from indexer.convert.blocks import Footnote
from indexer.convert.blocks import Paragraph
from indexer.convert.blocks import Reading
from indexer.convert.blocks import Run
from indexer.convert.grids import Placed
from indexer.convert.grids import grid
from indexer.convert.notes import note
from indexer.convert.numerals import symbol
from indexer.convert.word97.binary import BrokenDocError
from indexer.convert.word97.file import DocFile
from indexer.convert.word97.letters import Letters
from indexer.convert.word97.letters import Look
from indexer.convert.word97.lists import Numbering
from indexer.convert.word97.parts import Parts
from indexer.convert.word97.rows import placed
from indexer.errors import Problem
from indexer.errors.convert import DamagedFileError
from indexer.views.conversion import Format

_MARKS: Final = "\r\x07\x0c"  # that end a paragraph: its mark, a cell's, a page's or section's
_LETTERS: Final = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": "", "\t": "\t", "\xa0": " "}
_BEGIN, _SEPARATE, _END = "\x13", "\x14", "\x15"  # of fields
_PICTURE, _NOTE, _DRAWING, _SYMBOL = "\x01", "\x02", "\x08", "("


def read_doc(path: Path) -> Reading:
    """Read a .doc file of Word 6 to 2003; macros and objects in it are passed over.

    Raises:
        EncryptedFileError: it opens with a password.
        OldWordError: it is older still.
        DamagedFileError: its structures are broken.
    """
    try:
        doc = DocFile(path)
        reader = _Reader(doc)
        blocks = reader.part("main")
    except (BrokenDocError, OSError, IndexError) as error:
        raise DamagedFileError(path.name) from error
    return Reading(Format.DOC, blocks, reader.notes())


class _Reader:
    def __init__(self, doc: DocFile) -> None:
        self._doc = doc
        self._letters = Letters(doc)
        self._numbering = Numbering(doc, self._letters.fonts)
        self._parts = Parts(doc)
        self._pictures = 0
        self._fields: list[bool] = []  # of each open field: whether its result is being read
        self._contents = False

    def notes(self) -> list[Problem]:
        """Return what was left out."""
        notes = []
        if self._pictures:
            notes.append(note("pictures", f"Có {self._pictures} hình trong tệp; chữ trong hình không được đọc."))
        if self._doc.old:
            notes.append(note("old-word", "Tệp của Word 6 hoặc 95: số thứ tự tự động và bảng không được dựng lại."))
        return notes

    def part(self, name: str) -> list[Block]:
        """Return the blocks of a part of the text."""
        start, end = self._doc.parts[name]
        return self.blocks(start, end)

    def blocks(self, start: int, end: int) -> list[Block]:
        """Return the blocks of the letters `start` to `end`."""
        blocks: list[Block] = []
        cell: list[Block] = []
        cells: list[list[Block]] = []
        rows: list[list[Placed]] = []
        ruled = opens = False
        for first, mark in self._paragraphs(start, end):
            shape = self._letters.shape(mark)
            if not shape.in_table and rows:
                blocks.append(grid(rows, ruled=ruled))
                rows, ruled, cells, cell = [], False, [], []
            if shape.row_end and shape.in_table:
                row, lines = placed(cells, shape.row)
                ruled = ruled or lines
                rows.append(row)
                cells, cell = [], []
                continue
            paragraph, boxes = self._paragraph(first, mark)
            paragraph.opens, opens = opens, not paragraph.text.strip()
            target = cell if shape.in_table else blocks
            target.append(paragraph)
            target += boxes
            if shape.in_table and self._letter(mark) == "\x07":
                cells.append(cell)
                cell, opens = [], False
        if rows or cells:
            if cells:
                rows.append(placed(cells, ())[0])
            blocks.append(grid(rows, ruled=ruled))
        return [*blocks, *cell]

    def _paragraphs(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return where each paragraph starts and where its mark stands."""
        found: list[tuple[int, int]] = []
        first = start
        for piece in self._doc.pieces:
            if piece.end <= start or piece.start >= end:
                continue
            low, high = max(start, piece.start), min(end, piece.end)
            for offset, letter in enumerate(self._doc.letters(piece, low, high)):
                if letter in _MARKS:
                    found.append((first, low + offset))
                    first = low + offset + 1
        if first < end:
            found.append((first, end))
        return found

    def _letter(self, at: int) -> str:
        piece = self._doc.piece_of(at)
        return self._doc.letters(piece, at, at + 1) if piece is not None else ""

    def _paragraph(self, start: int, mark: int) -> tuple[Paragraph, list[Block]]:
        shape = self._letters.shape(mark)
        paragraph = Paragraph(centred=shape.centred)
        boxes: list[Block] = []
        for at, text, look in self._letters.runs(start, mark, shape.style):
            self._run(at, text, look, paragraph, boxes)
        if shape.use > 0:
            number, font = self._numbering.next(shape.use, shape.level)
            if number.strip() and paragraph.text.strip():
                font = font or next((run.font for run in paragraph.runs if run.font), "")
                paragraph.runs[:0] = [Run(number, font), Run(" ", font)]
        return paragraph, boxes

    def _run(self, at: int, text: str, look: Look, paragraph: Paragraph, boxes: list[Block]) -> None:
        plain: list[str] = []
        for offset, letter in enumerate(text):
            if letter in {_BEGIN, _SEPARATE, _END}:
                self._field(letter)
            elif look.deleted or look.hidden or not all(self._fields):
                continue
            elif look.special and letter in {_PICTURE, _NOTE, _DRAWING, _SYMBOL}:
                self._add(plain, look, paragraph)
                plain = []
                self._sign(at + offset, letter, look, paragraph, boxes)
            elif letter >= " ":
                plain.append(_LETTERS.get(letter, letter))
            elif letter == _NOTE:
                self._sign(at + offset, letter, look, paragraph, boxes)
            else:
                plain.append(_LETTERS.get(letter, ""))
        self._add(plain, look, paragraph)

    def _field(self, letter: str) -> None:
        if letter == _BEGIN:
            self._fields.append(False)
        elif self._fields:
            if letter == _SEPARATE:
                self._fields[-1] = True
            else:
                self._fields.pop()

    def _add(self, plain: Sequence[str], look: Look, paragraph: Paragraph) -> None:
        text = "".join(plain)
        if text:
            paragraph.runs.append(Run(text, look.font, capitals=look.capitals))

    def _sign(self, at: int, letter: str, look: Look, paragraph: Paragraph, boxes: list[Block]) -> None:
        """Take a sign that stands for something else than a letter."""
        if letter == _SYMBOL and look.symbol is not None:
            code = look.symbol[1]
            paragraph.runs.append(
                Run(symbol(code) if code < 0x100 or 0xF000 <= code < 0xF100 else chr(code), exact=True)
            )
        elif letter == _NOTE:
            found = self._parts.note_at(at)
            if found is not None:
                label, start, end = found
                paragraph.runs.append(Run(f"[^{label}]", exact=True))
                paragraph.footnotes.append(Footnote(label, self.blocks(start, end)))
        elif letter == _DRAWING:
            span = self._parts.box_at(at)
            boxes += self.blocks(*span) if span is not None else []
        elif letter == _PICTURE and not look.data:
            self._pictures += 1
