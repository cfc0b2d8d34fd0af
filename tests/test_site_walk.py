"""The list of the site's addresses is whole and true, and what it names is sent small."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from tests import site_walk
from webapp.application import create_app
from webapp.settings import Settings

#: Bytes of a page as it is sent, packed; and unpacked, for what a plain browser or proxy has to carry.
MOST_SENT = 100_000
MOST_UNPACKED = 200_000


@pytest.fixture(scope="module")
def app(library_data: Path) -> Flask:
    return create_app(Settings(library_data))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_every_route_of_the_site_is_on_the_list(app: Flask) -> None:
    lists = (site_walk.PAGES, site_walk.SIGNED_IN, site_walk.FORMS, site_walk.FILES, site_walk.ELSEWHERE)
    listed = {endpoint for known in lists for endpoint in known}
    routes = {rule.endpoint for rule in app.url_map.iter_rules() if not rule.rule.startswith("/api/")}
    assert routes - listed == set(), "a new route: give it an address in tests/site_walk.py"
    assert listed - routes == set(), "a route that is gone: take it out of tests/site_walk.py"


@pytest.mark.parametrize(
    ("endpoint", "address"),
    [
        (endpoint, address)
        for group in (site_walk.PAGES, site_walk.FILES)
        for endpoint, found in group.items()
        for address in found
    ],
)
def test_an_address_leads_to_its_route(app: Flask, client: FlaskClient, endpoint: str, address: str) -> None:
    path, _mark, query = address.partition("?")
    try:
        matched, _values = app.url_map.bind("localhost").match(path, "GET")
    except HTTPException as error:
        pytest.fail(f"{address}: {error}")
    assert matched == endpoint
    response = client.get(f"{path}?{query}", buffered=True)
    assert response.status_code in {200, 400, 404}
    if endpoint in site_walk.FILES and address in site_walk.FILES[endpoint]:
        assert response.status_code == 200


def every_page(client: FlaskClient) -> Iterator[tuple[str, bytes]]:
    """Every page that a link of the site leads to, and the pages of the list."""
    waiting = [*site_walk.addresses()]
    seen: set[str] = set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address, headers={"Accept-Encoding": "gzip"}, follow_redirects=True, buffered=True)
        if response.mimetype != "text/html":
            continue
        body = response.get_data()
        yield address, body
        text = (gzip.decompress(body) if response.headers.get("Content-Encoding") == "gzip" else body).decode()
        links = (unescape(part.partition('"')[0]).partition("#")[0] for part in text.split('href="')[1:])
        # Searches and packs have no end; those of the list stand for them.
        waiting += [link for link in links if link.startswith("/") and not link.startswith(("/tim?", "/tu-lieu?"))]


def test_no_page_of_the_library_is_heavy(client: FlaskClient) -> None:
    sizes = dict(every_page(client))
    assert len(sizes) > 150
    assert {address: len(body) for address, body in sizes.items() if len(body) > MOST_SENT} == {}
    unpacked = {address: len(gzip.decompress(body)) for address, body in sizes.items() if body[:2] == b"\x1f\x8b"}
    assert {address: size for address, size in unpacked.items() if size > MOST_UNPACKED} == {}
