"""Paragraphs of an .rtf file that follow each other: the body's, a footnote's, a text box's."""

from __future__ import annotations

from indexer.convert.blocks import Block
from indexer.convert.blocks import Paragraph
from indexer.convert.rtf.tables import Tables


class Flow:
    """Paragraphs that follow each other: the body's, a footnote's or a text box's."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.paragraph = Paragraph()
        self.tables = Tables()
        self.boxes: list[Block] = []  # of the open paragraph

    def close(self, *, centred: bool, in_table: bool) -> None:
        """End the open paragraph."""
        target = self.tables.cell if in_table else self.blocks
        if not in_table:
            self.end_table()
        paragraph, self.paragraph = self.paragraph, Paragraph()
        paragraph.centred = centred
        if paragraph.text.strip() or paragraph.footnotes:
            before = target[-1] if target else None
            paragraph.opens = isinstance(before, Paragraph) and not before.text.strip()
            target.append(paragraph)
        elif not target or not isinstance(target[-1], Paragraph) or target[-1].text.strip():
            target.append(paragraph)
        target += self.boxes
        self.boxes = []

    def end_table(self) -> None:
        """Take the table that has been read, where there is one."""
        table = self.tables.finished()
        if table is not None:
            self.blocks.append(table)

    def finished(self) -> list[Block]:
        """Return all blocks, what was left open closed."""
        if self.paragraph.text.strip():
            self.close(centred=False, in_table=bool(self.tables.cell))
        self.end_table()
        return self.blocks
