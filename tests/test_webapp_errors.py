"""Failures in one place: a page for people, one shape of JSON for programs, nothing of the inside shown."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask

from webapp.application import create_app
from webapp.settings import Settings


@pytest.fixture
def app(library_data: Path) -> Flask:
    site = create_app(Settings(library_data))

    def fail() -> str:
        raise RuntimeError("bí mật của máy chủ")

    site.add_url_rule("/hong", view_func=fail, endpoint="fail")
    site.add_url_rule("/api/v1/hong", view_func=fail, endpoint="fail_api")
    return site


def test_an_unforeseen_failure_is_a_page_and_a_line_in_the_log(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="webapp.errors"):
        response = app.test_client().get("/hong")
    assert response.status_code == 500
    assert "lỗi đã được ghi lại" in response.text
    assert "bí mật" not in response.text
    assert "GET /hong" in caplog.text
    assert "bí mật" in caplog.text


def test_an_unforeseen_failure_of_the_api_is_json(app: Flask) -> None:
    response = app.test_client().get("/api/v1/hong")
    assert response.status_code == 500
    assert response.get_json()["error"]["code"] == "internal-server-error"


def test_an_answer_with_an_error_has_the_security_headers(app: Flask) -> None:
    for address in ("/hong", "/khong-co", "/api/v1/khong-co"):
        assert "default-src 'none'" in app.test_client().get(address).headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/ke-hoach/", "/danh-muc/", "/con-thieu/"])
def test_a_slash_at_the_end_does_no_harm(app: Flask, address: str) -> None:
    assert app.test_client().get(address).status_code == 200


@pytest.mark.parametrize("address", ["//example.org/so/1", "/so//example.org", "/van-ban/%2F%2Fexample.org"])
def test_no_address_leads_to_another_site(app: Flask, address: str) -> None:
    location = app.test_client().get(address).headers.get("Location", "/")
    assert urlsplit(location).netloc in {"", "localhost"}
