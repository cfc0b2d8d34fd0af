"""Internal documents: for a stranger the library is, on every address, the one that never held them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.accounts import Accounts
from indexer.accounts import passwords
from indexer.build import build
from indexer.build import is_current
from indexer.cli import cli
from indexer.errors import DocumentNotFoundError
from indexer.errors import NoIndexError
from indexer.kb import KnowledgeBase
from indexer.library import Library
from indexer.views.accounts import Audience
from tests.internal_library import GUIDE
from tests.internal_library import OPINION
from tests.internal_library import PUBLIC
from tests.internal_library import SECRET_PLAN
from tests.internal_library import WHOLE
from tests.internal_library import WORDS
from tests.small_library import HELD
from tests.small_library import PLAN
from tests.small_library import write_corpus
from webapp.application import create_app
from webapp.settings import Settings
from webapp.visitors import FORM_FIELD

CHANGED = 1_700_000_000  # seconds: when the files of both libraries were written
NAME, PASSWORD = "Biên tập", "mật khẩu dài"
DRAFT = "KẾ HOẠCH\n\nI. MỤC ĐÍCH\n\nThực hiện Hướng dẫn số 77-HD/TU và Hướng dẫn Lý Thông, Nghị quyết 35-NQ/TW.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two libraries: the whole one, and the one that a stranger should see."""
    found = tmp_path_factory.mktemp("circulation")
    for name, files in (("whole", WHOLE), ("public", PUBLIC)):
        write_corpus(found / name / "corpus", files)
        for path in (found / name / "corpus").rglob("*.md"):
            os.utime(path, (CHANGED, CHANGED))  # feeds tell it
        build(found / name / "corpus", found / name / "var")
    return found


@pytest.fixture(scope="module")
def stranger(folder: Path) -> FlaskClient:
    return create_app(Settings(folder / "whole" / "var")).test_client()


@pytest.fixture(scope="module")
def visitor(folder: Path) -> FlaskClient:
    """A visitor of the library that never held anything internal."""
    return create_app(Settings(folder / "public" / "var")).test_client()


@pytest.fixture(scope="module")
def keeper(folder: Path) -> FlaskClient:
    """Somebody at the machine itself, on a site without accounts."""
    return create_app(Settings(folder / "whole" / "var", local=True)).test_client()


VALUES = {
    "identifier": (GUIDE, SECRET_PLAN, OPINION, PLAN, HELD, "thach-sanh-cu"),
    "plan_id": (SECRET_PLAN, PLAN),
    "task_id": ("I", "II.1-1"),
    "name": ("nguyen-ban-noi-bo.txt", "ke-hoach-5.txt", "style.css"),
    "form": ("json", "csv", "docx"),
    "suffix": ("ris", "bib", "json"),
    "value": ("huong-dan", "ke-hoach", "thanh-uy-ha-noi", "2022", "xvii"),
    "number": ("77-hd-tu", "88-KH/TU", "99-KL/TU", "35-nq-tw"),
    "spelling": ("77-hd-tu", "88-kh-tu", "99-kl-tu", "35-nq-tw"),
}
QUESTIONS = (
    "Thạch Sanh",
    "thach sanh",
    "lụa là",
    "77-HD/TU",
    "88-KH/TU",
    "Lý Thông",
    "nền tảng tư tưởng",
    "th",
    "",
    "loại:hướng dẫn",
    "năm:2022",
)


