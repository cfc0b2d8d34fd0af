"""The API: the shapes of the command line, and one shape for every failure.

An error is `{"ok": false, "error": {"code", "message"}, "status"}`, with the same HTTP status.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp.application import create_app
from webapp.settings import Settings

PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"


@pytest.fixture(scope="module")
def client(library_data: Path) -> FlaskClient:
    return create_app(Settings(library_data)).test_client()


def test_search_has_the_keys_of_the_command_line(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=nq35&limit=3").get_json()
    assert {"query", "understood", "total", "total_is", "hits", "facets", "suggestion"} <= set(answer)
    assert {
        "document", "passage", "number", "title", "kind", "issuer", "issued", "score", "snippet", "why",
    } <= set(answer["hits"][0])  # fmt: skip
    assert len(answer["hits"]) <= 3
    assert (answer["hits"][0]["number"], answer["hits"][0]["why"]) == ("35-NQ/TW", "number")


def test_search_narrows(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?kind=nghi-quyet&organ=bo-chinh-tri&limit=50").get_json()
    assert {hit["kind"] for hit in answer["hits"]} == {"nghi-quyet"}
    assert answer["total_is"] == "exact"


def test_a_document(client: FlaskClient) -> None:
    answer = client.get("/api/v1/documents/nghi-quyet-35-bo-chinh-tri-2018").get_json()
    assert answer["summary"]["number"] == "35-NQ/TW"
    assert answer["cited_at"][0]["plan"]["id"] == PLAN
    assert all({"name", "label", "readings"} <= set(field) for field in answer["fields"])


def test_a_document_in_a_few_lines(client: FlaskClient) -> None:
    answer = client.get("/api/v1/documents/quy-dinh-41-bo-chinh-tri-2021/preview").get_json()
    assert answer == {
        "id": "quy-dinh-41-bo-chinh-tri-2021",
        "name": "Quy định 41-QĐ/TW",
        "title": "Về việc miễn nhiệm, từ chức đối với cán bộ",
        "issuer": "Bộ Chính trị",
        "issued": "2021-11-03",
        "held": False,
        "status": "Đã có văn bản thay thế (theo vnexpress.net; tra đến 23/11/2026)",
        "newer": "Quy định 377-QĐ/TW",
    }


@pytest.mark.parametrize("spelling", ["208-qd-tw", "208-Q%C4%90%2FTW", "208-Q%C4%90/TW"])
def test_a_number_by_term(client: FlaskClient, spelling: str) -> None:
    answer = client.get(f"/api/v1/numbers/{spelling}").get_json()
    assert (answer["canonical"], answer["slug"], answer["names_one"]) == ("208-QĐ/TW", "208-qd-tw", False)
    assert [group["term"]["numeral"] for group in answer["groups"]] == ["XIV", "XII"]


def test_the_tasks_of_a_plan(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/plans/{PLAN}/tasks").get_json()
    assert [task["id"] for task in answer["tasks"]] == ["0", "I", "II", "III"]
    bases = answer["tasks"][0]["links"][0]
    assert (bases["citation"]["canonical"], bases["citation"]["role"]) == ("41-HD/BTGTU", "basis")
    assert bases["document"]["id"] == "huong-dan-41-ban-tuyen-giao-thanh-uy-ha-noi-2021"


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/documents/khong-co", 404, "document-not-found"),
        ("/api/v1/documents/khong-co/preview", 404, "document-not-found"),
        ("/api/v1/plans/khong-co/tasks", 404, "document-not-found"),
        ("/api/v1/plans/nghi-quyet-35-bo-chinh-tri-2018/tasks", 404, "plan-not-found"),
        ("/api/v1/numbers/abc", 404, "unknown-number"),
        ("/api/v1/search?limit=abc", 400, "bad-parameter"),
        ("/api/v1/search?from=hom-nay", 400, "bad-parameter"),
        ("/api/v1/khong-co", 404, "not-found"),
    ],
)
def test_every_failure_has_one_shape(client: FlaskClient, address: str, status: int, code: str) -> None:
    response = client.get(address)
    answer = response.get_json()
    assert response.status_code == status
    assert set(answer) == {"ok", "error", "status"}
    assert (answer["ok"], answer["error"]["code"], answer["status"]) == (False, code, status)
    assert answer["error"]["message"].endswith(".")


def test_letters_are_not_escaped(client: FlaskClient) -> None:
    assert "Nghị quyết" in client.get("/api/v1/search?q=nq35").text


def test_health(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"ok": True}
    answer = client.get("/readyz").get_json()
    assert answer["ok"] is True
    assert answer["generation"]
