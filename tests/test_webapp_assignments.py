"""A plan's assignments as a page: narrowed by its address, handed over as files, sensible for odd plans."""

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

PLAN = "/ke-hoach/ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
PAGE = f"{PLAN}/phan-cong"


@pytest.fixture(scope="module")
def client(library_data: Path) -> FlaskClient:
    return create_app(Settings(library_data)).test_client()


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("desk")
    build(write_desk(folder / "corpus"), folder / "var")
    return create_app(Settings(folder / "var")).test_client()


def shown(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html[html.index("<main") :])).split())


def test_every_organ_has_its_place_and_its_tasks(client: FlaskClient) -> None:
    html = client.get(PAGE).text
    text = shown(html)
    assert "33 nhiệm vụ; 26 cơ quan, đơn vị được nêu; 16 nhiệm vụ không nêu cơ quan thực hiện." in text
    entry = html[html.index('id="ban-to-chuc-quan-uy-ba-dinh"') :]
    entry = shown("<main" + entry[: entry.index('class="organ-entry"')])
    assert "Ban Tổ chức Quận ủy Ba Đình" in entry
    assert "Mục III.4 chủ trì" in entry
    assert "Thời gian: định kỳ" in entry
    assert "Không đưa vào bảng phần không giao việc: I. MỤC ĐÍCH, YÊU CẦU." in text


def test_the_address_narrows_to_an_organ(client: FlaskClient) -> None:
    html = client.get(f"{PAGE}?co-quan=ban-tuyen-giao-quan-uy-ba-dinh").text
    assert "<h1" in html
    text = shown(html)
    assert "Nhiệm vụ của Ban Tuyên giáo Quận ủy" in text
    assert "6 trong 33 nhiệm vụ, mục nêu cơ quan này." in text
    assert "Ban Tổ chức Thành ủy" not in text
    assert 'href="/co-quan/ban-tuyen-giao-quan-uy-ba-dinh"' in html


@pytest.mark.parametrize("organ", ["khong-co", '"><script>', "a" * 500])
def test_an_organ_that_the_plan_does_not_name(client: FlaskClient, organ: str) -> None:
    response = client.get(PAGE, query_string={"co-quan": organ})
    assert response.status_code == 200
    assert "không giao việc gì cho cơ quan được chọn" in shown(response.text)
    assert "<script>" not in response.text[response.text.index("<main") :]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_files(client: FlaskClient, name: str, kind: str) -> None:
    link = f'href="{PAGE}?dang={name}"'
    assert link in client.get(PAGE).text
    response = client.get(f"{PAGE}?dang={name}")
    assert response.mimetype == kind
    assert response.headers["Content-Disposition"] == f'attachment; filename="phan-cong.{name}"'


def test_a_form_that_there_is_not(client: FlaskClient) -> None:
    assert client.get(f"{PAGE}?dang=pdf").status_code == 400


def test_the_plan_and_its_tasks_lead_to_it_and_the_page_is_small(client: FlaskClient) -> None:
    for address in (PLAN, f"{PLAN}/nhiem-vu/III.4"):
        assert f'href="{PAGE}"' in client.get(address).text
    response = client.get(PAGE, headers={"Accept-Encoding": "gzip"})
    assert len(response.data) < 100_000


def test_an_organ_s_own_page_lists_its_tasks_in_all_plans(client: FlaskClient) -> None:
    html = client.get("/co-quan/trung-tam-chinh-tri-quan-ba-dinh").text
    text = shown(html)
    assert "5 nhiệm vụ, mục của các kế hoạch trong kho nêu cơ quan này." in text
    assert "kế hoạch gọi là Trung tâm chính trị quận" in text
    assert "Mục II.4.2, gạch đầu dòng thứ hai tham mưu" in text
    assert f'href="{PAGE}?co-quan=trung-tam-chinh-tri-quan-ba-dinh"' in html
    # An organ that issues documents and is given tasks has both; one that is given none has its documents.
    both = shown(client.get("/co-quan/thanh-uy-ha-noi").text)
    assert "Văn bản đã ban hành" in both
    assert "Nhiệm vụ được giao" in both
    assert "Nhiệm vụ được giao" not in shown(client.get("/co-quan/bo-chinh-tri").text)
    assert client.get("/co-quan/khong-co").status_code == 404


def test_the_same_as_json(client: FlaskClient) -> None:
    address = "/api/v1/plans/ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022/assignments"
    answer = client.get(address).get_json()
    assert {"plan", "rows", "organs", "chosen", "aims", "open", "tasks"} == set(answer)
    lead = next(row for row in answer["rows"] if row["task"] == "III.4")
    assert lead["organs"][0] == {
        "key": "ban-to-chuc-quan-uy-ba-dinh", "name": "Ban Tổ chức Quận ủy", "part": "lead", "inherited": None,
    }  # fmt: skip
    narrowed = client.get(f"{address}?organ=quan-doan-ba-dinh").get_json()
    assert [row["task"] for row in narrowed["rows"]] == ["II", "II.4", "II.4.1", "II.4.1-1"]
    organ = client.get("/api/v1/organs/quan-doan-ba-dinh/tasks").get_json()
    assert (organ["organ"]["id"], organ["total"]) == ("quan-doan-ba-dinh", 1)
    assert client.get("/api/v1/organs/khong-co/tasks").status_code == 404
    assert client.get("/api/v1/plans/khong-co/assignments").status_code == 404


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (MAIN, "nhiệm vụ không nêu cơ quan thực hiện"),
        (BARE, "1 nhiệm vụ; 0 cơ quan, đơn vị được nêu; 1 nhiệm vụ không nêu cơ quan thực hiện."),
        (EMPTY, "Kế hoạch này không có nhiệm vụ nào để phân công."),
    ],
)
def test_odd_plans_have_a_page_that_makes_sense(odd: FlaskClient, plan: str, says: str) -> None:
    response = odd.get(f"/ke-hoach/{plan}/phan-cong")
    assert response.status_code == 200
    assert says in shown(response.text)
    assert not re.search(r"<(?:script|i|b)>", response.text[response.text.index("<main") :])
    for name in ("docx", "xlsx"):
        assert odd.get(f"/ke-hoach/{plan}/phan-cong?dang={name}").status_code == 200


@pytest.mark.parametrize("plan", ["khong-co", "quy-dinh-37-ban-chap-hanh-trung-uong-2021", "a" * 3000])
def test_what_is_no_plan_has_none(odd: FlaskClient, plan: str) -> None:
    assert odd.get(f"/ke-hoach/{plan}/phan-cong").status_code == 404
