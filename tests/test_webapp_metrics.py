"""What the server tells whoever watches it: figures that a parser reads, nothing of a visitor's, hidden from strangers."""

from __future__ import annotations

import io
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from werkzeug.test import TestResponse

from indexer.accounts import Accounts
from indexer.accounts import passwords
from tests.small_library import SMALL
from tests.small_library import write_corpus
from tests.test_webapp_editing import AN
from tests.test_webapp_editing import PASSWORD
from tests.test_webapp_editing import fields
from tests.test_webapp_editing import signed_in
from tests.test_webapp_server import QUICK
from tests.test_webapp_server import Start
from tests.test_webapp_server import ask
from tests.test_webapp_server import start  # noqa: F401 (a fixture)
from webapp.application import create_app
from webapp.settings import Settings
from webapp.turns import turns_of
from webapp.watching import run_build

HERE, LAN = {"REMOTE_ADDR": "127.0.0.1"}, {"REMOTE_ADDR": "10.1.2.3"}
ALLOWED = "127.0.0.1, 10.1.0.0/16, ::1"
ROOT = Path(__file__).parent.parent
BAIT = "tuyệt-mật-8c1f"


@pytest.fixture
def settings(library_data: Path) -> Settings:
    return Settings(library_data, metrics=ALLOWED)


@pytest.fixture
def client(settings: Settings) -> FlaskClient:
    return create_app(settings).test_client()


def figures(client: FlaskClient) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Every figure by its name and labels, as the library's own parser reads them."""
    answer = client.get("/metrics", environ_base=HERE)
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=")
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def figure(client: FlaskClient, name: str, **labels: str) -> float | None:
    return figures(client).get((name, tuple(sorted(labels.items()))))


def test_requests_by_route_method_and_status(client: FlaskClient) -> None:
    for path in ("/van-ban/nghi-quyet-35-bo-chinh-tri-2018", "/van-ban/khong-co", "/van-ban/khong-co-2", "/khong-co"):
        client.get(path)
    client.post("/van-ban/khong-co")
    client.open("/", method="KHONGCO")
    route = "/van-ban/<identifier>"
    assert figure(client, "cancu_requests_total", route=route, method="GET", status="200") == 1
    assert figure(client, "cancu_requests_total", route=route, method="GET", status="404") == 2
    assert figure(client, "cancu_requests_total", route="none", method="GET", status="404") == 1
    assert figure(client, "cancu_requests_total", route="none", method="POST", status="405") == 1
    assert figure(client, "cancu_requests_total", route="none", method="other", status="405") == 1
    assert figure(client, "cancu_request_seconds_count", route=route) == 3
    assert figure(client, "cancu_request_seconds_bucket", route=route, le="+Inf") == 3
    assert figure(client, "cancu_requests_in_flight") == 1  # this one


def test_a_request_that_fails_is_counted_and_over(settings: Settings) -> None:
    app = create_app(settings)

    def fail() -> str:
        raise RuntimeError

    app.add_url_rule("/hong", "fail", fail)
    client = app.test_client()
    assert client.get("/hong").status_code == 500
    assert figure(client, "cancu_requests_total", route="/hong", method="GET", status="500") == 1
    assert figure(client, "cancu_requests_in_flight") == 1


def test_nothing_that_a_visitor_sends_becomes_a_name(client: FlaskClient) -> None:
    before = len(figures(client))
    for number in range(50):
        name = f"{BAIT}-{number}"
        client.get(f"/{name}")
        client.get(f"/van-ban/{name}?{name}={name}", headers={name.encode("ascii", "ignore").decode(): name[-2:]})
        client.post("/ra-soat", data={name: name, "van-ban": name})
        client.open(f"/so/{name}", method=f"X{number}")
    client.post("/ra-soat", data={"tep": (io.BytesIO(b"x"), f"{BAIT}.bin")})
    found = figures(client)
    assert BAIT not in str(found)
    assert len(found) - before < 150


def test_index_pages_and_searches(client: FlaskClient) -> None:
    gzip = {"Accept-Encoding": "gzip"}
    for _ in range(3):
        client.get("/ke-hoach", headers=gzip)
    found = figures(client)
    assert found["cancu_index_ready", ()] == 1
    assert 0 <= time.time() - found["cancu_index_built_timestamp_seconds", ()] < 86_400
    assert found["cancu_searches_resting_total", ()] == 0
    assert found["cancu_kept_pages_total", (("found", "no"),)] == 1
    assert found["cancu_kept_pages_total", (("found", "yes"),)] == 2
    assert found["cancu_threads", ()] == 8
    assert ("cancu_drafts_waiting", ()) not in found  # nobody edits here


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not tell")
def test_memory_and_open_files(client: FlaskClient) -> None:
    found = figures(client)
    assert found["process_resident_memory_bytes", ()] > 10_000_000
    assert found["process_open_fds", ()] > 3


