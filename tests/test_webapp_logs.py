"""The log: a JSON line a request where it is asked for, nothing of what people look for, type or upload in it."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask import request
from flask.testing import FlaskClient

from webapp import logs
from webapp.application import create_app
from webapp.settings import Settings


@pytest.fixture
def app(library_data: Path) -> Flask:
    site = create_app(Settings(library_data))

    def fail(name: str) -> str:
        raise RuntimeError(f"hỏng vì {name} {request.form.get('chu', '')}")

    site.add_url_rule("/hong/<path:name>", view_func=fail, endpoint="fail", methods=["GET", "POST"])
    return site


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What goes to standard error."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


@pytest.fixture(params=logs.FORMS)
def form(request: pytest.FixtureRequest, written: io.StringIO) -> Iterator[str]:
    """Each form of the log in turn; the logging of the tests is put back."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    root.handlers = []
    logs.configure(request.param)
    yield request.param
    root.handlers = before
    root.setLevel(level)
    for name in ("webapp", "waitress.queue"):
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.fixture
def client(app: Flask, form: str) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize("form", [logs.JSON], indirect=True)
def test_a_line_for_a_request(client: FlaskClient, written: io.StringIO) -> None:
    answer = client.get("/tim?q=b%C3%AD+m%E1%BA%ADt", headers={"X-Request-Id": "nginx-1.2_3"})
    line = json.loads(written.getvalue())
    assert line.pop("time").endswith("+00:00")
    assert line.pop("ms") >= 0
    assert line == {
        "level": "info",
        "event": "request",
        "request": "nginx-1.2_3",
        "method": "GET",
        "path": "/tim",
        "status": 200,
        "bytes": answer.content_length,
        "address": "127.0.0.1",
    }


@pytest.mark.parametrize("form", [logs.TEXT], indirect=True)
def test_no_line_for_a_request_where_none_is_asked_for(client: FlaskClient, written: io.StringIO) -> None:
    client.get("/")
    assert written.getvalue() == ""


@pytest.mark.parametrize("given", ["", "-a", "a b", "a" * 65, "a;b", "<script>", "é", '"', "a\tb", "../../etc/passwd"])
def test_a_requests_id_is_only_taken_where_it_is_harmless(client: FlaskClient, given: str) -> None:
    made = client.get("/healthz", headers={"X-Request-Id": given}).headers["X-Request-Id"]
    assert made != given
    assert len(made) == 16


def test_every_request_has_an_id_of_its_own(client: FlaskClient) -> None:
    assert len({client.get(address).headers["X-Request-Id"] for address in ("/", "/", "/khong-co", "/healthz")}) == 4


def test_a_failure_can_be_found_by_the_id_that_the_visitor_sees(client: FlaskClient, written: io.StringIO) -> None:
    answer = client.get("/hong/x")
    told = written.getvalue()
    assert answer.headers["X-Request-Id"] in answer.text
    assert answer.headers["X-Request-Id"] in told
    assert "hỏng vì x" in told
    assert "RuntimeError" in told
    assert "RuntimeError" not in answer.text


def test_what_was_sent_is_not_written_down_where_it_fails(client: FlaskClient, written: io.StringIO) -> None:
    client.post("/hong/x", data={"chu": "dự thảo kín"})
    told = written.getvalue()
    assert "RuntimeError" in told
    assert "test_webapp_logs.py" in told  # where it happened
    assert "dự thảo" not in told


@pytest.mark.parametrize(
    "path", ["/khong%0Aco", "/hong/a%0D%0A2026-01-01 INFO gia", "/hong/%1B[31m", "/hong/%E2%80%A8b"]
)
def test_nobody_writes_a_line_of_his_own(client: FlaskClient, form: str, path: str, written: io.StringIO) -> None:
    client.get(path)
    told = written.getvalue()
    if form == logs.JSON:
        assert all(json.loads(line)["level"] in {"info", "error"} for line in told.splitlines())
    starts = [line for line in told.splitlines() if not line.startswith("    ")]
    assert len(starts) == told.count("event") if form == logs.JSON else len(starts) <= 1
    assert "\x1b" not in told


def test_a_draft_and_a_password_are_never_written_down(client: FlaskClient, written: io.StringIO) -> None:
    client.post("/ra-soat", data={"van-ban": "Nội dung rất kín 35-NQ/TW"})
    client.post("/ra-soat", data={"van-ban": "Nội dung rất kín", "ngay": "ngày kín"})
    client.post("/api/v1/cite", json={"text": "Nội dung rất kín"})
    client.post("/dang-nhap", data={"ten": "ai kín", "mat-khau": "mật khẩu kín"})
    assert "kín" not in written.getvalue()
