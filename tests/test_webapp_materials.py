"""The page of a lesson pack: what it takes from an address, a form or a file, what it refuses, and its downloads."""

from __future__ import annotations

import io
import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import docx
import pptx
import pytest
from flask.testing import FlaskClient

from indexer.build import build
from tests.small_library import HELD
from tests.small_library import PLAN as SMALL_PLAN
from webapp.application import create_app
from webapp.baskets import BY_LEVEL
from webapp.baskets import MOST_ITEMS
from webapp.baskets import Basket
from webapp.baskets import Gathered
from webapp.baskets import key_of
from webapp.settings import Settings

PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
TASK = f"{PLAN}:II.3-3"
RESOLUTION = "nghi-quyet-35-bo-chinh-tri-2018"
RULE = "quy-dinh-24-ban-chap-hanh-trung-uong-2021"
BAIT = "<script>document.title='hong'</script>"


@pytest.fixture(scope="module")
def client(library_data: Path) -> FlaskClient:
    return create_app(Settings(library_data)).test_client()


def shown(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html[html.index("<main") : html.index("</main>")])).split())


def keys(html: str) -> list[str]:
    return re.findall(r'name="m" value="([^"]*)"', html)


def address(*items: str, **more: str) -> str:
    pairs = [*more.items(), *(("m", item) for item in items)]
    return "/tu-lieu?" + "&".join(f"{name}={quote(value)}" for name, value in pairs)


def test_an_empty_pack_says_how_to_fill_it(client: FlaskClient) -> None:
    html = client.get("/tu-lieu").text
    assert "Chọn “Thêm vào tư liệu”" in shown(html)
    assert "Tải Word" not in html
    assert "đang tắt JavaScript" in shown(html)


def test_a_pack_of_a_document_and_a_task(client: FlaskClient) -> None:
    html = client.get(address(RESOLUTION, TASK, ten="Bài 1") + f"&g:{TASK}=" + quote("Hỏi học viên")).text
    words = shown(html)
    assert "Bài 1" in words
    assert "I. Bộ Chính trị 1. Nghị quyết a) Nghị quyết số 35-NQ/TW, ngày 22/10/2018" in words
    assert "II. Cấp dưới tỉnh, thành phố" in words
    assert "- Tiếp tục đẩy mạnh thực hiện có hiệu quả" in words
    assert "(Mục II.3, gạch đầu dòng thứ ba, Kế hoạch “Thực hiện" in words
    assert "Hỏi học viên" in words
    assert keys(html) == [RESOLUTION, TASK]


@pytest.mark.parametrize("item", ["khong-co", f"{PLAN}:IX.9", "../../etc/passwd", BAIT, f"{RESOLUTION}:1"])
def test_what_is_gone_is_named_and_can_be_taken_out(client: FlaskClient, item: str) -> None:
    html = client.get(address(RESOLUTION, item)).text
    assert f"Không còn trong kho {item}" in shown(html)
    assert BAIT not in html
    assert len(keys(html)) == 2


def test_former_and_doubled_items_stand_once(client: FlaskClient) -> None:
    assert keys(client.get(address(RESOLUTION, TASK, RESOLUTION)).text) == [RESOLUTION, TASK]


def test_markup_in_notes_and_title_stays_text(client: FlaskClient) -> None:
    note = f'{BAIT}</textarea><b onclick="x">'
    html = client.get(address(RESOLUTION, ten=BAIT) + f"&g:{RESOLUTION}=" + quote(note)).text
    assert BAIT not in html
    assert "</textarea><b" not in html
    assert note in unescape(html)


