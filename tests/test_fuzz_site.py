"""Calls that nobody meant: every operation of the API, every route of the site and the bare server, made up by chance.

The short runs are the same each time and part of `make test`; the long ones make up many more. Whatever is sent, nothing
fails, nothing is told of the machine, the API's failures have their one shape, and every answer carries its headers.
"""

from __future__ import annotations

import io
import json
import random
import re
import socket
import sys
import threading
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest
import requests
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.schemas import BaseSchema
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from indexer.accounts import Accounts
from indexer.accounts import passwords
from indexer.build import build
from tests.hostile_library import HOSTILE
from tests.hostile_library import HOSTILE_FILES
from tests.hostile_library import HOSTILE_PLAN
from tests.small_library import write_corpus
from tests.test_security import HOSTILE_VALUES
from tests.test_security import NAME
from tests.test_security import NAMES
from tests.test_security import PASSWORD
from tests.test_security import harmless
from webapp.application import create_app
from webapp.openapi.description import PREFIX
from webapp.openapi.description import describe
from webapp.ports import free_socket
from webapp.server import Server
from webapp.settings import ServerSettings
from webapp.settings import Settings
from webapp.visitors import FORM_FIELD

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no file there can be named like the hostile ones")

EMPTY: Final = create_app(Settings(Path("khong-co")))
OPERATIONS: Final = [(method, path) for path, methods in describe(EMPTY)["paths"].items() for method in methods]
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get", "X" * 300)
HEADERS: Final = (
    "Accept Accept-Encoding Accept-Language Authorization Content-Type Cookie Expect Forwarded Host If-Match "
    "If-Modified-Since If-None-Match If-Range If-Unmodified-Since Origin Prefer Range Referer Transfer-Encoding Upgrade "
    "User-Agent X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto X-HTTP-Method-Override X-Original-URL X-Request-Id"
).split()
_RANGES: Final = ("bytes=0-", "bytes=-1", "bytes=9-1", "bytes=0-0,1-1", "bytes=" + "0-0," * 2000 + "1-1", "lines=1-2")
_TAGS: Final = ("*", '"', 'W/"x"', '"a", "b"', "W/" * 500)
_KINDS: Final = (
    "application/json",
    "application/json; charset=utf-7",
    "text/plain; charset=khong-co",
    "multipart/form-data",
    "multipart/form-data; boundary=" + "a" * 300,
    "application/x-www-form-urlencoded; charset=\xff",
    ";;;",
)
_KNOWN: Final = (
    HOSTILE,
    HOSTILE_PLAN,
    "66-hd-tw",
    "bo-chinh-tri",
    "huong-dan",
    "2020",
    "I.1",
    "1",
    "xlsx",
    "style.css",
)

hostile: Final = st.one_of(
    st.sampled_from(HOSTILE_VALUES),
    st.text(max_size=60),
    st.text(st.characters(codec="latin-1"), max_size=60),
    st.lists(st.sampled_from(HOSTILE_VALUES), min_size=2, max_size=3).map("".join),
    st.builds(lambda piece, times: piece * times, st.text(min_size=1, max_size=3), st.sampled_from((50, 700, 4000))),
)
in_paths: Final = st.one_of(st.sampled_from(_KNOWN), hostile)
of_headers: Final = st.one_of(hostile, st.sampled_from((*_RANGES, *_TAGS, *_KINDS))).map(
    # What is a header at all: no line ends, which clients do not send, and letters of one byte.
    lambda value: re.sub(r"[\r\n\0]", "", value).encode("utf-8", "replace").decode("latin-1").strip()[:6000]
)
some_headers: Final = st.dictionaries(st.sampled_from(HEADERS), of_headers, max_size=3)
some_fields: Final = st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), hostile, max_size=4)


