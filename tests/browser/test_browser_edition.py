"""The offline edition in a real browser, opened from a folder: no server, no request but for files."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

from indexer.build import build
from indexer.kb import KnowledgeBase
from indexer.search.spelling import spell
from indexer.text import fold
from tests.browser.test_browser_notes import select
from tests.spellings import CHANGES
from tests.test_kb_spellings import numbered
from tests.test_kb_spellings import right
from webapp.edition.export import export_site

_AXE: Final = Axe()
_RESULTS: Final = "[data-edition-results=done] > li"
_PLAN: Final = "ke-hoach/ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, library_data: Path) -> Path:
    """The edition of the checkout's library, where people keep such a thing."""
    target = tmp_path_factory.mktemp("edition") / "Trần Thị Bình" / "Căn Cứ"
    export_site(library_data, target)
    return target


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window that fails its test when a script complains, or anything but a file is asked for."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("request", lambda asked: None if asked.url.startswith("file:") else complaints.append(asked.url))
    # What a page that is left had not finished is no failure.
    opened.on(
        "requestfailed", lambda asked: complaints.append(asked.url) if "ABORTED" not in (asked.failure or "") else None
    )
    yield opened
    context.close()
    assert complaints == []


def search(page: Page, folder: Path, question: str) -> list[str]:
    """The titles that the edition finds, in order."""
    page.goto(f"{(folder / 'tim.html').as_uri()}?q={quote(question)}")
    page.wait_for_selector("[data-edition-results=done]", state="attached")
    return page.locator(f"{_RESULTS} .entry-title").all_inner_texts()


def open_search(page: Page, folder: Path) -> None:
    """Open the search page with its data at hand, so that scripts can be asked."""
    page.goto((folder / "tim.html").as_uri())
    page.evaluate(
        """async () => {
          const head = await canCu.load("dau");
          head.organSet = Object.fromEntries(head.organs.map((organ) => [organ, true]));
          window.head = head;
        }"""
    )


def test_a_double_click_a_number_a_document(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("searchbox").fill("nq35")
    page.get_by_role("searchbox").press("Enter")
    first = page.locator(_RESULTS).first
    expect(first.locator(".number")).to_have_text("35-NQ/TW")
    expect(first.locator(".why")).to_have_text("Đúng số và ký hiệu")
    first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("35-NQ/TW")
    page.get_by_role("link", name="Mục II.3, gạch đầu dòng thứ ba").first.click()
    expect(page.get_by_text("Nhiệm vụ", exact=True).first).to_be_visible()


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("bao ve nen tang", "tăng cường bảo vệ nền tảng tư tưởng của Đảng"),
        ("bảo vệ nền tảng tư tưởng", "tăng cường bảo vệ nền tảng tư tưởng của Đảng"),
        ("BẢO VỆ NỀN TẢNG", "tăng cường bảo vệ nền tảng tư tưởng của Đảng"),
        ("những điều đảng viên không được làm", "Những điều đảng viên không được làm"),
        ("nghị quyết 35 về nền tảng tư tưởng", "tăng cường bảo vệ nền tảng tư tưởng của Đảng"),
    ],
)
def test_words_with_marks_and_without(page: Page, folder: Path, question: str, first: str) -> None:
    assert first.casefold() in search(page, folder, question)[0].casefold()


def test_the_words_are_marked_where_they_stand(page: Page, folder: Path) -> None:
    search(page, folder, "bao ve nen tang")
    assert page.locator(f"{_RESULTS} .entry-title mark").first.inner_text() == "bảo vệ nền tảng"
    # What is found in a plan leads to its task.
    link = page.locator(f"{_RESULTS} .why a").first
    place = link.inner_text()
    link.click()
    expect(page.locator(":target")).to_be_visible()
    assert place.startswith("mục")


def test_nothing_found_is_said(page: Page, folder: Path) -> None:
    assert search(page, folder, "zzqx wwyy") == []
    expect(page.get_by_role("status").first).to_contain_text("Không tìm thấy văn bản nào")
    search(page, folder, "<img src=x onerror=alert(1)>")
    expect(page.get_by_role("status").first).to_contain_text("<img src=x")
    assert page.locator("main img").count() == 0


