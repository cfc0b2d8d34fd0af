"""A .pdf file as paragraphs: its layer of text in reading order, running heads and page numbers left out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pypdfium2 as pdfium

from indexer.convert.blocks import Block
from indexer.convert.blocks import Reading
from indexer.convert.notes import note
from indexer.convert.pdf.columns import in_reading_order
from indexer.convert.pdf.furniture import without_furniture
from indexer.convert.pdf.glyphs import page_glyphs
from indexer.convert.pdf.lines import Line
from indexer.convert.pdf.lines import Segment
from indexer.convert.pdf.lines import lines
from indexer.convert.pdf.lines import segments
from indexer.convert.pdf.paragraphs import Joiner
from indexer.convert.pdf.soft_hyphens import restore
from indexer.errors.convert import DamagedFileError
from indexer.errors.convert import EmptyFileError
from indexer.errors.convert import EncryptedFileError
from indexer.errors.convert import ScanWithoutOcrError
from indexer.views.conversion import Format

_PASSWORD: Final = 4  # FPDF_ERR_PASSWORD
_FEW_LETTERS: Final = 20  # a page with fewer, and a picture, was scanned


def read_pdf(path: Path) -> Reading:
    """Read a .pdf file; links, scripts and attachments in it are never looked at.

    Raises:
        EncryptedFileError: it opens with a password.
        DamagedFileError: it cannot be opened.
        ScanWithoutOcrError: it holds pictures of pages.
    """
    try:
        document = pdfium.PdfDocument(str(path))
    except pdfium.PdfiumError as error:
        password = pdfium.raw.FPDF_GetLastError() == _PASSWORD or "assword" in str(error)
        raise (EncryptedFileError if password else DamagedFileError)(path.name) from error
    try:
        return _read(document, path)
    finally:
        document.close()


def _read(document: pdfium.PdfDocument, path: Path) -> Reading:
    pages: list[tuple[list[Segment], float]] = []
    scanned: list[int] = []
    for number in range(len(document)):
        page = document[number]
        glyphs = page_glyphs(page)
        if sum(glyph.text.isalnum() for glyph in glyphs) < _FEW_LETTERS and _has_picture(page):
            scanned.append(number)
        pages.append((segments(glyphs), page.get_width()))
        page.close()
    if not pages:
        raise EmptyFileError(path.name)
    if len(scanned) == len(pages):
        raise ScanWithoutOcrError(path.name)
    restore([segment for found, _width in pages for segment in found])
    blocks = _blocks([in_reading_order(found, width) for found, width in pages])
    reading = Reading(Format.PDF, blocks, pages=len(pages))
    if scanned:
        shown = ", ".join(str(number + 1) for number in scanned[:10]) + (" ..." if len(scanned) > 10 else "")
        reading.notes.append(note("scanned-pages", f"Trang {shown} chỉ có ảnh chụp; chữ trong đó không được đọc."))
    return reading


def _blocks(pages: list[list[list[Segment]]]) -> list[Block]:
    columns = [[lines(group, number) for group in groups] for number, groups in enumerate(pages)]
    flat = [[line for group in groups for line in group] for groups in columns]
    kept = {id(line) for page in without_furniture(flat) for line in page}
    joiner = Joiner()
    for groups in columns:
        for group in groups:
            joiner.add(_kept(group, kept))
    return list(joiner.paragraphs)


def _kept(group: list[Line], kept: set[int]) -> list[Line]:
    return [line for line in group if id(line) in kept]


def _has_picture(page: pdfium.PdfPage) -> bool:
    return any(found.type == pdfium.raw.FPDF_PAGEOBJ_IMAGE for found in page.get_objects(max_depth=3))
