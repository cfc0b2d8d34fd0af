"""A lesson pack as slides, opened again: what stands on each, where it goes on, and that nothing runs over its box."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import pptx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx.presentation import Presentation
from pptx.slide import Slide

from indexer.export.emphasis import Stretch
from indexer.export.pack import Chosen
from indexer.export.pack import Pack
from indexer.export.pack import PackOrder
from indexer.export.pack import make_pack
from indexer.export.pack_pptx import pack_pptx
from indexer.export.slide_text import PARAGRAPH
from indexer.export.slide_text import Room
from indexer.export.slide_text import Word
from indexer.export.slide_text import fitting
from indexer.export.slide_text import letters_width
from indexer.export.slide_text import line_count
from indexer.export.slide_text import slides
from indexer.export.slide_text import words
from indexer.kb import KnowledgeBase
from indexer.views.material import parse_item

PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
RESOLUTION = "nghi-quyet-35-bo-chinh-tri-2018"
DAY = "2026-11-25"


def pack(kb: KnowledgeBase, keys: Sequence[str], *, note: str = "", title: str = "Bài 1") -> Pack:
    items = [item for key in keys if (item := parse_item(key))]
    chosen = [Chosen(material, note) for material in kb.material(items) if material is not None]
    return make_pack(chosen, title, DAY, kb.vocabulary, PackOrder.CHOSEN)


def opened(made: Pack) -> Presentation:
    return pptx.Presentation(io.BytesIO(pack_pptx(made)))


def texts(slide: Slide) -> list[str]:
    """The title, the body, and the source at the foot."""
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame][:3]


def notes(slide: Slide) -> str:
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    return frame.text if frame else ""


# The deck


def test_a_title_a_passage_a_document_and_the_sources(library: KnowledgeBase) -> None:
    deck = opened(pack(library, [f"{PLAN}:II.3-2", RESOLUTION], note="Hỏi học viên:\nvì sao?", title="Bảo vệ nền tảng"))
    assert deck.slide_width is not None
    assert deck.slide_height is not None
    assert (deck.slide_width.pt, deck.slide_height.pt) == (960, 540)
    assert deck.core_properties.title == "Bảo vệ nền tảng"
    first, passage, document, sources = deck.slides
    assert texts(first) == ["Bảo vệ nền tảng", "Lập ngày 25/11/2026"]
    title, body, foot = texts(passage)
    assert title.startswith("3. Đẩy mạnh và nâng cao chất lượng, hiệu quả công tác tổng kết thực tiễn")
    assert body.startswith("- Tổng kết thực tiễn, nghiên cứu lý luận và nâng cao hiệu quả thực hiện nghiêm Quy định")
    assert foot.startswith("Nguồn: Mục II.3, gạch đầu dòng thứ hai, Kế hoạch")
    assert notes(passage) == "Hỏi học viên:\nvì sao?"
    assert texts(document)[0] == "Nghị quyết 35-NQ/TW"
    assert texts(document)[1].endswith("Cả văn bản; kho chưa có toàn văn.")
    assert texts(document)[2] == "Nguồn: Nghị quyết 35-NQ/TW"
    assert texts(sources)[0] == "Danh mục nguồn"
    assert "2. Nghị quyết số 35-NQ/TW, ngày 22/10/2018 của Bộ Chính trị" in texts(sources)[1]


def test_a_long_passage_goes_on_and_loses_nothing(library: KnowledgeBase) -> None:
    made = pack(library, [f"{PLAN}:II.3"], note="Một lần")
    shown = [slide for slide in opened(made).slides if slide.has_notes_slide or "(tiếp)" in texts(slide)[0]]
    assert len(shown) > 2
    assert [texts(slide)[0].endswith("(tiếp)") for slide in shown] == [False, *[True] * (len(shown) - 1)]
    assert len({texts(slide)[2] for slide in shown}) == 1  # the source stands on each
    assert [notes(slide) for slide in shown] == ["Một lần", *[""] * (len(shown) - 1)]
    material = made.sections[0].parts[0].works[0].extracts[0].material
    whole = " ".join(" ".join(material.paragraphs).replace("*", "").split())
    assert " ".join(" ".join(texts(slide)[1] for slide in shown).split()) == whole


def test_emphasis_is_shown_and_markup_is_text(library: KnowledgeBase) -> None:
    made = pack(library, [f"{PLAN}:II.3-2"])
    section = made.sections[0]
    work = section.parts[0].works[0]
    material = replace(work.extracts[0].material, paragraphs=("Xem *Điều lệ* <b>Đảng</b>\x0b và **một**",))
    extract = replace(work.extracts[0], material=material)
    part = replace(section.parts[0], works=(replace(work, extracts=(extract,)),))
    slide = opened(replace(made, sections=(replace(section, parts=(part,)),))).slides[1]
    frame = slide.placeholders[1].text_frame
    runs = [(run.text, run.font.bold, run.font.italic) for run in frame.paragraphs[0].runs]
    assert runs == [
        ("Xem ", False, False),
        ("Điều lệ ", False, True),
        ("<b>Đảng</b> và ", False, False),
        ("một", True, False),
    ]


@pytest.mark.parametrize("title", ["", "Rất dài " * 40, "W" * 300, "<script>alert(1)</script>\x00"])
def test_any_title_makes_a_deck(library: KnowledgeBase, title: str) -> None:
    first = opened(pack(library, [RESOLUTION], title=title)).slides[0]
    assert first.shapes.title is not None
    assert first.shapes.title.text_frame.text


def test_an_empty_pack_is_a_title(library: KnowledgeBase) -> None:
    assert len(opened(pack(library, [])).slides) == 1


# Measuring and cutting. What Arial and Arial Bold give their letters, in sizes (their AFM tables).

ARIAL = [
    ("a", 0.556), ("đ", 0.611), ("m", 0.889), ("w", 0.778), ("ư", 0.58), ("I", 0.278), ("Q", 0.778), ("W", 0.944),
    ("M", 0.833), ("8", 0.556), (" ", 0.278), ("“", 0.5), ("…", 1.0), ("—", 1.0), ("%", 0.889), ("/", 0.278),
    ("–", 0.556), ("@", 1.015), ("t", 0.333), ("r", 0.389), ("(", 0.333), ("Ơ", 0.778), ("+", 0.584),
]  # fmt: skip


@pytest.mark.parametrize(("letter", "width"), ARIAL)
def test_no_letter_is_taken_for_narrower_than_it_is(letter: str, width: float) -> None:
    assert letters_width(letter) >= width


def joined(listed: Sequence[Sequence[Sequence[Word]]]) -> str:
    return "".join(
        word.text + (" " if word.blank else "") for slide in listed for paragraph in slide for word in [*paragraph]
    )


@given(
    st.lists(st.text(st.sampled_from("aăbWmươi. ;“”*-—1"), max_size=400), max_size=6),
    st.integers(2, 60),
    st.integers(1, 12),
)
def test_slides_keep_every_letter_and_never_run_over(paragraphs: list[str], width: int, lines: int) -> None:
    room = Room(width, lines + 0.5)
    found = slides([[Stretch(text)] for text in paragraphs], room)
    assert joined(found).replace(" ", "") == "".join("".join(text.split()) for text in paragraphs)
    for slide in found:
        used = sum(line_count(paragraph, room.width) + PARAGRAPH for paragraph in slide) - PARAGRAPH
        assert used <= room.lines
        assert all(letters_width(word.text) <= room.width for paragraph in slide for word in paragraph)


def test_a_slide_ends_with_a_sentence_where_one_ends_near_its_foot() -> None:
    text = "Câu thứ nhất dài vừa đủ để đầy một dòng. " * 4
    found = slides([[Stretch(text.strip())]], Room(30, 3))
    assert [slide[0][-1].text for slide in found] == ["dòng."] * len(found)


@pytest.mark.parametrize(
    ("text", "suffix", "expected"),
    [
        ("ngắn", "", "ngắn"),
        ("ngắn", " (tiếp)", "ngắn (tiếp)"),
        ("một hai ba bốn năm sáu bảy tám chín mười", "", "một hai ba bốn năm ..."),
        ("một hai ba bốn năm sáu bảy tám chín mười", " (tiếp)", "một hai ba bốn ... (tiếp)"),
    ],
)
def test_a_title_that_is_too_long_is_cut_and_says_so(text: str, suffix: str, expected: str) -> None:
    room = Room(12, 1)
    shown = fitting(text, room, suffix)
    assert shown == expected
    assert line_count(words([Stretch(shown)], room.width), room.width) <= 1