def addresses(app: Flask) -> Iterator[str]:
    """For every route of the site that is asked with GET, its addresses with every value that could give something away."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        found = [rule.rule]
        for argument in sorted(rule.arguments):
            values = VALUES.get(argument, (GUIDE, "1"))
            found = [
                re.sub(rf"<(?:\w+:)?{argument}>", quote(value, safe=""), path) for path in found for value in values
            ]
        yield from found
    for question in QUESTIONS:
        for path in ("/tim?q=", "/api/v1/search?q=", "/api/v1/suggest?q=", "/tim?q=a&trong=", "/tim?loai=huong-dan&q="):
            yield path + quote(question)
    items = f"m={GUIDE}&m={SECRET_PLAN}:I&m={HELD}"
    yield from (f"/tu-lieu?{items}", *(f"/tu-lieu/tai?dang={form}&{items}" for form in ("md", "json")))
    yield from ("/tim?co-quan=thanh-uy-ha-noi", "/api/v1/search?issuer=x&year=2022", "/api/v1/openapi.json")


def crawled(client: FlaskClient, start: tuple[str, ...]) -> Iterator[str]:
    """Every address that links lead to, from `start` on."""
    waiting, seen = list(start), set(start)
    while waiting:
        address = waiting.pop()
        yield address
        answer = client.get(address, buffered=True)
        if answer.mimetype != "text/html":
            continue
        links = (unescape(link).partition("#")[0] for link in re.findall(r'(?:href|action)="([^"]*)"', answer.text))
        for link in links:
            if link.startswith("/") and link not in seen and not link.startswith(("/tim?", "/tu-lieu?", "/static/")):
                seen.add(link)
                waiting.append(link)


def told(answer: TestResponse) -> tuple[int, str, str]:
    body = answer.get_data()
    if body.startswith(b"PK"):  # an office file: its parts, but for the hour at which it was written
        with ZipFile(BytesIO(body)) as parts:
            body = b"".join(parts.read(name) for name in sorted(parts.namelist()) if name != "docProps/core.xml")
    text = body.decode("utf-8", "replace")
    return answer.status_code, answer.headers.get("Location", ""), re.sub(r'"generation":\s*"[^"]*"', "", text)


def test_every_address_answers_a_stranger_as_if_they_had_never_been(
    folder: Path, stranger: FlaskClient, visitor: FlaskClient, keeper: FlaskClient
) -> None:
    known = dict.fromkeys([*addresses(stranger.application), *crawled(keeper, ("/",))])
    assert len(known) > 200
    assert sum(1 for address in known if GUIDE in address) > 5
    for address in known:
        seen = told(stranger.get(address, buffered=True))
        assert seen == told(visitor.get(address, buffered=True)), address


def test_no_word_of_theirs_is_on_any_page(stranger: FlaskClient) -> None:
    # Addresses that do not themselves hold such a word: those may be echoed.
    asked = [*addresses(stranger.application), *crawled(stranger, ("/",))]
    plain = [
        address
        for address in asked
        if not any(
            word.casefold() in address.casefold()
            for word in (*WORDS, quote("Thạch Sanh"), quote("Lý Thông"), quote("lụa là"), "77-hd", "88-kh")
        )
    ]
    assert len(plain) > 100
    for address in plain:
        text = stranger.get(address, buffered=True).get_data().decode("utf-8", "replace")
        assert [word for word in WORDS if word.casefold() in text.casefold()] == [], address


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/ra-soat", {"data": {"van-ban": DRAFT}}),
        ("/ra-soat", {"data": {"van-ban": DRAFT, "dang": "csv"}}),
        ("/tu-lieu", {"data": {"them": f"/van-ban/{GUIDE}"}}),
        ("/tu-lieu/tai", {"data": {"dang": "md", "m": GUIDE}}),
        ("/api/v1/cite", {"json": {"text": DRAFT}}),
        ("/api/v1/review", {"json": {"text": DRAFT}}),
    ],
)
def test_what_is_sent_is_answered_the_same(
    stranger: FlaskClient, visitor: FlaskClient, address: str, sent: dict[str, object]
) -> None:
    first, second = (client.post(address, **sent) for client in (stranger, visitor))  # type: ignore[arg-type]  # as above
    assert told(first) == told(second)
    assert first.status_code in {200, 303}
    assert "Thạch Sanh" not in first.text


# Who sees them


@pytest.mark.parametrize(
    "address",
    [
        f"/van-ban/{GUIDE}",
        f"/van-ban/{GUIDE}/tep/nguyen-ban-noi-bo.txt",
        f"/ke-hoach/{SECRET_PLAN}",
        "/tim?q=th%E1%BA%A1ch+sanh",
    ],
)
def test_whoever_sits_at_the_machine_sees_them(keeper: FlaskClient, address: str) -> None:
    answer = keeper.get(address, buffered=True)
    assert answer.status_code == 200
    assert "Thạch Sanh" in answer.text


def test_they_bear_a_badge_wherever_they_are_listed(keeper: FlaskClient) -> None:
    for address in (
        f"/van-ban/{GUIDE}",
        f"/ke-hoach/{SECRET_PLAN}",
        "/tim?q=th%E1%BA%A1ch+sanh",
        "/loai/huong-dan",
        "/ke-hoach",
    ):
        assert "lưu hành nội bộ" in keeper.get(address).text, address
    assert "lưu hành nội bộ" not in keeper.get("/loai/quy-dinh").text


@pytest.mark.parametrize(
    "request_",
    [
        {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}},
        {"headers": {"X-Forwarded-For": "192.0.2.7"}},
        {"headers": {"Forwarded": "for=192.0.2.7"}},
        {"headers": {"Via": "1.1 proxy"}},
        {"base_url": "http://cancu.example.org/"},
        {"base_url": "http://rebound.example.org:8000/"},
    ],
    ids=["another machine", "a proxy", "a proxy of today", "any proxy", "a name", "a name with a port"],
)
def test_who_comes_from_elsewhere_is_a_stranger_even_on_a_local_site(
    keeper: FlaskClient, request_: dict[str, object]
) -> None:
    assert keeper.get(f"/van-ban/{GUIDE}", **request_).status_code == 404  # type: ignore[arg-type]  # options by name


def test_with_accounts_only_who_is_signed_in_sees_them(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "COST", (2**4, 8, 1))
    Accounts(tmp_path).add(NAME, PASSWORD)
    client = create_app(Settings(folder / "whole" / "var", state=tmp_path, local=True)).test_client()
    assert client.get(f"/van-ban/{GUIDE}").status_code == 404
    found = re.search(rf'name="{FORM_FIELD}" value="(\w+)"', client.get("/dang-nhap").text)
    assert found is not None
    client.post("/dang-nhap", data={FORM_FIELD: found[1], "ten": NAME, "mat-khau": PASSWORD})
    answer = client.get(f"/van-ban/{GUIDE}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-cache"
    Accounts(tmp_path).disable(NAME)
    assert client.get(f"/van-ban/{GUIDE}").status_code == 404


def test_the_command_line_shows_all(folder: Path) -> None:
    options = ["--corpus", str(folder / "whole" / "corpus"), "--data", str(folder / "whole" / "var")]
    assert "Thạch Sanh" in CliRunner().invoke(cli, ["show", GUIDE, *options]).stdout
    assert GUIDE in CliRunner().invoke(cli, ["search", "thạch sanh", "--json", *options]).stdout


# Builds


def both(data: Path) -> tuple[int, int]:
    """How many documents editors and strangers see."""
    library = Library(data)
    return tuple(library.seen_by(audience).counts().documents for audience in (Audience.EDITORS, Audience.EVERYONE))  # type: ignore[return-value]  # two audiences


def test_what_becomes_internal_is_hidden_and_what_becomes_public_is_shown(tmp_path: Path) -> None:
    corpus, data = write_corpus(tmp_path / "corpus", PUBLIC), tmp_path / "var"
    path = next((corpus / "directives").rglob(f"{HELD}.md"))
    public = path.read_text(encoding="utf-8")
    build(corpus, data)
    library = Library(data)
    assert library.seen_by(Audience.EVERYONE) is library.seen_by(Audience.EDITORS)
    path.write_text(public.replace("issued:", "circulation: internal\nissued:", 1), encoding="utf-8")
    build(corpus, data)
    assert library.seen_by(Audience.EDITORS).document(HELD).summary.internal
    # A public plan cites it by number and day: so much is known of it, and no more.
    shown = library.seen_by(Audience.EVERYONE).number("35-NQ/TW").documents
    assert [(document.described, document.held) for document in shown] == [(False, False)]
    path.write_text(public, encoding="utf-8")
    build(corpus, data)
    assert library.seen_by(Audience.EVERYONE).document(HELD).summary.held
    assert not (data / "public").exists()


@pytest.mark.parametrize("changed", [f"directives/bo-chinh-tri/{HELD}.md", f"directives/thanh-uy-ha-noi/{GUIDE}.md"])
def test_a_small_change_is_brought_into_both(tmp_path: Path, changed: str) -> None:
    corpus, data = write_corpus(tmp_path / "corpus", WHOLE), tmp_path / "var"
    build(corpus, data)
    before = both(data)
    path = corpus / changed
    path.write_text(path.read_text(encoding="utf-8").replace("1. Mục đích", "1. Mục đích mới"), encoding="utf-8")
    assert not is_current(corpus, data)
    assert build(corpus, data).built
    assert is_current(corpus, data)
    assert not build(corpus, data).built
    assert both(data) == before == (9, 6)
    seen = KnowledgeBase.open(data, audience=Audience.EVERYONE)
    assert seen.document(HELD).body.startswith("1. Mục đích mới") == (HELD in changed)
    with pytest.raises(DocumentNotFoundError):
        seen.document(GUIDE)
    seen.close()


def test_where_the_public_generation_is_missing_nothing_is_shown(folder: Path, tmp_path: Path) -> None:
    corpus, data = write_corpus(tmp_path / "corpus", WHOLE), tmp_path / "var"
    build(corpus, data)
    (data / "public" / "current").unlink()
    with pytest.raises(NoIndexError):
        KnowledgeBase.open(data, audience=Audience.EVERYONE)
    assert create_app(Settings(data)).test_client().get("/").status_code == 503
    assert not is_current(corpus, data)


def test_a_limit_that_cannot_be_read_is_a_limit(tmp_path: Path) -> None:
    files = {
        **PUBLIC,
        f"directives/x/{GUIDE}.md": "---\nid: " + GUIDE + "\nkind: huong-dan\ncirculation: noi bo\n---\n",
    }
    build(write_corpus(tmp_path / "corpus", files), tmp_path / "var")
    assert both(tmp_path / "var") == (7, 6)


def test_a_file_that_cannot_be_read_is_no_stranger_s_business(tmp_path: Path) -> None:
    broken = {f"directives/x/{GUIDE}.md": "---\ncirculation: internal\n"}
    corpus = write_corpus(tmp_path / "corpus", {**WHOLE, **broken})
    build(corpus, tmp_path / "var")
    page = create_app(Settings(tmp_path / "var")).test_client().get("/kiem-tra").text
    assert GUIDE not in page
