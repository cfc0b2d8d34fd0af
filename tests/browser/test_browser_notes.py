"""A reader's own marks and notes: made on a reading page, still there, found again, kept as a file, never lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from typing import Final

import docx
import pptx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page
from playwright.sync_api import expect

from indexer.build import build
from tests.browser.server import serve
from tests.small_library import HELD
from tests.small_library import PLAN as PLAN_OF_SMALL
from tests.small_library import SMALL
from tests.small_library import write_corpus
from tests.test_webapp_sections import ADDRESS as LONG_ADDRESS
from tests.test_webapp_sections import HEAD as LONG_HEAD
from tests.test_webapp_sections import LONG
from tests.test_webapp_sections import long_text

PLAN: Final = "/ke-hoach/ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
TASK: Final = "II.3-3"
#: Words of the task, among them a citation that is a link and words in italics.
WORDS: Final = "có hiệu quả Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị khóa XII về “Tăng cường bảo vệ"
_AXE: Final = Axe()

# Selects the words of the text, as a reader would with a mouse.
_SELECT: Final = """(words) => {
  const page = canCu.pageText.read(document.querySelector("[data-notes-text]"));
  const at = page.text.indexOf(words), last = at + words.length - 1;
  if (at < 0) { throw new Error("not in the text: " + words); }
  const range = document.createRange();
  range.setStart(page.nodes[page.nodeOf[at]], page.offsetOf[at]);
  range.setEnd(page.nodes[page.nodeOf[last]], page.offsetOf[last] + 1);
  range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def select(page: Page, words: str) -> None:
    page.evaluate(_SELECT, words)
    expect(page.get_by_role("toolbar", name="Đánh dấu chữ đã chọn")).to_be_visible()


def mark(page: Page, words: str, colour: str = "vàng") -> None:
    select(page, words)
    page.get_by_role("button", name=f"Đánh dấu {colour}").click()


def note(page: Page, words: str, text: str) -> None:
    select(page, words)
    page.get_by_role("toolbar").get_by_role("button", name="Ghi chú").click()
    page.get_by_label("Ghi chú", exact=True).fill(text)
    page.get_by_role("button", name="Lưu", exact=True).click()


def marked(page: Page) -> str:
    """The marked words of the page, as they read."""
    return page.evaluate("[...document.querySelectorAll('mark.own-mark')].map((mark) => mark.textContent).join('')")


def stored(page: Page) -> list[dict[str, Any]]:
    return page.evaluate("canCu.notes.all()")


def open_list(page: Page) -> None:
    page.goto("/ghi-chu")


def items(page: Page) -> list[str]:
    return page.locator(".own-item").all_inner_texts()


def test_marked_words_are_marked_on_the_next_visit(page: Page) -> None:
    page.goto(PLAN)
    text = page.locator("[data-notes-text]").inner_text()
    mark(page, WORDS)
    assert marked(page) == WORDS
    page.goto("/")
    page.goto(PLAN)
    assert marked(page) == WORDS
    # Links, their previews' descriptions and the letters of the text are what they were.
    assert page.locator("[data-notes-text]").inner_text() == text
    expect(page.locator(f'[id="{TASK}"]').get_by_role("link", name="Nghị quyết số 35-NQ/TW")).to_have_attribute(
        "aria-describedby", re.compile(".")
    )
    # The same words stand on the task's own page, in the same colour.
    page.goto(f"{PLAN}/nhiem-vu/{TASK}")
    assert marked(page) == WORDS
    expect(page.locator("mark.own-mark").first).to_have_class(re.compile("own-vang"))


def test_a_mark_gets_another_colour_and_is_taken_back(page: Page) -> None:
    page.goto(PLAN)
    mark(page, WORDS)
    mark(page, WORDS, "lục")
    expect(page.locator("mark.own-mark").first).to_have_class(re.compile("own-luc"))
    assert len(stored(page)) == 1
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator("mark.own-mark").first).to_have_class(re.compile("own-vang"))
    page.get_by_role("button", name=re.compile("^Đánh dấu 1")).press("Enter")
    page.get_by_role("button", name="Xóa", exact=True).click()
    assert marked(page) == ""
    page.get_by_role("button", name="Hoàn tác").click()
    assert marked(page) == WORDS


