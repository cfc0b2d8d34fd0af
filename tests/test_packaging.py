"""The wheel that a Windows user installs: the vocabulary, the pages and the scripts are in it, the corpus is not."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from webapp.guides import GUIDES

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_the_wheel_carries_the_vocabulary_letter_for_letter(wheel: zipfile.ZipFile) -> None:
    ours = {path.name: path.read_bytes() for path in (ROOT / "corpus" / "vocabulary").glob("*.yaml")}
    theirs = {Path(name).name: wheel.read(name) for name in wheel.namelist() if name.startswith("indexer/_vocabulary/")}
    assert ours == theirs


@pytest.mark.parametrize("name", GUIDES.values())
def test_the_wheel_carries_the_guides(name: str, wheel: zipfile.ZipFile) -> None:
    assert wheel.read(f"webapp/_guides/{name}") == (ROOT / "docs" / name).read_bytes()


@pytest.mark.parametrize("folder", ["webapp/templates", "webapp/static", "webapp/styles"])
def test_the_wheel_carries_the_pages(folder: str, wheel: zipfile.ZipFile) -> None:
    ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert ours <= set(wheel.namelist())


def test_nothing_but_the_program_is_installed(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    shared = {name for name in wheel.namelist() if ".data/" in name}
    assert {top for top in tops if not top.endswith((".dist-info", ".data"))} == {"indexer", "webapp"}
    assert {name.partition(".data/")[2] for name in shared} == {"data/share/man/man1/cancu.1"}
