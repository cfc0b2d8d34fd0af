"""The site over small libraries: none, damaged, changed while it serves, and one whose texts hold scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.build import build
from webapp.application import create_app
from webapp.settings import Settings

HOSTILE = "<script>alert(1)</script>"

PLAN = f"""---
id: ke-hoach-thu
kind: ke-hoach
title: '{HOSTILE} & "kế hoạch"'
issuer: thanh-uy-ha-noi
issued: 2024-01-05
---

KẾ HOẠCH

## I. MỤC ĐÍCH {HOSTILE}

Thực hiện Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ <img src=x onerror=alert(1)>.

1) dòng này không phải danh sách

- Gạch đầu dòng [bấm](javascript:alert(1)) về Nghị quyết số 12-NQ/TW ngày 01/02/2023.

    thụt đầu dòng không phải mã
"""

DECREE = f"""---
id: nghi-dinh-30-chinh-phu-2020
kind: nghi-dinh
number: 30/2020/NĐ-CP
title: Về công tác văn thư {HOSTILE}
issuer: chinh-phu
issued: 2020-03-05
former_ids:
- nghi-dinh-30-cu
sources:
- address: javascript:alert(1)
  says: '{HOSTILE}'
  verified: true
- address: https://example.org/a"b
  says: trang đã xem
  verified: true
---

## Chương I. QUY ĐỊNH CHUNG

Nội dung {HOSTILE} của nghị định.
"""


def write(corpus: Path, name: str, text: str) -> None:
    path = corpus / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    write(folder / "corpus", "plans/ke-hoach-thu.md", PLAN)
    write(folder / "corpus", "directives/chinh-phu/nghi-dinh-30-chinh-phu-2020.md", DECREE)
    build(folder / "corpus", folder / "var")
    return folder / "var"


@pytest.fixture
def client(data: Path) -> FlaskClient:
    return create_app(Settings(data)).test_client()


ADDRESSES = [
    "/",
    "/ke-hoach",
    "/ke-hoach/ke-hoach-thu",
    "/ke-hoach/ke-hoach-thu/nhiem-vu/I",
    "/van-ban/nghi-dinh-30-chinh-phu-2020",
    "/tim?q=script+alert",
    "/tim?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/loai/nghi-dinh",
    "/co-quan/chinh-phu",
    "/con-thieu",
    "/kiem-tra",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_markup_of_a_corpus_text_is_shown_and_never_executed(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert "<script>" not in response.text
    assert "<img" not in response.text
    assert not re.search(r"<[^>]*\son\w+=", response.text)
    assert not re.search(r"href=\"\s*javascript:", response.text, re.IGNORECASE)


def test_lines_that_look_like_lists_or_code_stay_as_they_are(client: FlaskClient) -> None:
    html = client.get("/ke-hoach/ke-hoach-thu").text
    words = re.sub(r"<[^>]*>", "", html)
    assert "1) dòng này không phải danh sách" in words
    assert "thụt đầu dòng không phải mã" in html
    assert "<pre" not in html
    assert "[bấm](javascript:alert(1))" in html


def test_a_held_text_stands_on_its_page(client: FlaskClient) -> None:
    html = client.get("/van-ban/nghi-dinh-30-chinh-phu-2020").text
    assert "Chương I. QUY ĐỊNH CHUNG" in html
    assert "có toàn văn" in html
    assert "Kho chưa có toàn văn" not in html


def test_a_state_number_with_its_year_goes_straight_to_its_document(client: FlaskClient) -> None:
    response = client.get("/so/30-2020-nd-cp")
    assert (response.status_code, response.headers["Location"]) == (302, "/van-ban/nghi-dinh-30-chinh-phu-2020")


def test_a_former_id_leads_to_the_present_one(client: FlaskClient) -> None:
    response = client.get("/van-ban/nghi-dinh-30-cu")
    assert (response.status_code, response.headers["Location"]) == (302, "/van-ban/nghi-dinh-30-chinh-phu-2020")
    response = client.get("/api/v1/documents/nghi-dinh-30-cu")
    assert response.headers["Location"] == "/api/v1/documents/nghi-dinh-30-chinh-phu-2020"


def test_a_document_known_only_from_its_citation_has_a_page(client: FlaskClient) -> None:
    html = client.get("/so/12-nq-tw").text
    address = re.search(r'entry-title"><a href="(/van-ban/[^"]*)"', html)
    assert address is not None
    page = client.get(address[1]).text
    assert "12-NQ/TW" in page
    assert "Kho chưa có toàn văn" in page


@pytest.mark.parametrize("address", ["/", "/tim?q=a", "/van-ban/x", "/kiem-tra"])
def test_without_an_index_the_site_says_so_in_one_sentence(tmp_path: Path, address: str) -> None:
    response = create_app(Settings(tmp_path / "var")).test_client().get(address)
    assert response.status_code == 503
    assert "cancu build" in response.text
    assert str(tmp_path) not in response.text


def test_without_an_index_the_api_and_health_say_so_too(tmp_path: Path) -> None:
    client = create_app(Settings(tmp_path / "var")).test_client()
    answer = client.get("/api/v1/search?q=a")
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (503, "no-index")
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").get_json() == {"ok": True}


def test_a_damaged_index_is_said_and_a_new_one_is_seen_by_the_next_request(tmp_path: Path) -> None:
    corpus, data = tmp_path / "corpus", tmp_path / "var"
    write(corpus, "plans/ke-hoach-thu.md", PLAN)
    build(corpus, data)
    client = create_app(Settings(data)).test_client()
    assert "1 kế hoạch" in re.sub(r"<[^>]*>", "", client.get("/").text)
    before = client.get("/readyz").get_json()["generation"]

    write(corpus, "directives/chinh-phu/nghi-dinh-30-chinh-phu-2020.md", DECREE)
    build(corpus, data)
    assert client.get("/van-ban/nghi-dinh-30-chinh-phu-2020").status_code == 200
    after = client.get("/readyz").get_json()["generation"]
    assert after != before

    for catalogue in (data / "generations" / after).glob("*.sqlite"):
        catalogue.write_bytes(b"khong phai chi muc")
    fresh = create_app(Settings(data)).test_client()
    answer = fresh.get("/")
    assert answer.status_code == 503
    assert "Kho chưa sẵn sàng" in answer.text


def test_an_empty_library_has_all_its_pages(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    build(tmp_path / "corpus", tmp_path / "var")
    client = create_app(Settings(tmp_path / "var")).test_client()
    for address in ("/", "/tim", "/tim?q=a", "/danh-muc", "/ke-hoach", "/con-thieu", "/kiem-tra"):
        assert client.get(address).status_code == 200, address


def test_the_address_of_a_record_leads_on_when_its_document_has_come(small_corpus: Path, tmp_path: Path) -> None:
    build(small_corpus, tmp_path / "var")
    client = create_app(Settings(tmp_path / "var")).test_client()
    record = client.get("/van-ban/vien-dan-12-ct-tu-2021")
    text = "---\nid: chi-thi-12-thanh-uy\nkind: chi-thi\nnumber: 12-CT/TU\nissued: 2021-03-05\n---\n\nĐiều 1. A.\n"
    (small_corpus / "directives" / "chi-thi-12-thanh-uy.md").write_text(text, encoding="utf-8")
    build(small_corpus, tmp_path / "var")
    described = client.get("/van-ban/vien-dan-12-ct-tu-2021")
    assert (record.status_code, described.status_code) == (200, 302)
    assert described.headers["Location"] == "/so/12-ct-tu"
    assert client.get("/van-ban/vien-dan-99-ct-tu").status_code == 404
