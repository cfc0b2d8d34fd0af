"""What a drafter does: paste a draft, work through what is said of it, take it away as a file, print it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

from tests.conftest import CORPUS

PLAN = (CORPUS / "originals" / "ke-hoach-2022.txt").read_text(encoding="utf-8")


def review(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Rà soát dự thảo").click()
    page.get_by_label("Nội dung dự thảo").fill(PLAN)
    page.get_by_role("button", name="Rà soát", exact=True).click()


def test_from_the_door_to_a_finding_and_its_document(page: Page) -> None:
    review(page)
    finding = page.locator(".finding", has_text="Nghị quyết 04-NQ/TU").first
    expect(finding).to_contain_text("thiếu dấu gạch nối")
    expect(finding.locator(".finding-correction")).to_contain_text("04-NQ/TU")
    finding.get_by_role("link", name="Nghị quyết 04-NQ/TU").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nghị quyết 04-NQ/TU")


def test_the_draft_can_be_mended_and_looked_at_again_on_another_day(page: Page) -> None:
    review(page)
    page.get_by_text("Sửa dự thảo rồi rà soát lại").click()
    box = page.get_by_label("Nội dung dự thảo")
    box.fill(box.input_value().replace("04 NQ/TU", "04-NQ/TU"))
    page.get_by_label("Xét tại ngày").fill("01/12/2026")
    page.get_by_role("button", name="Rà soát", exact=True).click()
    expect(page.get_by_text("Xét tại ngày 01/12/2026")).to_be_visible()
    expect(page.get_by_text("thiếu dấu gạch nối")).to_have_count(0)
    expect(page.locator(".finding", has_text="Ban Tuyên giáo Quận ủy").first).to_contain_text("BXDĐ")


@pytest.mark.parametrize(("button", "name"), [("Tải Excel", "ra-soat.xlsx"), ("Tải CSV", "ra-soat.csv")])
def test_it_can_be_taken_away(page: Page, button: str, name: str) -> None:
    review(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    assert download.value.suggested_filename == name


def test_it_prints_without_the_form(page: Page) -> None:
    review(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Tải Excel")).to_be_hidden()
    expect(page.locator("textarea")).to_be_hidden()
    expect(page.get_by_role("columnheader", name="Hồ sơ trong kho")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_neither_form_nor_result_scrolls_sideways_nor_needs_scripts(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False, viewport={"width": width, "height": 740})
    page = context.new_page()
    review(page)
    expect(page.locator(".finding").first).to_be_visible()
    box = page.locator("main").bounding_box()
    assert box is not None
    assert box["width"] <= width
    context.close()


def test_the_button_says_that_it_is_at_work_until_the_answer_comes(page: Page) -> None:
    page.goto("/ra-soat")
    page.get_by_label("Nội dung dự thảo").fill(PLAN)
    # Pressed from within, twice: the answer to the first press has not come then.
    said = page.evaluate(
        """() => {
          const said = [];
          window.addEventListener("submit", (event) => said.push(event.defaultPrevented));
          const button = document.querySelector("[data-busy]");
          button.click();
          said.push(button.textContent);
          button.click();
          return said;
        }"""
    )
    assert said == [False, "Đang rà soát…", True]
    expect(page.get_by_role("heading", name=re.compile("^Căn cứ của dự thảo"))).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Rà soát", exact=True)).to_be_visible()