def test_files_turns_and_drafts(library_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", (2**4, 8, 1))
    Accounts(tmp_path / "state").add(AN, PASSWORD)
    corpus = Path("corpus").resolve()
    app = create_app(Settings(library_data, state=tmp_path / "state", corpus=corpus, metrics=ALLOWED, threads=1))
    client = signed_in(app)
    for name, content in (("a.txt", "Quy định số 38-QĐ/TW".encode()), ("b.docx", b"PK\x03\x04\xff")):
        form = fields(client.get("/nhap-van-ban").text)
        client.post("/nhap-van-ban", data={**form, "tep": (io.BytesIO(content), name)})
    turns_of(app).take()
    client.post("/ra-soat", data={"tep": (io.BytesIO(b"Nghi quyet"), "c.txt")})
    found = figures(client)
    assert found["cancu_files_total", (("result", "read"),)] == 1
    assert found["cancu_files_total", (("result", "refused"),)] == 1
    assert found["cancu_long_work_refused_total", ()] == 1
    assert found["cancu_long_work", (("state", "working"),)] == 1
    assert found["cancu_long_work", (("state", "waiting"),)] == 0
    assert found["cancu_drafts_waiting", ()] == 1


def test_builds(client: FlaskClient, tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", SMALL)
    before = figures(client)
    assert run_build(tmp_path / "corpus", tmp_path / "var")
    between = figures(client)
    assert between["cancu_last_build_success", ()] == 1
    assert between["cancu_last_build_seconds", ()] > 0
    assert not run_build(tmp_path / "none", tmp_path / "var")
    after = figures(client)
    assert after["cancu_last_build_success", ()] == 0
    for result in ("well", "failed"):
        key = ("cancu_builds_total", (("result", result),))
        assert after[key] - before[key] == 1


def test_without_an_index(tmp_path: Path) -> None:
    found = figures(create_app(Settings(tmp_path, metrics=ALLOWED)).test_client())
    assert found["cancu_index_ready", ()] == 0
    assert ("cancu_index_built_timestamp_seconds", ()) not in found


def test_the_rules_of_alerts_ask_for_figures_that_there_are(client: FlaskClient) -> None:
    run_build(Path("none"), Path("none"))  # from then on there is a last one
    client.get("/")
    # Those of the process itself only Linux tells; Prometheus tells "up".
    names = {name for name, _labels in figures(client)} | {"process_resident_memory_bytes", "up"}
    rules = yaml.safe_load((ROOT / "deploy" / "prometheus-rules.yml").read_text(encoding="utf-8"))
    (group,) = rules["groups"]
    for rule in group["rules"]:
        asked = set(re.findall(r"\b(?:cancu|process)_\w+", rule["expr"])) or {"up"}
        assert asked <= names, rule["alert"]
        assert set(rule["annotations"]) == {"summary", "action"}


def test_every_figure_is_documented(client: FlaskClient) -> None:
    document = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    for name, _labels in figures(client):
        if name.startswith("cancu_"):
            assert f"`{re.sub('_(bucket|count|sum|created)$', '', name)}" in document, name


# Who may read them


def same(answer: TestResponse, other: TestResponse) -> bool:
    """Whether two answers tell nothing apart but what was asked for."""
    told = answer.text.replace("metrics", "metricz")
    return (answer.status_code, told) == (other.status_code, other.text)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize(
    ("environ", "headers"),
    [
        ({"REMOTE_ADDR": "192.0.2.1"}, {}),
        ({"REMOTE_ADDR": "10.2.0.1"}, {}),
        (HERE, {"X-Forwarded-For": "127.0.0.1"}),
        (HERE, {"Forwarded": "for=10.1.2.3"}),
        (HERE, {"Via": "1.1 proxy"}),
        (HERE, {"Host": "trang-khac.example"}),
        (LAN, {"X-Forwarded-For": "10.1.2.3"}),
    ],
)
def test_there_is_no_such_page_for_strangers(
    client: FlaskClient, method: str, environ: dict[str, str], headers: dict[str, str]
) -> None:
    answer = client.open("/metrics", method=method, environ_base=environ, headers=headers)
    assert answer.status_code == 404
    assert same(answer, client.open("/metricz", method=method, environ_base=environ, headers=headers))
    assert "cancu_" not in answer.text


@pytest.mark.parametrize("environ", [HERE, LAN, {"REMOTE_ADDR": "::1"}])
def test_those_who_are_allowed_read_them(client: FlaskClient, environ: dict[str, str]) -> None:
    answer = client.get("/metrics", environ_base=environ)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert "cancu_requests_total" in answer.text


def test_nobody_reads_them_where_nothing_is_set(library_data: Path) -> None:
    client = create_app(Settings(library_data)).test_client()
    assert client.get("/metrics", environ_base=HERE).status_code == 404


@pytest.mark.parametrize("proxy", ["", "127.0.0.1"])
@pytest.mark.parametrize(
    ("header", "status"), [("", b" 200 "), ("X-Forwarded-For: 10.1.2.3\r\n", b" 404 "), ("Via: 1.1 x\r\n", b" 404 ")]
)
def test_through_a_proxy_nobody_reads_them(
    start: Start,  # noqa: F811 (the fixture)
    settings: Settings,
    proxy: str,
    header: str,
    status: bytes,
) -> None:
    port, _server, _thread = start(create_app(settings), replace(QUICK, proxy=proxy))
    told = ask(port, f"GET /metrics HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n{header}\r\n")
    assert status in told.partition(b"\r\n")[0]
