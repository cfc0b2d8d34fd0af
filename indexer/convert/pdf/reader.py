"""A .pdf file as paragraphs: its layer of text in reading order, running heads and page numbers left out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pypdfium2 as pdfium

from indexer.convert.blocks import Reading
from indexer.convert.notes import SCANNED_PAGES
from indexer.convert.notes import note
from indexer.convert.ocr import Recognised
from indexer.convert.ocr import can_recognise
from indexer.convert.pdf.flow import Page
from indexer.convert.pdf.flow import blocks
from indexer.convert.pdf.glyphs import Glyph
from indexer.convert.pdf.glyphs import page_glyphs
from indexer.convert.pdf.lines import Segment
from indexer.convert.pdf.lines import segments
from indexer.convert.pdf.rules import RuledTable
from indexer.convert.pdf.rules import tables
from indexer.convert.pdf.soft_hyphens import restore
from indexer.convert.scans import mark_recognised
from indexer.convert.scans import page_letters
from indexer.errors.convert import DamagedFileError
from indexer.errors.convert import EmptyFileError
from indexer.errors.convert import EncryptedFileError
from indexer.errors.convert import LostTextError
from indexer.errors.convert import ScanWithoutOcrError
from indexer.views.conversion import Format

_PASSWORD: Final = 4  # FPDF_ERR_PASSWORD
_FEW_LETTERS: Final = 20  # a page with fewer, and a picture, was scanned


def read_pdf(path: Path, *, ocr: bool) -> Reading:
    """Read a .pdf file; links, scripts and attachments in it are never looked at. `ocr`: scanned pages are read too.

    Raises:
        EncryptedFileError: it opens with a password.
        DamagedFileError: it cannot be opened.
        ScanWithoutOcrError, LostTextError: no page has letters that can be told, and `ocr` is off or cannot be.
    """
    try:
        document = pdfium.PdfDocument(str(path))
    except pdfium.PdfiumError as error:
        password = pdfium.raw.FPDF_GetLastError() == _PASSWORD or "assword" in str(error)
        raise (EncryptedFileError if password else DamagedFileError)(path.name) from error
    try:
        return _Reader(path.name, ocr=ocr and can_recognise()).read(document)
    finally:
        document.close()


class _Reader:
    def __init__(self, name: str, *, ocr: bool) -> None:
        self._name = name
        self._ocr = ocr
        self._unread: list[int] = []  # pages that are pictures
        self._lost = False  # shapes of letters without a word which they are
        self._recognised: list[Recognised] = []

    def read(self, document: pdfium.PdfDocument) -> Reading:
        """Read all pages."""
        pages = [self._page(document, number) for number in range(len(document))]
        if not pages:
            raise EmptyFileError(self._name)
        if len(self._unread) == len(pages):
            raise (LostTextError if self._lost else ScanWithoutOcrError)(self._name)
        restore([segment for page in pages for segment in page.all_segments()])
        reading = Reading(Format.PDF, blocks(pages), pages=len(pages))
        if self._recognised:
            mark_recognised(reading, self._recognised)
        if self._unread:
            reading.notes.append(note(SCANNED_PAGES, f"Trang {_listed(self._unread)} chỉ có ảnh; chữ không được đọc."))
        return reading

    def _page(self, document: pdfium.PdfDocument, number: int) -> Page:
        page = document[number]
        glyphs = page_glyphs(page)
        lost = _untold(glyphs)
        few = sum(glyph.text.isalnum() for glyph in glyphs) < _FEW_LETTERS
        if lost or (few and _has_picture(page)):
            found: list[Segment] = []
            ruled: list[RuledTable] = []
            self._lost = self._lost or lost
            if self._ocr:
                self._recognised.append(page_letters(page))
                found = self._recognised[-1].segments
            else:
                self._unread.append(number)
        else:
            ruled, outside = tables(page, glyphs)
            found = segments(outside)
        width = page.get_width()
        page.close()
        return Page(found, width, ruled)


def _untold(glyphs: list[Glyph]) -> bool:
    """Tell whether most of a page's letters are none: the file does not say which letters its shapes are."""
    shown = [glyph.text for glyph in glyphs if not glyph.text.isspace()]
    return len(shown) >= _FEW_LETTERS and sum(map(_is_untold, shown)) > len(shown) / 2


def _is_untold(letter: str) -> bool:
    return letter < " " or letter == "\ufffd" or "\ue000" <= letter <= "\uefff"


def _has_picture(page: pdfium.PdfPage) -> bool:
    return any(found.type == pdfium.raw.FPDF_PAGEOBJ_IMAGE for found in page.get_objects(max_depth=3))


def _listed(numbers: list[int]) -> str:
    return ", ".join(str(number + 1) for number in numbers[:10]) + (" ..." if len(numbers) > 10 else "")
