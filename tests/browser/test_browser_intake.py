"""An editor's way from a Word file to the library: sign in, send, correct a citation, approve, find."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import expect

from indexer.accounts import Accounts
from indexer.build import build
from indexer.store import load_corpus
from tests.browser.server import serve
from tests.small_library import HELD
from tests.test_importing import plan_file

EDITOR, PASSWORD = "Trần Thị Bình", "mật khẩu rất dài"


@pytest.fixture
def desk(browser: Browser, small_corpus: Path, tmp_path: Path) -> Iterator[Page]:
    """A window in which an editor of a small library is signed in."""
    data, state = tmp_path / "var", tmp_path / "state"
    build(small_corpus, data)
    Accounts(state).add(EDITOR, PASSWORD)
    for address in serve(data, state=state, corpus=small_corpus):
        with browser.new_context(base_url=address, locale="vi-VN") as context:
            page = context.new_page()
            page.goto("/nhap-van-ban")
            page.get_by_label("Tên").fill(EDITOR)
            page.get_by_label("Mật khẩu").fill(PASSWORD)
            page.get_by_role("button", name="Đăng nhập").click()
            yield page


def test_a_plan_from_word_to_search(desk: Page, small_corpus: Path, tmp_path: Path) -> None:
    expect(desk.get_by_role("heading", name="Nhập văn bản", level=1)).to_be_visible()
    desk.get_by_label("Chọn một hoặc nhiều tệp").set_input_files(plan_file(tmp_path))
    desk.get_by_role("button", name="Đọc tệp").click()

    # What was understood stands beside the text.
    expect(desk.get_by_label("Số và ký hiệu", exact=True)).to_have_value("77-KH/TU")
    expect(desk.get_by_label("Ngày ban hành")).to_have_value("05/03/2022")
    expect(desk.get_by_label("Toàn văn sẽ vào kho")).to_contain_text("Nâng cao nhận thức")

    # A citation that nothing of the library answers is led to a document by hand.
    row = desk.locator(".draft-citation").filter(has_text="99-CT/TW")
    row.get_by_label("Sửa").select_option("khac")
    row.get_by_label("Số hoặc mã của văn bản khác").fill("35-NQ/TW")
    desk.get_by_role("button", name="Lưu, xem lại").click()
    expect(desk.get_by_text(f"là {HELD}")).to_be_visible()

    desk.get_by_role("button", name="Duyệt, đưa vào kho").click()
    expect(desk.get_by_text("Nhập văn bản mới từ tệp", exact=False).first).to_be_visible()

    desk.goto("/tim?q=77-KH/TU")
    expect(desk.get_by_role("link", name="77-KH/TU").first).to_be_visible()
    plan = load_corpus(small_corpus).documents["ke-hoach-77-thanh-uy-ha-noi-2022"]
    assert plan.overrides[0].document == HELD


def test_a_file_that_cannot_be_read_is_told(desk: Page, tmp_path: Path) -> None:
    (tmp_path / "hong.docx").write_bytes(b"PK\x03\x04")
    desk.get_by_label("Chọn một hoặc nhiều tệp").set_input_files(tmp_path / "hong.docx")
    desk.get_by_role("button", name="Đọc tệp").click()
    expect(desk.get_by_role("alert")).to_contain_text("hong.docx")
    expect(desk.get_by_text("Không có tệp nào đang chờ.")).to_be_visible()


def test_what_was_typed_stays_when_a_value_cannot_be_taken(desk: Page, tmp_path: Path) -> None:
    desk.get_by_label("Chọn một hoặc nhiều tệp").set_input_files(plan_file(tmp_path))
    desk.get_by_role("button", name="Đọc tệp").click()
    desk.get_by_label("Số và ký hiệu", exact=True).fill("không phải số")
    desk.get_by_label("Trích yếu").fill("Một trích yếu đang gõ")
    desk.get_by_role("button", name="Duyệt, đưa vào kho").click()
    expect(desk.get_by_role("alert")).to_contain_text("không phải là số và ký hiệu")
    expect(desk.get_by_label("Trích yếu")).to_have_value("Một trích yếu đang gõ")


def test_a_draft_is_let_go(desk: Page, tmp_path: Path) -> None:
    desk.get_by_label("Chọn một hoặc nhiều tệp").set_input_files(plan_file(tmp_path))
    desk.get_by_role("button", name="Đọc tệp").click()
    desk.get_by_role("button", name="Bỏ tệp này").click()
    expect(desk.get_by_text("Không có tệp nào đang chờ.")).to_be_visible()
