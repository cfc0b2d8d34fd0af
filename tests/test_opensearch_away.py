"""What is said and done where the cluster of text search does not answer; none of this needs a cluster."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.build import build
from indexer.building import generations
from indexer.building import pointer
from indexer.cli import cli
from indexer.errors import CancuError
from indexer.errors.searching import NoSearchServerError
from indexer.errors.searching import SearchServerAddressError
from indexer.errors.searching import SearchServerAwayError
from indexer.errors.searching import SearchServerNoTlsError
from indexer.errors.searching import SearchServerOpenLineError
from indexer.errors.searching import SearchServerPasswordFileError
from indexer.errors.searching import SearchServerSettingError
from indexer.errors.searching import ServerlessEngineError
from indexer.search.engines import OPENSEARCH
from indexer.search.engines import SPELLED
from indexer.search.engines import WeightedTerm
from indexer.search.engines import open_engine
from indexer.search.engines import remove_index
from tests.cluster.nodes import free_ports

NOTE = '{"index": "cancu-20260101-000000-abcdef", "addresses": "http://127.0.0.1:1", "passages": 1}'


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("URL", "USER", "PASSWORD", "PASSWORD_FILE", "CA", "SHARDS"):
        monkeypatch.delenv(f"CANCU_OPENSEARCH_{name}", raising=False)


@pytest.fixture
def closed() -> str:
    """An address at which nobody listens."""
    return f"http://127.0.0.1:{free_ports(1)[0]}"


@pytest.fixture
def silent() -> Iterator[str]:
    """An address that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


@pytest.mark.parametrize(
    ("url", "error", "said"),
    [
        (None, NoSearchServerError, "CANCU_OPENSEARCH_URL"),
        (" , ", NoSearchServerError, "--url"),
        ("may-chu:9200", SearchServerAddressError, "“may-chu:9200”"),
        ("ftp://may-chu", SearchServerAddressError, "ftp"),
        ("http://may-chu:khong", SearchServerAddressError, "may-chu"),
        ("http://may-chu:99999", SearchServerAddressError, "may-chu"),
        ("https://may-chu:9200/?a=b", SearchServerAddressError, "may-chu"),
        ("https://tot:9200,https://binh:mat-khau@may-chu:9200", SearchServerAddressError, "CANCU_OPENSEARCH_PASSWORD"),
    ],
)
def test_an_address_that_cannot_be_used(
    url: str | None, error: type[CancuError], said: str, small_corpus: Path, tmp_path: Path
) -> None:
    with pytest.raises(error, match=said) as refused:
        build(small_corpus, tmp_path / "var", engine=OPENSEARCH, url=url)
    assert "mat-khau" not in str(refused.value)
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CA", "/no/such/file.pem"),
        ("CA", __file__),
        ("USER", "a:b"),
        ("USER", "a\nb"),
        ("SHARDS", "0"),
        ("SHARDS", "ba"),
        ("SHARDS", "101"),
    ],
)
def test_a_setting_that_cannot_be_used(
    name: str, value: str, small_corpus: Path, tmp_path: Path, closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"CANCU_OPENSEARCH_{name}", value)
    with pytest.raises(SearchServerSettingError, match=f"CANCU_OPENSEARCH_{name}"):
        build(small_corpus, tmp_path / "var", engine=OPENSEARCH, url=closed)


