"""Every page of the site in a real browser: accessible, still, no wider than its window, alone with its own server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from playwright.sync_api import Page

from indexer.accounts import Accounts
from indexer.editing import Editing
from indexer.editing import Intake
from indexer.library import Library
from tests import site_walk
from tests.browser.server import serve
from tests.conftest import CORPUS

_AXE: Final = Axe()
_ROW: Final = "| 1 | Mở lớp bồi dưỡng | Trung tâm chính trị quận | Ban Tuyên giáo Quận ủy | Quý II năm 2023 |"
_GRAVE: Final = {"serious", "critical"}
_MOST_SHIFT: Final = 0.05
_EDITOR, _PASSWORD = "Lê Thị Bình", "mật khẩu dài"

# Put into each page before its first line: the shifts of its layout are noted as they happen.
_WATCH: Final = """
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) { if (!shift.hadRecentInput) { window.shifts.push(shift.value); } }
  }).observe({ type: "layout-shift", buffered: true });
"""


class Walk:
    """A window that goes from page to page and notes what is wrong with each."""

    def __init__(self, page: Page, site: str) -> None:
        self.faults: list[str] = []
        self._page = page
        self._site = site
        page.on("request", lambda request: self._asked(request.url))
        page.on("pageerror", lambda error: self._note(f"script: {error}"))

    def go(self, address: str, *, harm: str = "") -> None:
        """Open an address and look at it; `harm` is a script that spoils the page before."""
        self._page.goto(address)
        if harm:
            self._page.evaluate(harm)
        self.look()

    def send(self, form: site_walk.Form) -> None:
        """Fill a form, send it and look at its answer."""
        self._page.goto(form.address)
        for label, text in form.fields.items():
            self._page.get_by_label(label).fill(text)
        with self._page.expect_navigation():
            self._page.locator("main").get_by_role("button", name=form.button, exact=True).click()
        self.look()

    def look(self) -> None:
        """Note the faults of the page that is open."""
        width = self._page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        if width[0] > width[1]:
            self._note(f"{width[0]} pixels wide")
        for fault in _AXE.run(self._page, options={"resultTypes": ["violations"]}).response["violations"]:
            if fault["impact"] in _GRAVE:
                places = "; ".join(str(node["target"][0]) for node in fault["nodes"][:3])
                self._note(f"{fault['id']} ({len(fault['nodes'])}): {places}")
        shift = sum(self._page.evaluate("window.shifts"))
        if shift > _MOST_SHIFT:
            self._note(f"layout shifts by {shift:.3f}")

    def _asked(self, url: str) -> None:
        if not url.startswith(f"{self._site}/"):
            self._note(f"asks {url}")

    def _note(self, fault: str) -> None:
        self.faults.append(f"{unquote(self._page.url.removeprefix(self._site))[:90]}: {fault}")


@contextmanager
def walk(browser: Browser, site: str, width: int, theme: str) -> Iterator[Walk]:
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if theme == "dark" else "light",
        locale="vi-VN",
        bypass_csp=True,  # the policy would stop what a page asks of others before it is seen here
    )
    context.add_init_script(_WATCH)
    try:
        yield Walk(context.new_page(), site)
    finally:
        context.close()


def faults(browser: Browser, site: str, width: int, theme: str, *, most: int | None = None) -> list[str]:
    """Walk to each route's pages, at most `most` of each, and return what was wrong."""
    with walk(browser, site, width, theme) as walked:
        for addresses in site_walk.PAGES.values():
            for address in addresses[:most]:
                walked.go(address)
        for forms in site_walk.FORMS.values():
            for form in forms[:most]:
                walked.send(form)
        return walked.faults


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (1280, "light")])
def test_nothing_is_wrong_with_a_page_of_each_route(browser: Browser, site: str, width: int, theme: str) -> None:
    assert faults(browser, site, width, theme, most=1) == []


@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_nothing_is_wrong_with_any_page_in_any_window(browser: Browser, site: str, width: int, theme: str) -> None:
    assert faults(browser, site, width, theme) == []


@pytest.fixture(scope="module")
def kept_site(library_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with an editor's account, over a copy of the corpus that may be written to."""
    folder = tmp_path_factory.mktemp("kept")
    Accounts(folder / "state").add(_EDITOR, _PASSWORD)
    shutil.copytree(CORPUS, folder / "corpus")
    editing = Editing(folder / "corpus", library_data, folder / "state", Library(library_data), lambda: None)
    plan = (CORPUS / "originals" / "ke-hoach-2022.txt").read_text(encoding="utf-8").replace("năm 2022", "năm 2023")
    # A table is wider than a phone.
    plan += f"\n\nPHỤ LỤC 1\n\n| STT | Nội dung | Chủ trì | Phối hợp | Thời gian |\n|{'---|' * 5}\n{_ROW}\n"
    Intake(folder / "corpus", folder / "state", editing).receive(_EDITOR, "kế hoạch 2023.txt", plan.encode())
    yield from serve(library_data, state=folder / "state", corpus=folder / "corpus")


@pytest.mark.parametrize(
    ("width", "theme"),
    [(360, "dark"), (1280, "light")]
    + [pytest.param(width, theme, marks=pytest.mark.long) for width, theme in ((360, "light"), (1920, "dark"))],
)
def test_nothing_is_wrong_with_a_page_of_an_editor(browser: Browser, kept_site: str, width: int, theme: str) -> None:
    with walk(browser, kept_site, width, theme) as walked:
        walked.go("/dang-nhap")
        walked.send(site_walk.Form("/dang-nhap", {"Tên": _EDITOR, "Mật khẩu": _PASSWORD}, "Đăng nhập"))
        for addresses in site_walk.SIGNED_IN.values():
            for address in addresses:
                walked.go(address)
        assert walked.faults == []


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        ("document.querySelector('h1').style.color = '#999'", "color-contrast"),
        ("document.querySelector('h1').style.minWidth = '3000px'", "pixels wide"),
        ("document.querySelector('h1').before(document.createElement('hr')); window.shifts.push(0.2)", "layout shifts"),
        ("fetch('http://127.0.0.1:9/').catch(() => {})", "asks http://127.0.0.1:9/"),
    ],
)
def test_the_walk_sees_what_is_wrong(browser: Browser, site: str, harm: str, fault: str) -> None:
    with walk(browser, site, 1280, "light") as walked:
        walked.go("/danh-muc", harm=harm)
        assert any(fault in found for found in walked.faults)
