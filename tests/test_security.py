"""What SECURITY.md promises: hostile addresses, forms, corpus files and texts do nothing and learn nothing."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import quote
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from indexer.accounts import Accounts
from indexer.accounts import passwords
from indexer.build import build
from tests import site_walk
from tests.hostile_library import HOSTILE
from tests.hostile_library import HOSTILE_FILES
from tests.hostile_library import HOSTILE_PLAN
from tests.hostile_library import MARKUP
from tests.small_library import write_corpus
from webapp.application import create_app
from webapp.settings import Settings
from webapp.visitors import FORM_FIELD

ROOT: Final = Path(__file__).parent.parent
NAME, PASSWORD = "Lê Thị Bình", "mật khẩu dài"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no file there can be named like the hostile ones")

#: What is put into every part of every address, every parameter and every field.
HOSTILE_VALUES: Final = (
    MARKUP,
    "../../../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "..\\..\\windows\\win.ini",
    "/etc/passwd",
    "//example.org/x",
    "https://example.org/",
    "javascript:alert(1)",
    "a\r\nSet-Cookie: evil=1\r\nX-Evil: 1",
    "a\nLocation: https://example.org/",
    "\0",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "' OR 1=1 --",
    '"; DROP TABLE documents; --',
    "%s%n%x%d",
    "\u202e\u2028\ufeff\ufffe",
    "9" * 5000,
    "-1",
    "đ" * 3000,
    "*" * 500,
    '"' * 501,
    "(" * 500,
    "NaN",
    "1e309",
)
#: `make test` takes those that differ most, `make test-all` all of them.
VALUES: Final = tuple(
    pytest.param(value, id=str(number), marks=() if number in {0, 1, 5, 8, 10, 16} else pytest.mark.long)
    for number, value in enumerate(HOSTILE_VALUES)
)
#: Names of parameters and fields that the site knows, and some that it does not.
NAMES: Final = (
    "q trang trong loai co-quan nam khoa chu-de chuong-trinh toan-van vien-dan tu den xep dang phan cu moi xem m tiep "
    "limit offset kind organ from to order held old new as_of version van-ban ngay them bo ten mat-khau ghi-chu "
    "__class__ static endpoint"
).split()
#: Forms that only ask something with a body and change nothing on the server; the API's all do.
ASKING: Final = frozenset({"materials.change", "materials.open_file", "materials.download_sent", "reviews.review"})
_ACTIVE: Final = frozenset({"iframe", "object", "embed", "base", "applet", "frame", "portal"})
_DATA: Final = {"type": "application/ld+json"}  # a block of data, which no browser runs
_LINKING: Final = ("href", "src", "action", "formaction", "poster", "data", "srcset", "xlink:href")


class Seen(HTMLParser):
    """Collects what a page would have a browser run or fetch beside its own files."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if (
            tag in _ACTIVE
            or tag == "style"
            or (tag == "script" and given != _DATA and not (given.get("src") or "").startswith("/static/"))
        ):
            self.found.append(f"<{tag}>")
        if tag == "meta" and "http-equiv" in given:
            self.found.append("<meta http-equiv>")
        for name, value in given.items():
            if name.startswith("on") or name in {"style", "srcdoc", "ping"}:
                self.found.append(f"<{tag} {name}>")
            elif (
                name in _LINKING
                and not self._names_a_vocabulary(given)
                and not self._harmless(tag, name, (value or "").strip())
            ):
                self.found.append(f"<{tag} {name}={value}>")

    @staticmethod
    def _names_a_vocabulary(given: dict[str, str | None]) -> bool:
        # Dublin Core's way to say what a prefix means: nothing is fetched from there.
        return (given.get("rel") or "").startswith("schema.") and (given.get("href") or "").startswith(
            "http://purl.org/"
        )

    @staticmethod
    def _harmless(tag: str, name: str, value: str) -> bool:
        scheme = urlsplit(re.sub(r"[\x00-\x20]", "", value)).scheme.lower()
        if tag == "a" and name == "href":
            return scheme in {"", "http", "https"} and not value.startswith("//")
        return scheme == "" and not value.startswith("//")  # files and forms are the site's own


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("hostile")
    write_corpus(found / "corpus", HOSTILE_FILES)
    build(found / "corpus", found / "var")
    return found


@pytest.fixture(scope="module")
def app(folder: Path) -> Flask:
    return create_app(Settings(folder / "var", state=folder / "state", corpus=folder / "corpus"))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def edited(folder: Path) -> Iterator[Flask]:
    """The same library with an account."""
    cost, passwords.COST = passwords.COST, (2**4, 8, 1)
    Accounts(folder / "accounts").add(NAME, PASSWORD)
    yield create_app(Settings(folder / "var", state=folder / "accounts", corpus=folder / "corpus"))
    passwords.COST = cost


