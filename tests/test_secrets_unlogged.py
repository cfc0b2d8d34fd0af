"""A real `cancu serve` over a working day: no password, cookie, token, question or text comes to stand in its log.

People sign in and mistype, change passwords, ask, paste, upload, edit and call the API in every way; programs send what
is no HTTP. Each of them sends something that stands nowhere else, and afterwards it is looked for in all that was written.
"""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import quote
from urllib.parse import quote_plus

import pytest
import requests

from indexer.accounts import Accounts
from indexer.build import build
from tests.site_server import ServedSite
from tests.small_library import HELD
from tests.small_library import SMALL
from tests.small_library import write_corpus
from webapp.visitors import FORM_FIELD

NAME: Final = "Lê Thị Bình"
API: Final = "/api/v1"


class Said:
    """Words that nobody else says, and the search for them."""

    def __init__(self) -> None:
        self.all: list[str] = []

    def new(self, what: str) -> str:
        """Return words that stand nowhere else, with Vietnamese letters."""
        return self.known(f"{what} kín {secrets.token_hex(6)}")

    def known(self, words: str) -> str:
        """Look for `words` as well."""
        self.all.append(words)
        return words

    def stands_in(self, text: str) -> list[str]:
        """Return what stands in `text`, in any form in which it could have been sent or written."""
        forms = {
            words: (
                words,
                # The part that no encoding changes is enough to find it encoded.
                words.rpartition(" ")[2],
                quote(words),
                quote_plus(words),
                json.dumps(words)[1:-1],
                base64.b64encode(words.encode()).decode().rstrip("="),
            )
            for words in self.all
        }
        return [words for words, found in forms.items() if any(form in text for form in found)]


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def places(tmp_path: Path, said: Said) -> tuple[Path, Path, Path]:
    corpus = write_corpus(tmp_path / "corpus", SMALL)
    build(corpus, tmp_path / "var")
    Accounts(tmp_path / "state").add(NAME, said.new("mật khẩu đầu"))
    return corpus, tmp_path / "var", tmp_path / "state"


@pytest.fixture(params=["json", "text"])
def site(request: pytest.FixtureRequest, places: tuple[Path, Path, Path]) -> Iterator[ServedSite]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CANCU_")}
    with ServedSite(*places, request.param, kept) as served:
        yield served


def token(page: str) -> str:
    found = re.search(rf'name="{FORM_FIELD}" value="([0-9a-f]+)"', page)
    assert found is not None
    return found[1]


def people(site: ServedSite, said: Said) -> requests.Session:
    """Somebody signs in, at last with the right password, and changes it; return who is signed in."""
    person, first = requests.Session(), said.all[0]
    form = {FORM_FIELD: said.known(token(person.get(f"{site.address}/dang-nhap").text))}
    for name, password in ((NAME, said.new("mật khẩu sai")), (said.new("mật khẩu ở ô tên"), first)):
        assert (
            person.post(f"{site.address}/dang-nhap", data={**form, "ten": name, "mat-khau": password}).status_code
            == 403
        )
    signed = person.post(f"{site.address}/dang-nhap", data={**form, "ten": NAME, "mat-khau": first})
    assert NAME in signed.text
    page, second = person.get(f"{site.address}/tai-khoan").text, said.new("mật khẩu mới")
    form = {FORM_FIELD: said.known(token(page)), "mat-khau-moi": second}
    refused = person.post(
        f"{site.address}/tai-khoan",
        data={**form, "mat-khau": said.new("mật khẩu cũ nhớ nhầm"), "mat-khau-moi-2": second},
    )
    assert refused.status_code == 403
    mistyped = {**form, "mat-khau": first, "mat-khau-moi-2": said.new("mật khẩu gõ lệch")}
    assert person.post(f"{site.address}/tai-khoan", data=mistyped).status_code == 400
    changed = person.post(f"{site.address}/tai-khoan", data={**form, "mat-khau": first, "mat-khau-moi-2": second})
    assert changed.status_code == 200
    for cookie in person.cookies:
        said.known(str(cookie.value))
    return person


