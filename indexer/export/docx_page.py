"""A Word file laid out as papers of the Party are: page, styles, page numbers, and paragraphs in its manner."""

from __future__ import annotations

import io
import re
from datetime import UTC
from datetime import datetime
from typing import Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.shared import Pt
from docx.shared import RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Row
from docx.text.paragraph import Paragraph

from indexer.export.emphasis import Stretch

#: The media type of a Word file.
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_FONT: Final = "Times New Roman"
_SIZE: Final = Pt(14)
_FONT_KINDS: Final = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
_THEME_KINDS: Final = ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme")
# Word's own highlighter, whose marks its tool takes away again.
_HIGHLIGHTS: Final = {
    "vang": WD_COLOR_INDEX.YELLOW,
    "luc": WD_COLOR_INDEX.BRIGHT_GREEN,
    "lam": WD_COLOR_INDEX.TURQUOISE,
    "hong": WD_COLOR_INDEX.PINK,
}
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def new_document(title: str, *, landscape: bool = False) -> Document:
    """Return an empty document.

    A4, Times New Roman 14, margins 20, 20, 30 and 15 mm (top, bottom, left, right), the page's number above the text
    from the second page on. Lying across, a page has the wide margin where it is bound: above.
    """
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    sides = (Mm(30), Mm(15), Mm(20), Mm(20)) if landscape else (Mm(20), Mm(20), Mm(30), Mm(15))
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = sides
    page.header_distance = page.footer_distance = Mm(10)
    page.different_first_page_header_footer = True
    _page_number(page.header.paragraphs[0])
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        style = document.styles[name]
        if isinstance(style, ParagraphStyle):
            _style(style, heading=name != "Normal")
    _describe(document, title)
    return document


def content(document: Document) -> bytes:
    """Return the document as the bytes of a .docx file."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


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


def _describe(document: Document, title: str) -> None:
    about = document.core_properties
    about.title = xml_text(title)[:255]
    about.author = about.last_modified_by = "Căn Cứ"
    about.comments = ""
    about.language = "vi-VN"
    about.created = about.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)  # its dates are UTC


def body(document: Document, *parts: Stretch) -> Paragraph:
    """Add a paragraph of running text, justified and indented."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)
    for part in parts:
        run = paragraph.add_run(xml_text(" ".join(part.text.split("\n"))))
        run.bold, run.italic = part.bold or None, part.italic or None
        if part.colour:
            run.font.highlight_color = _HIGHLIGHTS[part.colour]
    return paragraph


def centred(document: Document, text: str, *, bold: bool = False, italic: bool = False) -> None:
    """Add a centred line."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic


def xml_text(text: str) -> str:
    """Return text without the control letters that no XML may hold."""
    return _NO_XML.sub("", text)


def repeated(row: _Row) -> None:
    """Let a table's row stand at the head of each page that the table goes on to."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)
