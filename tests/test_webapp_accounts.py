"""Signing in on the site: forms with tokens, cookies, sessions that cannot be fixed, no way to another site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.accounts import Accounts
from indexer.accounts import passwords
from webapp.application import create_app
from webapp.routes.accounts import own_path
from webapp.settings import Settings
from webapp.visitors import FORM_FIELD

NAME, PASSWORD = "Lê Thị Bình", "mật khẩu dài"


@pytest.fixture(autouse=True)
def light_digests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", (2**4, 8, 1))


@pytest.fixture
def state(tmp_path: Path) -> Path:
    Accounts(tmp_path / "state").add(NAME, PASSWORD)
    return tmp_path / "state"


@pytest.fixture
def app(library_data: Path, state: Path) -> Flask:
    return create_app(Settings(library_data, state=state))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def token(html: str) -> str:
    found = re.search(rf'name="{FORM_FIELD}" value="([0-9a-f]+)"', html)
    assert found is not None
    return found[1]


def sign_in(client: FlaskClient, password: str = PASSWORD, goal: str = "/") -> tuple[int, str, str]:
    """Status, Location and page of the answer to name and password."""
    form = {FORM_FIELD: token(client.get("/dang-nhap").text), "ten": NAME, "mat-khau": password, "tiep": goal}
    answer = client.post("/dang-nhap", data=form)
    return answer.status_code, answer.headers.get("Location", ""), answer.text


# Without accounts


@pytest.mark.parametrize("place", [None, "state"])
def test_without_accounts_the_site_knows_no_such_pages(library_data: Path, tmp_path: Path, place: str | None) -> None:
    settings = Settings(library_data, state=tmp_path / place if place else None)
    client = create_app(settings).test_client()
    assert "dang-nhap" not in client.get("/").text
    for address in ("/dang-nhap", "/tai-khoan", "/dang-xuat"):
        assert client.get(address).status_code == 404
        assert client.post(address, data={"ten": NAME}).status_code in {404, 405}
    assert not client.get("/").headers.getlist("Set-Cookie")
    assert not (tmp_path / "state").exists()


# Signing in and out


def test_in_and_out(client: FlaskClient) -> None:
    assert "Đăng nhập" in client.get("/ke-hoach").text
    assert sign_in(client, goal="/ke-hoach")[:2] == (303, "/ke-hoach")
    page = client.get("/tai-khoan").text
    assert f"Tài khoản {NAME}" in page
    assert NAME in client.get("/").text
    assert client.post("/dang-xuat", data={FORM_FIELD: token(page)}).headers["Location"] == "/"
    assert NAME not in client.get("/").text
    assert client.get("/tai-khoan").headers["Location"] == "/dang-nhap?tiep=%2Ftai-khoan"


def test_a_wrong_password_is_told_as_an_unknown_name_is(client: FlaskClient) -> None:
    status, _goal, page = sign_in(client, "sai mật khẩu")
    assert status == 403
    assert "Tên tài khoản hoặc mật khẩu không đúng." in page
    assert "sai mật khẩu" not in page
    form = {FORM_FIELD: token(page), "ten": "không có", "mat-khau": PASSWORD}
    other = client.post("/dang-nhap", data=form)
    assert (other.status_code, other.text) == (403, page.replace(NAME, "không có"))


def test_many_wrong_passwords_have_to_wait(client: FlaskClient) -> None:
    for _ in range(5):
        assert sign_in(client, "sai mật khẩu")[0] == 403
    form = {FORM_FIELD: token(client.get("/dang-nhap").text), "ten": NAME, "mat-khau": PASSWORD}
    answer = client.post("/dang-nhap", data=form)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")
    assert "hãy đợi 2 giây" in answer.text


def test_a_session_set_by_somebody_else_is_never_taken_over(client: FlaskClient, app: Flask) -> None:
    client.set_cookie("cancu_session", "dat-truoc")
    assert sign_in(client)[0] == 303
    given = client.get_cookie("cancu_session")
    assert given is not None
    assert given.value != "dat-truoc"
    stranger = app.test_client()
    stranger.set_cookie("cancu_session", "dat-truoc")
    assert NAME not in stranger.get("/").text


def test_signing_in_again_ends_the_former_session(client: FlaskClient, app: Flask) -> None:
    sign_in(client)
    first = client.get_cookie("cancu_session")
    assert first is not None
    client.post("/dang-xuat", data={FORM_FIELD: token(client.get("/tai-khoan").text)})
    sign_in(client)
    copied = app.test_client()
    copied.set_cookie("cancu_session", first.value)
    assert NAME not in copied.get("/").text


@pytest.mark.parametrize(("scheme", "headers"), [("http", {}), ("https", {}), ("http", {"X-Forwarded-Proto": "https"})])
def test_cookies_are_for_this_site_alone(client: FlaskClient, scheme: str, headers: dict[str, str]) -> None:
    page = client.get("/dang-nhap", base_url=f"{scheme}://localhost/", headers=headers)
    form = {FORM_FIELD: token(page.text), "ten": NAME, "mat-khau": PASSWORD}
    answer = client.post("/dang-nhap", data=form, base_url=f"{scheme}://localhost/", headers=headers)
    given = [*page.headers.getlist("Set-Cookie"), *answer.headers.getlist("Set-Cookie")]
    assert given
    for cookie in given:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert ("Secure" in cookie) == (scheme == "https" or bool(headers))


def test_what_a_signed_in_person_sees_is_no_cache_s(client: FlaskClient) -> None:
    sign_in(client)
    answer = client.get("/")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer.headers["Vary"]


# Tokens of forms


@pytest.mark.parametrize("sent", [{}, {FORM_FIELD: ""}, {FORM_FIELD: "0" * 64}, {FORM_FIELD: "é"}])
@pytest.mark.parametrize("address", ["/dang-nhap", "/dang-xuat", "/tai-khoan"])
def test_a_form_without_its_token_changes_nothing(client: FlaskClient, address: str, sent: dict[str, str]) -> None:
    sign_in(client)
    words = {"mat-khau": PASSWORD, "mat-khau-moi": "mật khẩu mới tinh", "mat-khau-moi-2": "mật khẩu mới tinh"}
    answer = client.post(address, data={"ten": NAME, **words, **sent})
    assert answer.status_code == 403
    assert "không do trang này gửi" in answer.text
    assert NAME in client.get("/").text


def test_a_token_of_another_browser_is_none(client: FlaskClient, app: Flask) -> None:
    other = app.test_client()
    sign_in(other)
    sign_in(client)
    stolen = token(other.get("/tai-khoan").text)
    assert client.post("/dang-xuat", data={FORM_FIELD: stolen}).status_code == 403


def test_a_form_typed_before_signing_in_again_still_counts(client: FlaskClient) -> None:
    sign_in(client)
    typed = token(client.get("/tai-khoan").text)
    client.post("/dang-xuat", data={FORM_FIELD: typed})
    assert client.post("/tai-khoan", data={FORM_FIELD: typed}).status_code == 403
    sign_in(client)
    assert client.post("/dang-xuat", data={FORM_FIELD: typed}).status_code == 303


# The password


def test_the_password_is_changed_by_who_knows_it(client: FlaskClient, app: Flask) -> None:
    elsewhere = app.test_client()
    sign_in(elsewhere)
    sign_in(client)

    def change(old: str, new: str, again: str) -> tuple[int, str]:
        form = {"mat-khau": old, "mat-khau-moi": new, "mat-khau-moi-2": again}
        answer = client.post("/tai-khoan", data={FORM_FIELD: token(client.get("/tai-khoan").text), **form})
        notice = re.search(r'class="notice[^>]*>([^<]*)', answer.text)
        return answer.status_code, notice[1] if notice else ""

    new = "mật khẩu mới tinh"
    assert change(PASSWORD, new, "khác") == (400, "Hai lần gõ mật khẩu mới khác nhau.")
    assert change("sai mật khẩu", new, new) == (403, "Mật khẩu hiện tại không đúng.")
    assert change(PASSWORD, "ngắn", "ngắn")[0] == 400
    assert change(PASSWORD, new, new)[0] == 200
    assert NAME in client.get("/").text
    assert NAME not in elsewhere.get("/").text
    assert sign_in(elsewhere, new)[0] == 303


def test_a_disabled_account_is_out_at_once(client: FlaskClient, state: Path) -> None:
    sign_in(client)
    Accounts(state).disable(NAME)
    assert NAME not in client.get("/").text
    assert sign_in(client)[0] == 403


# Where to go afterwards


@pytest.mark.parametrize("path", ["/", "/ke-hoach", "/tim?q=%C4%91%E1%BA%A3ng&trang=2", "/van-ban/x#y"])
def test_a_path_of_this_site_is_kept(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "elsewhere",
    [
        "",
        "//example.org",
        "///example.org",
        "https://example.org",
        "/\\example.org",
        "\\\\example.org",
        "javascript:alert(1)",
        "/\t/example.org",
        "/a\r\nSet-Cookie: b",
        " /",
        "/ /example.org",
    ],
)
def test_nobody_is_led_to_another_site(client: FlaskClient, elsewhere: str) -> None:
    assert own_path(elsewhere) == "/"
    assert sign_in(client, goal=elsewhere)[:2] == (303, "/")


# Trouble


def test_a_hostile_name_is_only_text(client: FlaskClient) -> None:
    form = {FORM_FIELD: token(client.get("/dang-nhap").text), "ten": '"><script>alert(1)</script>', "mat-khau": "\0"}
    page = client.post("/dang-nhap", data=form).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_form_too_large_is_refused(client: FlaskClient) -> None:
    form = {FORM_FIELD: token(client.get("/dang-nhap").text), "ten": "a" * 100_000}
    assert client.post("/dang-nhap", data=form).status_code == 413


def test_a_state_that_cannot_be_read_is_said_without_naming_its_place(app: Flask, state: Path) -> None:
    (state / "state.sqlite").write_bytes(b"hong" * 1000)
    answer = app.test_client().get("/dang-nhap")
    assert answer.status_code == 503
    assert str(state) not in answer.text
