"""A theme's page in a real browser: what belongs to it, its picture, and the whole of it into the lesson pack."""

from __future__ import annotations

from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

PLAN = "/ke-hoach/ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"


def test_from_the_first_page_to_a_theme_and_with_all_of_it_into_the_pack(page: Page) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Chủ đề").click()
    page.get_by_role("link", name="Lịch sử Đảng").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lịch sử Đảng")
    expect(page.locator(".entry-number").first).to_have_text("102-HD/BTGTW")
    picture = page.get_by_role("group", name="Văn bản nào triển khai văn bản nào")
    expect(picture.get_by_text("triển khai thực hiện 104-KH/TU")).to_be_visible()
    page.get_by_role("link", name="Thêm cả 10 mục vào tư liệu").click()
    expect(page.get_by_role("status").last).to_have_text("Đã thêm 10 mục vào tư liệu: có 10 mục.")
    expect(page.locator(".gathered")).to_have_count(10)
    # One of them is taken out again, and the pack is put in order by theme.
    page.locator(".topic-place").first.get_by_role("link", name="Bỏ khỏi tư liệu").click()
    page.get_by_role("link", name="Tư liệu (9)").click()
    page.get_by_label("Thứ tự").select_option(label="Theo chủ đề, loại, ngày")
    page.get_by_role("button", name="Cập nhật").click()
    expect(page.get_by_role("heading", level=2, name="I. Lịch sử Đảng")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải Word").click()
    assert download.value.suggested_filename == "tu-lieu.docx"
    # The order is kept in the browser with the pack.
    page.goto("/tu-lieu")
    expect(page.get_by_label("Thứ tự")).to_have_value("chu-de")


def test_what_the_plan_asks_to_be_taught(page: Page) -> None:
    page.goto(PLAN)
    page.get_by_role("link", name="2 nhiệm vụ yêu cầu đưa vào bài giảng").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Yêu cầu đưa vào bài giảng")
    expect(page.locator("mark").last).to_have_text("bổ sung vào bài giảng")
    page.get_by_role("link", name="Mục II.4.1, gạch đầu dòng thứ ba", exact=True).click()
    expect(page.locator(".teaching-words")).to_contain_text("“bổ sung vào bài giảng”")
    expect(page.locator(".card", has_text="Chủ đề, chương trình bồi dưỡng")).to_contain_text("Sơ cấp lý luận chính trị")


def test_a_theme_without_scripts_on_a_phone(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto("/chu-de/xay-dung-chinh-don-dang")
    page.get_by_text("Văn bản nào thay văn bản nào").first.click()
    expect(page.locator(".topic-steps .step").first).to_be_visible()
    page.get_by_role("link", name="Thêm cả 16 mục vào tư liệu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xây dựng, chỉnh đốn Đảng")
    expect(page.locator(".pack-item")).to_have_count(16)
    context.close()