@pytest.mark.parametrize("text", [b"", b"hai\ndong\n", b"\xff\xfe", b"k" * 5000, None])
def test_a_file_that_holds_no_password(
    text: bytes | None, small_corpus: Path, tmp_path: Path, closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mat-khau"
    if text is not None:
        file.write_bytes(text)
    monkeypatch.setenv("CANCU_OPENSEARCH_USER", "cancu")
    monkeypatch.setenv("CANCU_OPENSEARCH_PASSWORD_FILE", str(file))
    with pytest.raises(SearchServerPasswordFileError, match="CANCU_OPENSEARCH_PASSWORD_FILE") as refused:
        build(small_corpus, tmp_path / "var", engine=OPENSEARCH, url=closed)
    assert str(file) in str(refused.value)
    assert "kkk" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("http://192.0.2.1:9200", SearchServerOpenLineError),
        ("https://127.0.0.1:1,http://may-chu.example.org:9200", SearchServerOpenLineError),
        ("http://127.0.0.1.example.org:1", SearchServerOpenLineError),
        # What does not leave this machine is read by nobody on the way.
        ("http://127.0.0.1:1,http://localhost:1,http://[::1]:1", SearchServerAwayError),
    ],
)
def test_a_password_goes_nowhere_in_the_open(
    url: str, error: type[CancuError], small_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANCU_OPENSEARCH_USER", "cancu")
    monkeypatch.setenv("CANCU_OPENSEARCH_PASSWORD", "rất kín")
    with pytest.raises(error) as refused:
        build(small_corpus, tmp_path / "var", engine=OPENSEARCH, url=url)
    assert "rất kín" not in str(refused.value)


def test_a_server_that_speaks_no_tls_is_said(small_corpus: Path, tmp_path: Path) -> None:
    # What answers is no node, but a plain web server, to which a client must not believe anything.
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            with pytest.raises(SearchServerNoTlsError, match="http://"):
                build(small_corpus, tmp_path / "var", engine=OPENSEARCH, url=f"https://127.0.0.1:{server.server_port}")
        finally:
            server.shutdown()


def test_a_server_is_no_matter_of_other_engines(small_corpus: Path, tmp_path: Path, closed: str) -> None:
    with pytest.raises(ServerlessEngineError, match="--engine opensearch"):
        build(small_corpus, tmp_path / "var", url=closed)


def test_a_build_that_finds_no_server_leaves_the_library_as_it_is(
    small_corpus: Path, tmp_path: Path, closed: str
) -> None:
    data = tmp_path / "var"
    first = build(small_corpus, data)
    with pytest.raises(SearchServerAwayError, match=closed):
        build(small_corpus, data, engine=OPENSEARCH, url=f"{closed},{closed}/")
    said = CliRunner().invoke(
        cli,
        ["build", "--corpus", str(small_corpus), "--data", str(data), "--engine", "opensearch", "--url", closed],
    )
    assert (said.exit_code, said.output.count("\n")) == (2, 1)
    assert "không trả lời" in said.output
    assert pointer.current_name(data) == first.generation
    assert len(list((data / "generations").iterdir())) == 1


def test_text_search_rests_in_time(tmp_path: Path, closed: str, silent: str) -> None:
    # Nodes that refuse, and nodes that take a connection and hang: whoever asks hears within two seconds, and the
    # next ones at once.
    for at, addresses in enumerate((f"{closed},{closed}", silent, f"{silent},{silent},{silent}", f"{closed},{silent}")):
        folder = tmp_path / str(at)
        folder.mkdir()
        (folder / "opensearch.json").write_text(NOTE.replace("http://127.0.0.1:1", addresses))
        engine = open_engine(OPENSEARCH, folder)
        started = time.monotonic()
        with pytest.raises(SearchServerAwayError):
            engine.search([WeightedTerm(SPELLED, "tư")], (), 10)
        first = time.monotonic()
        for _ in range(50):
            with pytest.raises(SearchServerAwayError):
                engine.search([WeightedTerm(SPELLED, "tư")], (), 10)
        # The limit is part of the promise, not of the machine: sockets have it as their time-out.
        assert first - started < 2
        assert time.monotonic() - first < 1
        engine.close()


def test_an_index_of_another_generation_is_never_removed(tmp_path: Path) -> None:
    # A copied generation begins with the note of the one before: what it names belongs to that one.
    folder = generations.new_generation(tmp_path) / generations.INDEX_FOLDER
    folder.mkdir()
    (folder / "opensearch.json").write_text(NOTE)
    assert remove_index(folder)
    generations.discard(folder.parent)
    assert not folder.exists()


def test_a_generation_whose_index_cannot_be_removed_stays_for_the_next_build(tmp_path: Path, closed: str) -> None:
    folder = generations.new_generation(tmp_path) / generations.INDEX_FOLDER
    folder.mkdir()
    note = NOTE.replace("20260101-000000-abcdef", folder.parent.name).replace("http://127.0.0.1:1", closed)
    (folder / "opensearch.unfinished").write_text(note)
    generations.discard(folder.parent)
    assert folder.exists()
