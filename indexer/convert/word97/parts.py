"""A .doc file's notes and text boxes: which sign in the text stands for which stretch of which part."""

from __future__ import annotations

from typing import Final

from indexer.convert.word97.binary import BrokenDocError
from indexer.convert.word97.binary import plc
from indexer.convert.word97.binary import u32
from indexer.convert.word97.file import DocFile

_FOOTNOTE_SIGNS, _FOOTNOTES = 2, 3
_ENDNOTE_SIGNS, _ENDNOTES = 46, 47
_DRAWINGS, _BOXES = 40, 56
_DRAWING_SIZE: Final = 26
_BOX_SIZE: Final = 22
_BOX_SHAPE: Final = 14  # where a box names its shape


class Parts:
    """Notes and boxes by the place of their sign in the main text."""

    def __init__(self, doc: DocFile) -> None:
        self._notes: dict[int, tuple[str, int, int]] = {}
        self._boxes: dict[int, tuple[int, int]] = {}
        if doc.old:
            return
        try:
            self._read_notes(doc, _FOOTNOTE_SIGNS, _FOOTNOTES, "footnotes", "")
            self._read_notes(doc, _ENDNOTE_SIGNS, _ENDNOTES, "endnotes", "e")
            self._read_boxes(doc)
        except BrokenDocError:
            return  # what was read of them holds

    def note_at(self, position: int) -> tuple[str, int, int] | None:
        """Return the label and stretch of the note whose sign stands at `position`, None where none does."""
        return self._notes.get(position)

    def box_at(self, position: int) -> tuple[int, int] | None:
        """Return the stretch of the text box that is anchored at `position`, None where none is."""
        return self._boxes.get(position)

    def _read_notes(self, doc: DocFile, signs: int, texts: int, part: str, prefix: str) -> None:
        places, _values = plc(doc.structure(signs), 2)
        positions, _values = plc(doc.structure(texts), 0)
        base, end = doc.parts[part]
        for index, place in enumerate(places[:-1]):
            if index + 1 < len(positions):
                start, stop = base + positions[index], min(base + positions[index + 1], end)
                self._notes[place] = (f"{prefix}{index + 1}", start, stop)

    def _read_boxes(self, doc: DocFile) -> None:
        drawings = doc.structure(_DRAWINGS)
        places, values = plc(drawings, _DRAWING_SIZE)
        anchors = {u32(drawings, values + _DRAWING_SIZE * index): place for index, place in enumerate(places[:-1])}
        boxes = doc.structure(_BOXES)
        positions, values = plc(boxes, _BOX_SIZE)
        base, end = doc.parts["boxes"]
        for index in range(len(positions) - 1):
            anchor = anchors.get(u32(boxes, values + _BOX_SIZE * index + _BOX_SHAPE))
            if anchor is not None and positions[index + 1] > positions[index]:
                self._boxes[anchor] = (base + positions[index], min(base + positions[index + 1], end))