def tried(examples: int) -> settings:
    """The settings of a run that makes up so many calls, the same ones each time."""
    checks = list(HealthCheck)
    return settings(max_examples=examples, deadline=None, suppress_health_check=checks, derandomize=True, database=None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    found = tmp_path_factory.mktemp("fuzzed")
    write_corpus(found / "corpus", HOSTILE_FILES)
    build(found / "corpus", found / "var")
    cost, passwords.COST = passwords.COST, (2**4, 8, 1)
    Accounts(found / "accounts").add(NAME, PASSWORD)
    yield found
    passwords.COST = cost


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The site on its production server."""
    bound = free_socket("127.0.0.1", 19500, 200)
    server = Server(
        create_app(Settings(folder / "var", corpus=folder / "corpus")), bound, ServerSettings(threads=4, max_body=1)
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    server.stop()
    thread.join()


# The API, from its description


@pytest.fixture(scope="module")
def api(address: str) -> BaseSchema:
    return schemathesis.openapi.from_url(f"{address}{PREFIX}/openapi.json")


def one_shape(status: int, headers: Mapping[str, str], body: bytes) -> None:
    """Fail where a refusal of the API has another shape than all others."""
    assert headers["Content-Type"] == "application/json"
    told = json.loads(body)
    assert set(told) == {"ok", "error", "status"}
    assert set(told["error"]) == {"code", "message"}
    assert (told["ok"], told["status"]) == (False, status)


def safe(answer: requests.Response, folder: Path) -> None:
    """Fail where an answer of the API is a failure, tells of the machine or lacks what every answer has."""
    assert answer.status_code < 500, (answer.request.method, answer.request.url, answer.text[:500])
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", answer.headers["X-Request-Id"])
    assert {"X-Evil", "Set-Cookie", "X-Powered-By"} & set(answer.headers) == set()
    for told in (b"Traceback", b"sqlite3", b"werkzeug", b"site-packages", b"root:x:", str(folder).encode()):
        assert told not in answer.content, told
    if answer.status_code >= 400 and answer.request.method != "HEAD":
        one_shape(answer.status_code, answer.headers, answer.content)


def made_up_calls(api: BaseSchema, method: str, path: str, folder: Path, examples: int) -> None:
    """Make calls of one operation, each with something that does not belong."""
    operation = api[path][method.upper()]
    fits = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    cases = st.one_of(fits, operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))

    @tried(examples)
    @given(st.data())
    def answered(data: st.DataObject) -> None:
        case = data.draw(cases)
        names = {item["name"] for item in operation.definition.raw.get("parameters", ()) if item["in"] == "query"}
        extra = data.draw(st.dictionaries(st.sampled_from(sorted(names | {"q", "khong-co"})), hostile, max_size=2))
        kept = {"Content-Type", "Host", "Expect", "Transfer-Encoding"}  # of the body, and of the line: tested below
        headers = {name: value for name, value in data.draw(some_headers).items() if name not in kept}
        sent = case.as_transport_kwargs(base_url=case.operation.base_url)
        sent["method"] = data.draw(st.sampled_from((method.upper(), method.upper(), *METHODS[:7])))
        sent["headers"] = {**(sent.get("headers") or {}), **{name: v.encode("latin-1") for name, v in headers.items()}}
        sent["params"] = {**(sent.get("params") or {}), **extra}
        with suppress(requests.exceptions.InvalidHeader):
            safe(requests.request(**sent, timeout=60, allow_redirects=False), folder)

    answered()


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_the_api(api: BaseSchema, folder: Path, method: str, path: str) -> None:
    made_up_calls(api, method, path, folder, 4)


@pytest.mark.long
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_the_api_for_long(api: BaseSchema, folder: Path, method: str, path: str) -> None:
    made_up_calls(api, method, path, folder, 200)


# Every route, for strangers and for an editor who has a token


@pytest.fixture(scope="module")
def app(folder: Path) -> Flask:
    return create_app(Settings(folder / "var", state=folder / "accounts", corpus=folder / "corpus"))


class Editor:
    """Somebody who is signed in, whatever is done with the session."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._client = app.test_client()

    def __call__(self) -> tuple[FlaskClient, str]:
        """Return a client that is signed in, and the token of its forms."""
        if self._client.get("/tai-khoan").status_code != 200:
            self._client = self._app.test_client()
            signed = {FORM_FIELD: self._token("/dang-nhap"), "ten": NAME, "mat-khau": PASSWORD}
            assert self._client.post("/dang-nhap", data=signed).status_code == 303
        return self._client, self._token("/tai-khoan")

    def _token(self, path: str) -> str:
        found = re.search(rf'name="{FORM_FIELD}" value="([0-9a-f]+)"', self._client.get(path).text)
        assert found is not None
        return found[1]


@pytest.fixture(scope="module")
def editor(app: Flask) -> Editor:
    return Editor(app)


def checked(answer: TestResponse, folder: Path) -> None:
    harmless(answer, folder=folder)
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", answer.headers["X-Request-Id"])
    if answer.status_code >= 400 and answer.request.path.startswith("/api/") and answer.request.method != "HEAD":
        one_shape(answer.status_code, answer.headers, answer.data)


def rules() -> list[Rule]:
    return sorted(EMPTY.url_map.iter_rules(), key=lambda rule: rule.rule)


def made_up_requests(rule: Rule, app: Flask, editor: Editor, folder: Path, examples: int) -> None:
    """Make requests of one route: any method, part, parameter, field, file and header, with and without a session."""

    @tried(examples)
    @given(st.data())
    def answered(data: st.DataObject) -> None:
        path = re.sub(
            r"<(?:(\w+):)?\w+>",
            lambda match: quote(data.draw(in_paths), safe="/" if match[1] == "path" else ""),
            rule.rule,
        )
        client, token = editor() if data.draw(st.booleans()) else (app.test_client(), "0" * 64)
        usual = sorted(rule.methods or ())
        method = data.draw(st.sampled_from((*usual, *usual, *METHODS)))
        fields = {FORM_FIELD: token, **data.draw(some_fields)}
        body: dict[str, object] = {}
        if method == "POST":
            how = data.draw(st.sampled_from(("form", "file", "raw", "json")))
            if how == "form":
                body = {"data": fields}
            elif how == "file":
                name = data.draw(hostile).replace("\0", "")
                body = {"data": {**fields, "tep": (io.BytesIO(data.draw(st.binary(max_size=500))), name)}}
            elif how == "raw":
                body = {"data": data.draw(st.binary(max_size=500)), "content_type": data.draw(of_headers)}
            else:
                body = {"json": data.draw(st.recursive(hostile, st.lists, max_leaves=3))}
        headers = [
            (name, value) for name, value in data.draw(some_headers).items() if name != "Content-Type" or not body
        ]
        answer = client.open(
            path, method=method, query_string=data.draw(some_fields), headers=headers, buffered=True, **body
        )
        checked(answer, folder)

    answered()


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.rule)
def test_a_route(rule: Rule, app: Flask, editor: Editor, folder: Path) -> None:
    made_up_requests(rule, app, editor, folder, 6)


