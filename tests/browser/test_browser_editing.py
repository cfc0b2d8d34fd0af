"""What an editor does: sign in, correct a title, see it on the page and in search, undo it, and sign out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

from indexer.accounts import Accounts
from indexer.build import build
from tests.browser.server import serve
from tests.conftest import CORPUS

NAME, PASSWORD = "Nguyễn Văn An", "mật khẩu dài"
PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
DOCUMENT = "nghi-quyet-35-bo-chinh-tri-2018"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site over a copy of the sample library that its one editor may change."""
    folder = tmp_path_factory.mktemp("kept")
    shutil.copytree(CORPUS, folder / "corpus")
    build(folder / "corpus", folder / "var")
    Accounts(folder / "state").add(NAME, PASSWORD)
    yield from serve(folder / "var", state=folder / "state", corpus=folder / "corpus")


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def editor(request: pytest.FixtureRequest, browser: Browser, kept: str) -> Iterator[Page]:
    """A window in which the editor is signed in."""
    context = browser.new_context(base_url=kept, java_script_enabled=request.param, locale="vi-VN")
    page = context.new_page()
    page.goto(f"/van-ban/{DOCUMENT}")
    page.get_by_role("link", name="Đăng nhập").click()
    page.get_by_label("Tên tài khoản").fill(NAME)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    yield page
    context.close()


def test_a_title_is_corrected_seen_found_and_undone(editor: Page, browser: Browser, kept: str) -> None:
    expect(editor).to_have_url(re.compile(f"/van-ban/{DOCUMENT}$"))
    editor.get_by_role("link", name="Sửa hồ sơ").click()
    editor.get_by_label("Trích yếu", exact=True).fill("Tên sửa trong bảy nốt nhạc")
    editor.get_by_text("các cách ghi đang có").nth(1).click()
    editor.get_by_label("Nguồn của cách ghi mới: trích yếu").fill("bản gốc")
    editor.get_by_role("button", name="Lưu").click()
    expect(editor.locator(".notice[role=status]")).to_contain_text("Đã lưu: sửa trích yếu")

    stranger = browser.new_context(base_url=kept).new_page()
    stranger.goto(f"/van-ban/{DOCUMENT}")
    expect(stranger.locator(".document-title")).to_have_text("Tên sửa trong bảy nốt nhạc")
    expect(stranger.get_by_role("link", name="Sửa hồ sơ")).to_have_count(0)
    stranger.goto("/tim?q=bảy nốt nhạc")
    expect(stranger.locator(".entry").first).to_contain_text("35-NQ/TW")
    stranger.context.close()

    editor.get_by_role("button", name="Hoàn tác").click()
    expect(editor.locator(".notice[role=status]")).to_contain_text("Đã lưu: hoàn tác thay đổi")
    editor.goto(f"/van-ban/{DOCUMENT}")
    expect(editor.locator(".document-title")).not_to_contain_text("bảy nốt nhạc")

    editor.get_by_role("link", name=NAME).click()
    editor.get_by_role("button", name="Đăng xuất").click()
    expect(editor.get_by_role("link", name="Đăng nhập")).to_be_visible()


def test_what_is_wrong_stands_at_its_field_with_all_that_was_typed(editor: Page) -> None:
    editor.goto(f"/van-ban/{DOCUMENT}/sua")
    editor.get_by_label("Ngày ban hành", exact=True).fill("31/02/2018")
    editor.get_by_label("Người ký", exact=True).fill("Người ký đã gõ")
    editor.get_by_role("button", name="Lưu").click()
    wrong = editor.locator(".field-wrong")
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text("không phải là ngày")
    expect(editor.get_by_label("Người ký", exact=True)).to_have_value("Người ký đã gõ")


def test_two_windows_at_once(editor: Page) -> None:
    other = editor.context.new_page()
    for page in (editor, other):
        page.goto("/van-ban/quy-dinh-24-ban-chap-hanh-trung-uong-2021/sua")
    editor.get_by_label("Người ký", exact=True).fill("Người thứ nhất")
    editor.get_by_role("button", name="Lưu").click()
    other.get_by_label("Người ký", exact=True).fill("Người thứ hai")
    other.get_by_role("button", name="Lưu").click()
    expect(other.get_by_role("alert")).to_contain_text("vừa được người khác sửa")
    expect(other.locator(".field-theirs")).to_contain_text("Người thứ nhất")
    expect(other.get_by_label("Người ký", exact=True)).to_have_value("Người thứ hai")
    editor.get_by_role("button", name="Hoàn tác").click()
    expect(editor.locator(".notice[role=status]")).to_contain_text("hoàn tác")


def test_a_citation_is_told_what_it_means(editor: Page) -> None:
    editor.goto(f"/ke-hoach/{PLAN}")
    editor.get_by_role("link", name="Sửa viện dẫn").click()
    first = editor.locator("form.correction").first
    said = first.locator(".sentence").inner_text()
    first.get_by_label("không phải viện dẫn").check()
    first.get_by_role("button", name="Ghi").click()
    expect(editor.locator(".notice[role=status]")).to_contain_text("Đã lưu: sửa chỗ sửa viện dẫn")
    expect(editor.locator("form.correction .sentence").filter(has_text=said)).to_have_count(0)
    editor.get_by_label("bỏ chỗ sửa này").last.check()
    editor.get_by_role("button", name="Bỏ các chỗ đã chọn").click()
    expect(editor.locator("form.correction").first.locator(".sentence")).to_have_text(said)
