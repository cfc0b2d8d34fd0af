"""A lecturer gathers for a lesson: from pages into the browser's pack, in order, with a note, to a Word file."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

PLAN = "/ke-hoach/ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
RESOLUTION = "/van-ban/nghi-quyet-35-bo-chinh-tri-2018"


def gather(page: Page) -> None:
    page.goto(RESOLUTION)
    page.locator("main").get_by_role("link", name="Thêm vào tư liệu").first.click()
    expect(page.get_by_role("link", name="Tư liệu (1)")).to_be_visible()
    page.goto(f"{PLAN}/nhiem-vu/II.3-3")
    page.locator("main").get_by_role("link", name="Thêm vào tư liệu").click()
    page.get_by_role("link", name="Tư liệu (2)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tư liệu soạn bài")
    expect(page.locator(".pack-item")).to_have_count(2)


def test_from_two_pages_to_a_word_file(page: Page, tmp_path: Path) -> None:
    gather(page)
    page.get_by_label("Tên bài").fill("Bảo vệ nền tảng tư tưởng")
    page.get_by_label("Thứ tự").select_option("tay")
    page.get_by_role("button", name="Cập nhật").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bảo vệ nền tảng tư tưởng")

    page.get_by_role("button", name="Lên Mục II.3").click()
    expect(page.locator(".pack-work").first).to_contain_text("Tiếp tục đẩy mạnh thực hiện")
    page.get_by_label("Ghi chú", exact=True).first.fill("Mở đầu bằng câu hỏi.")

    with page.expect_download() as download:
        page.get_by_role("button", name="Tải Word").click()
    assert download.value.suggested_filename == "tu-lieu.docx"
    download.value.save_as(tmp_path / "bai.docx")
    paragraphs = docx.Document(str(tmp_path / "bai.docx")).paragraphs
    texts = [paragraph.text for paragraph in paragraphs]
    assert texts[0] == "BẢO VỆ NỀN TẢNG TƯ TƯỞNG"
    assert "Ghi chú: Mở đầu bằng câu hỏi." in texts
    headings = [text.text for text in paragraphs if text.style is not None and text.style.name == "Heading 3"]
    assert [heading[:11] for heading in headings] == ["1. Kế hoạch", "2. Nghị quy"]

    # It is still there on another day, at the bare address.
    page.goto("/tu-lieu")
    expect(page.get_by_label("Ghi chú", exact=True).first).to_have_value("Mở đầu bằng câu hỏi.")
    expect(page.locator("[data-basket-shared]")).to_be_hidden()

    page.get_by_role("button", name="Bỏ Mục II.3").click()
    page.get_by_role("button", name="Bỏ Nghị quyết").click()
    expect(page.locator(".pack-item")).to_have_count(0)
    page.goto("/tu-lieu")
    expect(page.get_by_text("Chọn “Thêm vào tư liệu”")).to_be_visible()
    expect(page.get_by_role("link", name="Tư liệu", exact=True)).to_be_visible()


def test_a_link_takes_back_what_it_added(page: Page) -> None:
    page.goto(RESOLUTION)
    page.locator("main").get_by_role("link", name="Thêm vào tư liệu").first.click()
    page.locator("main").get_by_role("link", name="Bỏ khỏi tư liệu").first.click()
    expect(page.get_by_role("link", name="Tư liệu", exact=True)).to_be_visible()


def test_a_shared_address_changes_nothing_unless_asked(browser: Browser, site: str, page: Page) -> None:
    gather(page)
    page.get_by_label("Ghi chú", exact=True).first.fill("Ghi chú của người gửi")
    page.get_by_role("button", name="Cập nhật").click()
    shared = page.get_by_label("Địa chỉ của bộ tư liệu này").input_value()

    other = browser.new_context(base_url=site)
    reader = other.new_page()
    reader.goto("/van-ban/quy-dinh-24-ban-chap-hanh-trung-uong-2021")
    reader.locator("main").get_by_role("link", name="Thêm vào tư liệu").first.click()
    reader.goto(shared)
    expect(reader.get_by_text("chưa nằm trong tư liệu của máy này")).to_be_visible()
    expect(reader.get_by_role("link", name="Tư liệu (1)")).to_be_visible()
    reader.get_by_role("button", name="Thêm vào tư liệu của máy này").click()
    expect(reader.get_by_role("link", name="Tư liệu (3)")).to_be_visible()
    expect(reader.locator(".pack-item")).to_have_count(3)
    other.close()


def test_a_pack_moves_to_another_machine_as_a_file(browser: Browser, site: str, page: Page, tmp_path: Path) -> None:
    gather(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Lưu ra tệp").click()
    download.value.save_as(tmp_path / "tu-lieu.json")
    other = browser.new_context(base_url=site, java_script_enabled=False, viewport={"width": 360, "height": 740})
    reader = other.new_page()
    reader.goto("/tu-lieu")
    expect(reader.get_by_text("đang tắt JavaScript")).to_be_visible()
    reader.get_by_label("Mở tệp tư liệu đã lưu").set_input_files(tmp_path / "tu-lieu.json")
    reader.get_by_role("button", name="Mở", exact=True).click()
    expect(reader.locator(".pack-item")).to_have_count(2)
    # Without scripts the page adds, changes and hands over as well.
    reader.get_by_label("Thêm bằng địa chỉ trang").fill(f"{site}{PLAN}/nhiem-vu/II.2")
    reader.get_by_role("button", name="Cập nhật").click()
    expect(reader.locator(".pack-item")).to_have_count(3)
    with reader.expect_download() as word:
        reader.get_by_role("button", name="Tải Word").click()
    assert word.value.suggested_filename == "tu-lieu.docx"
    with reader.expect_download() as slides:
        reader.get_by_role("button", name="Tải PowerPoint").click()
    assert slides.value.suggested_filename == "tu-lieu.pptx"
    other.close()


@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_the_page_does_not_scroll_sideways(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(base_url=site, viewport={"width": width, "height": 740})
    page = context.new_page()
    long = "tu-rat-dai-" * 15
    page.goto(
        f"/tu-lieu?xep=tay&ten={'Tên' * 90}&m=nghi-quyet-35-bo-chinh-tri-2018&m={long}&m=quy-dinh-24-ban-chap-hanh-trung-uong-2021"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_it_prints_the_lesson_and_not_the_tools(page: Page) -> None:
    gather(page)
    page.get_by_label("Ghi chú", exact=True).first.fill("In cùng bài")
    page.get_by_role("button", name="Cập nhật").click()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Tải Word")).to_be_hidden()
    expect(page.get_by_label("Ghi chú", exact=True).first).to_be_hidden()
    expect(page.locator(".pack-printed", has_text="In cùng bài")).to_be_visible()
    expect(page.get_by_role("heading", name="Danh mục nguồn")).to_be_visible()