@pytest.mark.long
@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.rule)
def test_a_route_for_long(rule: Rule, app: Flask, editor: Editor, folder: Path) -> None:
    made_up_requests(rule, app, editor, folder, 200)


# The server itself, with what is hardly HTTP

_GOOD: Final = b"GET /api/v1/corpus HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
_LINES: Final = (
    b"GET / HTTP/1.1",
    b"GET / HTTP/0.9",
    b"GET / HTTP/9.9",
    b"GET /",
    b"GET",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # the beginning of TLS
    b"PRI * HTTP/2.0",
    b"GET http://example.org/ HTTP/1.1",
    b"GET //example.org/%2e%2e HTTP/1.1",
    b"GET /van-ban/../../etc/passwd HTTP/1.1",
    b"GET /static/..%2f..%2f..%2fetc/passwd HTTP/1.1",
    b"GET /%00%ff%fe%c0%af HTTP/1.1",
    b"GET /\xff\xfe HTTP/1.1",
    b"GET /tim?q=%ff%zz%u0041& HTTP/1.1",
    b"OPTIONS * HTTP/1.1",
    b"CONNECT example.org:443 HTTP/1.1",
    b"POST /api/v1/cite HTTP/1.1",
    b"POST /ra-soat HTTP/1.1",
    b"\xc4\x90 / HTTP/1.1",
)
_HEADS: Final = (
    b"Host: a",
    b"Host: a\r\nHost: b",
    b"Host:",
    b'Host: a b"<script>',
    b"Content-Length: 5",
    b"Content-Length: -1",
    b"Content-Length: 5\r\nContent-Length: 6",
    b"Content-Length: 99999999999999999999",
    b"Content-Length: +3",
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: chunked\r\nContent-Length: 3",
    b"Transfer-Encoding: gzip, chunked",
    b"Transfer-Encoding: \x0bchunked",
    b"Expect: 100-continue",
    b"X: " + b"a" * 70_000,
    b"Khong co hai cham",
    b" folded: 1",
    b"X-Forwarded-For: 127.0.0.1, a" + b",b" * 500,
    b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings",
    b"Cookie: " + b"a=b; " * 2000,
    b"\xff\xfe: \x80",
    b"X: a\x00b",
    b"Content-Type: application/json",
)
_BODIES: Final = (
    b"",
    b"hello",
    b"3\r\nabc\r\n0\r\n\r\n",
    b"zz\r\n",
    b"-1\r\n\r\n",
    b"0\r\n\r\n" + _GOOD,
    b"\x00" * 2000,
)


def exchanged(port: int, sent: bytes) -> bytes:
    """Send bytes and nothing more; return what comes back until the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        answer = b""
        with suppress(OSError):  # it may hang up at any moment
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
        with suppress(OSError):  # it may hang up at any moment
            while piece := connection.recv(65_536):
                answer += piece
        return answer


def hardly_http(address: str, times: int) -> None:
    port, chance = int(address.rpartition(":")[2]), random.Random(7)
    for _ in range(times):
        heads = chance.sample(_HEADS, chance.randrange(4))
        sent = b"\r\n".join((chance.choice(_LINES), *heads, b"", b"")) + chance.choice(_BODIES)
        if chance.random() < 0.3:  # and some of it broken
            at = chance.randrange(len(sent))
            sent = sent[:at] + chance.randbytes(chance.randrange(4)) + sent[at + chance.randrange(3) :]
        answer = exchanged(port, sent)
        for status in re.findall(rb"HTTP/1\.[01] (\d{3}) ", answer):
            assert status < b"500" or status == b"501", (sent[:400], answer[:400])
        assert answer.count(b"\r\nX-Content-Type-Options: nosniff\r\n") == len(
            re.findall(rb"HTTP/1\.[01] (?!100)\d{3} ", answer)
        ), (sent[:400], answer[:400])
        for told in (b"Traceback", b"waitress", b"werkzeug", b"root:x:", b"site-packages", b"Python"):
            assert told not in answer, (sent[:400], answer[:400])
        assert b"\nX-Evil" not in answer
    assert b" 200 OK" in exchanged(port, _GOOD)


def test_the_bare_server(address: str) -> None:
    hardly_http(address, 300)


@pytest.mark.long
def test_the_bare_server_for_long(address: str) -> None:
    hardly_http(address, 20_000)
