"""Is the basis still good: said on documents' pages, beside a plan's links, in a list of its own and in a feed."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from indexer.build import build
from tests.desk_library import BARE
from tests.desk_library import DESK
from tests.desk_library import MAIN
from tests.desk_library import write_desk
from tests.small_library import write_corpus
from webapp.application import create_app
from webapp.settings import Settings

QD37 = "quy-dinh-37-ban-chap-hanh-trung-uong-2021"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    build(write_desk(folder / "corpus"), folder / "var")
    return folder / "var"


@pytest.fixture
def client(data: Path) -> FlaskClient:
    return create_app(Settings(data)).test_client()


def shown(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html[html.index("<main") :])).split())


def test_a_document_shows_each_step_with_its_source_and_standing(client: FlaskClient) -> None:
    words = shown(client.get(f"/van-ban/{QD37}").text)
    assert "Đã có văn bản thay thế (tra đến 23/11/2026). Văn bản mới nhất sau đó: Quy định 207-QĐ/TW" in words
    first = words.index("thay thế văn bản này Điều khoản thi hành đã đối chiếu")
    second = words.index("nối tiếp 100-QĐ/TW Cùng vấn đề đã đối chiếu")
    third = words.index("sửa đổi văn bản này")
    assert first < second < third


def test_a_plan_says_beside_each_link_what_is_known_to_which_day(client: FlaskClient) -> None:
    html = client.get(f"/ke-hoach/{MAIN}").text
    states = re.findall(r"<small>([^<]*)</small>", html)
    assert states.count("Đã có văn bản thay thế (theo cùng vấn đề; tra đến 23/11/2026)") == 2
    assert states.count("Chưa rõ tình trạng hiệu lực ") == 3


def test_a_plan_lists_what_its_tasks_have_to_look_at_again(client: FlaskClient) -> None:
    words = shown(client.get(f"/ke-hoach/{MAIN}").text)
    assert "1 văn bản đã có văn bản mới hơn" in words
    assert "Cần xem lại: mục II.1, gạch đầu dòng thứ nhất ; mục II.2, gạch đầu dòng thứ ba" in words
    assert "Căn cứ đã có văn bản mới hơn" not in shown(client.get(f"/ke-hoach/{BARE}").text)


def test_the_list_goes_from_the_newer_document_to_the_tasks(client: FlaskClient) -> None:
    html = client.get("/can-cap-nhat").text
    assert f'<a href="/ke-hoach/{MAIN}/nhiem-vu/II.1-1">' in html
    words = shown(html)
    assert words.index("207-QĐ/TW ngày 26/07/2026") < words.index("37-QĐ/TW ngày 25/10/2021")
    assert 'rel="alternate" type="application/atom+xml"' in html


def test_the_first_page_leads_to_it(client: FlaskClient) -> None:
    html = client.get("/").text
    assert 'href="/can-cap-nhat"' in html
    assert "1 văn bản làm căn cứ của kế hoạch đã có văn bản thay thế hoặc nối tiếp" in shown(html)


def test_the_feed_is_whole_atom(client: FlaskClient) -> None:
    response = client.get("/can-cap-nhat.atom")
    assert response.mimetype == "application/atom+xml"
    feed = ET.fromstring(response.data)
    for name in ("title", "id", "updated", "author"):
        assert feed.find(ATOM + name) is not None
    (entry,) = feed.findall(ATOM + "entry")
    assert entry.findtext(ATOM + "title") == "Quy định 207-QĐ/TW ngày 26/07/2026"
    assert entry.findtext(ATOM + "updated") == "2026-07-26T00:00:00Z"
    link = entry.find(ATOM + "link")
    assert link is not None
    assert link.get("href", "").endswith("/van-ban/quy-dinh-207-ban-chap-hanh-trung-uong-2026")
    assert "37-QĐ/TW" in (entry.findtext(ATOM + "summary") or "")


def test_a_library_without_plans_says_so(tmp_path: Path) -> None:
    only = {path: text for path, text in DESK.items() if path.startswith("directives/")}
    build(write_corpus(tmp_path / "corpus", only), tmp_path / "var")
    client = create_app(Settings(tmp_path / "var")).test_client()
    assert "Chưa ghi nhận căn cứ nào" in shown(client.get("/can-cap-nhat").text)
    feed = ET.fromstring(client.get("/can-cap-nhat.atom").data)
    assert feed.findall(ATOM + "entry") == []