def test_marks_may_overlap(page: Page) -> None:
    page.goto(PLAN)
    text = page.evaluate("canCu.pageText.read(document.querySelector('[data-notes-text]')).text")
    mark(page, WORDS)
    mark(page, "Nghị quyết số 35-NQ/TW ngày 22/10/2018", "lam")
    mark(page, "khóa XII về “Tăng cường bảo vệ nền tảng", "hồng")
    page.reload()
    assert page.evaluate("canCu.pageText.read(document.querySelector('[data-notes-text]')).text") == text
    for colour, words in (
        ("own-vang", WORDS),
        ("own-lam", "Nghị quyết số 35-NQ/TW ngày 22/10/2018"),
        ("own-hong", "khóa XII về “Tăng cường bảo vệ nền tảng"),
    ):
        found = page.evaluate(
            "(name) => [...document.querySelectorAll('mark.' + name)].map((mark) => mark.textContent).join('')", colour
        )
        assert found == words


def test_notes_on_words_a_task_and_the_whole(page: Page) -> None:
    page.goto(PLAN)
    note(page, WORDS, "Mở đầu bằng câu hỏi.\nVì sao?")
    page.locator(f'[id="{TASK}"]').get_by_role("button", name="Ghi chú: mục II.3").click()
    page.get_by_label("Ghi chú", exact=True).fill("Đưa vào bài 2")
    page.get_by_role("radio", name="Hồng").check()
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Ghi chú của văn bản").click()
    page.get_by_label("Ghi chú", exact=True).fill("Đọc kỹ trước thứ Hai")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.reload()
    expect(page.get_by_role("button", name="Sửa ghi chú của văn bản")).to_be_visible()
    page.get_by_role("button", name="Ghi chú (3)").click()
    panel = page.get_by_role("region", name="Ghi chú của văn bản này")
    expect(panel).to_contain_text("Mở đầu bằng câu hỏi.")
    expect(panel).to_contain_text("Đưa vào bài 2")
    assert [kept["text"] for kept in stored(page)] == [
        "Mở đầu bằng câu hỏi.\nVì sao?",
        "Đưa vào bài 2",
        "Đọc kỹ trước thứ Hai",
    ]


def test_the_list_is_searched_and_leads_to_the_place(page: Page) -> None:
    page.goto(PLAN)
    note(page, WORDS, "Mở đầu bằng câu hỏi")
    mark(page, "Kế hoạch tổ chức thực hiện như sau", "lam")
    page.goto("/van-ban/quy-dinh-24-ban-chap-hanh-trung-uong-2021")
    page.get_by_role("button", name="Ghi chú của văn bản").click()
    page.get_by_label("Ghi chú", exact=True).fill("Hoà bình và phát triển")
    page.get_by_role("button", name="Lưu", exact=True).click()
    open_list(page)
    expect(page.locator("[data-own-count]")).to_have_text("3 ghi chú.")
    box = page.get_by_label("Tìm trong ghi chú", exact=True)
    # Unmarked words mean all marks, marked ones themselves; the place of the tone is none.
    for asked, found in (("mo dau cau", 1), ("mở đầu", 1), ("mỏ đầu", 0), ("hòa bình", 1), ("35 nq", 1), ("xyz", 0)):
        box.fill(asked)
        assert (asked, len(items(page))) == (asked, found)
    box.fill("")
    page.get_by_label("Màu").select_option("lam")
    assert len(items(page)) == 1
    page.get_by_label("Màu").select_option("tat-ca")
    page.get_by_label("Văn bản", exact=True).select_option("quy-dinh-24-ban-chap-hanh-trung-uong-2021")
    assert len(items(page)) == 1
    page.get_by_label("Văn bản", exact=True).select_option("")
    box.fill("mo dau")
    page.get_by_role("link", name=re.compile("^Đến chỗ")).click()
    expect(page).to_have_url(re.compile(re.escape(PLAN)))
    expect(page.locator("mark.own-mark").first).to_be_in_viewport()
    expect(page.get_by_role("button", name=re.compile("^Ghi chú 2: “có hiệu quả"))).to_be_focused()


