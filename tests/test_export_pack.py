"""A lesson pack put in order, and as files that are opened again: Word, Markdown, the list of what was gathered."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import docx
import pytest
from docx.shared import Mm
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st

from indexer.export.emphasis import stretches
from indexer.export.pack import SOURCES
from indexer.export.pack import Chosen
from indexer.export.pack import Pack
from indexer.export.pack import PackOrder
from indexer.export.pack import make_pack
from indexer.export.pack_docx import pack_docx
from indexer.export.pack_files import pack_list
from indexer.export.pack_files import pack_markdown
from indexer.export.pack_files import read_pack_list
from indexer.kb import KnowledgeBase
from indexer.views.material import Item
from indexer.views.material import parse_item

PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
RESOLUTION = "nghi-quyet-35-bo-chinh-tri-2018"
DAY = "2026-11-23"

# One document of each level, in an order that is not theirs.
KEYS = (
    f"{PLAN}:II.3-3",
    "nghi-quyet-dai-hoi-dang-bo-ha-noi-xvii",
    "huong-dan-102-ban-tuyen-giao-trung-uong-2019",
    "chuyen-de-toan-khoa-xiii",
    RESOLUTION,
    "chi-thi-20-ban-bi-thu-2018",
    "quy-dinh-24-ban-chap-hanh-trung-uong-2021",
    "quy-dinh-207-ban-chap-hanh-trung-uong-2026",
    "ket-luan-21-ban-chap-hanh-trung-uong-2021",
    "dieu-le-dang-cong-san-viet-nam",
    f"{PLAN}:II.2",
)


def chosen(kb: KnowledgeBase, keys: Sequence[str] = KEYS, note: str = "") -> list[Chosen]:
    items = [item for key in keys if (item := parse_item(key))]
    return [Chosen(material, note) for material in kb.material(items) if material is not None]


def pack(kb: KnowledgeBase, order: PackOrder = PackOrder.LEVEL, *, note: str = "", title: str = "Bài 1") -> Pack:
    return make_pack(chosen(kb, note=note), title, DAY, kb.vocabulary, order)


def opened(made: Pack) -> docx.document.Document:
    return docx.Document(io.BytesIO(pack_docx(made)))


def headings(made: Pack, level: int) -> list[str]:
    return [text.text for text in opened(made).paragraphs if text.style and text.style.name == f"Heading {level}"]


@pytest.mark.parametrize(
    ("key", "item"),
    [
        (RESOLUTION, Item(RESOLUTION)),
        (f"{PLAN}:II.3-3", Item(PLAN, "II.3-3")),
        ("", None),
        (":II", None),
        ("../etc", None),
        ("a:b:c", None),
        ("A", None),
        ("a" * 300, None),
    ],
)
def test_keys(key: str, item: Item | None) -> None:
    assert parse_item(key) == item
    assert item is None or item.key == key


def test_levels_then_kinds_then_days(library: KnowledgeBase) -> None:
    made = pack(library)
    assert [f"{section.marker} {section.title}" for section in made.sections] == [
        "I. Đại hội đại biểu toàn quốc của Đảng",
        "II. Ban Chấp hành Trung ương",
        "III. Bộ Chính trị",
        "IV. Ban Bí thư",
        "V. Các ban, cơ quan, tổ chức ở Trung ương",
        "VI. Cấp tỉnh, thành phố",
        "VII. Cấp dưới tỉnh, thành phố",
        "VIII. Chưa rõ cơ quan ban hành",
    ]
    central = made.sections[1]
    assert [f"{part.marker} {part.title}" for part in central.parts] == ["1. Quy định", "2. Kết luận"]
    assert [(work.marker, work.document.summary.number) for work in central.parts[0].works] == [
        ("a)", "207-QĐ/TW"),
        ("b)", "24-QĐ/TW"),
    ]


def test_themes_in_their_order_each_item_under_the_one_that_speaks_for_it_most(library: KnowledgeBase) -> None:
    made = pack(library, PackOrder.THEME)
    assert [
        (
            f"{section.marker} {section.title}",
            [work.document.summary.id for part in section.parts for work in part.works],
        )
        for section in made.sections
    ] == [
        (
            "I. Xây dựng, chỉnh đốn Đảng",
            [
                "quy-dinh-207-ban-chap-hanh-trung-uong-2026",
                "quy-dinh-24-ban-chap-hanh-trung-uong-2021",
                "ket-luan-21-ban-chap-hanh-trung-uong-2021",
                "dieu-le-dang-cong-san-viet-nam",
            ],
        ),
        ("II. Học tập và làm theo Bác", [PLAN, "chuyen-de-toan-khoa-xiii"]),
        ("III. Bảo vệ nền tảng tư tưởng của Đảng", [RESOLUTION, PLAN]),
        ("IV. Lịch sử Đảng", ["chi-thi-20-ban-bi-thu-2018", "huong-dan-102-ban-tuyen-giao-trung-uong-2019"]),
        ("V. Chưa xếp vào chủ đề nào", ["nghi-quyet-dai-hoi-dang-bo-ha-noi-xvii"]),
    ]
    assert headings(made, 1)[:2] == ["I. Xây dựng, chỉnh đốn Đảng", "II. Học tập và làm theo Bác"]


def test_what_was_gathered_of_one_document_stands_together_in_reading_order(library: KnowledgeBase) -> None:
    (work,) = pack(library).sections[6].parts[0].works
    assert [extract.material.item.place for extract in work.extracts] == ["II.2", "II.3-3"]
    assert work.extracts[1].citation.startswith("Mục II.3, gạch đầu dòng thứ ba, Kế hoạch")


def test_no_kind_and_no_document_falls_out(library: KnowledgeBase) -> None:
    ids = [value.id for facet in library.facets() if facet.name == "kind" for value in facet.values]
    keys = sorted({document.id for kind in ids for document in library.listing("kind", kind).documents})
    made = make_pack(chosen(library, keys), "", DAY, library.vocabulary, PackOrder.LEVEL)
    found = [work.document.summary.id for section in made.sections for part in section.parts for work in part.works]
    assert sorted(found) == keys
    assert len(made.sources) == len(keys)


def test_the_lecturers_own_order(library: KnowledgeBase) -> None:
    (section,) = pack(library, PackOrder.CHOSEN).sections
    works = section.parts[0].works
    assert [work.extracts[0].material.item.key for work in works] == list(KEYS)
    assert [work.marker for work in works] == [f"{number}." for number in range(1, len(KEYS) + 1)]


def test_an_empty_pack(library: KnowledgeBase) -> None:
    for order in PackOrder:
        made = make_pack([], "", DAY, library.vocabulary, order)
        assert (made.title, made.sections, made.sources) == ("Tư liệu soạn bài", (), ())
        assert opened(made).paragraphs[0].text == "TƯ LIỆU SOẠN BÀI"
        assert pack_markdown(made).decode().startswith("# Tư liệu soạn bài\n")


# Word


def test_word_is_laid_out_as_party_papers_are(library: KnowledgeBase) -> None:
    document = opened(pack(library))
    page = document.sections[0]
    sizes = [
        page.page_width,
        page.page_height,
        page.top_margin,
        page.bottom_margin,
        page.left_margin,
        page.right_margin,
    ]
    assert [round(size / Mm(1)) for size in sizes if size is not None] == [210, 297, 20, 20, 30, 15]
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        font = document.styles[name].font  # type: ignore[attr-defined]
        assert (font.name, font.size) == ("Times New Roman", Pt(14))
    assert "PAGE" in page.header._element.xml
    assert page.different_first_page_header_footer
    assert "Theme=" not in document.styles["Heading 1"].element.rPr.rFonts.xml


def test_word_shows_headings_passages_and_sources(library: KnowledgeBase) -> None:
    made = pack(library, note="Hỏi: vì sao?\nĐáp: xem mục II.")
    assert headings(made, 1)[0] == "I. Đại hội đại biểu toàn quốc của Đảng"
    assert headings(made, 1)[-1] == SOURCES.upper()
    assert headings(made, 2)[1] == "1. Quy định"
    assert headings(made, 3)[3].startswith("a) Kết luận số 21-KL/TW, ngày 25/10/2021")
    paragraphs = [text.text for text in opened(made).paragraphs]
    assert any(text.startswith("- Tiếp tục đẩy mạnh thực hiện có hiệu quả Nghị quyết số 35") for text in paragraphs)
    assert any(text.startswith("(Mục II.3, gạch đầu dòng thứ ba, Kế hoạch") for text in paragraphs)
    assert "Ghi chú: Hỏi: vì sao?" in paragraphs
    assert "Đáp: xem mục II." in paragraphs
    assert not [text for text in paragraphs if "*" in text or "##" in text]
    sources = paragraphs[paragraphs.index(SOURCES.upper()) + 1 :]
    assert len(sources) == len(made.sources) == 10
    assert sources[0].startswith("1. Điều lệ Đảng Cộng sản Việt Nam")
    assert "https://" in "".join(sources)


def test_emphasis_of_a_passage_is_italic_in_word(library: KnowledgeBase) -> None:
    italic = [run.text for text in opened(pack(library)).paragraphs for run in text.runs if run.italic]
    assert any(text.startswith("Tăng cường bảo vệ nền tảng tư tưởng") for text in italic)


def test_a_very_long_title_and_what_no_xml_may_hold(library: KnowledgeBase) -> None:
    (item,) = chosen(library, [RESOLUTION])
    summary = replace(item.material.document.summary, title="Rất dài " * 2_000)
    material = replace(item.material, document=replace(item.material.document, summary=summary))
    note = "a\x00\x0b\ufffe\ud800 <w:p/> & ]]>"
    made = make_pack([Chosen(material, note)], "T\x01 " * 400, DAY, library.vocabulary, PackOrder.LEVEL)
    paragraphs = [text.text for text in opened(made).paragraphs]
    assert "Ghi chú: a <w:p/> & ]]>" in paragraphs
    assert any(text.count("Rất dài") == 2_000 for text in paragraphs)
    assert pack_markdown(made)


# Emphasis


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("về “*Đẩy mạnh*”", [("về “", ""), ("Đẩy mạnh", "i"), ("”", "")]),
        ("**đậm** và ***cả hai***", [("đậm", "b"), (" và ", ""), ("cả hai", "bi")]),
        ("chú thích (*) ở đây (*)", [("chú thích (*) ở đây (*)", "")]),
        ("2 * 3 * 4", [("2 * 3 * 4", "")]),
        (r"\*không\*", [("*không*", "")]),
        ("", []),
    ],
)
def test_stretches(text: str, shown: list[tuple[str, str]]) -> None:
    found = [(part.text, "b" * part.bold + "i" * part.italic) for part in stretches(text)]
    assert found == shown


@given(st.text(alphabet="ab* \\(.“”", max_size=40))
def test_no_letter_is_lost_but_marks(text: str) -> None:
    kept = "".join(part.text for part in stretches(text))
    assert [letter for letter in kept if letter not in "*\\"] == [letter for letter in text if letter not in "*\\"]


# Markdown and the list


def test_markdown_keeps_every_marker_and_runs_nothing(library: KnowledgeBase) -> None:
    text = pack_markdown(pack(library, note="# <script>alert(1)</script>\n1. một\n- hai")).decode()
    assert "<script>" not in text.replace("\\<script\\>", "")
    assert "**Ghi chú:** \\# \\<script\\>" in text
    assert "1\\. một\n\\- hai" in text
    assert "> 2\\. Thực hiện Kết luận số 01-KL/TW" in text
    assert "> \\- Tiếp tục đẩy mạnh thực hiện có hiệu quả" in text
    assert f"## {SOURCES}" in text


@given(st.text(max_size=30), st.lists(st.tuples(st.text(min_size=1, max_size=10), st.text(max_size=30)), max_size=5))
def test_a_saved_list_opens_as_it_was(title: str, entries: list[tuple[str, str]]) -> None:
    assert read_pack_list(pack_list(title, "tay", entries)) == (title, "tay", entries)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe", b'{"format": "khac", "items": []}', b"[" * 100_000])
def test_other_files_are_no_lists(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (the caller names the file)
        read_pack_list(data)
