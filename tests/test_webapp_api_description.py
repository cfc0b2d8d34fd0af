"""The API is what its description says: every operation, with good calls, generated ones and bad ones.

schemathesis reads the description from the running server, makes calls that fit it and calls that do not, and holds
every answer against it: status, type, schema, no failure of the server.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from schemathesis import Case
from schemathesis import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance
from werkzeug.test import TestResponse

from indexer.build import build
from tests.api_calls import CALLS
from tests.api_calls import PLAN
from tests.api_calls import TEXTS
from tests.api_calls import VALUES
from tests.browser.server import serve
from tests.compare_library import NEW_PLAN
from tests.compare_library import NEW_RULE
from tests.compare_library import OLD_PLAN
from tests.compare_library import OLD_RULE
from tests.compare_library import write_compared
from webapp.application import create_app
from webapp.openapi.description import PREFIX
from webapp.openapi.description import describe
from webapp.openapi.operations import MOST_LETTERS
from webapp.openapi.operations import OPERATIONS
from webapp.params import LAST_PAGE
from webapp.params import MOST_HITS
from webapp.settings import Settings

ORIGINAL = Path(__file__).parent.parent / "corpus" / "originals" / "ke-hoach-2022.txt"
UNHELD = "nghi-quyet-35-bo-chinh-tri-2018"
DOCUMENT = (Path(__file__).parent.parent / "docs" / "api.md").read_text(encoding="utf-8")
#: An application says what it answers also where it has no library.
EMPTY = create_app(Settings(Path("khong-co")))
DESCRIBED = describe(EMPTY)
CALLABLE = [(method, path) for path, methods in DESCRIBED["paths"].items() for method in methods]
#: Those that a call can fail to fit: where all is free text in a path, every call does.
BOUND = [
    (method, path)
    for method, path in CALLABLE
    if "requestBody" in DESCRIBED["paths"][path][method]
    or any(item["in"] == "query" for item in DESCRIBED["paths"][path][method]["parameters"])
]
MOVING = (f"{PREFIX}/documents/{{identifier}}", f"{PREFIX}/plans/{{identifier}}")
PAGED = [
    (path, CALLS[path][0])
    for method, path in CALLABLE
    if any(item["name"] == "limit" for item in DESCRIBED["paths"][path][method]["parameters"])
]


@pytest.fixture(scope="module")
def server(library_data: Path) -> Iterator[str]:
    yield from serve(library_data)


@pytest.fixture(scope="module")
def api(server: str) -> BaseSchema:
    return schemathesis.openapi.from_url(f"{server}{PREFIX}/openapi.json")


@pytest.fixture(scope="module")
def client(library_data: Path) -> FlaskClient:
    return create_app(Settings(library_data)).test_client()


def test_every_route_is_described() -> None:
    routes = {rule.endpoint for rule in EMPTY.url_map.iter_rules() if rule.rule.startswith(f"{PREFIX}/")}
    assert {name for name in routes if EMPTY.view_functions[name] not in OPERATIONS} == set()
    assert len(CALLABLE) == len(routes)


@pytest.mark.parametrize(("method", "path"), CALLABLE)
def test_every_operation_is_in_the_document(method: str, path: str) -> None:
    assert f"| `{method.upper()} {path.removeprefix(PREFIX)}` |" in DOCUMENT


def test_every_operation_has_a_good_call() -> None:
    assert {path for method, path in CALLABLE if method == "get"} == set(CALLS)
    assert {path for method, path in CALLABLE if method == "post"} == set(TEXTS)
    assert {path for _method, path in CALLABLE if "{" in path} == set(VALUES)


@pytest.mark.parametrize(("path", "address"), [(path, call) for path, calls in CALLS.items() for call in calls])
def test_a_good_call_is_answered_as_described(api: BaseSchema, client: FlaskClient, path: str, address: str) -> None:
    response = client.get(address, buffered=True)
    assert response.status_code == 200
    api[path]["GET"].validate_response(response)


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A library with several texts, and a document that had another id."""
    folder = tmp_path_factory.mktemp("compared")
    build(write_compared(folder / "corpus"), folder / "var")
    return create_app(Settings(folder / "var")).test_client()


@pytest.mark.parametrize(("old", "new"), [(OLD_PLAN, NEW_PLAN), (OLD_RULE, NEW_RULE)])
def test_two_texts_compared_are_answered_as_described(
    api: BaseSchema, compared: FlaskClient, old: str, new: str
) -> None:
    response = compared.get(f"{PREFIX}/compare?old={old}&new={new}")
    assert response.status_code == 200
    api[f"{PREFIX}/compare"]["GET"].validate_response(response)


@pytest.mark.parametrize("path", [path for _method, path in CALLABLE if path.startswith(MOVING)])
def test_a_former_id_leads_on(compared: FlaskClient, path: str) -> None:
    values = {"identifier": "ke-hoach-cu", "task_id": "I", "form": "json"}
    answer = compared.get(path.format(**values))
    assert (answer.status_code, answer.headers["Location"]) == (302, path.format(**values | {"identifier": OLD_PLAN}))


