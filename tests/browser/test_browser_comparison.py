"""Two documents side by side in a real browser: chosen, read at every width, printed, taken along."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

from indexer.build import build
from tests.browser.server import serve
from tests.compare_library import NEW_PLAN
from tests.compare_library import NEW_RULE
from tests.compare_library import OLD_PLAN
from tests.compare_library import OLD_RULE
from tests.compare_library import write_compared

PLANS = f"/so-sanh?cu={OLD_PLAN}&moi={NEW_PLAN}"
RULES = f"/so-sanh?cu={OLD_RULE}&moi={NEW_RULE}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site over a library with documents to compare."""
    folder = tmp_path_factory.mktemp("compared")
    build(write_compared(folder / "corpus"), folder / "var")
    yield from serve(folder / "var")


def test_from_a_plan_to_the_one_before_and_into_a_file(page: Page) -> None:
    page.goto(f"/ke-hoach/{NEW_PLAN}")
    page.get_by_role("link", name="So sánh với kế hoạch trước").click()
    courses = page.locator(".compare-row", has_text="lớp bồi dưỡng nhận thức")
    expect(courses.locator("del")).to_have_text(["12", "2022"])
    expect(courses.locator("ins")).to_have_text(["15", "2023"])
    replaced = page.get_by_role("row", name="đã thay")
    expect(replaced).to_contain_text("Quy định 37-QĐ/TW")
    expect(replaced.get_by_role("link", name="Quy định 100-QĐ/TW")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải bảng so sánh").click()
    document = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert any("và Dân vận" in cell.text for row in document.tables[1].rows for cell in row.cells)


def test_two_documents_are_chosen_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto("/so-sanh")
    page.get_by_label("Văn bản trước").select_option(OLD_RULE)
    page.get_by_label("Văn bản sau").select_option(NEW_RULE)
    page.get_by_role("button", name="So sánh").click()
    expect(page.locator(".compare-row", has_text="phó giám đốc")).to_contain_text("chuyển chỗ, trước ở Điều 3")
    page.get_by_role("link", name="Xem cả phần giữ nguyên").click()
    expect(page.locator(".compare-row", has_text="Chương I").first).to_contain_text("giữ nguyên")
    context.close()


def boxes(page: Page) -> tuple[dict[str, float], dict[str, float]]:
    sides = page.locator(".compare-row", has_text="phó giám đốc").locator(".compare-side")
    found = [sides.nth(at).bounding_box() for at in (0, 1)]
    assert found[0] is not None
    assert found[1] is not None
    return dict(found[0]), dict(found[1])  # type: ignore[arg-type] (a typed dictionary is one)


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (360, "light"), (1280, "light"), (1920, "dark")])
def test_side_by_side_where_there_is_room_and_open_to_all(browser: Browser, site: str, width: int, theme: str) -> None:
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if theme == "dark" else "light",
        bypass_csp=True,
    )
    page = context.new_page()
    for address in ("/so-sanh", PLANS, RULES):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [fault["id"] for fault in found if fault["impact"] in {"serious", "critical"}] == []
    old, new = boxes(page)
    if width > 768:
        assert new["y"] == pytest.approx(old["y"])
        assert new["x"] > old["x"] + old["width"]
    else:
        assert new["x"] == pytest.approx(old["x"])
        assert new["y"] >= old["y"] + old["height"]
    context.close()


def test_on_paper_words_are_told_apart_by_lines_and_the_form_is_away(page: Page) -> None:
    page.emulate_media(media="print")
    page.goto(RULES)
    expect(page.locator(".compare-again")).to_be_hidden()
    style = "([place, name]) => getComputedStyle(document.querySelector(place))[name]"
    assert "line-through" in page.evaluate(style, [".compare-row .word-gone", "textDecorationLine"])
    assert "underline" in page.evaluate(style, [".compare-row .word-new", "textDecorationLine"])
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
