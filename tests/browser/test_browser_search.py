"""Searching as a lecturer types: slips, operators, nicknames, and suggestions by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect


def search(page: Page, question: str) -> None:
    page.goto("/tim")
    page.get_by_role("combobox").fill(question)
    page.get_by_role("search").get_by_role("button", name="Tìm").click()


@pytest.mark.parametrize(
    ("question", "first", "marked"),
    [
        ("bao ve nen tang tu tuong", "35-NQ/TW", "bảo vệ nền tảng tư tưởng"),
        ("nq35", "35-NQ/TW", "35"),
        ("nghij quyeets 35", "35-NQ/TW", "Nghị quyết"),
        ("loại:kết luận 2021", "21-KL/TW", None),
        ("kết luận trung ương 4 khóa 13", "21-KL/TW", "Kết luận Trung ương 4 khóa XIII"),
    ],
)
def test_the_right_first_hit(page: Page, question: str, first: str, marked: str | None) -> None:
    search(page, question)
    hit = page.locator(".entry").first
    expect(hit.locator(".entry-number")).to_have_text(first)
    if marked:
        expect(page.locator("[data-results] mark", has_text=marked).first).to_be_visible()


def test_conclusions_of_the_year_come_first(page: Page) -> None:
    search(page, "loại:kết luận 2021")
    years = [text.split("/")[-1] for text in page.locator("[data-results] time").all_inner_texts()]
    assert years[:2] == ["2021", "2021"]
    expect(page.get_by_text("loại văn bản: kết luận")).to_be_visible()


def test_the_suggestion_line_is_a_link(page: Page) -> None:
    search(page, "nền tản tư tưởng")
    page.get_by_role("link", name="nền tảng tư tưởng", exact=True).click()
    expect(page).to_have_url(re.compile("q=n%E1%BB%81n\\+t%E1%BA%A3ng"))


def test_suggestions_by_keyboard(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox").first
    main = page.locator("main").get_by_role("combobox")
    main.press_sequentially("nq35")
    option = page.get_by_role("option", name=re.compile("35-NQ"))
    expect(option).to_be_visible()
    expect(main).to_have_attribute("aria-expanded", "true")
    main.press("Escape")
    expect(option).to_be_hidden()
    expect(main).to_have_value("nq35")
    main.press("ArrowDown")
    expect(option).to_be_visible()
    main.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    main.press("ArrowUp")
    expect(option).to_have_attribute("aria-selected", "false")
    main.press("ArrowDown")
    main.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nghị quyết 35-NQ/TW")
    expect(box).to_be_attached()


def test_enter_without_a_choice_searches(page: Page) -> None:
    page.goto("/tim")
    box = page.get_by_role("combobox")
    box.press_sequentially("nq3")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/tim\?q=nq3"))


def test_within_the_results(page: Page) -> None:
    search(page, "học tập")
    page.get_by_label("Tìm trong kết quả").fill("hồ chí minh")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_text("trong kết quả: “hồ chí minh”")).to_be_visible()
    page.get_by_role("link", name="bỏ trong kết quả").click()
    expect(page).to_have_url(re.compile(r"\?q=h%E1%BB%8Dc\+t%E1%BA%ADp$"))


def test_the_page_works_without_scripts(browser: Browser, site: str) -> None:
    window = browser.new_context(base_url=site, java_script_enabled=False)
    page = window.new_page()
    page.goto("/tim")
    page.get_by_label("Số và ký hiệu").fill("nq35")
    page.get_by_role("search").get_by_role("button", name="Tìm").click()
    expect(page.locator(".entry-number").first).to_have_text("35-NQ/TW")
    window.close()


def test_arrows_go_through_the_results(page: Page) -> None:
    page.goto("/tim?q=h%E1%BB%8Dc+t%E1%BA%ADp")
    titles = page.locator("[data-results] .entry-title a")
    page.keyboard.press("ArrowDown")
    expect(titles.nth(0)).to_be_focused()
    for _ in range(6):
        page.keyboard.press("ArrowDown")
    expect(titles.nth(6)).to_be_focused()
    expect(titles.nth(6)).to_be_in_viewport()
    page.keyboard.press("ArrowUp")
    expect(titles.nth(5)).to_be_focused()
    # From another link of a result as well.
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(titles.nth(6)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("main").get_by_role("combobox")).to_be_focused()
    page.keyboard.type("/")  # a letter where one types
    expect(page.locator("main").get_by_role("combobox")).to_have_value("/")


def test_arrows_end_at_the_box_above_and_at_the_last_result(page: Page) -> None:
    page.goto("/tim?q=nq35")
    titles = page.locator("[data-results] .entry-title a")
    titles.last.focus()
    page.keyboard.press("ArrowDown")
    expect(titles.last).to_be_focused()
    titles.first.focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("main").get_by_role("combobox")).to_be_focused()


def test_a_result_that_has_the_focus_opens_with_enter(page: Page) -> None:
    page.goto("/tim?q=nq35")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nghị quyết 35-NQ/TW")
