"""Pictures: whole SVG with linked text, a table behind each, nothing that runs, and sense for odd plans."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from indexer.build import build
from tests.desk_library import BARE
from tests.desk_library import EMPTY
from tests.desk_library import MAIN
from tests.desk_library import write_desk
from webapp.application import create_app
from webapp.drawing import TextLine
from webapp.drawing import text_lines
from webapp.drawing import wrapped
from webapp.settings import Settings

SVG = "{http://www.w3.org/2000/svg}"
QD37 = "quy-dinh-37-ban-chap-hanh-trung-uong-2021"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    build(write_desk(folder / "corpus"), folder / "var")
    return folder / "var"


@pytest.fixture
def client(data: Path) -> FlaskClient:
    return create_app(Settings(data)).test_client()


def drawings(html: str, label: str = "") -> list[ET.Element]:
    """The drawings whose names begin with `label`."""
    found = [ET.fromstring(drawing) for drawing in re.findall(r"<svg.*?</svg>", html, re.DOTALL)]
    return [drawing for drawing in found if drawing.get("aria-label", "").startswith(label)]


def linked(drawing: ET.Element) -> dict[str, str]:
    """The words of each link by its address."""
    return {
        link.get("href", ""): " ".join(text.text or "" for text in link.iter(f"{SVG}text"))
        for link in drawing.iter(f"{SVG}a")
    }


def texts(drawing: ET.Element) -> list[str]:
    return [text.text or "" for text in drawing.iter(f"{SVG}text")]


def test_the_cascade_links_its_documents_and_says_what_they_do(client: FlaskClient) -> None:
    html = client.get(f"/ke-hoach/{MAIN}/so-do").text
    (cascade,) = drawings(html, "Văn bản nào triển khai văn bản nào: từ Chỉ thị 20-CT/TW")
    assert linked(cascade) == {
        "/van-ban/chi-thi-20-ban-bi-thu-2018": "Chỉ thị 20-CT/TW",
        "/van-ban/ke-hoach-104-thanh-uy-ha-noi-2021": "Kế hoạch 104-KH/TU",
    }
    assert {"Trung ương", "Tỉnh, thành phố", "triển khai thực hiện 20-CT/TW"} <= set(texts(cascade))
    assert html.count("<caption") == 2  # a table behind each picture
    assert "1 văn bản được viện dẫn chưa ghi quan hệ triển khai" in html


def test_the_timeline_has_every_document_the_newest_on_top(client: FlaskClient) -> None:
    timeline = drawings(client.get(f"/ke-hoach/{MAIN}/so-do").text, "Văn bản ban hành năm ")
    assert [drawing.get("aria-label", "")[-4:] for drawing in timeline] == ["2026", "2022", "2021", "2018"]
    assert [list(linked(drawing).values()) for drawing in timeline] == [
        ["207-QĐ/TW"],
        ["8-KH/QU"],
        ["37-QĐ/TW", "104-KH/TU"],
        ["20-CT/TW"],
    ]
    said = {text for drawing in timeline for text in texts(drawing)}
    assert {"26/07/2026 · đến sau", "20/01/2022 · kế hoạch này", "2019 - 2020: không có văn bản"} <= said


def test_the_scheme_counts_both_sides(client: FlaskClient) -> None:
    (scheme,) = drawings(client.get(f"/van-ban/{QD37}").text)
    assert {"Được thay thế bởi (1)", "Được sửa đổi bởi (1)", "Nhiệm vụ viện dẫn (2)"} <= set(texts(scheme))
    (other,) = drawings(client.get("/van-ban/ke-hoach-104-thanh-uy-ha-noi-2021").text)
    assert "Triển khai thực hiện (1)" in texts(other)
    assert linked(other)["/van-ban/chi-thi-20-ban-bi-thu-2018"] == "Chỉ thị 20-CT/TW, 18/01/2018"


@pytest.mark.parametrize("plan", [BARE, EMPTY])
def test_odd_plans_have_pictures_that_make_sense(client: FlaskClient, plan: str) -> None:
    html = client.get(f"/ke-hoach/{plan}/so-do").text
    assert not drawings(html, "Văn bản nào triển khai")
    assert drawings(html, "Văn bản ban hành năm 2022")  # the plan itself
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|<b>|<i>", html)


def test_a_plan_without_citations_says_why_nothing_is_drawn(client: FlaskClient) -> None:
    assert "không có gì để vẽ" in client.get(f"/ke-hoach/{BARE}/so-do").text


@pytest.mark.parametrize("plan", ["khong-co", QD37])
def test_what_is_no_plan_has_none(client: FlaskClient, plan: str) -> None:
    assert client.get(f"/ke-hoach/{plan}/so-do").status_code == 404


def test_the_plan_leads_to_them(client: FlaskClient) -> None:
    assert f'href="/ke-hoach/{MAIN}/so-do"' in client.get(f"/ke-hoach/{MAIN}").text


def test_a_title_on_two_lines_is_one_link_and_markup_is_text() -> None:
    drawn = text_lines(0, 10, [TextLine("<b>một", "x", "/a"), TextLine("hai", "x", "/a"), TextLine("ba", "x", "/b")])
    assert drawn.count("<a ") == drawn.count("</a>") == 2
    assert "<b>" not in drawn
    assert unescape("&lt;b&gt;một") in unescape(drawn)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("ngắn", ["ngắn"]),
        ("một hai ba bốn", ["một hai", "ba bốn"]),
        ("một hai ba bốn năm", ["một hai", "ba bốn…"]),
        ("mộttừrấtlàdài", ["mộttừrấ…"]),
    ],
)
def test_lines_are_broken_between_words(text: str, lines: list[str]) -> None:
    assert wrapped(text, 8, 2) == lines


@given(st.text(), st.integers(2, 40), st.integers(1, 4))
def test_no_line_is_longer_than_it_may_be(text: str, letters: int, most: int) -> None:
    found = wrapped(text, letters, most)
    assert len(found) <= most
    assert all(0 < len(line) <= letters for line in found)