def test_deleting_from_the_list_can_be_undone(page: Page) -> None:
    page.goto(PLAN)
    mark(page, WORDS)
    mark(page, "Kế hoạch tổ chức thực hiện như sau")
    before = stored(page)
    open_list(page)
    page.get_by_role("button", name=re.compile("^Xóa “")).first.click()
    assert len(items(page)) == 1
    page.get_by_role("button", name="Hoàn tác").click()
    assert stored(page) == before
    page.get_by_role("button", name="Xóa hết").click()
    expect(page.get_by_text("Chưa có ghi chú nào")).to_be_visible()
    page.get_by_role("button", name="Hoàn tác").click()
    assert stored(page) == before


def exported(page: Page, path: Path) -> dict[str, Any]:
    open_list(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Lưu ra tệp").click()
    assert re.fullmatch(r"ghi-chu-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
    download.value.save_as(path)
    return json.loads(path.read_text(encoding="utf-8"))


def take(page: Page, path: Path) -> str:
    """Open a file of notes and return what the page says."""
    page.get_by_label("Mở tệp ghi chú đã lưu").set_input_files(path)
    said = page.locator(".own-status p")
    expect(said).not_to_be_empty()
    return said.inner_text()


def test_to_a_file_and_back(page: Page, browser: Browser, site: str, tmp_path: Path) -> None:
    page.goto(PLAN)
    note(page, WORDS, "Mở đầu\nbằng câu hỏi: “vì sao?” <b>")
    mark(page, "Kế hoạch tổ chức thực hiện như sau", "lam")
    page.locator(f'[id="{TASK}"]').get_by_role("button", name="Ghi chú: mục II.3").click()
    page.get_by_label("Ghi chú", exact=True).fill("Chỉ lời")
    page.get_by_role("button", name="Lưu", exact=True).click()
    before = stored(page)
    file = exported(page, tmp_path / "ghi-chu.json")
    # The shapes are those of the W3C's Web Annotation model.
    assert file["type"] == "AnnotationCollection"
    assert file["total"] == 3
    first = file["first"]["items"][0]
    assert first["type"] == "Annotation"
    assert first["target"]["source"]["id"] == f"urn:cancu:van-ban:{PLAN.rpartition('/')[2]}"
    assert [selector["type"] for selector in first["target"]["selector"]] == ["FragmentSelector", "TextQuoteSelector"]
    assert first["target"]["selector"][1]["exact"] == WORDS

    # The same file twice makes nothing double.
    assert take(page, tmp_path / "ghi-chu.json") == "0 ghi chú mới; 3 ghi chú đã có sẵn."
    assert stored(page) == before
    other = browser.new_context(base_url=site)
    reader = other.new_page()
    open_list(reader)
    assert take(reader, tmp_path / "ghi-chu.json") == "3 ghi chú mới."
    assert stored(reader) == before
    reader.goto(PLAN)
    assert WORDS in marked(reader)
    # Taking the file can be undone.
    other.close()


def test_of_two_versions_the_later_one_stays(page: Page, tmp_path: Path) -> None:
    page.goto(PLAN)
    note(page, WORDS, "Bản đầu")
    exported(page, tmp_path / "cu.json")
    page.get_by_role("button", name=re.compile("^Sửa")).click()
    page.get_by_label("Ghi chú", exact=True).fill("Bản sau")
    page.get_by_role("button", name="Lưu", exact=True).click()
    exported(page, tmp_path / "moi.json")
    assert "1 ghi chú giữ bản mới hơn của máy này" in take(page, tmp_path / "cu.json")
    assert [kept["text"] for kept in stored(page)] == ["Bản sau"]
    page.evaluate("localStorage.clear()")
    page.reload()
    take(page, tmp_path / "cu.json")
    assert "1 ghi chú lấy bản mới hơn trong tệp" in take(page, tmp_path / "moi.json")
    assert [kept["text"] for kept in stored(page)] == ["Bản sau"]
    page.get_by_role("button", name="Hoàn tác").click()
    assert [kept["text"] for kept in stored(page)] == ["Bản đầu"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "không phải tệp ghi chú"),
        ("{", "không phải tệp ghi chú"),
        ("[1, 2]", "không phải tệp ghi chú đã lưu từ trang này"),
        ('{"format": "cancu-tu-lieu", "version": 1, "items": []}', "không phải tệp ghi chú đã lưu từ trang này"),
        ('{"format": "cancu-ghi-chu", "version": 9, "first": {"items": []}}', "phiên bản mới hơn"),
        (
            '{"format": "cancu-ghi-chu", "version": 1, "first": {"items": [1, null, {"id": "x", "target": {}}]}}',
            "3 ghi chú trong tệp không đọc được, bỏ qua",
        ),
    ],
)
def test_a_bad_file_is_told_and_changes_nothing(page: Page, tmp_path: Path, content: str, said: str) -> None:
    page.goto(PLAN)
    mark(page, WORDS)
    before = stored(page)
    (tmp_path / "tep.json").write_text(content, encoding="utf-8")
    open_list(page)
    assert said in take(page, tmp_path / "tep.json")
    assert stored(page) == before


