"""Files that hold pictures of pages: .pdf files from a scanner, photographs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pypdfium2 as pdfium

from indexer.convert.blocks import Reading
from indexer.convert.notes import note
from indexer.convert.ocr import Recognised
from indexer.convert.ocr import can_recognise
from indexer.convert.ocr import recognise
from indexer.convert.ocr import recognise_grey
from indexer.convert.pdf.lines import lines
from indexer.convert.pdf.paragraphs import Joiner
from indexer.errors.convert import EmptyFileError
from indexer.errors.convert import ScanWithoutOcrError
from indexer.views.conversion import Format

_DOTS: Final = 300 / 72  # pixels a point: 300 dots an inch, what Tesseract reads best
_MOST_PIXELS: Final = 25_000_000  # an A3 page at 300 dots an inch has 17 million
_DOUBTFUL: Final = 0.8


def read_image(path: Path, *, ocr: bool) -> Reading:
    """Read a photograph or scan of a page.

    Raises:
        ScanWithoutOcrError: it is not to be recognised now, or nothing here can.
        EmptyFileError: no letter was found.
    """
    if not (ocr and can_recognise()):
        raise ScanWithoutOcrError(path.name)
    found = recognise(path)
    if not found.letters:
        raise EmptyFileError(path.name)
    joiner = Joiner()
    joiner.add(lines(found.segments, 0))
    reading = Reading(Format.IMAGE, list(joiner.paragraphs), pages=1)
    mark_recognised(reading, [found])
    return reading


def page_letters(page: pdfium.PdfPage) -> Recognised:
    """Return the letters that a page of a .pdf file shows."""
    width, height = page.get_size()
    scale = min(_DOTS, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    pixels = bytes(bitmap.buffer)
    rows = (pixels[bitmap.stride * row : bitmap.stride * row + bitmap.width] for row in range(bitmap.height))
    return recognise_grey(bitmap.width, bitmap.height, b"".join(rows), 1 / scale)


def mark_recognised(reading: Reading, found: Sequence[Recognised]) -> None:
    """Say in a reading that letters were recognised from pictures, and how surely."""
    letters = sum(one.letters for one in found)
    sure = sum(one.confidence * one.letters for one in found) / letters if letters else 0.0
    reading.ocr_confidence = round(sure, 3)
    text = f"Chữ được máy nhận dạng từ ảnh (độ tin cậy {sure * 100:.0f} %): cần soát lại với bản gốc."
    if sure < _DOUBTFUL:
        text += " Độ tin cậy thấp, nhiều chữ có thể sai."
    reading.notes.append(note("ocr", text))
