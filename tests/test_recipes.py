"""The recipes of docs/developing.md, followed on a copy: a kind, an organ, a short form, a topic, an export.

The entries are the ones that the document shows: what it tells is what is tried here. Nothing but the vocabulary of a
library is touched, and the answers are asked for through the command line, the pages and the API.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from indexer.build import build
from indexer.cli.review import FORMATS as SAID_FORMATS
from indexer.export import FORMATS
from indexer.export import FileFormat
from indexer.store import check_corpus
from indexer.store import load_corpus
from indexer.views.review import Review
from tests import docs_names
from tests.docs_names import DOCUMENTS
from tests.small_library import write_corpus
from webapp import commands
from webapp.application import create_app
from webapp.settings import Settings

RECIPES = DOCUMENTS["docs/developing.md"]
#: The entries of the document, by the file into which they go (its first line says which).
ENTRIES = {
    block.partition("\n")[0].removeprefix("# corpus/vocabulary/"): block for block in docs_names.blocks(RECIPES, "yaml")
}
DECREE = "sac-lenh-78"
FILES = {
    f"directives/{DECREE}.md": f"""
        ---
        id: {DECREE}
        kind: sac-lenh
        number: 78-SL
        title: Văn bản đặt ra để thử
        status: unknown
        ---
        """,
    "directives/nghi-quyet-2-tinh-uy-quang-ninh-2021.md": """
        ---
        id: nghi-quyet-2-tinh-uy-quang-ninh-2021
        kind: nghi-quyet
        number: 02-NQ/TU
        title: Văn bản thứ hai đặt ra để thử
        issuer: tinh-uy-quang-ninh
        status: unknown
        ---
        """,
    "plans/ke-hoach-thu.md": """
        ---
        id: ke-hoach-thu
        kind: ke-hoach
        title: Kế hoạch đặt ra để thử
        status: unknown
        ---

        ## I. MỤC ĐÍCH

        ### 1. Yêu cầu

        - Học tập Sắc lệnh số 78-SL; triển khai Nghị quyết số 02-NQ/TU của Tỉnh ủy Quảng Ninh.
        """,
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of a library that follows the recipes."""
    folder = tmp_path_factory.mktemp("recipes")
    corpus = write_corpus(folder / "corpus", FILES)
    (corpus / "vocabulary").mkdir()
    for name, entry in ENTRIES.items():
        (corpus / "vocabulary" / name).write_text(entry, encoding="utf-8")
    assert [str(problem) for problem in check_corpus(load_corpus(corpus))] == []
    build(corpus, folder / "var")
    return folder / "var"


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    return create_app(Settings(data)).test_client()


def test_the_document_has_an_entry_of_each_sort() -> None:
    assert set(ENTRIES) == {"kinds.yaml", "organs.yaml", "abbreviations.yaml", "topics.yaml"}


# --- a kind


@pytest.mark.parametrize("question", ["78-SL", "sl78", "sắc lệnh 78", "sac lenh so 78"])
def test_a_new_kind_is_found_by_number(client: FlaskClient, question: str) -> None:
    first = client.get("/api/v1/search", query_string={"q": question}).get_json()["hits"][0]
    assert (first["document"], first["why"]) == (DECREE, "number")


def test_a_new_kind_has_its_list_its_pages_and_its_citations(client: FlaskClient, data: Path) -> None:
    assert "Sắc lệnh" in client.get("/danh-muc").text
    assert f'href="/van-ban/{DECREE}"' in client.get("/loai/sac-lenh").text
    assert "Sắc lệnh 78-SL" in client.get(f"/van-ban/{DECREE}").text
    links = client.get("/api/v1/plans/ke-hoach-thu/links").get_json()["links"]
    assert [link["document"]["id"] for link in links] == [DECREE, "nghi-quyet-2-tinh-uy-quang-ninh-2021"]
    shown = CliRunner().invoke(commands.cli, ["show", "sl78", "--data", str(data)])
    assert shown.stdout.startswith("Sắc lệnh số 78-SL\n")


# --- an organ


def test_a_new_organ_has_its_page_and_its_tasks(client: FlaskClient) -> None:
    page = client.get("/co-quan/tinh-uy-quang-ninh").text
    assert "Tỉnh ủy Quảng Ninh" in page
    assert "02-NQ/TU" in page
    organ = client.get("/api/v1/organs/tinh-uy-quang-ninh").get_json()
    assert [document["number"] for document in organ["documents"]] == ["02-NQ/TU"]


def test_a_new_organ_narrows_a_search(client: FlaskClient) -> None:
    found = client.get("/api/v1/search", query_string={"q": "cơ quan:tỉnh ủy quảng ninh"}).get_json()
    assert [hit["number"] for hit in found["hits"]] == ["02-NQ/TU"]


# --- a short form, a topic


def test_a_new_short_form_is_understood(client: FlaskClient) -> None:
    found = client.get("/api/v1/search", query_string={"q": "vbđr"}).get_json()
    assert DECREE in [hit["document"] for hit in found["hits"]]


def test_a_new_topic_gathers(client: FlaskClient) -> None:
    assert "Việc đặt ra để thử" in client.get("/chu-de").text
    assert f'href="/van-ban/{DECREE}"' in client.get("/chu-de/viec-thu").text


# --- an export


def bases(review: Review) -> bytes:
    return "".join(f"{basis.written}\n" for basis in review.bases).encode()


def test_a_new_export_of_reviews_is_on_the_page_and_in_the_api(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMATS, "txt", FileFormat(".txt", "text/plain; charset=utf-8", bases, "Tải danh sách (chữ)"))
    draft = {"van-ban": "Căn cứ Nghị quyết số 02-NQ/TU của Tỉnh ủy Quảng Ninh"}
    assert "Tải danh sách (chữ)" in client.post("/ra-soat", data=draft).text
    page = client.post("/ra-soat", data={**draft, "dang": "txt"})
    api = client.post("/api/v1/review/export/txt", json={"text": draft["van-ban"]})
    for answer in (page, api):
        assert answer.mimetype == "text/plain"
        assert "02-NQ/TU" in answer.text


def test_the_command_line_says_every_export_of_reviews() -> None:
    assert set(SAID_FORMATS) - {"text", "comments"} == set(FORMATS)