def test_two_windows_do_not_write_over_each_other(context: BrowserContext, page: Page) -> None:
    page.goto(PLAN)
    second = context.new_page()
    second.goto(PLAN)
    mark(page, WORDS)
    expect(second.locator("mark.own-mark").first).to_be_visible()
    mark(second, "Kế hoạch tổ chức thực hiện như sau", "lam")
    expect(page.locator("mark.own-lam").first).to_be_visible()
    assert len(stored(page)) == 2
    # The same note in both: the second one to save is told what the first one wrote.
    for window, text in ((page, "Của cửa sổ một"), (second, "Của cửa sổ hai")):
        window.get_by_role("button", name=re.compile("^Đánh dấu 2")).press("Enter")
        window.get_by_label("Ghi chú", exact=True).fill(text)
    page.get_by_role("button", name="Lưu", exact=True).click()
    second.get_by_role("button", name="Lưu", exact=True).click()
    expect(second.get_by_role("alert")).to_contain_text("Của cửa sổ một")
    second.get_by_role("button", name="Lưu", exact=True).click()
    assert [kept["text"] for kept in stored(page) if kept["text"]] == ["Của cửa sổ hai"]


def test_a_full_store_is_told_and_loses_nothing(page: Page, tmp_path: Path) -> None:
    page.goto(PLAN)
    mark(page, WORDS)
    exported(page, tmp_path / "mot.json")
    page.goto(PLAN)
    before = stored(page)
    page.evaluate(
        """() => {
          let size = 4000000;
          for (let at = 0; size >= 1; at += 1) {
            try { localStorage.setItem("day-" + at, "x".repeat(size)); } catch { size = Math.floor(size / 2); }
          }
        }"""
    )
    mark(page, "Kế hoạch tổ chức thực hiện như sau")
    expect(page.locator(".own-status")).to_contain_text("Bộ nhớ của trình duyệt đã đầy")
    assert stored(page) == before
    # What was typed stays in the dialog.
    page.get_by_role("button", name="Ghi chú của văn bản").click()
    page.get_by_label("Ghi chú", exact=True).fill("Không mất")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Bộ nhớ của trình duyệt đã đầy")
    expect(page.get_by_label("Ghi chú", exact=True)).to_have_value("Không mất")
    page.keyboard.press("Escape")
    page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('day-')).forEach((key) => localStorage.removeItem(key))"
    )
    page.get_by_role("button", name="Ghi chú của văn bản").click()
    expect(page.get_by_label("Ghi chú", exact=True)).to_have_value("Không mất")
    page.get_by_role("button", name="Lưu", exact=True).click()
    assert len(stored(page)) == 2


def test_a_file_that_does_not_fit_is_taken_whole_or_not_at_all(page: Page, tmp_path: Path) -> None:
    page.goto(PLAN)
    mark(page, WORDS)
    before = stored(page)
    file = exported(page, tmp_path / "mot.json")
    item = file["first"]["items"][0]
    file["first"]["items"] = [
        item
        | {
            "id": f"urn:uuid:00000000-0000-4000-8000-{at:012}",
            "body": {"type": "TextualBody", "value": f"{at} " + "chữ " * 1200},
        }
        for at in range(1500)
    ]
    (tmp_path / "lon.json").write_text(json.dumps(file), encoding="utf-8")
    assert "Không ghi chú nào của tệp được thêm" in take(page, tmp_path / "lon.json")
    assert stored(page) == before


