"""Takes the pictures of the guide from the running site: `python -m docs.take_pictures`.

Needs a Chromium, as the browser tests do. Every picture of `docs/pictures` is made here and shown in the guide.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import AbstractContextManager
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Browser
from playwright.sync_api import Page
from playwright.sync_api import sync_playwright

from indexer.accounts import Accounts
from indexer.build import build
from tests.browser.chromium import chromium
from tests.browser.chromium import options
from tests.browser.server import serve
from tests.compare_library import NEW_PLAN
from tests.compare_library import OLD_PLAN
from tests.compare_library import write_compared
from webapp.edition.export import export_site

ROOT: Final = Path(__file__).parent.parent
PICTURES: Final = ROOT / "docs" / "pictures"

_PLAN: Final = "/ke-hoach/ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
_DOCUMENT: Final = "quy-dinh-24-ban-chap-hanh-trung-uong-2021"
_EDITOR: Final = "Nguyễn Văn A"
_PASSWORD: Final = "mật khẩu đặt ra để chụp hình"  # noqa: S105 (of an account that lives as long as the picture is taken)
_DESK: Final = (1280, 820)
_PHONE: Final = (390, 780)
_QUALITY: Final = 65


def _nothing(_page: Page) -> None:
    """A page that is shown as it comes."""


def _to_task(page: Page) -> None:
    page.locator('[id="II.3"]').scroll_into_view_if_needed()
    page.evaluate("document.getElementById('II.3').scrollIntoView()")


def _to_tasks(page: Page) -> None:
    page.locator(".compare-row", has_text="Công tác bồi dưỡng").first.evaluate("row => row.scrollIntoView()")


def _review(page: Page) -> None:
    text = (ROOT / "corpus" / "originals" / "ke-hoach-2022.txt").read_text(encoding="utf-8")
    page.get_by_label("Nội dung dự thảo").fill(text)
    page.locator("main").get_by_role("button", name="Rà soát", exact=True).click()
    page.locator(".finding").first.wait_for()


_SELECT: Final = """(words) => {
  const page = canCu.pageText.read(document.querySelector("[data-notes-text]"));
  const at = page.text.indexOf(words), last = at + words.length - 1, range = document.createRange();
  range.setStart(page.nodes[page.nodeOf[at]], page.offsetOf[at]);
  range.setEnd(page.nodes[page.nodeOf[last]], page.offsetOf[last] + 1);
  getSelection().addRange(range);
}"""


def _note(page: Page) -> None:
    page.evaluate("document.getElementById('II.3-2').scrollIntoView()")
    for words, name in (
        ("trong các cơ quan Đảng, Nhà nước", "Đánh dấu lam"),
        ("Chủ động nghiên cứu, đánh giá, dự báo", "Ghi chú"),
    ):
        page.evaluate(_SELECT, words)
        page.get_by_role("toolbar").get_by_role("button", name=name).click()
    page.get_by_label("Ghi chú", exact=True).fill("Mở đầu bằng câu hỏi cho học viên.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.evaluate("getSelection().removeAllRanges()")
    page.get_by_role("button", name="Ghi chú (2)").click()


def _suggest(page: Page) -> None:
    page.locator("main").get_by_role("combobox").press_sequentially("nen tang tu tuong", delay=20)
    page.get_by_role("option").first.wait_for()


def _found(page: Page) -> None:
    page.locator("[data-edition-results=done]").wait_for()


def _sign_in(page: Page) -> None:
    page.get_by_label("Tên tài khoản").fill(_EDITOR)
    page.get_by_label("Mật khẩu").fill(_PASSWORD)
    page.locator("main").get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("heading", level=1, name="Sửa hồ sơ").wait_for()


@contextmanager
def _sample() -> Iterator[str]:
    """The site of the sample library, as it lies in the project."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _served(ROOT / "corpus", Path(folder))


