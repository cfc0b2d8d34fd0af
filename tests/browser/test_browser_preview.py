"""What a citation names, before it is followed: under the mouse, by keyboard, by finger, without scripts, on paper."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from playwright.sync_api import Locator
from playwright.sync_api import Page
from playwright.sync_api import expect

PLAN = "/ke-hoach/ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
REPLACED = "/van-ban/quy-dinh-41-bo-chinh-tri-2021"


def cited(page: Page, address: str = REPLACED) -> Locator:
    return page.locator(f'a.cite[href="{address}"]').first


def test_under_the_mouse(page: Page) -> None:
    page.goto(PLAN)
    link = cited(page)
    link.scroll_into_view_if_needed()
    before = page.evaluate("[scrollY, document.documentElement.scrollHeight]")
    link.hover()
    shown = page.get_by_role("tooltip")
    expect(shown).to_contain_text("Quy định 41-QĐ/TW")
    expect(shown).to_contain_text("iễn nhiệm, từ chức đối với cán bộ")
    expect(shown).to_contain_text("03/11/2021 · Bộ Chính trị · chưa có toàn văn")
    expect(shown).to_contain_text("Đã có văn bản thay thế (theo vnexpress.net; tra đến 23/11/2026).")
    expect(shown).to_contain_text("Văn bản mới nhất sau đó: Quy định 377-QĐ/TW.")
    # It lies over the page, within the window, and the page stands as it stood.
    assert page.evaluate("[scrollY, document.documentElement.scrollHeight]") == before
    box = shown.bounding_box()
    assert box is not None
    assert min(box["x"], box["y"]) >= 0
    assert box["x"] + box["width"] <= 1280
    assert box["y"] + box["height"] <= 800
    # The pointer may go onto it, and what it leaves is gone.
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=8)
    page.wait_for_timeout(400)
    expect(shown).to_be_visible()
    page.mouse.move(2, 2)
    expect(shown).to_be_hidden()


def test_by_keyboard(page: Page) -> None:
    page.goto(PLAN)
    link = cited(page)
    own = link.get_attribute("aria-describedby")
    assert own
    link.evaluate(
        "link => { const all = [...document.querySelectorAll('a, button')]; all[all.indexOf(link) - 1].focus(); }"
    )
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    shown = page.get_by_role("tooltip")
    expect(shown).to_be_visible()
    expect(link).to_have_accessible_description(re.compile("41-QĐ/TW.*03/11/2021.*chưa có toàn văn.*377-QĐ/TW"))
    response = Axe().run(page, ".preview").response
    assert [fault["id"] for fault in response["violations"]] == []
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    expect(link).to_be_focused()
    expect(link).to_have_attribute("aria-describedby", own)
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(shown).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Quy định 41-QĐ/TW")


def test_a_finger_follows_the_link(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, has_touch=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(PLAN)
    cited(page).tap()
    page.wait_for_url(f"**{REPLACED}")
    expect(page.get_by_role("tooltip")).to_have_count(0)
    context.close()


def test_without_scripts_the_link_is_a_link(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(PLAN)
    cited(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quy định 41-QĐ/TW")
    context.close()


@pytest.mark.parametrize(
    ("address", "link", "says"),
    [
        (f"{PLAN}/nhiem-vu/II.1-2", f'a.cite[href="{REPLACED}"]', "Quy định 41-QĐ/TW"),
        # The plan of a citing sentence, and what came after the document.
        (REPLACED, ".place-plan a", "20/01/2022 · Ban Thường vụ Quận ủy Ba Đình · có toàn văn"),
        (REPLACED, ".step a", "Quy định 377-QĐ/TW"),
    ],
)
def test_where_else_documents_are_named(page: Page, address: str, link: str, says: str) -> None:
    page.goto(address)
    page.locator(link).first.hover()
    expect(page.get_by_role("tooltip")).to_contain_text(says)


def test_a_line_that_is_down_leaves_the_link_alone(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(PLAN)
    page.route("**/preview", lambda route: route.abort())
    cited(page).hover()
    page.wait_for_timeout(400)
    expect(page.get_by_role("tooltip")).to_be_hidden()
    page.unroute("**/preview")
    page.mouse.move(2, 2)
    page.wait_for_timeout(400)
    cited(page).hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    context.close()


def test_it_stays_within_a_narrow_window_and_off_paper(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(PLAN)
    cited(page).hover()
    shown = page.get_by_role("tooltip")
    expect(shown).to_be_visible()
    box = shown.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.emulate_media(media="print")
    expect(shown).to_be_hidden()
    context.close()


def test_the_outline_follows_the_scroll(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(PLAN)
    current = page.locator('[data-outline][aria-current="location"]')
    expect(current).to_have_count(0)
    for task in ("II.1", "II.4.2", "II.6", "III.5", "II.3"):
        page.locator(f'[id="{task}"]').evaluate("element => element.scrollIntoView()")
        expect(current).to_have_count(1)
        expect(current).to_have_attribute("href", f"#{task}")
        expect(current).to_be_in_viewport()  # the outline scrolls along
    page.evaluate("window.scrollTo(0, 0)")
    expect(current).to_have_count(0)
