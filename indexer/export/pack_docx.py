"""A lesson pack as a Word file, laid out as papers of the Party are."""

from __future__ import annotations

import io
import re
from datetime import UTC
from datetime import datetime
from typing import Final

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.shared import Pt
from docx.shared import RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from indexer.export.emphasis import Stretch
from indexer.export.emphasis import stretches
from indexer.export.pack import SOURCES
from indexer.export.pack import Extract
from indexer.export.pack import Pack
from indexer.export.pack import Work
from indexer.export.review_table import day

_FONT: Final = "Times New Roman"
_SIZE: Final = Pt(14)
_FONT_KINDS: Final = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
_THEME_KINDS: Final = ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme")
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def pack_docx(pack: Pack) -> bytes:
    """Return a pack as the bytes of a .docx file.

    A4, Times New Roman 14, margins 20, 20, 30 and 15 mm (top, bottom, left, right), headings I., 1., a), the page's
    number above the text from the second page on.
    """
    document = docx.Document()
    _lay_out(document)
    _describe(document, pack)
    _centred(document, _xml(pack.title).upper(), bold=True)
    _centred(document, f"(Lập ngày {day(pack.day)})", italic=True)
    for section in pack.sections:
        if section.title:
            document.add_heading(f"{section.marker} {section.title}", 1)
        for part in section.parts:
            if part.title:
                document.add_heading(f"{part.marker} {part.title}", 2)
            for work in part.works:
                _work(document, work)
    _sources(document, pack)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _lay_out(document: Document) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    page.header_distance = page.footer_distance = Mm(10)
    page.different_first_page_header_footer = True
    _page_number(page.header.paragraphs[0])
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        style = document.styles[name]
        if isinstance(style, ParagraphStyle):
            _style(style, heading=name != "Normal")


def _style(style: ParagraphStyle, *, heading: bool) -> None:
    style.font.name = _FONT
    style.font.size = _SIZE
    style.font.bold = heading
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in _FONT_KINDS:
        fonts.set(qn(kind), _FONT)
    for kind in _THEME_KINDS:  # a theme's font would go before the one that is named
        fonts.attrib.pop(qn(kind), None)
    style.paragraph_format.space_before = Pt(6 if heading else 0)
    style.paragraph_format.space_after = Pt(6)
    style.paragraph_format.line_spacing = 1.1
    style.paragraph_format.keep_with_next = heading


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text or None
        run._r.append(element)


def _describe(document: Document, pack: Pack) -> None:
    about = document.core_properties
    about.title = _xml(pack.title)[:255]
    about.author = about.last_modified_by = "Căn Cứ"
    about.comments = ""
    about.language = "vi-VN"
    about.created = about.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)  # its dates are UTC


def _work(document: Document, work: Work) -> None:
    document.add_heading(f"{work.marker} {_xml(work.citation)}", 3)
    for extract in work.extracts:
        _extract(document, extract)


def _extract(document: Document, extract: Extract) -> None:
    for text in extract.material.paragraphs:
        _body(document, *stretches(text))
    if extract.material.paragraphs:
        source = _body(document, Stretch(f"({extract.citation})", italic=True))
        source.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for number, line in enumerate(filter(str.strip, extract.note.split("\n"))):
        label = (Stretch("Ghi chú: ", bold=True),) if number == 0 else ()
        _body(document, *label, Stretch(line))


def _body(document: Document, *parts: Stretch) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)
    for part in parts:
        run = paragraph.add_run(_xml(" ".join(part.text.split("\n"))))
        run.bold, run.italic = part.bold or None, part.italic or None
    return paragraph


def _centred(document: Document, text: str, *, bold: bool = False, italic: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic


def _sources(document: Document, pack: Pack) -> None:
    if not pack.sources:
        return
    document.add_heading(SOURCES.upper(), 1)
    for number, source in enumerate(pack.sources, 1):
        pages = f" ({'; '.join(source.addresses)})" if source.addresses else ""
        _body(document, Stretch(f"{number}. {source.citation}{pages}"))


def _xml(text: str) -> str:
    """Return text without the control letters that no XML may hold."""
    return _NO_XML.sub("", text)