@contextmanager
def _compared() -> Iterator[str]:
    """That of a library with two plans."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _served(write_compared(Path(folder) / "corpus"), Path(folder))


@contextmanager
def _edited() -> Iterator[str]:
    """That of a copy of the sample library, with an editor's account."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(shutil.copytree(ROOT / "corpus", Path(folder) / "corpus"))
        Accounts(Path(folder) / "state").add(_EDITOR, _PASSWORD)
        yield from _served(corpus, Path(folder), editing=True)


@contextmanager
def _edition() -> Iterator[str]:
    """The offline edition of the sample library, opened from its folder."""
    with tempfile.TemporaryDirectory() as folder:
        build(ROOT / "corpus", Path(folder) / "var")
        export_site(Path(folder) / "var", Path(folder) / "edition")
        yield f"{(Path(folder) / 'edition').as_uri()}/"


def _served(corpus: Path, folder: Path, *, editing: bool = False) -> Iterator[str]:
    build(corpus, folder / "var")
    kept = {"state": folder / "state", "corpus": corpus} if editing else {}
    yield from serve(folder / "var", **kept)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its file's name, the page, what is done there first, the window, and the site."""

    name: str
    address: str
    prepare: Callable[[Page], None] = _nothing
    window: tuple[int, int] = _DESK
    dark: bool = False
    site: Callable[[], AbstractContextManager[str]] = _sample


SHOTS: Final = (
    Shot("trang-dau", "/", _suggest),
    Shot("tim", "/tim?q=h%E1%BB%8Dc+t%E1%BA%ADp"),
    Shot("van-ban", f"/van-ban/{_DOCUMENT}"),
    Shot("so", "/so/208-qd-tw"),
    Shot("ke-hoach", _PLAN, _to_task),
    Shot("bang-doi-chieu", f"{_PLAN}/bang-doi-chieu"),
    Shot("phan-cong", f"{_PLAN}/phan-cong"),
    Shot("so-do", f"{_PLAN}/so-do"),
    Shot("can-cap-nhat", "/can-cap-nhat"),
    Shot("ra-soat", "/ra-soat", _review),
    Shot("tu-lieu", f"/tu-lieu?ten=B%C3%A0i+1&m={_DOCUMENT}&m={_PLAN.rpartition('/')[2]}:II.3-3"),
    Shot("ghi-chu", _PLAN, _note),
    Shot("chu-de", "/chu-de/giao-duc-ly-luan-chinh-tri", dark=True),
    # The sample library has one plan: what a comparison looks like is shown by two plans made up for it.
    Shot("so-sanh", f"/so-sanh?cu={OLD_PLAN}&moi={NEW_PLAN}", _to_tasks, site=_compared),
    Shot("sua-ho-so", f"/dang-nhap?tiep=/van-ban/{_DOCUMENT}/sua", _sign_in, site=_edited),
    Shot("ngoai-tuyen", "tim.html?q=bao+ve+nen+tang", _found, site=_edition),
    Shot("dien-thoai", f"{_PLAN}/nhiem-vu/II.3-3", window=_PHONE),
)


def _take(browser: Browser, site: str, shot: Shot) -> None:
    context = browser.new_context(
        viewport={"width": shot.window[0], "height": shot.window[1]},
        color_scheme="dark" if shot.dark else "light",
        locale="vi-VN",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(urljoin(site, shot.address))
    shot.prepare(page)
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.save(PICTURES / f"{shot.name}.webp", quality=_QUALITY, method=6)
    context.close()


def main() -> None:
    """Take all pictures; those that are no longer taken are removed."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=options())
        for opened in dict.fromkeys(shot.site for shot in SHOTS):
            with opened() as site:
                for shot in SHOTS:
                    if shot.site is opened:
                        _take(browser, site, shot)
        browser.close()
    taken = {f"{shot.name}.webp" for shot in SHOTS}
    for path in PICTURES.iterdir():
        if path.name not in taken:
            path.unlink()


if __name__ == "__main__":
    main()
