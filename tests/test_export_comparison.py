"""A comparison as a Word file, opened again: its tables, the manner of the words that differ, what is only told."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.shared import Length

from indexer.build import build
from indexer.export.comparison_docx import comparison_docx
from indexer.kb import KnowledgeBase
from indexer.views.comparing import Comparison
from tests.compare_library import LOOSE
from tests.compare_library import NEW_PLAN
from tests.compare_library import NEW_RULE
from tests.compare_library import OLD_PLAN
from tests.compare_library import OLD_RULE
from tests.compare_library import write_compared


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("compared")
    build(write_compared(folder / "corpus"), folder / "var")
    opened = KnowledgeBase.open(folder / "var")
    yield opened
    opened.close()


def opened(comparison: Comparison) -> Document:
    return docx.Document(io.BytesIO(comparison_docx(comparison)))


def rows(document: Document, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


def test_a_page_across_with_both_names_and_the_figures(kb: KnowledgeBase) -> None:
    document = opened(kb.compare(OLD_PLAN, NEW_PLAN))
    page = document.sections[0]
    assert [round(Length(side).mm) for side in (page.page_width or 0, page.page_height or 0)] == [297, 210]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Văn bản trước: Kế hoạch số 8-KH/QU ngày 20/01/2022 của Quận ủy Ba Đình" in text
    assert "2 không còn, 1 mới, 3 sửa đổi, 1 chỉ đổi thời gian, tên cơ quan, 5 giữ nguyên" in text
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == ["Căn cứ, văn bản viện dẫn", "Nội dung, theo nhiệm vụ, mục"]


def test_bases_side_by_side(kb: KnowledgeBase) -> None:
    listed = rows(opened(kb.compare(OLD_PLAN, NEW_PLAN)), 0)
    assert [row[0][:27] for row in listed] == [
        "Văn bản trước",
        "Quy định số 37-QĐ/TW ngày 2",
        "(không có)",
        "Chỉ thị số 20-CT/TW ngày 18",
    ]
    assert "100-QĐ/TW ngày 06/05/2022 của Ban Chấp hành Trung ương thay thế" in listed[1][2]


def test_what_is_new_stands_bold_and_underlined_what_is_gone_struck_through(kb: KnowledgeBase) -> None:
    table = opened(kb.compare(OLD_RULE, NEW_RULE)).tables[0]
    row = next(row for row in table.rows if "phó giám đốc" in row.cells[0].text)
    struck = [run.text for paragraph in row.cells[0].paragraphs for run in paragraph.runs if run.font.strike]
    fresh = [run for paragraph in row.cells[1].paragraphs for run in paragraph.runs if run.font.underline]
    assert struck == ["02"]
    assert [(run.text, run.bold) for run in fresh] == [("03", True)]
    assert row.cells[2].text == "Điều 5: sửa đổi; chuyển chỗ, trước ở Điều 3."


def test_what_stayed_is_told_by_its_places_and_what_stood_apart_by_both(kb: KnowledgeBase) -> None:
    listed = rows(opened(kb.compare(OLD_RULE, NEW_RULE)), 0)
    assert listed[1] == ["Chương I: giữ nguyên."] * 3
    assert listed[3][0] == "(không có)"
    assert listed[3][1] == "Điều 2. Đối tượng áp dụng\nÁp dụng cho ban thường vụ cấp ủy và các cơ quan có liên quan."


def test_odd_comparisons_have_a_file_too(kb: KnowledgeBase) -> None:
    document = opened(kb.compare(LOOSE, NEW_PLAN))
    assert any("Không phần nào" in paragraph.text for paragraph in document.paragraphs)
    found = kb.compare(OLD_PLAN, NEW_PLAN)
    bare = replace(found, parts=(), frame=(), old=replace(found.old, title="\x00<b>\x1f"))
    assert any("<b>" in paragraph.text for paragraph in opened(bare).paragraphs)
