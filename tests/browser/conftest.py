"""A real browser over the real site: the Chromium that this machine has, and a server on a port of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page
from playwright.sync_api import sync_playwright

from tests.browser.chromium import chromium
from tests.browser.chromium import options
from tests.browser.server import serve


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder, and skip it with the reason where there is no browser."""
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    reason = "không thấy Chromium trên máy này (đặt CANCU_CHROMIUM để chỉ nơi có)"
    for item in here:
        item.add_marker(pytest.mark.browser)
        if chromium() is None:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def site(library_data: Path) -> Iterator[str]:
    """The address of a running site over the checkout's library."""
    yield from serve(library_data)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=options())
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A window of a desk, of which every script error fails the test."""
    opened = browser.new_context(base_url=site, viewport={"width": 1280, "height": 800}, locale="vi-VN")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test when a script or the security policy complains."""
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield opened
    assert complaints == []
