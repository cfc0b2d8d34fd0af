"""Editing on the site: who may, what the form sends and keeps, two editors at once, history and undoing."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.accounts import Accounts
from indexer.accounts import passwords
from indexer.build import build
from indexer.store import fix_corpus
from tests.small_library import HELD
from tests.small_library import NEWEST
from tests.small_library import PLAN
from tests.small_library import REPLACED
from tests.small_library import SMALL
from tests.small_library import write_corpus
from webapp import editing
from webapp.application import create_app
from webapp.settings import Settings
from webapp.visitors import FORM_FIELD

AN, BINH, PASSWORD = "Nguyễn Văn An", "Lê Thị Bình", "mật khẩu dài"
EDIT = f"/van-ban/{HELD}/sua"
TITLE = "Tăng cường bảo vệ nền tảng tư tưởng"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    fix_corpus(write_corpus(folder / "corpus", SMALL))
    build(folder / "corpus", folder / "var")
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with two accounts. It is built in this process, which is quicker; one test starts another."""
    monkeypatch.setattr(passwords, "COST", (2**4, 8, 1))
    monkeypatch.setattr(editing, "run_build", build)
    found = tmp_path / "library"
    shutil.copytree(built, found)
    for name in (AN, BINH):
        Accounts(found / "state").add(name, PASSWORD)
    return found


@pytest.fixture
def app(folder: Path) -> Flask:
    return create_app(Settings(folder / "var", state=folder / "state", corpus=folder / "corpus"))


def signed_in(app: Flask, name: str = AN) -> FlaskClient:
    client = app.test_client()
    form = {FORM_FIELD: fields(client.get("/dang-nhap").text)[FORM_FIELD], "ten": name, "mat-khau": PASSWORD}
    assert client.post("/dang-nhap", data=form).status_code == 303
    return client


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return signed_in(app)


