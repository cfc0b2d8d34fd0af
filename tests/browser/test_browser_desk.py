"""The desk in a real browser: the matrix with headings that stay and keys that move it, and bases to look at again."""

from __future__ import annotations

import pypdfium2
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

PLAN = "/ke-hoach/ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"


def test_headings_stay_while_keys_move_the_table(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(PLAN)
    page.get_by_role("link", name="Bảng đối chiếu").click()
    page.get_by_role("region", name="Nhiệm vụ theo hàng").focus()
    page.keyboard.press("PageDown")
    scrolled = "document.querySelector('.matrix-scroll').scrollTop"
    for _ in range(100):  # asked from outside: the page's policy refuses a script that polls within it
        if page.evaluate(scrolled) > 100:
            break
        page.wait_for_timeout(50)
    assert page.evaluate(scrolled) > 100
    top = "document.querySelector('%s').getBoundingClientRect().top"
    assert page.evaluate(f"{top % '.matrix-corner'} - {top % '.matrix-scroll'}") < 3


def test_what_is_focused_is_not_behind_the_headings_that_stay(page: Page) -> None:
    page.goto(f"{PLAN}/bang-doi-chieu")
    heads = page.locator(".matrix-head a")
    heads.last.focus()
    for at in range(heads.count() - 1, -1, -1):  # as Shift+Tab goes
        heads.nth(at).focus()
    left = "element => element.getBoundingClientRect().left"
    corner = page.locator(".matrix-corner").evaluate("element => element.getBoundingClientRect().right")
    assert heads.first.evaluate(left) >= corner


def test_it_is_narrowed_and_taken_away_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{PLAN}/bang-doi-chieu")
    page.get_by_label("Cơ quan ban hành").select_option("bo-chinh-tri")
    page.get_by_role("button", name="Xem").click()
    expect(page.locator(".matrix-head", has_text="35-NQ/TW")).to_have_count(1)
    expect(page.locator(".matrix-head", has_text="20-CT/TW")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải Excel").click()
    assert download.value.suggested_filename == "bang-doi-chieu.xlsx"
    context.close()


def test_on_paper_it_has_no_frame_and_repeats_its_heading(page: Page) -> None:
    page.emulate_media(media="print")
    page.goto(f"{PLAN}/bang-doi-chieu")
    expect(page.get_by_role("button", name="Xem")).to_be_hidden()
    style = "element => getComputedStyle(document.querySelector(element))"
    assert page.evaluate(f"({style})('.matrix-scroll').overflowX") == "visible"
    assert page.evaluate(f"({style})('.matrix thead').display") == "table-header-group"


def pages(page: Page, address: str) -> list[str]:
    """The text of each sheet of paper that a page fills."""
    page.goto(address)
    paper = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    return [sheet.get_textpage().get_text_range() for sheet in paper]


def test_pictures_fill_their_paper_and_are_not_cut_within_a_year_or_a_chain(page: Page) -> None:
    sheets = pages(page, f"{PLAN}/so-do")
    assert "Điều lệ Đảng Cộng sản Việt" in sheets[0]  # the heading does not stand alone
    assert sum("Theo thời gian ban hành" in sheet and "208-QĐ/TW" in sheet for sheet in sheets) == 1
    # A picture that paper cuts is printed on both of its sheets.
    assert sum(sheet.count("Kế hoạch 119-KH/QU") for sheet in sheets) == 1


def test_the_matrix_on_paper_is_small_print_and_not_a_phone_s(page: Page) -> None:
    page.set_viewport_size({"width": 1000, "height": 700})
    page.emulate_media(media="print")
    page.goto(f"{PLAN}/bang-doi-chieu")
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    page.set_viewport_size({"width": 640, "height": 700})  # as narrow as a sheet
    assert page.locator(".matrix-task").first.evaluate(size) < 10


def test_from_the_first_page_to_the_task_whose_basis_has_been_replaced(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Căn cứ cần cập nhật").click()
    update = page.locator(".update", has=page.get_by_role("heading", name="377-QĐ/TW"))
    expect(update).to_contain_text("41-QĐ/TW")
    update.get_by_role("link", name="mục II.1, gạch đầu dòng thứ hai").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mục II.1, gạch đầu dòng thứ hai")
    expect(page.locator(".card", has_text="Văn bản của nhiệm vụ")).to_contain_text(
        "Đã có văn bản thay thế (theo vnexpress.net; tra đến 23/11/2026)"
    )


def test_a_picture_is_text_that_leads_on(page: Page) -> None:
    page.goto(PLAN)
    page.get_by_role("link", name="Sơ đồ văn bản").click()
    picture = page.get_by_role("group", name="Văn bản nào triển khai văn bản nào")
    expect(picture.get_by_text("triển khai thực hiện 104-KH/TU")).to_be_visible()
    page.get_by_text("Xem dưới dạng bảng").first.click()
    expect(page.get_by_role("table", name="Văn bản triển khai")).to_be_visible()
    picture.get_by_role("link", name="104-KH/TU").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kế hoạch 104-KH/TU")
    expect(page.get_by_role("group", name="Lược đồ").get_by_text("Triển khai thực hiện (1)")).to_be_visible()
