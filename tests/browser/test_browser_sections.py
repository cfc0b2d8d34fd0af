"""A long text in a real browser: from section to section, and an old link to the point it named."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

from indexer.build import build
from tests.browser.server import serve
from tests.small_library import SMALL
from tests.small_library import write_corpus
from tests.test_webapp_sections import ADDRESS
from tests.test_webapp_sections import HEAD
from tests.test_webapp_sections import LONG
from tests.test_webapp_sections import long_text


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("long")
    corpus = write_corpus(folder / "corpus", SMALL | {f"directives/thanh-uy-ha-noi/{LONG}.md": HEAD + long_text()})
    build(corpus, folder / "var")
    yield from serve(folder / "var")


@pytest.fixture
def reader(browser: Browser, long_site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=long_site, viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def test_an_old_link_to_a_point_leads_to_its_section(reader: Page) -> None:
    reader.goto(f"{ADDRESS}#9.3")
    expect(reader).to_have_url(re.compile(r"\?phan=\d+#9\.3$"))
    expect(reader.locator('[id="9.3"]')).to_be_in_viewport()


def test_from_the_outline_to_a_section_and_on(reader: Page) -> None:
    reader.goto(ADDRESS)
    reader.get_by_text("Đề cương", exact=True).click()
    reader.get_by_role("link", name="4.2. Việc 4.2", exact=True).click()
    expect(reader.locator('[id="4.2"]')).to_be_in_viewport()
    reader.get_by_role("link", name=re.compile("^Phần 5")).first.click()
    expect(reader.get_by_role("heading", name="5. CHƯƠNG THỨ 5")).to_be_visible()


def test_the_whole_can_be_had_for_printing(reader: Page) -> None:
    reader.goto(f"{ADDRESS}?phan=3")
    reader.get_by_role("link", name="Toàn văn trên một trang").first.click()
    expect(reader.get_by_role("heading", name="12. CHƯƠNG THỨ 12")).to_have_count(1)
    reader.emulate_media(media="print")
    expect(reader.get_by_text("Đề cương", exact=True)).to_be_hidden()