def fields(html: str) -> dict[str, str]:
    """What a browser would send of the fields of a page's forms, as they stand."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", html):
        named = re.search(r'name="([^"]*)"', tag)
        if named and not re.search(r'type="(?:checkbox|radio|search)"', tag):
            value = re.search(r'value="([^"]*)"', tag)
            found.setdefault(named[1], unescape(value[1]) if value else "")
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?([^<]*)</textarea>', html):
        found[name] = unescape(text).replace("\n", "\r\n")
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        value = chosen[1] if chosen else ""
        found[name] = "\n".join(filter(None, (found.get(name), value))) if name == "topics" else value
    return found


def notices(html: str) -> str:
    """The words of the notices and of what is said at fields."""
    found = re.findall(
        r'class="(?:notice|field-problems|field-theirs)[^"]*"[^>]*>(.*?)</(?:div|ul|p)>', html, re.DOTALL
    )
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", " ".join(found))).split())


def send(client: FlaskClient, changed: dict[str, str], address: str = EDIT) -> TestResponse:
    return client.post(address, data=fields(client.get(address).text) | changed)


# Who may

PAGES = [EDIT, f"/van-ban/{PLAN}/sua/vien-dan", "/lich-su", "/lich-su/1"]
POSTS = [EDIT, f"/van-ban/{PLAN}/sua/vien-dan", f"/van-ban/{HELD}/ho-so", "/lich-su/1/hoan-tac"]


@pytest.mark.parametrize("parts", [{}, {"state": "state"}, {"corpus": "corpus"}, {"state": "none", "corpus": "corpus"}])
def test_a_site_for_reading_has_no_such_pages(folder: Path, parts: dict[str, str]) -> None:
    client = create_app(Settings(folder / "var", **{name: folder / path for name, path in parts.items()})).test_client()
    for address in PAGES:
        assert client.get(address).status_code == 404, address
    for address in POSTS:
        assert client.post(address).status_code == 404, address
    for address in (f"/van-ban/{HELD}", f"/ke-hoach/{PLAN}", "/con-thieu"):
        assert "/sua" not in client.get(address).text
        assert "ho-so" not in client.get(address).text


def test_a_stranger_is_sent_to_sign_in_and_can_send_nothing(app: Flask) -> None:
    client = app.test_client()
    for address in PAGES:
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/dang-nhap"), address
    token = fields(client.get("/dang-nhap").text)[FORM_FIELD]
    for address in POSTS:
        answer = client.post(address, data={FORM_FIELD: token, "title": "x"})
        assert answer.status_code == 403, address
        assert "những gì đã gõ vẫn còn" in answer.text
    assert "Sửa hồ sơ" not in client.get(f"/van-ban/{HELD}").text


@pytest.mark.parametrize("token", [None, "", "0" * 64])
def test_a_foreign_form_changes_nothing(client: FlaskClient, folder: Path, token: str | None) -> None:
    page = client.get(EDIT).text
    for address in POSTS:
        sent = fields(page) | {
            "title": "Tên lạ",
            "nhiem-vu": "I",
            "doan": "35-NQ/TW",
            "chon": "khong",
            FORM_FIELD: token or "",
        }
        if token is None:
            del sent[FORM_FIELD]
        assert client.post(address, data=sent).status_code == 403, address
    assert "Tên lạ" not in next((folder / "corpus").rglob(f"{HELD}.md")).read_text(encoding="utf-8")


def test_addresses_alone_change_nothing(client: FlaskClient) -> None:
    for address in (f"/van-ban/{HELD}/ho-so", "/lich-su/1/hoan-tac"):
        assert client.get(address).status_code == 405


# Saving


def test_a_title_is_corrected_seen_and_undone(client: FlaskClient, app: Flask) -> None:
    answer = send(client, {"title": "Bảo vệ vững chắc nền tảng", "nguon-title": "bản gốc"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{EDIT}?da-luu=1")
    page = client.get(answer.headers["Location"]).text
    assert "Đã lưu: sửa trích yếu." in notices(page)
    stranger = app.test_client()
    assert "Bảo vệ vững chắc nền tảng" in stranger.get(f"/van-ban/{HELD}").text
    assert TITLE in stranger.get(f"/van-ban/{HELD}").text  # the reading that stood before
    assert "vững chắc" in stranger.get("/tim?q=v%E1%BB%AFng+ch%E1%BA%AFc").text
    undone = client.post("/lich-su/1/hoan-tac", data={FORM_FIELD: fields(page)[FORM_FIELD]})
    assert undone.headers["Location"] == "/lich-su/1?da-luu=2"
    assert "vững chắc" not in stranger.get(f"/van-ban/{HELD}").text
    assert "Đã được hoàn tác bằng" in client.get("/lich-su/1").text


def test_the_site_builds_in_a_process_of_its_own(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert "cho=" not in send(client, {"title": "Tên mới"}).headers["Location"]
    assert "Tên mới" in client.get(f"/van-ban/{HELD}").text


def test_every_field_of_the_form_reaches_the_file(client: FlaskClient, folder: Path) -> None:
    typed = {
        "kind": "ket-luan", "number": "35-KL/TW", "title": "Tên khác", "issuer": "ban-bi-thu", "issuer_text": "BBT",
        "issued": "23/10/2018", "term": "XII", "signer": "Trần Văn Mẫu", "effective_from": "1/11/2018",
        "effective_to": "2030", "status": "in_force", "checked_to": "25/11/2026", "circulation": "internal",
        "also_known_as": "Tên một\r\nTên hai", "topics": "hoc-tap-va-lam-theo-bac", "muc-issued": "verified",
        "nguon-issued": "công báo", "quan-he-0-type": "replaces", "quan-he-0-target": "37-QĐ/TW",
        "quan-he-1-type": "cites", "quan-he-1-target": NEWEST, "quan-he-1-source": "lời dẫn", "quan-he-1-date": "2026",
        "trang-0-address": "https://example.org/35", "trang-0-says": "toàn văn",
    }  # fmt: skip
    answer = send(client, typed)
    assert answer.status_code == 303, notices(answer.text)
    text = next((folder / "corpus").rglob(f"{HELD}.md")).read_text(encoding="utf-8")
    for line in (
        "value: ket-luan", "number: 35-KL/TW", "value: Tên khác", "value: ban-bi-thu", "issuer_text: BBT",
        "value: 2018-10-23", "source: công báo", "standing: verified", "term: XII", "signer: Trần Văn Mẫu",
        "effective_from: 2018-11-01", "effective_to: 2030", "status: in_force", "checked_to: 2026-11-25",
        "circulation: internal", "- Tên một\n- Tên hai", "- hoc-tap-va-lam-theo-bac", f"target: {REPLACED}",
        "source: lời dẫn", 'address: https://example.org/35', "says: toàn văn",
    ):  # fmt: skip
        assert line in text, line
    # The form shows what it has saved: sent again, nothing differs.
    again = send(client, {})
    assert again.headers["Location"] == f"{EDIT}?da-luu=0"
    assert "không ghi gì" in notices(client.get(again.headers["Location"]).text)


def test_what_is_ticked_goes(client: FlaskClient, folder: Path) -> None:
    send(
        client,
        {
            "title": "Tên mới",
            "quan-he-0-target": REPLACED,
            "quan-he-0-type": "cites",
            "trang-0-address": "https://example.org",
        },
    )
    page = client.get(EDIT).text
    ticked = re.findall(r'name="bo" value="(\w+)"[^>]*> bỏ [^<]*<span class="hidden">: ([^<]*)', page)
    keys = [key for key, text in ticked if TITLE in text or "37-QĐ/TW" in text or "example" in text]
    assert len(keys) == 3
    client.post(EDIT, data={**fields(page), "bo": keys})
    text = next((folder / "corpus").rglob(f"{HELD}.md")).read_text(encoding="utf-8")
    assert "title: Tên mới\n" in text
    assert "relations" not in text
    assert "sources" not in text


WRONG = [
    # what is typed, what is said
    ({"issued": "31/2/2018"}, "“2018-02-31” không phải là ngày"),
    ({"number": "không số"}, "“không số” không phải là số và ký hiệu"),
    ({"muc-title": "verified", "title": "Tên"}, "cần ghi đã đối chiếu ở đâu"),
    ({"quan-he-1-target": "Luật chưa có"}, "Không có văn bản “Luật chưa có”"),
    ({"kind": "khong-co"}, "Không có loại văn bản “khong-co”"),
    ({"topics": "khong-co"}, "Không có chủ đề “khong-co”"),
]


@pytest.mark.parametrize(("typed", "words"), WRONG)
def test_what_is_wrong_is_said_where_it_stands_and_nothing_typed_is_lost(
    client: FlaskClient, folder: Path, typed: dict[str, str], words: str
) -> None:
    typed = {"signer": "Người ký đã gõ", "quan-he-0-source": "nguồn đã gõ", **typed}
    answer = send(client, typed)
    assert answer.status_code == 400
    assert words in notices(answer.text)
    sent = fields(answer.text)
    assert {name: sent[name] for name in typed if name != "topics"} == {
        name: typed[name] for name in typed if name != "topics"
    }
    assert "Người ký đã gõ" not in next((folder / "corpus").rglob(f"{HELD}.md")).read_text(encoding="utf-8")


HOSTILE = '"><script>alert(1)</script>'


def test_markup_is_only_text(client: FlaskClient) -> None:
    for field in ("title", "issuer_text", "also_known_as", "signer"):
        assert send(client, {field: HOSTILE}).status_code == 303
    for address in (EDIT, "/lich-su", "/lich-su/1", f"/lich-su?van-ban={HOSTILE}", f"/van-ban/{HELD}"):
        assert "<script>alert" not in client.get(address).text, address


# Two editors


def test_the_second_is_told_sees_both_versions_and_loses_nothing(app: Flask, client: FlaskClient) -> None:
    other = signed_in(app, BINH)
    opened = fields(other.get(EDIT).text)
    send(client, {"title": "Tên của An", "term": "XII"})
    answer = other.post(EDIT, data=opened | {"title": "Tên của Bình", "signer": "Người ký"})
    assert answer.status_code == 409
    said = notices(answer.text)
    assert "vừa được người khác sửa" in said
    assert "Người khác vừa ghi: Tên của An" in said
    assert AN in answer.text
    again = fields(answer.text)
    assert (again["title"], again["signer"], again["term"]) == ("Tên của Bình", "Người ký", "XII")
    assert other.post(EDIT, data=again).status_code == 303
    page = client.get(f"/van-ban/{HELD}").text
    assert all(text in page for text in ("Tên của Bình", "Tên của An", "Người ký", "khóa XII"))


# History


def test_the_history_of_all_and_of_one(client: FlaskClient) -> None:
    send(client, {"title": "Tên mới"})
    send(client, {"term": "XVII"}, f"/van-ban/{PLAN}/sua")
    assert [text in client.get("/lich-su").text for text in (HELD, PLAN, AN, "Sửa khóa")] == [True] * 4
    assert PLAN not in client.get(f"/lich-su?van-ban={HELD}").text
    page = client.get("/lich-su/2").text
    assert re.search(r'line-added"><span class="line-sign">\+<span class="hidden">thêm: </span></span>term: XVII', page)
    for address in ("/lich-su/3", "/lich-su/99999999999999999999999"):
        assert client.get(address).status_code == 404
    assert client.get("/lich-su?truoc=x").status_code == 400


def test_what_stands_in_the_way_of_undoing_is_said(client: FlaskClient) -> None:
    send(client, {"title": "Tên 1"})
    page = client.get(send(client, {"title": "Tên 2"}).headers["Location"]).text
    answer = client.post("/lich-su/1/hoan-tac", data={FORM_FIELD: fields(page)[FORM_FIELD]})
    assert answer.status_code == 409
    assert "hoàn tác trước các thay đổi số 2" in notices(answer.text)


# Documents without file, and citations


def test_a_cited_document_gets_its_record_from_the_list_of_what_is_wanted(client: FlaskClient) -> None:
    page = client.get("/con-thieu").text
    (address,) = re.findall(r'action="(/van-ban/[^"]*/ho-so)"', page)
    answer = client.post(address, data={FORM_FIELD: fields(page)[FORM_FIELD]})
    assert answer.headers["Location"] == address.replace("/ho-so", "/sua") + "?da-luu=1"
    assert "12-CT/TU" in client.get(answer.headers["Location"]).text
    assert "/ho-so" not in client.get("/con-thieu").text
    assert client.post(address, data={FORM_FIELD: fields(page)[FORM_FIELD]}).status_code == 409


def test_a_citation_is_corrected_dropped_added_and_the_correction_taken_away(client: FlaskClient) -> None:
    address = f"/van-ban/{PLAN}/sua/vien-dan"

    def citing(document: str) -> int:
        return client.get(f"/api/v1/documents/{document}").get_json()["summary"]["citations"]

    def correct(**changed: str) -> str:
        page = client.get(address).text
        proof = {name: fields(page)[name] for name in (FORM_FIELD, "ban")}
        answer = client.post(
            address, data=proof | {"lan": "1", **{name.replace("_", "-"): value for name, value in changed.items()}}
        )
        return notices(answer.text if answer.status_code != 303 else client.get(answer.headers["Location"]).text)

    text = "Quy định số 37-QĐ/TW"
    assert text in client.get(address).text
    assert "Đã lưu: sửa chỗ sửa viện dẫn." in correct(nhiem_vu="II.1-1", doan=text, chon=NEWEST)
    assert (citing(NEWEST), citing(REPLACED)) == (1, 0)
    correct(nhiem_vu="II.1-1", doan=text, chon="khac", van_ban="35-NQ/TW")
    assert (citing(NEWEST), citing(HELD)) == (0, 2)
    correct(nhiem_vu="II.1-1", doan=text, chon="khong")
    assert citing(HELD) == 1
    assert "chưa có hồ sơ" in correct(nhiem_vu="II.1-1", doan=text, chon="khac", van_ban="12-CT/TU")
    assert "Không có văn bản" in correct(nhiem_vu="II.1-1", doan=text, chon="khac", van_ban="")
    correct(nhiem_vu="I", doan="nền tảng tư tưởng", van_ban=NEWEST)
    assert citing(NEWEST) == 1
    keys = re.findall(r'name="bo" value="(\w+)"', client.get(address).text)
    assert len(keys) == 2
    for key in keys:
        correct(bo=key)
    assert (citing(REPLACED), citing(HELD), citing(NEWEST)) == (1, 1, 0)


def test_a_plan_of_no_such_id_and_a_document_without_file(client: FlaskClient) -> None:
    assert client.get(f"/van-ban/{HELD}/sua/vien-dan").status_code == 404
    assert client.get("/van-ban/khong-co/sua").status_code == 404
    assert client.get("/van-ban/ke-hoach-cu/sua").headers["Location"] == f"/van-ban/{PLAN}/sua"
    wanted = re.findall(r'action="(/van-ban/[^"]*)/ho-so"', client.get("/con-thieu").text)[0]
    assert client.get(f"{wanted}/sua").status_code == 404


def test_a_form_too_large_is_refused(client: FlaskClient, folder: Path) -> None:
    assert send(client, {"title": "a" * 2_100_000}).status_code == 413
    assert "aaaa" not in next((folder / "corpus").rglob(f"{HELD}.md")).read_text(encoding="utf-8")