def harmless(answer: TestResponse, *, folder: Path | None = None) -> None:
    """Fail where an answer runs, leads, tells or fails what it must not."""
    assert answer.status_code < 500, answer.status
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert set(answer.headers.keys()) & {"X-Evil", "X-Powered-By", "Access-Control-Allow-Credentials"} == set()
    if answer.request.path.startswith("/api/v1/"):  # what any stranger may read, other sites' scripts may
        assert answer.headers.get("Access-Control-Allow-Origin", "*") == "*"
    else:
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert not any(cookie.startswith("evil") for cookie in answer.headers.getlist("Set-Cookie"))
    place = answer.headers.get("Location", "/")
    assert urlsplit(place).netloc in {"", "localhost"}, place
    assert urlsplit(place).scheme in {"", "http"}, place
    assert not place.startswith("/\\"), place
    if answer.is_streamed or answer.mimetype not in {"text/html", "application/json", "application/atom+xml"}:
        return
    text = answer.text
    for told in (
        "Traceback",
        "root:x:",
        "sqlite3",
        "werkzeug",
        ".venv",
        "site-packages",
        *([str(folder)] if folder else []),
    ):
        assert told not in text, told
    if answer.mimetype == "text/html":
        assert "1337" not in text
        assert Seen(text).found == []


def filled(app: Flask, rule: Rule, value: str) -> str | None:
    """The address of a route with `value` in all its places, None where it has none or cannot hold it."""
    if not rule.arguments:
        return None
    path = rule.rule
    for name in rule.arguments:
        path = re.sub(
            rf"<(?:\w+:)?{name}>", lambda _match: quote(value, safe="/" if "<path:" in rule.rule else ""), path
        )
    return path


def rules(app: Flask, method: str) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]


def changing(app: Flask) -> list[Rule]:
    """The routes that change something."""
    asking = [rule for rule in rules(app, "POST") if rule.endpoint in ASKING or rule.rule.startswith("/api/v1/")]
    return [rule for rule in rules(app, "POST") if rule not in asking]


# Addresses and parameters


@pytest.mark.parametrize("value", VALUES)
def test_a_hostile_part_of_an_address(client: FlaskClient, app: Flask, folder: Path, value: str) -> None:
    for rule in rules(app, "GET"):
        address = filled(app, rule, value)
        if address is not None:
            harmless(client.get(address, buffered=True), folder=folder)


@pytest.mark.parametrize("value", VALUES)
def test_a_hostile_parameter(client: FlaskClient, app: Flask, folder: Path, value: str) -> None:
    query = "&".join(f"{name}={quote(value)}" for name in NAMES)
    for rule in rules(app, "GET"):
        path = filled(app, rule, HOSTILE_PLAN if "ke-hoach" in rule.rule else HOSTILE) or rule.rule
        harmless(client.get(f"{path}?{query}", buffered=True), folder=folder)
    # One at a time where a wrong one hides the others.
    for name in ("q", "trong", "loai", "tu", "trang", "cu", "m", "dang"):
        for path in ("/tim", "/api/v1/search", "/so-sanh", "/tu-lieu"):
            harmless(client.get(f"{path}?{name}={quote(value)}", buffered=True), folder=folder)


@pytest.mark.parametrize("value", VALUES)
def test_a_hostile_form(client: FlaskClient, app: Flask, folder: Path, value: str) -> None:
    for rule in rules(app, "POST"):
        path = filled(app, rule, "1") or rule.rule
        harmless(client.post(path, data=dict.fromkeys(NAMES, value), buffered=True), folder=folder)
        file = {"tep": (io.BytesIO(value.encode()), f"{value.replace(chr(0), '')}.docx")}
        harmless(client.post(path, data=file, content_type="multipart/form-data", buffered=True), folder=folder)
        harmless(client.post(path, data=value.encode(), content_type="application/json", buffered=True), folder=folder)


@pytest.mark.parametrize("value", VALUES)
def test_hostile_headers(client: FlaskClient, folder: Path, value: str) -> None:
    plain = value.replace("\r", "").replace("\n", "").encode("utf-8", "replace").decode("latin-1")
    names = ("Host", "Cookie", "Referer", "User-Agent", "Accept-Encoding", "If-None-Match", "Range", "X-Request-Id")
    for name in (*names, "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Content-Type", "Accept-Language"):
        for path in ("/", "/dang-nhap", "/static/style.css", "/api/v1/search?q=a"):
            answer = client.get(path, headers={name: plain}, buffered=True)
            harmless(answer, folder=folder)
            assert "example.org" not in answer.headers.get("Location", "")


# What the corpus holds


def test_a_hostile_corpus_on_every_page(client: FlaskClient, app: Flask, folder: Path) -> None:
    shown = 0
    for rule in rules(app, "GET"):
        for value in (HOSTILE, HOSTILE_PLAN, "66-hd-tw", "bo-chinh-tri", "huong-dan", "2020", "I.1", "style.css"):
            path = filled(app, rule, value) or rule.rule
            answer = client.get(path, buffered=True)
            harmless(answer, folder=folder)
            shown += "&lt;script&gt;" in answer.text if answer.mimetype == "text/html" else 0
    pages = (
        f"/ke-hoach/{HOSTILE_PLAN}/nhiem-vu/I.1",
        f"/ke-hoach/{HOSTILE_PLAN}/nhiem-vu/I.1-1",
        f"/so-sanh?cu={HOSTILE}&moi={HOSTILE_PLAN}",
        f"/tu-lieu?m={HOSTILE}&m={HOSTILE_PLAN}:I.1&g:{HOSTILE}={quote(MARKUP)}",
        "/tim?q=66-hd",
        f"/tim?q={quote('hướng dẫn')}",
        f"/tim?q={quote(MARKUP)}",
    )
    for path in pages:
        answer = client.get(path)
        harmless(answer, folder=folder)
        assert answer.status_code == 200, path
        shown += "&lt;script&gt;" in answer.text
    assert shown > 10  # the words are there, as words


