"""A lesson pack as a Word file, laid out as papers of the Party are."""

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from indexer.export.docx_page import body
from indexer.export.docx_page import centred
from indexer.export.docx_page import content
from indexer.export.docx_page import new_document
from indexer.export.docx_page import xml_text
from indexer.export.emphasis import Stretch
from indexer.export.pack import SOURCES
from indexer.export.pack import Extract
from indexer.export.pack import Pack
from indexer.export.pack import Work
from indexer.export.remarks import marked
from indexer.export.remarks import said
from indexer.export.review_table import day


def pack_docx(pack: Pack) -> bytes:
    """Return a pack as the bytes of a .docx file, with headings I., 1., a)."""
    document = new_document(pack.title)
    centred(document, xml_text(pack.title).upper(), bold=True)
    centred(document, f"(Lập ngày {day(pack.day)})", italic=True)
    for section in pack.sections:
        if section.title:
            document.add_heading(f"{section.marker} {section.title}", 1)
        for part in section.parts:
            if part.title:
                document.add_heading(f"{part.marker} {part.title}", 2)
            for work in part.works:
                _work(document, work)
    _sources(document, pack)
    return content(document)


def _work(document: Document, work: Work) -> None:
    document.add_heading(f"{work.marker} {xml_text(work.citation)}", 3)
    for extract in work.extracts:
        _extract(document, extract)


def _extract(document: Document, extract: Extract) -> None:
    paragraphs, shown = marked(extract.material.paragraphs, extract.remarks)
    for paragraph in paragraphs:
        body(document, *paragraph)
    if extract.material.paragraphs:
        source = body(document, Stretch(f"({extract.citation})", italic=True))
        source.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for number, line in enumerate(filter(str.strip, extract.note.split("\n"))):
        label = (Stretch("Ghi chú: ", bold=True),) if number == 0 else ()
        body(document, *label, Stretch(line))
    for name, text in said(extract.remarks, shown):
        for number, line in enumerate(filter(str.strip, text.split("\n"))):
            body(document, *((Stretch(name, bold=True),) if number == 0 else ()), Stretch(line))


def _sources(document: Document, pack: Pack) -> None:
    if not pack.sources:
        return
    document.add_heading(SOURCES.upper(), 1)
    for number, source in enumerate(pack.sources, 1):
        pages = f" ({'; '.join(source.addresses)})" if source.addresses else ""
        body(document, Stretch(f"{number}. {source.citation}{pages}"))