def test_500_items_and_no_more(client: FlaskClient) -> None:
    items = [TASK, *(f"van-ban-khong-co-{number}" for number in range(MOST_ITEMS - 1))]
    full = client.post("/tu-lieu", data={"m": items, "ten": "Đầy"})
    assert full.status_code == 200  # too long for an address: the answer is the page itself
    assert len(keys(full.text)) == MOST_ITEMS
    assert "quá dài cho một địa chỉ" in shown(full.text)
    for form in ("docx", "pptx", "md", "json"):
        assert client.post("/tu-lieu/tai", data={"m": items, "dang": form}).status_code == 200
    more = client.post("/tu-lieu", data={"m": [*items, "them-mot"]})
    assert more.status_code == 413
    assert f"tối đa {MOST_ITEMS} mục" in shown(more.text)
    added = client.post("/tu-lieu", data={"m": items, "them": RESOLUTION})
    assert added.status_code == 413


def test_500_items_that_are_all_there(client: FlaskClient) -> None:
    plan = client.get(f"/ke-hoach/{PLAN}").text
    gathered = sorted(set(re.findall(r'class="gather" href="/tu-lieu\?m=([^"]*)"', plan)))
    assert len(gathered) > 30
    answer = client.post("/tu-lieu/tai", data={"m": gathered, "dang": "docx"})
    paragraphs = [text.text for text in docx.Document(io.BytesIO(answer.data)).paragraphs]
    assert sum(text.startswith(("(Mục ", "(Phần căn cứ")) for text in paragraphs) == len(gathered) - 1
    answer = client.post("/tu-lieu/tai", data={"m": gathered, "dang": "pptx"})
    titles = [slide.shapes.title for slide in pptx.Presentation(io.BytesIO(answer.data)).slides]
    begun = [title for title in titles if title is not None and not title.text_frame.text.endswith("(tiếp)")]
    assert len(begun) == len(gathered) + 2  # a title before, the sources after


def test_too_much_text_is_one_sentence(client: FlaskClient) -> None:
    answer = client.post("/tu-lieu", data={"m": RESOLUTION, f"g:{RESOLUTION}": "a" * 13_000_000})
    assert answer.status_code == 413


def test_a_long_note_is_cut_and_control_letters_go(client: FlaskClient) -> None:
    answer = client.post("/tu-lieu/tai", data={"m": RESOLUTION, f"g:{RESOLUTION}": "a\x00\x08" * 3_000, "dang": "json"})
    assert json.loads(answer.data)["items"] == [{"item": RESOLUTION, "note": "a" * 2_000}]


# Changing


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ({"bo": TASK}, [RESOLUTION, RULE]),
        ({"len": TASK}, [TASK, RESOLUTION, RULE]),
        ({"xuong": TASK}, [RESOLUTION, RULE, TASK]),
        ({"len": RESOLUTION}, [RESOLUTION, TASK, RULE]),
        ({"xuong": RULE}, [RESOLUTION, TASK, RULE]),
        ({"len": "khong-co"}, [RESOLUTION, TASK, RULE]),
        ({"them": f"/ke-hoach/{PLAN}/nhiem-vu/II.2"}, [RESOLUTION, TASK, RULE, f"{PLAN}:II.2"]),
        ({"them": TASK}, [RESOLUTION, TASK, RULE]),
        ({"them": ""}, [RESOLUTION, TASK, RULE]),
    ],
)
def test_buttons_work_without_scripts(client: FlaskClient, asked: dict[str, str], order: list[str]) -> None:
    answer = client.post("/tu-lieu", data={"m": [RESOLUTION, TASK, RULE], "xep": "tay", **asked}, follow_redirects=True)
    assert answer.status_code == 200
    assert keys(answer.text) == order
    assert answer.request.method == "GET"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (f"http://127.0.0.1:8000/van-ban/{RESOLUTION}", RESOLUTION),
        (f"/van-ban/{RESOLUTION}?x=1#toan-van", RESOLUTION),
        (f"/ke-hoach/{PLAN}", PLAN),
        (f"/ke-hoach/{PLAN}#II.3-3", PLAN),
        (f"/ke-hoach/{PLAN}/nhiem-vu/II.3-3/", TASK),
        (f"  {TASK} ", TASK),
        ("http://[", "http://["),
        ("", ""),
    ],
)
def test_a_pages_address_names_its_item(text: str, key: str) -> None:
    assert key_of(text) == key


