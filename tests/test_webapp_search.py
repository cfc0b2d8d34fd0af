"""The search page: what was understood, narrowing within results, suggestions."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.search import terms
from webapp.application import create_app
from webapp.settings import Settings


@pytest.fixture(scope="module")
def client(library_data: Path) -> FlaskClient:
    return create_app(Settings(library_data)).test_client()


def page(client: FlaskClient, **arguments: str) -> str:
    answer = client.get("/tim", query_string=arguments)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def numbers(text: str) -> list[str]:
    return re.findall(r'entry-number"><span class="number">([^<]*)', text)


def test_an_answer_in_part_is_said(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "chỉ những từ ít gặp nhất của câu hỏi được dùng để tìm"
    assert said not in page(client, q="bảo vệ nền tảng tư tưởng của Đảng trong tình hình mới")
    monkeypatch.setattr(terms, "MOST_READ", 20)
    text = page(client, q="bảo vệ nền tảng tư tưởng của Đảng trong tình hình mới", trang="1", loai="nghi-quyet")
    assert said in text
    assert numbers(text)


def test_a_slip_gets_a_link(client: FlaskClient) -> None:
    text = page(client, q="nền tản tư tưởng")
    link = re.search(r'Có phải cần tìm: <a href="([^"]*)">nền tảng tư tưởng</a>', text)
    assert link
    assert parse_qs(urlsplit(link[1]).query)["q"] == ["nền tảng tư tưởng"]
    assert "kết quả dưới đây là của câu này" not in text


def test_left_overs_of_a_keyboard_are_searched_and_said(client: FlaskClient) -> None:
    text = page(client, q="nghij quyeets 35")
    assert "kết quả dưới đây là của câu này" in text
    assert numbers(text)[0] == "35-NQ/TW"


def test_what_was_understood_is_said_and_can_be_taken_out(client: FlaskClient) -> None:
    text = page(client, q='loại:quy định "trung ương" -nghiên', nam="2021")
    assert "loại văn bản: quy định" in text
    assert "có nguyên cụm “trung ương”" in text
    assert "không có “nghiên”" in text
    links = [parse_qs(urlsplit(link).query) for link in re.findall(r'<a href="([^"]*)">bỏ<', text)]
    assert links[0] == {"q": ['"trung ương" -nghiên'], "nam": ["2021"]}
    assert links[2]["q"] == ['loại:quy định "trung ương" nghiên']


def test_a_year_beside_a_kind_is_explained(client: FlaskClient) -> None:
    text = page(client, q="loại:kết luận 2021")
    assert "Văn bản năm 2021 được xếp trước" in text
    assert set(numbers(text)[:2]) == {"21-KL/TW", "01-KL/TW"}


def test_within_the_results(client: FlaskClient) -> None:
    before = numbers(page(client, q="học tập"))
    text = page(client, q="học tập", trong="hồ chí minh")
    after = numbers(text)
    assert set(after) < set(before)
    assert "trong kết quả: “hồ chí minh”" in text
    assert after == [number for number in before if number in after]
    assert numbers(page(client, q="học tập", trong="ho chi minh")) == after
    assert "Không tìm thấy" in page(client, q="học tập", trong="xyzxyz")


def test_a_partys_number_may_have_namesakes(client: FlaskClient) -> None:
    assert "kho có thể còn thiếu văn bản cùng số" in page(client, q="208-QĐ/TW")
    assert "kho có thể còn thiếu văn bản cùng số" not in page(client, q="học tập")


@pytest.mark.parametrize(
    "query", ["-", "-học", '"', "loại:", "a" * 5000, "%00", "\x00", "[" * 500, "*?~^", "năm:2021..", "học " * 3000]
)
def test_every_question_has_a_page(client: FlaskClient, query: str) -> None:
    assert "Tìm văn bản" in page(client, q=query, trong=query)


def test_only_exclusions_are_explained(client: FlaskClient) -> None:
    assert "chỉ có từ cần bỏ" in page(client, q="-học")


def test_suggestions_as_json(client: FlaskClient) -> None:
    answer = client.get("/api/v1/suggest", query_string={"q": "nq35"}).get_json()
    assert answer["query"] == "nq35"
    first = answer["suggestions"][0]
    assert first.keys() == {"type", "id", "text", "detail", "address"}
    assert (first["type"], first["text"]) == ("document", "Nghị quyết 35-NQ/TW")
    assert client.get(first["address"]).status_code == 200
    organ = client.get("/api/v1/suggest", query_string={"q": "bộ chính"}).get_json()["suggestions"][0]
    assert (organ["type"], organ["address"]) == ("organ", "/co-quan/bo-chinh-tri")
    assert client.get("/api/v1/suggest").get_json()["suggestions"] == []