def test_a_browser_that_keeps_nothing(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site)
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    page = context.new_page()
    page.goto(PLAN)
    mark(page, WORDS)
    expect(page.locator(".own-status")).to_contain_text("ghi chú sẽ mất khi rời trang")
    assert marked(page) == WORDS
    page.get_by_role("button", name="Ghi chú (1)").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Lưu ra tệp").click()
    assert WORDS in Path(download.value.path()).read_text(encoding="utf-8")
    open_list(page)
    expect(page.get_by_text("không cho trang nhớ gì")).to_be_visible()
    context.close()


def test_what_cannot_be_read_is_set_aside(page: Page) -> None:
    page.goto(PLAN)
    mark(page, WORDS)
    page.evaluate(
        """() => {
          localStorage.setItem("ghi-chu:cut", '{"v":1,"id":"cut","text":"quan tr');
          localStorage.setItem("ghi-chu:lacking", '{"v":1,"id":"lacking","text":"thiếu"}');
          localStorage.setItem("ghi-chu:later", '{"v":2,"id":"later","text":"của phiên bản sau"}');
        }"""
    )
    open_list(page)
    assert len(items(page)) == 1
    expect(page.get_by_text("2 ghi chú trong trình duyệt này bị hỏng")).to_be_visible()
    expect(page.get_by_text("1 ghi chú do một phiên bản mới hơn")).to_be_visible()
    kept = page.evaluate("Object.fromEntries(Object.entries(localStorage))")
    assert kept["ghi-chu-hong:cut"] == '{"v":1,"id":"cut","text":"quan tr'
    assert "ghi-chu:later" in kept
    with page.expect_download() as download:
        page.get_by_role("button", name="Lưu bản hỏng ra tệp").click()
    assert "quan tr" in Path(download.value.path()).read_text(encoding="utf-8")


def test_by_keyboard_alone(page: Page) -> None:
    page.goto(PLAN)
    # Selected words: Tab leads to the bar, the arrows through it.
    select(page, WORDS)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Đánh dấu vàng")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("mark.own-luc").first).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Đánh dấu 1"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Ghi chú", exact=True)).to_be_focused()
    page.keyboard.type("Bằng bàn phím")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name=re.compile("^Ghi chú 1"))).to_be_focused()
    # Words of a part of the text, without a selection in the page: its own button, and the words in its dialog.
    page.locator(f'[id="{TASK}"]').get_by_role("button", name="Ghi chú: mục II.3").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label(re.compile("^Lời văn"))).to_be_focused()
    page.keyboard.type("xóa")  # the words are there to be chosen from, not to be changed
    page.keyboard.press("Control+Home")
    for _ in range(len("- Tiếp")):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+Enter")
    assert [kept["quote"] for kept in stored(page)][1] == "- Tiếp"
    assert page.locator("mark.own-vang").all_inner_texts() == ["-", " Tiếp"]


def test_by_touch(browser: Browser, site: str) -> None:
    context = browser.new_context(
        base_url=site, viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True, locale="vi-VN"
    )
    page = context.new_page()
    page.goto(PLAN)
    select(page, WORDS)
    page.get_by_role("button", name="Đánh dấu hồng").tap()
    assert marked(page) == WORDS
    page.locator("mark.own-hong").first.tap()
    expect(page.get_by_role("dialog")).to_be_visible()
    context.close()


# A document, and the same after somebody worked on it.
_TEXT: Final = """Điều 1. Phạm vi

1. Quy định này áp dụng cho các chi bộ trực thuộc.

2. Đảng viên có trách nhiệm giữ gìn phẩm chất, đạo đức, lối sống.

3. Cấp ủy kiểm tra việc thực hiện mỗi năm một lần.
"""
#: Points by the Vietnamese alphabet, in a document whose name is long.
_POINTS: Final = "1. Nhiệm vụ\n\n" + "\n\n".join(f"{letter}) Việc thứ {letter} của chi bộ" for letter in "abcdđe")