@pytest.mark.parametrize(("path", "address"), [(path, call) for path, calls in TEXTS.items() for call in calls])
def test_a_text_is_answered_as_described(api: BaseSchema, client: FlaskClient, path: str, address: str) -> None:
    text = ORIGINAL.read_text(encoding="utf-8")
    sent = client.post(address, json={"text": text}), client.post(address, data=text, content_type="text/plain")
    for response in sent:
        assert response.status_code == 200
        api[path]["POST"].validate_response(response)


def generated(api: BaseSchema, method: str, path: str, mode: GenerationMode, examples: int) -> None:
    """Makes calls of one operation that fit the description, or do not, and holds each answer against it."""
    # With made-up ids nearly every call would end with "not found".
    known = VALUES.get(path) if mode is GenerationMode.POSITIVE else None

    @settings(
        max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
    )
    @given(case=api[path][method.upper()].as_strategy(generation_mode=mode, path_parameters=known))
    def answered(case: Case) -> None:
        # A value that fits may still be refused: no schema knows the calendar, or what the library holds.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    answered()


@pytest.mark.parametrize(("method", "path"), CALLABLE)
def test_calls_that_fit(api: BaseSchema, method: str, path: str) -> None:
    generated(api, method, path, GenerationMode.POSITIVE, 6)


@pytest.mark.parametrize(("method", "path"), BOUND)
def test_calls_that_do_not_fit(api: BaseSchema, method: str, path: str) -> None:
    generated(api, method, path, GenerationMode.NEGATIVE, 12)


@pytest.mark.long
@pytest.mark.parametrize(("method", "path"), CALLABLE)
def test_many_calls_that_fit(api: BaseSchema, method: str, path: str) -> None:
    generated(api, method, path, GenerationMode.POSITIVE, 200)


@pytest.mark.long
@pytest.mark.parametrize(("method", "path"), BOUND)
def test_many_calls_that_do_not_fit(api: BaseSchema, method: str, path: str) -> None:
    generated(api, method, path, GenerationMode.NEGATIVE, 400)


def refusal(response: TestResponse) -> tuple[int, str]:
    """The status and code of a failure, which has the one shape."""
    answer = response.get_json()
    assert set(answer) == {"ok", "error", "status"}
    assert set(answer["error"]) == {"code", "message"}
    assert (answer["ok"], answer["status"]) == (False, response.status_code)
    assert answer["error"]["message"].endswith(".")
    return response.status_code, answer["error"]["code"]


ADDRESSES = [calls[0] for calls in CALLS.values() if calls]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_does_not_belong_is_refused_everywhere(client: FlaskClient, address: str) -> None:
    more = "&" if "?" in address else "?"
    assert refusal(client.get(f"{address}{more}khong-co=1")) == (400, "unknown-parameter")
    for method in ("PUT", "DELETE", "PATCH", "POST"):
        answer = client.open(address, method=method)
        assert refusal(answer) == (405, "method-not-allowed")
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert refusal(client.get(address, buffered=True, headers={"If-Match": '"cu"'})) == (412, "stale-tag")


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_that_is_known_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address, buffered=True)
    known = client.get(address, buffered=True, headers={"If-None-Match": first.headers["ETag"]})
    assert (known.status_code, known.data) == (304, b"")
    assert client.get(address, buffered=True, headers={"If-None-Match": '"cu"'}).status_code == 200
    # A tag that only says "the same but for the hour" (W/) is never enough for If-Match.
    expected = 412 if first.headers["ETag"].startswith("W/") else 200
    again = client.get(address, buffered=True, headers={"If-Match": first.headers["ETag"]})
    assert again.status_code == expected
    packed = client.get(address, buffered=True, headers={"Accept-Encoding": "gzip"})
    assert ("Content-Encoding" in packed.headers) == (packed.headers["ETag"] != first.headers["ETag"])


@pytest.mark.parametrize(("path", "address"), PAGED)
@pytest.mark.parametrize(
    "part",
    ["limit=0", f"limit={MOST_HITS + 1}", "limit=-1", "limit=abc", "limit=", "limit=1&limit=2", "offset=-1",
     f"offset={LAST_PAGE * MOST_HITS + 1}", "offset=1e3", "offset=9999999999999999999999"],
)  # fmt: skip
def test_a_part_out_of_bounds_is_refused(client: FlaskClient, path: str, address: str, part: str) -> None:
    assert refusal(client.get(f"{address.partition('?')[0]}?{part}")) == (400, "bad-parameter")


