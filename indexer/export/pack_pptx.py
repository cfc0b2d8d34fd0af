"""A lesson pack as slides: a passage a slide, its source at the foot, the lecturer's notes as speaker notes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from typing import Final

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.text.text import _Run
from pptx.util import Pt

from indexer.export.docx_page import xml_text
from indexer.export.emphasis import Stretch
from indexer.export.pack import SOURCES
from indexer.export.pack import Extract
from indexer.export.pack import Pack
from indexer.export.pack import Work
from indexer.export.remarks import Remark
from indexer.export.remarks import marked
from indexer.export.remarks import said
from indexer.export.review_table import day
from indexer.export.slide_text import LINE
from indexer.export.slide_text import PARAGRAPH
from indexer.export.slide_text import Room
from indexer.export.slide_text import Word
from indexer.export.slide_text import fitting
from indexer.export.slide_text import slides

#: The media type of a PowerPoint file.
PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

_FONT: Final = "Arial"
_WIDTH, _HEIGHT = 960, 540  # points: 16 to 9
_LEFT, _INNER = 54, 852
_TITLE_TOP, _TITLE_HEIGHT = 24, 84
_BODY_TOP, _BODY_HEIGHT = 116, 344
_FOOT_TOP, _FOOT_HEIGHT = 474, 48
_NUMBER_WIDTH: Final = 50
_TITLE_SIZES: Final = (28, 24, 20)
_FIRST_SIZES: Final = (44, 36, 30, 24)
_BODY_SIZE: Final = 24
_SOURCE_SIZE: Final = 18
_FOOT_SIZE: Final = 14
_INK, _GREEN, _QUIET = map(RGBColor.from_string, ("18211D", "0A5A48", "4D5953"))
_HIGHLIGHTS: Final = {"vang": "FFE58F", "luc": "C4ECC2", "lam": "CBE2FB", "hong": "FBD3E1"}  # as on the pages
_GOES_ON: Final = " (tiếp)"
_DRAWING: Final = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_NO_BULLET: Final = f"<a:buNone {_DRAWING}/>"
_NUMBER: Final = (
    f'<a:fld {_DRAWING} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
    f'<a:rPr lang="vi-VN" sz="{_FOOT_SIZE * 100}"/><a:t>‹#›</a:t></a:fld>'
)
_WITH_CONTENT: Final = 1  # the layout with a title and a body, by which outline views and screen readers go


def pack_pptx(pack: Pack) -> bytes:
    """Return a pack as the bytes of a .pptx file.

    A slide for the title, one or more for each passage and document, then the list of sources. A text that is too long
    for a slide goes on on the next one, marked "(tiếp)"; nothing runs over its box.
    """
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Pt(_WIDTH), Pt(_HEIGHT)
    _describe(deck, pack)
    _first(deck, pack)
    for section in pack.sections:
        for part in section.parts:
            for work in part.works:
                for extract in work.extracts:
                    _extract(deck, work, extract)
    _sources(deck, pack)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _describe(deck: Presentation, pack: Pack) -> None:
    about = deck.core_properties
    about.title = xml_text(pack.title)[:255]
    about.author = about.last_modified_by = "Căn Cứ"
    about.language = "vi-VN"
    about.created = about.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)  # its dates are UTC


def _first(deck: Presentation, pack: Pack) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_WITH_CONTENT])
    _title(slide, pack.title, 120, 200, _FIRST_SIZES, centre=True)
    body = _box(slide.placeholders[1], 340, 60)
    _write(body, [[_one(f"Lập ngày {day(pack.day)}")]], 20, centre=True)


def _extract(deck: Presentation, work: Work, extract: Extract) -> None:
    material = extract.material
    whole = f"Cả văn bản; {'kho có toàn văn' if work.document.summary.held else 'kho chưa có toàn văn'}."
    text, shown = marked(material.paragraphs, extract.remarks)
    headings = material.spot.headings if material.spot else ()
    # A passage stands under its heading; a document, and a passage without heading, under its own name.
    title = headings[-1].replace("*", "") if headings else extract.citation
    _passage(deck, title, text or [[Stretch(work.citation)], [Stretch(whole, italic=True)]], extract, shown)


def _passage(
    deck: Presentation,
    title: str,
    text: Sequence[Sequence[Stretch]],
    extract: Extract,
    coloured: frozenset[Remark],
) -> None:
    spoken = [extract.note.strip(), *(f"{name}{words}" for name, words in said(extract.remarks, coloured))]
    for number, shown in enumerate(slides(text, Room.of(_INNER, _BODY_HEIGHT, _BODY_SIZE))):
        slide = _slide(deck, title, shown, _BODY_SIZE, again=number > 0)
        _foot(slide, f"Nguồn: {extract.citation}")
        if number == 0 and any(spoken):
            _speak(slide, "\n".join(filter(None, spoken)))


def _speak(slide: Slide, note: str) -> None:
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:  # the notes' layout has one
        frame.text = xml_text(note)


def _sources(deck: Presentation, pack: Pack) -> None:
    listed = []
    for number, source in enumerate(pack.sources, 1):
        pages = f" ({'; '.join(source.addresses)})" if source.addresses else ""
        listed.append([Stretch(f"{number}. {source.citation}{pages}")])
    for number, shown in enumerate(slides(listed, Room.of(_INNER, _BODY_HEIGHT, _SOURCE_SIZE))):
        _foot(_slide(deck, SOURCES, shown, _SOURCE_SIZE, again=number > 0), "")


def _slide(deck: Presentation, title: str, shown: Sequence[Sequence[Word]], size: int, *, again: bool) -> Slide:
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[_WITH_CONTENT])
    _title(slide, title, _TITLE_TOP, _TITLE_HEIGHT, _TITLE_SIZES, suffix=_GOES_ON if again else "")
    _write(_box(slide.placeholders[1], _BODY_TOP, _BODY_HEIGHT), shown, size)
    return slide


def _title(
    slide: Slide, text: str, top: int, height: int, sizes: Sequence[int], *, suffix: str = "", centre: bool = False
) -> None:
    clean = " ".join(xml_text(text).split())
    rooms = {size: Room.of(_INNER, height, size) for size in sizes}
    size = next((size for size, room in rooms.items() if fitting(clean, room, suffix) == f"{clean}{suffix}"), sizes[-1])
    shown = fitting(clean, rooms[size], suffix)
    shape = slide.shapes.title
    if shape is None:  # the layout has one
        return
    frame = _box(shape, top, height, MSO_ANCHOR.MIDDLE if centre else MSO_ANCHOR.BOTTOM)
    _write(frame, [[_one(shown, bold=True)]], size, centre=centre, colour=_GREEN)


def _foot(slide: Slide, source: str) -> None:
    width = _INNER - _NUMBER_WIDTH
    clean = " ".join(xml_text(source).split())
    shown = fitting(clean, Room.of(width, _FOOT_HEIGHT, _FOOT_SIZE))
    box = slide.shapes.add_textbox(Pt(0), Pt(0), Pt(0), Pt(0))
    _write(_box(box, _FOOT_TOP, _FOOT_HEIGHT, width=width), [[_one(shown)]], _FOOT_SIZE, colour=_QUIET)
    number = slide.shapes.add_textbox(Pt(0), Pt(0), Pt(0), Pt(0))
    frame = _box(number, _FOOT_TOP, _FOOT_HEIGHT, left=_LEFT + width, width=_NUMBER_WIDTH)
    frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    # A field: the number stays right where slides are moved.
    frame.paragraphs[0]._p.append(parse_xml(_NUMBER))


def _one(text: str, *, bold: bool = False) -> Word:
    return Word((Stretch(text, bold=bold),), blank=False)


def _box(
    shape: Shape,
    top: int,
    height: int,
    anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
    *,
    left: int = _LEFT,
    width: int = _INNER,
) -> TextFrame:
    """Put a shape at its place and return its text, which keeps to the box and its size."""
    shape.left, shape.top, shape.width, shape.height = Pt(left), Pt(top), Pt(width), Pt(height)
    frame: TextFrame = shape.text_frame
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.word_wrap = True
    frame.vertical_anchor = anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(0)
    return frame


def _write(
    frame: TextFrame,
    paragraphs: Sequence[Sequence[Word]],
    size: int,
    *,
    centre: bool = False,
    colour: RGBColor = _INK,
) -> None:
    for at, listed in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()  # type: ignore[no-untyped-call]  # python-pptx leaves it untyped
        paragraph.alignment = PP_ALIGN.CENTER if centre else PP_ALIGN.LEFT
        paragraph.line_spacing = 1.0
        paragraph.space_before, paragraph.space_after = Pt(0), Pt(size * LINE * PARAGRAPH)
        manner = paragraph._p.get_or_add_pPr()
        manner.set("marL", "0")
        manner.set("indent", "0")
        manner.append(parse_xml(_NO_BULLET))  # a marker is part of the text
        for stretch in _joined(listed):
            run = paragraph.add_run()
            run.text = xml_text(stretch.text)
            run.font.name, run.font.size = _FONT, Pt(size)
            run.font.bold, run.font.italic = stretch.bold, stretch.italic
            run.font.color.rgb = colour
            run.font.language_id = MSO_LANGUAGE_ID.VIETNAMESE
            if stretch.colour:
                _highlight(run, stretch.colour)


def _highlight(run: _Run, colour: str) -> None:
    # The schema wants it before the font; python-pptx knows no highlights.
    fill = f'<a:highlight {_DRAWING}><a:srgbClr val="{_HIGHLIGHTS[colour]}"/></a:highlight>'
    run.font._element.find(qn("a:latin")).addprevious(parse_xml(fill))


def _joined(listed: Sequence[Word]) -> Iterator[Stretch]:
    """Yield the words as few stretches, with the blanks between them."""
    held: Stretch | None = None
    for word in listed:
        for at, part in enumerate(word.parts, 1):
            text = f"{part.text} " if word.blank and at == len(word.parts) else part.text
            if held is not None and (held.bold, held.italic, held.colour) == (part.bold, part.italic, part.colour):
                held = replace(held, text=held.text + text)
                continue
            if held is not None:
                yield held
            held = replace(part, text=text)
    if held is not None:
        yield replace(held, text=held.text.rstrip())