def test_every_number_in_every_spelling(page: Page, folder: Path, library: KnowledgeBase) -> None:
    asked = []
    for number in sorted({document.number or "" for document in numbered(library)}):
        spelled = {number, *(change(number) for change in CHANGES.values())}
        asked += [(one, right(library, number)) for one in sorted(spelled)]
    assert len(asked) > 300
    open_search(page, folder)
    found = page.evaluate(
        """async (questions) => {
          const addresses = [];
          for (const question of questions) {
            const first = (await canCu.search(head, question)).hits[0];
            const rows = first ? await canCu.documents(head, [first.document]) : null;
            addresses.push(rows ? rows[first.document].address : "");
          }
          return addresses;
        }""",
        [question for question, _ in asked],
    )
    wrong = [
        (question, address, expected)
        for (question, expected), address in zip(asked, found, strict=True)
        if address.rpartition("/")[2] != f"{expected}.html"
    ]
    assert wrong == []


def test_letters_are_folded_and_spelled_as_by_the_program(page: Page, folder: Path, library: KnowledgeBase) -> None:
    index = library.offline_index()
    words = {term.removeprefix("=") for term in index.terms if " " not in term}
    words |= {
        "hoà",
        "hòa",
        "Hoá",
        "thuỷ",
        "lí",
        "LÝ",
        "quí",
        "quý",
        "qúy",
        "kĩ",
        "khoẻ",
        "xoè",
        "uỷ",
        "đ",
        "Đoàn",
        "004",
    }
    words |= {word.title() for word in words} | {word.upper() for word in words}
    listed = sorted(words)
    open_search(page, folder)
    told = page.evaluate("(words) => words.map((word) => [canCu.spell(word), canCu.fold(canCu.spell(word))])", listed)
    assert [tuple(pair) for pair in told] == [spell(word) for word in listed]
    assert page.evaluate("(text) => canCu.fold(text)", "Đường lối, ÂM NHẠC ß ŉ") == fold("Đường lối, ÂM NHẠC ß ŉ")


def test_gathered_material_is_kept_where_the_browser_can(page: Page, folder: Path) -> None:
    page.goto((folder / f"{_PLAN}.html").as_uri())
    page.locator("#II\\.3-3 ~ .notes .gather, #II\\.3-3 .gather").first.click()
    page.goto((folder / "van-ban" / "nghi-quyet-35-bo-chinh-tri-2018.html").as_uri())
    page.get_by_role("link", name="Thêm vào tư liệu").first.click()
    page.get_by_role("link", name="Tư liệu (2)").click()
    expect(page.get_by_role("status").first).to_have_text("2 mục đã chọn trong trình duyệt này.")
    page.get_by_role("button", name="Bỏ Nghị quyết 35-NQ/TW").click()
    expect(page.get_by_role("status").first).to_have_text("1 mục đã chọn trong trình duyệt này.")
    page.locator("[data-edition-basket] a").click()
    expect(page.locator(":target")).to_be_visible()