def test_the_parts_of_a_list_are_linked(client: FlaskClient) -> None:
    seen, address = [], f"{PREFIX}/search?kind=nghi-quyet&limit=2"
    while address:
        answer = client.get(address, buffered=True)
        seen += [hit["document"] for hit in answer.get_json()["hits"]]
        links = {
            link.rpartition('rel="')[2][:-1]: link[1:].partition(">")[0] for link in answer.headers.getlist("Link")
        }
        address = links.get("next", "")
    assert len(seen) == len(set(seen)) == answer.get_json()["total"] > 4
    assert "prev" in links


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (f"search?q={'a' * (MOST_LETTERS + 1)}", "bad-parameter"),
        ("search?held=co", "bad-parameter"),
        ("search?order=", "bad-parameter"),
        ("search?from=31/02/2021", "bad-parameter"),
        ("search?from=2021-02", "bad-parameter"),
        ("compare", "bad-parameter"),
        ("compare?old=35-NQ/TW", "bad-parameter"),
    ],
)
def test_a_value_that_cannot_be_is_refused(client: FlaskClient, address: str, code: str) -> None:
    assert refusal(client.get(f"{PREFIX}/{address}")) == (400, code)


@pytest.mark.parametrize("path", [calls[0] for calls in TEXTS.values()])
@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "bad-text-request"),
        ("[]", 400, "bad-text-request"),
        ('{"text": 1}', 400, "bad-text-request"),
        ('{"text": "a", "as_of": 2022}', 400, "bad-text-request"),
        ('{"text": "a", "as_of": "hom nay"}', 400, "bad-day"),
        ('{"text": "a", "ngay": "2022-01-01"}', 400, "bad-text-request"),
        (f'{{"text": "{"a" * 2_000_001}"}}', 413, "text-too-long"),
    ],
)
def test_a_text_that_cannot_be_is_refused(client: FlaskClient, path: str, body: str, status: int, code: str) -> None:
    assert refusal(client.post(path, data=body, content_type="application/json")) == (status, code)
    assert refusal(client.get(path)) == (405, "method-not-allowed")


def test_other_sites_may_read_what_strangers_read(library_data: Path, client: FlaskClient) -> None:
    address = f"{PREFIX}/search?q=nq35"
    assert client.get(address, buffered=True).headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"{PREFIX}/khong-co").headers["Access-Control-Allow-Origin"] == "*"
    asked = client.options(address)
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Access-Control-Allow-Credentials" not in asked.headers
    # Not what is sent, not what a session opens, not what the machine itself is shown, and no page.
    assert "Access-Control-Allow-Origin" not in client.post(f"{PREFIX}/cite", json={"text": ""}).headers
    known = create_app(Settings(library_data)).test_client()
    known.set_cookie("cancu_session", "a")
    assert "Access-Control-Allow-Origin" not in known.get(address).headers
    assert "Access-Control-Allow-Origin" not in client.get("/tim?q=nq35").headers
    local = create_app(Settings(library_data, local=True)).test_client()
    assert "Access-Control-Allow-Origin" not in local.get(address).headers


def test_a_file_is_handed_over_as_it_came(client: FlaskClient) -> None:
    answer = client.get(f"{PREFIX}/documents/{PLAN}/original", buffered=True)
    assert answer.data == ORIGINAL.read_bytes()
    assert answer.headers["Content-Disposition"] == "attachment; filename=ke-hoach-2022.txt"
    assert "## II." in client.get(f"{PREFIX}/documents/{PLAN}/text").text


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (f"documents/{UNHELD}/text", "no-text"),
        (f"documents/{UNHELD}/original", "no-original"),
        (f"documents/{UNHELD}/export/pdf", "not-found"),
        (f"plans/{UNHELD}/links", "plan-not-found"),
        (f"plans/{PLAN}/tasks/IX", "task-not-found"),
        ("organs/khong-co", "listing-not-found"),
    ],
)
def test_what_is_not_there_is_said(client: FlaskClient, address: str, code: str) -> None:
    assert refusal(client.get(f"{PREFIX}/{address}")) == (404, code)


def test_the_links_of_a_plan_are_those_of_its_tasks(client: FlaskClient) -> None:
    def all_of(tasks: list[dict[str, Any]]) -> list[tuple[str, int]]:
        return [
            found
            for task in tasks
            for found in [
                *((task["id"], link["citation"]["start"]) for link in task["links"]),
                *all_of(task["children"]),
            ]
        ]

    links = client.get(f"{PREFIX}/plans/{PLAN}/links?limit=200").get_json()
    told = [(link["task"], link["citation"]["start"]) for link in links["links"]]
    assert told == all_of(client.get(f"{PREFIX}/plans/{PLAN}/tasks").get_json()["tasks"])
    assert len(told) == links["total"] > 50


def test_the_example_of_the_document_resolves_and_downloads(server: str, tmp_path: Path) -> None:
    program = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)[0]
    assert sum(1 for line in program.splitlines() if line) == 10
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program, server, str(ORIGINAL), str(tmp_path)],
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    text = " ".join(ORIGINAL.read_text(encoding="utf-8").split())
    lines = [line.rpartition(" -> ") for line in done.stdout.splitlines()]
    assert len(lines) > 50
    assert all(written in text for written, _arrow, _document in lines)
    named = {document for _written, _arrow, document in lines} - {"?"}
    assert len(named) > 30
    assert {path.stem for path in tmp_path.iterdir()} == named
    for path in tmp_path.iterdir():
        assert json.loads(path.read_text(encoding="utf-8"))["summary"]["id"] == path.stem
