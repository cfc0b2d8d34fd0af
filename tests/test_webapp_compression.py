"""Answers are packed for who can unpack them, and are the same answers."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp.application import create_app
from webapp.settings import Settings

PLAN = "/ke-hoach/ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"


@pytest.fixture
def client(library_data: Path) -> FlaskClient:
    return create_app(Settings(library_data)).test_client()


@pytest.mark.parametrize("address", [PLAN, "/", "/api/v1/search?q=nq35", "/can-cap-nhat.atom"])
def test_a_page_is_sent_packed_and_says_the_same(client: FlaskClient, address: str) -> None:
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data) == plain.data


def test_the_plans_page_is_light_on_the_line(client: FlaskClient) -> None:
    assert len(client.get(PLAN, headers={"Accept-Encoding": "gzip"}).data) < 100_000


def test_what_is_short_stays_as_it_is(client: FlaskClient) -> None:
    assert "Content-Encoding" not in client.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers
