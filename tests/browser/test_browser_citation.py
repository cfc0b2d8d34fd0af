"""Copying a citation: by a button where scripts run, by selecting where they do not."""

from __future__ import annotations

from playwright.sync_api import Browser
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page
from playwright.sync_api import expect

DOCUMENT = "/van-ban/nghi-quyet-35-bo-chinh-tri-2018"


def test_the_button_copies_the_citation(context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(DOCUMENT)
    card = page.get_by_role("region", name="Trích dẫn")
    card.get_by_role("button", name="Chép").nth(1).click()
    expect(card.get_by_role("status").nth(1)).to_have_text("Đã chép")
    assert page.evaluate("navigator.clipboard.readText()") == "Nghị quyết 35-NQ/TW"


def test_without_scripts_the_text_is_there_to_select(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(DOCUMENT)
    card = page.get_by_role("region", name="Trích dẫn")
    expect(card.get_by_text("Nghị quyết số 35-NQ/TW, ngày 22/10/2018 của Bộ Chính trị")).to_be_visible()
    expect(card.get_by_role("button")).to_have_count(0)
    with page.expect_download() as download:
        card.get_by_role("link", name="BibTeX").click()
    assert download.value.suggested_filename == "nghi-quyet-35-bo-chinh-tri-2018.bib"
    context.close()
