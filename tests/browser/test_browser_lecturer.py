"""A lecturer's hour: from two letters and a number to the document, its tasks, the plan, the basket and a Word file.

Nothing is opened by its address but the first page: every step is a link, a key or a button that a reader sees.
"""

from __future__ import annotations

import re
from pathlib import Path

import docx
from docx.document import Document
from playwright.sync_api import Locator
from playwright.sync_api import Page
from playwright.sync_api import expect

from indexer.kb import KnowledgeBase

PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
TASK, OTHER = "II.3-3", "II.3-2"


def add(place: Locator) -> None:
    """Put what a place of the page offers into the basket."""
    place.get_by_role("link", name="Thêm vào tư liệu").first.click()


def gathered(page: Page, number: int) -> None:
    expect(page.get_by_role("link", name=f"Tư liệu ({number})")).to_be_visible()


def headings(document: Document, level: int) -> list[str]:
    return [p.text for p in document.paragraphs if p.style is not None and p.style.name == f"Heading {level}"]


def words(text: str) -> str:
    """A passage's words as people read them: without emphasis marks, blanks collapsed."""
    return " ".join(re.sub(r"\*+", "", text).split())


def test_a_lecturers_hour(page: Page, library: KnowledgeBase, tmp_path: Path) -> None:
    page.goto("/")

    # The number, as it is typed: the document comes first.
    page.keyboard.press("/")
    page.keyboard.type("nq35")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=re.compile("bảo vệ nền tảng tư tưởng", re.IGNORECASE)).first.get_by_role(
        "link"
    ).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nghị quyết 35-NQ/TW")
    expect(page.locator(".document-line")).to_contain_text("22/10/2018")
    add(page.locator("main header"))
    gathered(page, 1)

    # Every task that cites it, with the sentence around; into one of them.
    expect(page.locator(".place")).to_have_count(2)
    cited = page.locator(".place", has_text="gạch đầu dòng thứ ba")
    expect(cited.locator("mark")).to_contain_text("Nghị quyết số 35-NQ/TW")
    cited.get_by_role("link", name="Mục II.3, gạch đầu dòng thứ ba").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mục II.3, gạch đầu dòng thứ ba")
    add(page.locator("main"))
    gathered(page, 2)

    # Where it stands in the plan, with the task before it.
    page.get_by_role("link", name="Đọc trong kế hoạch").click()
    expect(page).to_have_url(re.compile(rf"/ke-hoach/{PLAN}#{re.escape(TASK)}$"))
    expect(page.locator(f"[id='{TASK}']")).to_be_in_viewport()
    add(page.locator(f"[id='{OTHER}']"))
    gathered(page, 3)

    # The basket: named, in its order, with a word of one's own.
    page.get_by_role("link", name="Tư liệu (3)").click()
    page.get_by_label("Tên bài").fill("Bảo vệ nền tảng tư tưởng của Đảng")
    page.get_by_role("button", name="Cập nhật").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bảo vệ nền tảng tư tưởng của Đảng")
    page.get_by_label("Ghi chú", exact=True).first.fill("Liên hệ với đơn vị.")

    with page.expect_download() as download:
        page.get_by_role("button", name="Tải Word").click()
    download.value.save_as(tmp_path / "bai.docx")
    check(docx.Document(str(tmp_path / "bai.docx")), library)


def check(document: Document, library: KnowledgeBase) -> None:
    """Hold the file against the library: its headings, every passage word for word with its place, its sources."""
    texts = [words(paragraph.text) for paragraph in document.paragraphs]
    assert texts[0] == "BẢO VỆ NỀN TẢNG TƯ TƯỞNG CỦA ĐẢNG"
    assert headings(document, 1) == ["I. Bộ Chính trị", "II. Cấp dưới tỉnh, thành phố", "DANH MỤC NGUỒN"]
    assert headings(document, 2) == ["1. Nghị quyết", "1. Kế hoạch"]
    assert [heading[:3] for heading in headings(document, 3)] == ["a) ", "a) "]
    assert "35-NQ/TW, ngày 22/10/2018" in headings(document, 3)[0]

    for task, nth in ((OTHER, "hai"), (TASK, "ba")):
        passage = words(library.task(PLAN, task).text)
        assert passage in texts
        source = texts[texts.index(passage) + 1]
        assert source.startswith(f"(Mục II.3, gạch đầu dòng thứ {nth}, Kế hoạch “Thực hiện công tác lý luận chính trị")
    assert "Ghi chú: Liên hệ với đơn vị." in texts

    sources = texts[texts.index("DANH MỤC NGUỒN") + 1 :]
    assert len(sources) == 2
    assert sources[0].startswith("1. Nghị quyết số 35-NQ/TW, ngày 22/10/2018")
    assert all(source.address in sources[0] for source in library.document("nghi-quyet-35-bo-chinh-tri-2018").sources)
    assert "Thực hiện công tác lý luận chính trị năm 2022" in sources[1]