_EDITED: Final = """Lời nói đầu được thêm vào sau, dài hơn một dòng và đẩy mọi chữ đi chỗ khác.

Điều 1. Phạm vi

1. Quy định này áp dụng cho các chi bộ trực thuộc.

2. Đảng viên có trách nhiệm gương mẫu giữ gìn phẩm chất, đạo đức, lối sống.

3. Việc này do ban tổ chức theo dõi.
"""


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A site over a library that changes, and its corpus."""
    corpus = write_corpus(tmp_path / "corpus", SMALL)
    path = corpus / "directives" / "bo-chinh-tri" / f"{HELD}.md"
    head = path.read_text(encoding="utf-8").split("\n---\n")[0]
    path.write_text(f"{head}\n---\n\n{_TEXT}", encoding="utf-8")
    build(corpus, tmp_path / "var")
    for site in serve(tmp_path / "var"):
        yield site, path


def test_words_of_an_edited_text_are_found_or_listed(browser: Browser, changing: tuple[str, Path]) -> None:
    site, path = changing
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto(f"/van-ban/{HELD}")
    mark(page, "áp dụng cho các chi bộ")
    mark(page, "Đảng viên có trách nhiệm giữ gìn phẩm chất, đạo đức, lối sống", "lục")
    mark(page, "kiểm tra việc thực hiện mỗi năm một lần", "lam")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(_TEXT, _EDITED), encoding="utf-8")
    build(path.parent.parent.parent, path.parent.parent.parent.parent / "var")
    page.reload()
    expect(page.locator("main")).to_contain_text("Lời nói đầu")
    # Words that only moved, words that were edited a little (and said to be), words that are gone (and listed).
    assert page.locator("mark.own-vang").all_inner_texts() == ["áp dụng cho các chi bộ"]
    expect(page.locator("mark.own-vang")).not_to_have_class(re.compile("own-unsure"))
    assert page.locator("mark.own-luc").all_inner_texts() == [
        "Đảng viên có trách nhiệm gương mẫu giữ gìn phẩm chất, đạo đức, lối sống"
    ]
    expect(page.locator("mark.own-luc")).to_have_class(re.compile("own-unsure"))
    assert page.locator("mark.own-lam").count() == 0
    page.get_by_role("button", name="Ghi chú (3)").click()
    lost = page.locator(".own-panel .own-item.own-lam")
    expect(lost).to_contain_text("Không còn tìm thấy lời này")
    expect(lost).to_contain_text("kiểm tra việc thực hiện mỗi năm một lần")
    context.close()


def test_points_of_every_letter_and_names_of_every_length(browser: Browser, changing: tuple[str, Path]) -> None:
    site, path = changing
    text = path.read_text(encoding="utf-8").replace(_TEXT, _POINTS)
    path.write_text(
        re.sub(
            r"number: .*\n|title: .*",
            lambda line: f"title: {'Tên dài ' * 80}".rstrip() if line[0].startswith("title") else "",
            text,
        ),
        encoding="utf-8",
    )
    build(path.parent.parent.parent, path.parent.parent.parent.parent / "var")
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto(f"/van-ban/{HELD}")
    expect(page.locator("h1")).to_contain_text("Tên dài")
    for letter in "abcdđe":
        mark(page, f"Việc thứ {letter} của")
    page.get_by_role("button", name=re.compile("^Ghi chú: .*đ", re.IGNORECASE)).first.click()
    page.get_by_label("Ghi chú", exact=True).fill("Điểm đ")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.reload()
    assert page.locator("mark.own-mark").all_inner_texts() == [f"Việc thứ {letter} của" for letter in "abcdđe"]
    assert len(stored(page)) == 7
    assert page.evaluate("canCu.notes.aside()") == []
    context.close()


def test_notes_move_on_with_a_document_that_gets_another_id(browser: Browser, changing: tuple[str, Path]) -> None:
    context = browser.new_context(base_url=changing[0])
    page = context.new_page()
    page.goto("/ghi-chu")
    page.evaluate(
        """() => canCu.notes.putAll([canCu.notes.make({
          doc: "ke-hoach-cu", docName: "Kế hoạch cũ", place: "", placeName: "", text: "Của số cũ"
        })])"""
    )
    page.get_by_role("link", name=re.compile("^Đến chỗ")).click()
    expect(page).to_have_url(re.compile(f"/ke-hoach/{PLAN_OF_SMALL}#"))
    assert [kept["doc"] for kept in stored(page)] == [PLAN_OF_SMALL]
    expect(page.get_by_role("button", name="Sửa ghi chú của văn bản")).to_be_focused()
    context.close()


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("long-notes")
    text = long_text().replace("Việc 9.3", "Việc 9.3 rất riêng ở phần sau")
    corpus = write_corpus(folder / "corpus", SMALL | {f"directives/thanh-uy-ha-noi/{LONG}.md": LONG_HEAD + text})
    build(corpus, folder / "var")
    yield from serve(folder / "var")


def test_a_long_text_s_marks_stand_on_its_section_and_on_the_whole(browser: Browser, long_site: str) -> None:
    context = browser.new_context(base_url=long_site)
    page = context.new_page()
    page.goto(f"{LONG_ADDRESS}/muc/9.3")
    mark(page, "rất riêng ở phần sau Cấp ủy, tổ chức đảng")
    section = page.url.split("#")[0]
    page.goto(f"{LONG_ADDRESS}?phan=tat-ca")
    assert marked(page) == "rất riêng ở phần sauCấp ủy, tổ chức đảng"
    # Another section neither shows it on repeated words nor calls it lost.
    page.goto(LONG_ADDRESS)
    assert marked(page) == ""
    page.get_by_role("button", name="Ghi chú (1)").click()
    expect(page.locator(".own-panel")).to_contain_text("Không nằm trong phần văn bản của trang này")
    open_list(page)
    page.get_by_role("link", name=re.compile("^Đến chỗ")).click()
    expect(page.locator("mark.own-mark").first).to_be_in_viewport()
    page.goto(section)
    assert marked(page) == "rất riêng ở phần sauCấp ủy, tổ chức đảng"
    context.close()


def test_nothing_moves_when_marks_come_back(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 800}, locale="vi-VN")
    page = context.new_page()
    page.goto(PLAN)
    height = page.evaluate("document.documentElement.scrollHeight")
    mark(page, WORDS)
    note(page, "Kế hoạch tổ chức thực hiện như sau", "Ghi lại")
    page.add_init_script(
        """window.shifts = [];
        new PerformanceObserver((list) => list.getEntries().forEach((one) => window.shifts.push(one.value)))
          .observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(PLAN)
    assert page.evaluate("document.documentElement.scrollHeight") == height
    assert sum(page.evaluate("window.shifts")) < 0.01
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_everything_of_it_is_accessible(browser: Browser, site: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    page = context.new_page()

    def faults() -> list[str]:
        found = _AXE.run(page).response["violations"]
        return [fault["id"] for fault in found if fault["impact"] in {"serious", "critical"}]

    page.goto(f"{PLAN}/nhiem-vu/{TASK}")
    for colour, words in (
        ("vàng", "có hiệu quả Nghị quyết số 35-NQ/TW"),
        ("lục", "Bộ Chính trị khóa XII"),
        ("lam", "Tăng cường bảo vệ"),
    ):
        mark(page, words, colour)
    note(page, "quan điểm sai trái", "Ghi lại")
    page.get_by_role("button", name="Ghi chú (4)").click()
    select(page, "trong tình hình mới")
    assert faults() == []
    page.get_by_role("button", name=re.compile("^Sửa “quan điểm")).click()
    assert faults() == []
    page.keyboard.press("Escape")
    open_list(page)
    assert faults() == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def test_a_page_prints_clean_or_with_notes(page: Page) -> None:
    page.goto(PLAN)
    note(page, WORDS, "In cùng bài")
    page.get_by_role("button", name="Ghi chú (1)").click()
    page.emulate_media(media="print")
    mark_ = page.locator("mark.own-mark").first
    clean = mark_.evaluate("mark => getComputedStyle(mark).backgroundColor")
    assert clean == "rgba(0, 0, 0, 0)"
    expect(page.locator(".own-panel")).to_be_hidden()
    page.emulate_media(media="screen")
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="In kèm ghi chú").click()
    page.emulate_media(media="print")
    assert mark_.evaluate("mark => getComputedStyle(mark).backgroundColor") != clean
    expect(page.locator(".own-panel .own-text", has_text="In cùng bài")).to_be_visible()
    expect(page.get_by_role("button", name="Lưu ra tệp")).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".own-panel")).to_be_hidden()


