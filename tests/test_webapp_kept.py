"""Pages are kept for the next reader, and only where the next reader's page would be the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask import template_rendered
from flask.testing import FlaskClient

from indexer.accounts import Accounts
from indexer.build import build
from tests.internal_library import GUIDE
from tests.internal_library import WHOLE
from tests.small_library import HELD
from tests.small_library import PLAN
from tests.small_library import write_corpus
from webapp.application import create_app
from webapp.kept_pages import Kept
from webapp.kept_pages import Shelf
from webapp.settings import Settings

BROWSER = {"Accept-Encoding": "gzip, deflate, br"}
ADDRESS = f"/van-ban/{HELD}"


@pytest.fixture
def data(small_corpus: Path, tmp_path: Path) -> Path:
    build(small_corpus, tmp_path / "var")
    return tmp_path / "var"


@pytest.fixture
def app(data: Path) -> Flask:
    return create_app(Settings(data))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@contextmanager
def drawn(app: Flask) -> Iterator[list[str]]:
    """The templates that are filled meanwhile."""
    names: list[str] = []

    def note(_app: Flask, *, template: object, **_more: object) -> None:
        names.append(str(getattr(template, "name", "")))

    with template_rendered.connected_to(note, app):
        yield names


@pytest.mark.parametrize("address", [ADDRESS, f"/ke-hoach/{PLAN}", "/tim?q=nq35", "/so/35-nq-tw", "/", "/danh-muc"])
def test_a_page_is_drawn_once(app: Flask, client: FlaskClient, address: str) -> None:
    with drawn(app) as names:
        first, second = (client.get(address, headers=BROWSER) for _ in range(2))
    assert len(names) == 1
    assert second.status_code == 200
    assert second.get_data() == first.get_data()
    own = {"Date", "X-Request-Id"}  # of each answer
    kept = {name: value for name, value in second.headers if name not in own}
    assert kept == {name: value for name, value in first.headers if name not in own}


def test_what_a_browser_has_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get(ADDRESS, headers=BROWSER).headers["ETag"]
    again = client.get(ADDRESS, headers=BROWSER | {"If-None-Match": tag})
    assert again.status_code == 304
    assert again.get_data() == b""
    assert client.get("/danh-muc", headers=BROWSER | {"If-None-Match": tag}).status_code == 200


def test_a_new_generation_has_new_pages(client: FlaskClient, data: Path, small_corpus: Path) -> None:
    before = client.get(ADDRESS, headers=BROWSER)
    path = next(small_corpus.rglob(f"{HELD}.md"))
    path.write_text(path.read_text(encoding="utf-8").replace("Giữ vững", "Bảo vệ vững chắc"), encoding="utf-8")
    build(small_corpus, data)
    after = client.get(ADDRESS, headers=BROWSER | {"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.get_data() != before.get_data()


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        (ADDRESS, {}),  # a browser that cannot unpack
        ("/tu-lieu", BROWSER),  # one's own material
        ("/ra-soat", BROWSER),
        ("/van-ban/khong-co", BROWSER),  # no page
    ],
)
def test_what_may_differ_is_drawn_each_time(
    app: Flask, client: FlaskClient, address: str, headers: dict[str, str]
) -> None:
    with drawn(app) as names:
        for _ in range(2):
            client.get(address, headers=headers)
    assert len(names) == 2


def test_whoever_has_a_cookie_is_answered_afresh(app: Flask, client: FlaskClient) -> None:
    client.get(ADDRESS, headers=BROWSER)
    client.set_cookie("cancu_session", "abc")
    with drawn(app) as names:
        client.get(ADDRESS, headers=BROWSER)
    assert names == ["document.html"]


def test_the_first_account_changes_every_page(data: Path, tmp_path: Path) -> None:
    client = create_app(Settings(data, state=tmp_path / "state")).test_client()
    before = client.get(ADDRESS, headers=BROWSER).get_data()
    Accounts(tmp_path / "state").add("Lê Thị Bình", "mật khẩu dài")
    after = client.get(ADDRESS, headers=BROWSER)
    assert after.get_data() != before
    assert "Set-Cookie" not in after.headers


def test_what_the_machine_s_own_reader_sees_is_kept_from_strangers(tmp_path: Path) -> None:
    build(write_corpus(tmp_path / "corpus", WHOLE), tmp_path / "var")
    client = create_app(Settings(tmp_path / "var", local=True)).test_client()
    assert client.get(f"/van-ban/{GUIDE}", headers=BROWSER).status_code == 200
    stranger = BROWSER | {"X-Forwarded-For": "192.0.2.7"}
    assert client.get(f"/van-ban/{GUIDE}", headers=stranger).status_code == 404
    assert client.get("/danh-muc", headers=BROWSER).get_data() != client.get("/danh-muc", headers=stranger).get_data()


def test_the_shelf_has_an_end_and_keeps_what_was_asked_for_last() -> None:
    shelf = Shelf(most_bytes=250)
    keys = [(f"/{number}", "everyone", "g", "2026-01-01", False) for number in range(3)]
    for key in keys[:2]:
        shelf.put(key, Kept(b"x" * 100, (), "t"))
    shelf.put(keys[0], Kept(b"y" * 100, (), "t"))  # in the place of the former one
    shelf.put(keys[2], Kept(b"x" * 100, (), "t"))
    assert [shelf.get(key) is not None for key in keys] == [True, False, True]
