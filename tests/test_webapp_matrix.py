"""The matrix as a page: narrowed and sorted by its address, whole for odd plans, handed over as files."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.build import build
from tests.desk_library import BARE
from tests.desk_library import EMPTY
from tests.desk_library import MAIN
from tests.desk_library import write_desk
from webapp.application import create_app
from webapp.settings import Settings

PAGE = f"/ke-hoach/{MAIN}/bang-doi-chieu"


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


def heads(html: str) -> list[str]:
    return re.findall(r'<th scope="col" class="matrix-head[^>]*><a[^>]*>([^<]*)</a>', html)


def test_cells_say_their_role_in_letters_and_words(client: FlaskClient) -> None:
    html = client.get(PAGE).text
    assert heads(html) == ["104-KH/TU", "20-CT/TW", "37-QĐ/TW"]
    assert '<abbr title="triển khai thực hiện">H</abbr>' in html
    assert '<abbr title="theo đề mục II.1: triển khai thực hiện">(H)</abbr>' in html
    assert html.count("không nêu văn bản nào</span>") == 2
    assert "Văn bản chỉ được viện dẫn một lần (1)" in shown(html)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?loai=quy-dinh", ["37-QĐ/TW"]),
        ("?co-quan=ban-bi-thu", ["20-CT/TW"]),
        ("?nam=2021", ["104-KH/TU", "37-QĐ/TW"]),
        ("?nam=2021&xep=co-quan", ["37-QĐ/TW", "104-KH/TU"]),
        ("?xep=ngay", ["20-CT/TW", "104-KH/TU", "37-QĐ/TW"]),
    ],
)
def test_the_address_narrows_and_sorts(client: FlaskClient, query: str, expected: list[str]) -> None:
    assert heads(client.get(PAGE + query).text) == expected


def test_what_was_chosen_stays_chosen_and_goes_into_the_file(client: FlaskClient) -> None:
    html = client.get(f"{PAGE}?loai=quy-dinh&xep=ngay").text
    assert re.findall(r'<option value="([^"]*)" selected>', html) == ["quy-dinh", "", "", "ngay"]
    link = unescape(next(found for found in re.findall(r'href="([^"]*)" download', html) if "csv" in found))
    assert "37-QĐ/TW" in client.get(link).data.decode("utf-8-sig")
    assert "104-KH/TU" not in client.get(link).data.decode("utf-8-sig")


@pytest.mark.parametrize("query", ["?xep=lung-tung", "?dang=pdf"])
def test_a_bad_parameter_gets_a_clear_answer(client: FlaskClient, query: str) -> None:
    response = client.get(PAGE + query)
    assert response.status_code == 400
    assert "Không đọc được" in shown(response.text)


def test_filters_that_leave_nothing_say_so(client: FlaskClient) -> None:
    response = client.get(f"{PAGE}?loai=%22%3E%3Cscript%3E&nam=1900")
    assert response.status_code == 200
    assert "Không văn bản nào của kế hoạch qua được" in shown(response.text)
    assert "<script>" not in response.text[response.text.index("<main") :]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), ("csv", "text/csv")],
)
def test_files(client: FlaskClient, name: str, kind: str) -> None:
    response = client.get(f"{PAGE}?dang={name}")
    assert response.mimetype == kind
    assert response.headers["Content-Disposition"] == f'attachment; filename="bang-doi-chieu.{name}"'


def test_odd_plans_have_a_page_that_makes_sense(client: FlaskClient) -> None:
    bare = client.get(f"/ke-hoach/{BARE}/bang-doi-chieu")
    assert "không viện dẫn riêng văn bản nào" in shown(bare.text)
    empty = client.get(f"/ke-hoach/{EMPTY}/bang-doi-chieu")
    assert empty.status_code == 200
    assert "<script>alert" not in empty.text
    assert "<i>" not in empty.text


@pytest.mark.parametrize("plan", ["khong-co", "quy-dinh-37-ban-chap-hanh-trung-uong-2021", "a" * 3000])
def test_what_is_no_plan_has_none(client: FlaskClient, plan: str) -> None:
    assert client.get(f"/ke-hoach/{plan}/bang-doi-chieu").status_code == 404


def test_the_plan_leads_to_it(client: FlaskClient) -> None:
    assert f'href="{PAGE}"' in client.get(f"/ke-hoach/{MAIN}").text
