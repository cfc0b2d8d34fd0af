"""The container file: what it promises, and its very steps, run in empty folders and served by a user without rights."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from deploy import pinned
from indexer.cli.configuration import KEYS
from indexer.cli.configuration import variable

ROOT = Path(__file__).parent.parent
NOBODY = 65534
SAMPLE = "/van-ban/nghi-quyet-35-bo-chinh-tri-2018"


def instructions() -> list[tuple[str, str]]:
    """The instructions of the file with what follows them, in order."""
    text = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^\s*#.*\n", "", text)).splitlines()
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1].strip()) for line in lines if line.strip()]


def stages() -> list[list[tuple[str, str]]]:
    """The instructions of the stage that builds, and of the image itself."""
    found: list[list[tuple[str, str]]] = []
    for instruction, rest in instructions():
        if instruction == "FROM":
            found.append([])
        elif found:
            found[-1].append((instruction, rest))
    return found


def environment() -> dict[str, str]:
    (told,) = [rest for instruction, rest in stages()[1] if instruction == "ENV"]
    return dict(pair.split("=", 1) for pair in told.split())


def told(instruction: str) -> str:
    """What the image's only such instruction says."""
    (found,) = [rest for name, rest in stages()[1] if name == instruction]
    return found


def test_the_image_is_served_by_a_user_without_rights_and_tells_how_it_is() -> None:
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", told("USER"))
    assert json.loads(told("CMD")) == ["cancu", "serve"]
    assert "/healthz" in told("HEALTHCHECK")
    assert told("STOPSIGNAL") == "SIGTERM"


def test_its_settings_are_the_programs() -> None:
    known = {variable(key) for key in KEYS}
    named = {name for name in environment() if name.startswith("CANCU_")}
    assert named <= known
    folders = [environment()[variable(key)] for key in ("corpus", "data", "state")]
    assert json.loads(told("VOLUME")) == folders


def test_nothing_is_installed_without_its_hash() -> None:
    commands = [command for stage in stages() for name, rest in stage if name == "RUN" for command in rest.split("&&")]
    installing = [command for command in commands if " install " in f"{command} " and "pip" in command]
    assert len(installing) == 3
    for command in installing:
        assert "--require-hashes" in command or "--no-index" in command
    assert not [name for name, _rest in instructions() if name == "ADD"]


def test_the_libraries_are_those_of_the_lock_without_what_is_not_read() -> None:
    run, build = ({pin.name for pin in pins()} for pins in (pinned.run, pinned.build))
    assert {"flask", "waitress", "whoosh3", "pyvi", "lxml"} <= run
    assert not {"scikit-learn", "scipy", "numpy", "pytest", "hatchling"} & run
    assert "hatchling" in build
    assert all(pin.hashes for pins in (pinned.run, pinned.build) for pin in pins())


def test_what_goes_into_the_image_is_the_program_alone() -> None:
    copied = [rest.split()[:-1] for stage in stages() for name, rest in stage if name == "COPY"]
    ours = {path for paths in copied for path in paths if not path.startswith(("--", "/"))}
    assert all((ROOT / path).exists() for path in ours)
    let_in = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {path.split("/")[0] for path in ours} == {line[1:].split("/")[0] for line in let_in if line[:1] == "!"}
    assert not [path for path in ours if path.startswith("corpus") and path != "corpus/vocabulary/"]
    # What the wheel takes in besides is there to be taken.
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    taken = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert all(path.startswith(tuple(ours)) or f"{path}/" in ours for path in taken)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that everybody may enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory(prefix="cancu-container-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def follow(steps: list[tuple[str, str]], build: Path, here: Callable[[str], str]) -> None:
    """Do in the folder `build` what the stage says that builds; `here` turns the image's folders into those at hand."""
    for name, rest in steps:
        if name == "COPY":
            *sources, target = rest.split()
            for source in sources:
                put = build / (target if target != "./" else source)
                if (ROOT / source).is_dir():
                    shutil.copytree(ROOT / source, put, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    put.parent.mkdir(exist_ok=True)
                    shutil.copyfile(ROOT / source, put)
        elif name == "RUN":
            command, path = ["/bin/sh", "-ec", here(rest)], {**os.environ, "PATH": environment()["PATH"]}
            done = subprocess.run(command, cwd=build, check=False, capture_output=True, text=True, env=path)
            if "No matching distribution" in done.stderr:
                pytest.skip("không tải được thư viện: máy này không có mạng")
            assert done.returncode == 0, done.stderr


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="begins a process of another user")
@pytest.mark.skipif(not Path("/usr/bin/python3").exists(), reason="needs a Python that every user may run")
def test_its_steps_make_a_program_that_a_user_without_rights_serves(place: Path) -> None:
    build, program, library = place / "build", place / "opt" / "cancu", place / "srv" / "cancu"
    folders = (("/build", build), ("/opt/cancu", program), ("/srv/cancu", library))
    build.mkdir()
    program.parent.mkdir()

    def here(text: str) -> str:
        for folder, real in folders:
            text = re.sub(rf"(?<![\w.]){folder}\b", str(real), text)
        return text

    follow(stages()[0], build, here)
    shutil.rmtree(build)

    for folder in ("var", "state"):
        (library / folder).mkdir(parents=True)
    shutil.copytree(ROOT / "corpus", library / "corpus")
    for path in (library, *library.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    before = {path: path.stat().st_mtime_ns for path in program.rglob("*")}
    port = free_port()
    settings = {name: here(value) for name, value in environment().items()}
    settings |= {"CANCU_HOST": "127.0.0.1", "CANCU_PORT": port, "HOME": "/nonexistent", "LANG": "C.UTF-8"}
    program_name, *arguments = json.loads(told("CMD"))
    health = json.loads(told("HEALTHCHECK").partition(" CMD ")[2].replace("8000", port))
    with subprocess.Popen(
        [program / "bin" / program_name, *arguments],
        cwd=library,
        env=settings,
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        stderr=subprocess.PIPE,
    ) as server:
        try:
            until = time.monotonic() + 120
            while subprocess.run(health, check=False, capture_output=True).returncode and time.monotonic() < until:
                time.sleep(0.2)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{SAMPLE}", timeout=30) as answer:
                assert "35-NQ/TW" in answer.read().decode()
        finally:
            with suppress(ProcessLookupError):
                server.send_signal(signal.SIGTERM)
        assert server.stderr is not None
        said = server.stderr.read().decode()
    assert server.returncode == 0, said
    assert {path: path.stat().st_mtime_ns for path in program.rglob("*")} == before
    assert all(json.loads(line)["level"] == "info" for line in said.splitlines())
