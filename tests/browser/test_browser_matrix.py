"""The matrix in a real browser: headings that stay, keys that move it, paper that holds it, no scripts needed."""

from __future__ import annotations

from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

PLAN = "/ke-hoach/ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"


def test_headings_stay_while_keys_move_the_table(page: Page) -> None:
    page.goto(PLAN)
    page.get_by_role("link", name="Bảng đối chiếu").click()
    region = page.get_by_role("region", name="Nhiệm vụ theo hàng")
    region.focus()
    page.keyboard.press("PageDown")
    page.wait_for_function("document.querySelector('.matrix-scroll').scrollTop > 100")
    frame, head = region.bounding_box(), page.locator(".matrix-corner").bounding_box()
    assert frame is not None
    assert head is not None
    assert abs(head["y"] - frame["y"]) < 3


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
