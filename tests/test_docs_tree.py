"""The documents say what is so: rooms, make targets, benchmarks and pins are held against the tree.

The names of commands, addresses, settings, fields, files and links are held by `test_docs`.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from indexer.cli import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [*cli.list_commands(None), "serve"])  # type: ignore[arg-type]
def test_every_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"\| `cancu {command}\b", README)


@pytest.mark.parametrize("room", re.findall(r"^\| \d+ \| (.+?) \|", ARCHITECTURE, re.MULTILINE))
def test_every_room_stands_where_architecture_says(room: str) -> None:
    for name in re.findall(r"`([\w./]+)`", room):
        assert (ROOT / name).exists() or (ROOT / "indexer" / name).exists(), name


def test_every_room_of_the_library_is_in_architecture() -> None:
    rooms = " ".join(re.findall(r"^\| \d+ \| (.+?) \|", ARCHITECTURE, re.MULTILINE))
    for path in sorted((ROOT / "indexer").iterdir()):
        if path.name.startswith("_") or not (path.suffix == ".py" or (path / "__init__.py").exists()):
            continue
        assert f"{path.name}`" in rooms or f"{path.name}/`" in rooms, path.name


@pytest.mark.parametrize("target", re.findall(r"`make ([a-z-]+)`", README + CONTRIBUTING + ARCHITECTURE))
def test_every_make_target_that_is_named_exists(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("module", sorted(path.stem for path in (ROOT / "benchmarks").glob("[!_]*.py")))
def test_every_benchmark_is_named(module: str) -> None:
    assert f"benchmarks.{module}" in README + CONTRIBUTING


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_pin_by_hash_and_carry_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)==\S+ \\$", text, re.MULTILINE)
    assert len(pins) > 10
    assert text.count("--hash=sha256:") >= len(pins)
    assert not re.search(r"https?:|--(?:extra-)?index-url|--find-links", text)


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=!\[]", wish)[0].lower() for wish in wanted}
    lock = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    assert names <= {pin.lower() for pin in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
