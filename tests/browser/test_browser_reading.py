"""What a lecturer does: from a number to the document, to the task that cites it, to the plan."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

PLAN = "/ke-hoach/ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("35-NQ/TW", "35-NQ/TW"),
        ("nq35", "35-NQ/TW"),
        ("35 nq tw", "35-NQ/TW"),
        ("nghị quyết số 35", "35-NQ/TW"),
        ("nghi quyet 35 nq-tw", "35-NQ/TW"),
        ("35–NQ/TW", "35-NQ/TW"),
        ("QD 37", "37-QĐ/TW"),
    ],
)
def test_the_seven_spellings_put_the_document_first(page: Page, question: str, first: str) -> None:
    page.goto("/")
    page.get_by_label("Số và ký hiệu").fill(question)
    page.get_by_role("button", name="Tìm văn bản").click()
    expect(page.locator(".entry-number").first).to_have_text(first)


def test_from_a_number_to_the_plan(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("nq35")
    page.keyboard.press("Enter")
    page.locator(".entry-title a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nghị quyết 35-NQ/TW")

    page.locator(".place").get_by_role("link", name="Mục II.3, gạch đầu dòng thứ ba").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mục II.3, gạch đầu dòng thứ ba")

    page.get_by_role("link", name="Đọc trong kế hoạch").click()
    task = page.locator('[id="II.3-3"]')
    expect(task).to_be_in_viewport()
    link = task.get_by_role("link", name="Nghị quyết số 35-NQ/TW")
    expect(link).to_have_accessible_description(re.compile("35-NQ/TW.*22/10/2018.*Bộ Chính trị"))


def test_the_outline_follows_the_reader(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(PLAN)
    page.get_by_role("navigation", name="Đề cương").get_by_role("link", name=re.compile("Ban Tổ chức Quận ủy")).click()
    expect(page.locator('[data-outline][aria-current="location"]')).to_contain_text("Ban Tổ chức Quận ủy")


def test_the_skip_link_is_the_first_stop_of_the_keyboard(page: Page) -> None:
    page.goto(PLAN)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Đến nội dung")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_theme_is_a_choice_that_lasts(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/danh-muc")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Nền tối").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != ground
    page.goto("/ke-hoach")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    expect(page.get_by_role("button", name="Nền sáng")).to_be_visible()


def test_everything_is_readable_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Số và ký hiệu").fill("nq35")
    page.get_by_role("button", name="Tìm văn bản").click()
    expect(page.locator(".entry-number").first).to_have_text("35-NQ/TW")
    page.locator(".facet a", has_text="Bộ Chính trị").click()
    expect(page.locator(".facet a.chosen")).to_contain_text("Bộ Chính trị")
    page.goto(PLAN)
    expect(page.get_by_role("navigation", name="Đề cương").get_by_role("link").first).to_be_visible()
    expect(page.locator('[id="III.6"]')).to_contain_text("Căn cứ Kế hoạch này")
    expect(page.get_by_role("button", name="Nền tối")).to_be_hidden()
    context.close()


def test_the_list_to_ask_for_prints_as_a_table(page: Page) -> None:
    page.emulate_media(media="print")
    page.goto("/con-thieu")
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.get_by_role("columnheader", name="Trích yếu")).to_be_visible()
    box = page.locator("tbody tr").first.locator("td").first.bounding_box()
    assert box is not None
    assert page.locator("tbody tr").first.evaluate("row => getComputedStyle(row).display") == "table-row"