def test_moving_makes_the_order_the_lecturers() -> None:
    basket = Basket(order=BY_LEVEL, items=(Gathered("a"), Gathered("b", "ghi")))
    assert basket.moved("b", -1).arguments() == [("xep", "tay"), ("m", "b"), ("m", "a"), ("g:b", "ghi")]


# Files


@pytest.mark.parametrize(
    ("form", "media_type", "start"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", b"PK"),
        ("md", "text/markdown", "# Tư liệu soạn bài".encode()),
        ("json", "application/json", b"{"),
    ],
)
def test_downloads(client: FlaskClient, form: str, media_type: str, start: bytes) -> None:
    answer = client.get(address(RESOLUTION, TASK).replace("/tu-lieu?", "/tu-lieu/tai?") + f"&dang={form}")
    assert answer.mimetype == media_type
    assert answer.data.startswith(start)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="tu-lieu.{form}"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_saved_file_opens_again(client: FlaskClient) -> None:
    sent = {"m": [TASK, RESOLUTION], f"g:{TASK}": "Dòng một\nDòng hai", "ten": "Bài 1", "xep": "tay", "dang": "json"}
    saved = client.post("/tu-lieu/tai", data=sent).data
    answer = client.post("/tu-lieu/mo", data={"tep": (io.BytesIO(saved), "tu-lieu.json")}, follow_redirects=True)
    assert keys(answer.text) == [TASK, RESOLUTION]
    assert "Dòng một\nDòng hai" in answer.text
    assert "Bài 1" in shown(answer.text)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"{}", b'{"format": "cancu-tu-lieu", "items": 3}'])
def test_another_file_is_refused_in_one_sentence(client: FlaskClient, data: bytes) -> None:
    answer = client.post("/tu-lieu/mo", data={"tep": (io.BytesIO(data), "khac.json")})
    assert answer.status_code == 400
    assert "“khac.json” không phải tệp tư liệu" in shown(answer.text)


def test_no_file_and_no_such_form(client: FlaskClient) -> None:
    assert client.post("/tu-lieu/mo").status_code == 400
    assert client.get(f"/tu-lieu/tai?m={RESOLUTION}&dang=exe").status_code == 400


# The ways in


@pytest.mark.parametrize(
    ("page", "item"),
    [
        (f"/van-ban/{RESOLUTION}", RESOLUTION),
        (f"/ke-hoach/{PLAN}", PLAN),
        (f"/ke-hoach/{PLAN}", TASK),
        (f"/ke-hoach/{PLAN}/nhiem-vu/II.3-3", TASK),
        ("/loai/quy-dinh", RULE),
        ("/tim?q=nq35", RESOLUTION),
    ],
)
def test_every_page_offers_what_it_shows(client: FlaskClient, page: str, item: str) -> None:
    html = client.get(page).text
    link = re.search(rf'class="gather" href="([^"]*\?m={re.escape(item)})"', html)
    assert link is not None
    assert keys(client.get(unescape(link[1])).text) == [item]


def test_a_former_id_becomes_the_present_one_and_keeps_its_note(small_corpus: Path, tmp_path: Path) -> None:
    build(small_corpus, tmp_path / "var")
    client = create_app(Settings(tmp_path / "var")).test_client()
    html = client.get("/tu-lieu?m=ke-hoach-cu:II.1-1&g:ke-hoach-cu:II.1-1=" + quote("Ghi cũ")).text
    assert keys(html) == [f"{SMALL_PLAN}:II.1-1"]
    assert re.search(rf'name="g:{SMALL_PLAN}:II\.1-1"[^>]*>\s*Ghi cũ<', html)
    text = client.get(f"/van-ban/{HELD}").text
    assert f'href="/tu-lieu?m={HELD}:2"' in text
    assert ": mục 2</span>" in text