def test_a_hostile_original_is_taken_away_and_never_shown(client: FlaskClient) -> None:
    name = quote("66<img src=x onerror=alert(1)>.txt")
    answer = client.get(f"/van-ban/{HOSTILE}/tep/{name}", buffered=True)
    assert answer.status_code in {200, 404}
    if answer.status_code == 200:
        assert answer.mimetype == "text/plain"  # and no browser takes it for anything else
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("form", ["bang-doi-chieu?dang=csv", "bang-doi-chieu?dang=xlsx", "phan-cong?dang=xlsx"])
def test_no_cell_of_a_table_is_a_formula(client: FlaskClient, form: str) -> None:
    answer = client.get(f"/ke-hoach/{HOSTILE_PLAN}/{form}", buffered=True)
    assert answer.status_code == 200
    if form.endswith("csv"):
        cells = [cell for line in answer.data.decode("utf-8-sig").splitlines() for cell in re.split(r'[,;]"?', line)]
        assert not [cell for cell in cells if cell.lstrip('"').startswith(("=", "+", "@"))]
        return
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in book.read(name)


# Every page of the real library


def test_no_page_needs_an_exception_from_the_policy(library_data: Path) -> None:
    client = create_app(Settings(library_data)).test_client()
    for address in (*site_walk.addresses(), *(path for paths in site_walk.FILES.values() for path in paths)):
        harmless(client.get(address, buffered=True))


# Forms that change something


def test_every_form_that_changes_something_asks_for_its_token(edited: Flask) -> None:
    client = edited.test_client()
    page = client.get("/dang-nhap").text
    token = re.search(rf'name="{FORM_FIELD}" value="([0-9a-f]+)"', page)
    assert token is not None
    signed = client.post("/dang-nhap", data={FORM_FIELD: token[1], "ten": NAME, "mat-khau": PASSWORD})
    assert signed.status_code == 303
    assert len(changing(edited)) > 3
    for rule in changing(edited):
        path = filled(edited, rule, "1") or rule.rule
        for given in ({}, {FORM_FIELD: "0" * 64}, {FORM_FIELD: ""}):
            answer = client.post(path, data={**dict.fromkeys(NAMES, "1"), **given})
            assert answer.status_code == 403, rule.rule
    assert NAME in client.get("/tai-khoan").text
    for rule in rules(edited, "GET"):
        assert not (set(rule.methods or ()) & {"PUT", "DELETE", "PATCH"})


def test_what_a_stranger_may_not(edited: Flask) -> None:
    stranger = edited.test_client()
    for rule in changing(edited):
        path = filled(edited, rule, "1") or rule.rule
        assert stranger.post(path, data=dict.fromkeys(NAMES, "1")).status_code in {302, 303, 401, 403}, rule.rule


# Texts that a pattern might never come to the end of

_PATTERNS: Final = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
times = int(sys.argv[2])
from pathlib import Path
from contextlib import closing, suppress
from indexer.errors import CancuError
from indexer.kb import KnowledgeBase
pieces = ("1/", "số ", "số 1", "35-", "-NQ/TW", "(", '"', "ngày 1/", "ngày 1 tháng ", "Nghị quyết ", "các ", "khóa X",
          "I", "I. ", "1.", "1.1.", "a) ", "- ", "|", "| |", " ", "\\t", "\\n", "\\u0301", "Đ", "ă ", "của ", ", ",
          "*", "_", "<", "&", "#", "[", "](", "của Ban ", "Căn cứ ", "Điều 1. ", "trước ngày ", "Nơi nhận:\\n- ",
          "/TW ", "QĐ-UBND ", "2020/", "....", "----", "TW, ", "và ", "khoá XII ", "Trung ương 4 ", "CT-XH ")
with closing(KnowledgeBase.open(Path(sys.argv[1]))) as kb:
    for piece in pieces:
        for text in (piece * times, "Nghị quyết số " + piece * times + "!", piece * (times // 2) + "x" + piece * (times // 2)):
            for action in (kb.cite, kb.outline, kb.review, kb.number, kb.suggest, kb.search):
                with suppress(CancuError):
                    action(text)
print("done")
"""


@pytest.mark.parametrize("times", [200, pytest.param(3000, marks=pytest.mark.long)])
def test_no_repetition_keeps_a_pattern_busy(folder: Path, times: int) -> None:
    command = [sys.executable, "-c", _PATTERNS, str(folder / "var"), str(times)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr[-2000:]
