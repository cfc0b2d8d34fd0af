"""Citations on the pages, and entries for reference managers at addresses that stay."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp.application import create_app
from webapp.settings import Settings

DOCUMENT = "/van-ban/ket-luan-21-ban-chap-hanh-trung-uong-2021"
PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"


@pytest.fixture(scope="module")
def client(library_data: Path) -> FlaskClient:
    return create_app(Settings(library_data)).test_client()


def quotes(html: str) -> list[str]:
    return [unescape(text) for text in re.findall(r'class="quote-text"[^>]*>([^<]*)<', html)]


@pytest.mark.parametrize(
    ("address", "first", "later"),
    [
        (
            DOCUMENT,
            "Kết luận số 21-KL/TW, ngày 25/10/2021 của Ban Chấp hành Trung ương về đẩy mạnh xây dựng",
            "Kết luận 21-KL/TW",
        ),
        (f"/ke-hoach/{PLAN}", "Kế hoạch ngày 20/01/2022 của Ban Thường vụ", "Kế hoạch “Thực hiện công tác"),
        (f"/ke-hoach/{PLAN}/nhiem-vu/II.3-3", "Mục II.3, gạch đầu dòng thứ ba, Kế hoạch ngày 20/01/2022", "Mục II.3,"),
    ],
)
def test_every_page_of_a_document_says_how_to_cite_it(
    client: FlaskClient, address: str, first: str, later: str
) -> None:
    html = client.get(address).text
    found = quotes(html)
    assert len(found) == 4
    assert found[0].startswith(first)
    assert found[1].startswith(later)
    # The text stands there for those without scripts; the buttons wait for theirs.
    assert not re.search(r"<button[^>]*data-copy(?![^>]*hidden)", html)


@pytest.mark.parametrize(
    ("suffix", "media_type", "start"),
    [
        ("ris", "application/x-research-info-systems", "TY  - GOVDOC"),
        ("bib", "application/x-bibtex", "@techreport{ket-luan-21-ban-chap-hanh-trung-uong-2021,"),
        ("json", "application/vnd.citationstyles.csl+json", "["),
    ],
)
def test_entries(client: FlaskClient, suffix: str, media_type: str, start: str) -> None:
    answer = client.get(f"{DOCUMENT}/trich-dan.{suffix}")
    assert answer.status_code == 200
    assert answer.mimetype == media_type
    assert answer.text.startswith(start)
    assert answer.headers["Content-Disposition"].endswith(f'2021.{suffix}"')


def test_a_plan_has_an_entry_too(client: FlaskClient) -> None:
    assert "Thực hiện công tác lý luận chính trị năm 2022" in client.get(f"/van-ban/{PLAN}/trich-dan.ris").text


@pytest.mark.parametrize("address", [f"{DOCUMENT}/trich-dan.doc", "/van-ban/khong-co/trich-dan.ris"])
def test_there_is_no_other_entry(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404