def test_notes_are_sent_to_nobody(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    page.goto(PLAN)
    note(page, WORDS, "khongphaichomaychu")
    open_list(page)
    page.get_by_label("Tìm trong ghi chú", exact=True).fill("khongphaichomaychu")
    page.get_by_label("Tìm trong ghi chú", exact=True).press("Enter")
    page.get_by_role("link", name=re.compile("^Đến chỗ")).click()
    expect(page.locator("mark.own-mark").first).to_be_visible()
    assert not [one for one in sent if "khongphaichomaychu" in one]


def test_noted_places_go_into_the_lesson_pack(page: Page) -> None:
    page.goto(PLAN)
    mark(page, WORDS)
    page.goto("/van-ban/quy-dinh-24-ban-chap-hanh-trung-uong-2021")
    page.get_by_role("button", name="Ghi chú của văn bản").click()
    page.get_by_label("Ghi chú", exact=True).fill("Đọc")
    page.get_by_role("button", name="Lưu", exact=True).click()
    open_list(page)
    page.get_by_role("link", name="Thêm các mục đang hiện vào tư liệu").click()
    expect(page.get_by_role("link", name="Tư liệu (2)")).to_be_visible()


def test_a_pack_takes_marks_and_notes_along(page: Page, tmp_path: Path) -> None:
    page.goto(PLAN)
    note(page, "Chủ động nghiên cứu, đánh giá, dự báo", "Hỏi học viên")
    mark(page, "35-NQ/TW ngày 22/10/2018", "lam")
    page.locator(f'[id="{TASK}"]').get_by_role("link", name="Thêm vào tư liệu").click()
    page.get_by_role("link", name="Tư liệu (1)").click()
    expect(page.locator(".pack-item")).to_have_count(1)
    # Only who wants them has them in the pack: on the page, on paper, in files.
    assert page.locator(".pack-item mark").count() == 0
    page.get_by_label("Kèm đánh dấu và ghi chú riêng").check()
    assert page.locator(".pack-text mark.own-lam").all_inner_texts() == ["35-NQ/TW ngày 22/10/2018"]
    expect(page.locator(".pack-own")).to_contain_text("Hỏi học viên")
    page.emulate_media(media="print")
    expect(page.locator(".pack-own")).to_be_visible()
    page.emulate_media(media="screen")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải Word").click()
    download.value.save_as(tmp_path / "bai.docx")
    paragraphs = docx.Document(str(tmp_path / "bai.docx")).paragraphs
    assert "Ghi chú: “Chủ động nghiên cứu, đánh giá, dự báo”: Hỏi học viên" in [
        paragraph.text for paragraph in paragraphs
    ]
    lit = [run.text for paragraph in paragraphs for run in paragraph.runs if run.font.highlight_color]
    assert lit == ["35-NQ/TW ngày 22/10/2018", "Chủ động nghiên cứu, đánh giá, dự báo"]
    with page.expect_download() as slides:
        page.get_by_role("button", name="Tải PowerPoint").click()
    slides.value.save_as(tmp_path / "bai.pptx")
    assert "Hỏi học viên" in "".join(
        slide.notes_slide.notes_text_frame.text
        for slide in pptx.Presentation(str(tmp_path / "bai.pptx")).slides
        if slide.has_notes_slide
    )
    # The form that changes the pack sends none of them, and the choice is remembered.
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.get_by_role("button", name="Cập nhật").click()
    assert "danh-dau" not in (sent.value.post_data or "")
    expect(page.get_by_label("Kèm đánh dấu và ghi chú riêng")).to_be_checked()
    assert page.locator(".pack-text mark.own-lam").count() == 1
