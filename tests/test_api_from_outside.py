"""A program from outside, which knows only the description's address, resolves the plan and downloads its documents."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.store import load_corpus
from tests.conftest import CORPUS

ROOT = Path(__file__).parent.parent
PROGRAM = ROOT / "docs" / "resolve_and_download.py"
PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
TEXT = CORPUS / "originals" / "ke-hoach-2022.txt"
SECONDS = 120  # after which a server or program that hangs is ended

#: What the plan names without naming a document: guides that are yet to come.
YET_TO_COME = {
    "Hướng dẫn của Ban Tuyên giáo Thành ủy",
    "hướng dẫn của Ban Tuyên giáo Trung ương",
    "hướng dẫn của Trung ương, Thành phố",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`cancu serve`, as a person starts it, over the sample library."""
    folder = tmp_path_factory.mktemp("served")
    places = ("--corpus", CORPUS, "--data", folder / "var", "--state", folder / "state")
    command = [sys.executable, "-m", "webapp.commands", "serve", *map(str, places), "--port", "19300"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, encoding="utf-8") as server:
        watchdog = threading.Timer(SECONDS, server.kill)
        watchdog.start()
        try:
            assert server.stderr is not None
            found = (re.search(r"http://127\.0\.0\.1:\d+/", line) for line in server.stderr)
            yield next(match[0] for match in found if match)
        finally:
            server.kill()
            watchdog.cancel()


@pytest.fixture(scope="module")
def downloaded(address: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[tuple[str, str]], Path]:
    """The program's lines as (citation, what it means), and its folder; it runs apart from the project."""
    folder = tmp_path_factory.mktemp("outside")
    shutil.copy(PROGRAM, folder / "program.py")
    shutil.copy(TEXT, folder / "plan.txt")
    command = [sys.executable, "-I", "-X", "utf8", "program.py", f"{address}api/v1/openapi.json", "plan.txt", "out"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True, encoding="utf-8", timeout=SECONDS)
    lines = [line.rpartition(" -> ") for line in done.stdout.splitlines()]
    return [(written, meant) for written, _arrow, meant in lines], folder / "out"


def test_it_knows_nothing_of_the_project() -> None:
    program = PROGRAM.read_text(encoding="utf-8")
    imported = set(re.findall(r"^(?:from|import) ([\w.]+)", program, re.MULTILINE))
    assert {name.partition(".")[0] for name in imported} <= set(sys.stdlib_module_names)
    assert re.findall(r"/(?:api|documents|cite)\b", program.partition('"""\n')[2].partition("class Api")[2]) == []


def test_every_citation_that_names_a_document_is_resolved(downloaded: tuple[list[tuple[str, str]], Path]) -> None:
    lines, _folder = downloaded
    text = " ".join(TEXT.read_text(encoding="utf-8").split())
    assert all(written in text for written, _meant in lines)
    assert len(lines) > 90
    known = load_corpus(CORPUS).documents
    left = {written: meant for written, meant in lines if meant not in known}
    # Several documents not named singly, "Kế hoạch này", and what did not exist yet.
    assert set(left.values()) == {"(group)", "(reference)", "(unnumbered)"}
    assert {written for written, meant in left.items() if meant == "(unnumbered)"} == YET_TO_COME
    assert {written for written, meant in left.items() if meant == "(reference)"} == {"Kế hoạch này"}


def test_each_document_is_downloaded_with_all_that_there_is(downloaded: tuple[list[tuple[str, str]], Path]) -> None:
    lines, folder = downloaded
    known = load_corpus(CORPUS).documents
    meant = {name for _written, name in lines if name in known}
    assert len(meant) >= 38
    assert {path.name for path in folder.iterdir()} == meant
    for name in meant:
        files = {path.name: path.read_bytes() for path in (folder / name).iterdir()}
        assert {"record.json", "akn.xml", "entry.ris", "entry.bib", "entry.json"} <= set(files)
        assert ("text.md" in files, "original" in files) == (known[name].held, known[name].original is not None)
        record = json.loads(files["record.json"])
        assert (record["summary"]["id"], record["summary"]["number"]) == (name, known[name].number)
        assert [item["id"] for item in json.loads(files["entry.json"])] == [name]