def test_missing_data_is_said(browser: Browser, folder: Path, tmp_path: Path) -> None:
    # Somebody copied the page and not its folder.
    (tmp_path / "tim.html").write_bytes((folder / "tim.html").read_bytes())
    (tmp_path / "static").mkdir()
    for script in (folder / "static").iterdir():
        (tmp_path / "static" / script.name).write_bytes(script.read_bytes())
    page = browser.new_page()
    page.goto(f"{(tmp_path / 'tim.html').as_uri()}?q=nq35")
    expect(page.get_by_role("status").first).to_contain_text("Xin chép lại cả thư mục")
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_own_pages_are_accessible(browser: Browser, folder: Path, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    for address in (
        "index.html",
        "tim.html?q=bao%20ve%20nen%20tang",
        "tu-lieu.html?m=khong-co",
        "ghi-chu.html",
        "ra-soat.html",
    ):
        name, _, query = address.partition("?")
        page.goto(f"{(folder / name).as_uri()}?{query}")
        if name != "index.html":
            page.wait_for_load_state("networkidle")
        found = _AXE.run(page).response["violations"]
        assert [item["id"] for item in found if item["impact"] in ("serious", "critical")] == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.close()


@pytest.mark.long
def test_every_page_opens(page: Page, folder: Path) -> None:
    for path in sorted(folder.rglob("*.html")):
        page.goto(path.as_uri())
        expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.long
def test_a_larger_library(page: Page, tmp_path: Path, library: KnowledgeBase) -> None:
    # 400 documents of syllables drawn from the checkout's own, each with one that no other has.
    syllables = sorted({term[1:] for term in library.offline_index().terms if term.startswith("=") and " " not in term})
    draw = random.Random(8)
    for at in range(400):
        text = "\n\n".join(f"Điều {part}. {' '.join(draw.choices(syllables, k=120))}." for part in range(1, 6))
        path = tmp_path / "corpus" / "directives" / "thu" / f"bai-{at}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        record = f"---\nid: bai-{at}\nkind: bai-viet\ntitle: Bài số {at} thử\n---\n"
        path.write_text(f"{record}\n{text}\n\nĐiều 6. Riêng xyz{at}xyz.\n", encoding="utf-8")
    build(tmp_path / "corpus", tmp_path / "var")
    folder = tmp_path / "Bản ngoại tuyến"
    export_site(tmp_path / "var", folder)
    assert len(list((folder / "tra-cuu").glob("tu-*.js"))) > 3  # the dictionary is in portions
    for at in (0, 123, 399):
        assert search(page, folder, f"riêng xyz{at}xyz")[0] == f"Bài số {at} thử"
        assert f"xyz{at}xyz" in page.locator(f"{_RESULTS} .snippet").first.inner_text()


def test_own_marks_and_notes_are_kept_where_the_browser_can(page: Page, folder: Path, tmp_path: Path) -> None:
    page.goto((folder / f"{_PLAN}.html").as_uri())
    select(page, "Chủ động nghiên cứu, đánh giá, dự báo")
    page.get_by_role("button", name="Đánh dấu lục").click()
    page.goto((folder / "van-ban" / "nghi-quyet-35-bo-chinh-tri-2018.html").as_uri())
    page.get_by_role("button", name="Ghi chú của văn bản").click()
    page.get_by_label("Ghi chú", exact=True).fill("Đọc trước buổi học")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("button", name="Ghi chú (1)").click()
    page.get_by_role("link", name="Mọi ghi chú").click()
    expect(page.locator("[data-own-count]")).to_have_text("2 ghi chú.")
    page.get_by_role("searchbox", name="Tìm trong ghi chú").fill("chu dong nghien cuu")
    expect(page.locator("[data-own-count]")).to_have_text("1 trong 2 ghi chú.")
    # The list leads to the files, and to the words in them.
    page.get_by_role("link", name="Đến chỗ").click()
    expect(page.locator("mark.own-luc").first).to_be_in_viewport()
    assert page.url.startswith((folder / f"{_PLAN}.html").as_uri())
    page.get_by_role("link", name="Ghi chú", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Lưu ra tệp").click()
    download.value.save_as(tmp_path / "ghi-chu.json")
    page.get_by_role("button", name="Xóa hết").click()
    expect(page.get_by_text("Chưa có ghi chú nào")).to_be_visible()
    page.get_by_label("Mở tệp ghi chú đã lưu").set_input_files(tmp_path / "ghi-chu.json")
    expect(page.locator("[data-own-count]")).to_have_text("2 ghi chú.")
    # What is noted can be gathered, here as well.
    page.get_by_role("link", name="Thêm các mục đang hiện vào tư liệu").click()
    page.get_by_role("link", name="Tư liệu (2)").click()
    expect(page.get_by_role("status").first).to_have_text("2 mục đã chọn trong trình duyệt này.")