def readers(site: ServedSite, person: requests.Session, said: Said) -> None:
    """Readers ask, paste, upload and edit."""
    address = site.address
    assert person.get(f"{address}/tim", params={"q": said.new("điều được tìm")}).status_code == 200
    person.get(f"{address}/tim", params={"q": said.new("điều được tìm sai"), "trang": said.new("số trang")})
    person.get(f"{address}/tu-lieu", params={"m": HELD, f"g:{HELD}": said.new("ghi chú tư liệu")})
    draft = f"Căn cứ Nghị quyết số 35-NQ/TW. {said.new('dự thảo')}"
    assert person.post(f"{address}/ra-soat", data={"van-ban": draft}).status_code == 200
    person.post(f"{address}/ra-soat", data={"van-ban": draft, "ngay": said.new("ngày")})
    for path in ("/ra-soat", "/nhap-van-ban"):
        form = {FORM_FIELD: token(person.get(f"{address}/tai-khoan").text)}
        for ending in (".txt", ".docx", ".pdf", ".exe"):
            files = {"tep": (said.new("tên tệp") + ending, said.new("nội dung tệp").encode())}
            assert person.post(f"{address}{path}", data=form, files=files).status_code < 500
    page = person.get(f"{address}/van-ban/{HELD}/sua").text
    fields = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page))
    edited = {
        **fields,
        "title": said.new("trích yếu mới"),
        "ghi-chu": said.new("lời ghi"),
        "issued": said.new("ngày sai"),
    }
    assert person.post(f"{address}/van-ban/{HELD}/sua", data=edited).status_code < 500


def programs(site: ServedSite, said: Said) -> None:
    """Programs call the API, with secrets where they should not be, and send what is no HTTP."""
    address = site.address + API
    headers = {
        "Authorization": "Basic " + base64.b64encode(f"a:{said.new('mật khẩu API')}".encode()).decode(),
        "X-Api-Key": said.known(secrets.token_hex(16)),
        "Cookie": f"cancu_session={said.known(secrets.token_hex(16))}",
        "Referer": f"{site.address}/tim?q={quote(said.new('điều hỏi ở trang trước'))}",
        "User-Agent": said.known(secrets.token_hex(16)),
        "X-Request-Id": quote(said.new("mã yêu cầu có dấu")),
    }
    for name in ("q", "token", "kind", "from"):
        requests.get(f"{address}/search", params={name: said.new(f"tham số {name}")}, headers=headers)
    for path in ("cite", "review"):
        text = said.new("văn bản gửi")
        assert requests.post(f"{address}/{path}", json={"text": text}, headers=headers).status_code == 200
        requests.post(f"{address}/{path}", json={"text": text, said.new("trường lạ"): "x"}, headers=headers)
        requests.post(f"{address}/{path}", data=text.encode(), headers={**headers, "Content-Type": "text/plain"})
        requests.post(
            f"{address}/{path}", data=f'{{"{text}'.encode(), headers={**headers, "Content-Type": "application/json"}
        )
        requests.put(f"{address}/{path}", data=text.encode(), headers=headers)
    port = int(site.address.rpartition(":")[2])
    for line in ("GET /tim?q={} HTTP/1.1\r\nHost: a", "{}", "GET / HTTP/1.1\r\n{}\r\nX: \x01"):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection, suppress(ConnectionError):
            connection.sendall(
                line.format(said.known(secrets.token_hex(16))).encode() + b"\r\nConnection: close\r\n\r\n"
            )
            connection.recv(65_536)


def test_nothing_of_it_is_written_down(site: ServedSite, places: tuple[Path, Path, Path], said: Said) -> None:
    person = people(site, said)
    readers(site, person, said)
    programs(site, said)
    kinds = Path(f"/proc/{site.process.pid}/cmdline")
    if kinds.exists():
        assert said.stands_in(kinds.read_text(encoding="utf-8")) == []
    site.__exit__(None, None, None)
    written = site.written()
    if "--log json" in " ".join(site.command):
        lines = [json.loads(line) for line in written.splitlines()]
        paths = {line["path"] for line in lines if line["event"] == "request"}
        assert {"/dang-nhap", "/tai-khoan", "/tim", "/ra-soat", "/nhap-van-ban", f"{API}/cite"} <= paths
        assert any(line["event"] == "refused" for line in lines)
    assert len(said.all) > 50
    assert said.stands_in(written) == []
    assert "Traceback" not in written
    # Of passwords and sessions the state keeps digests alone.
    kept = b"".join(path.read_bytes() for path in places[2].rglob("*") if path.is_file()).decode("utf-8", "replace")
    hidden = [words for words in said.stands_in(kept) if words.startswith("mật khẩu") or len(words.split()) == 1]
    assert hidden == []
