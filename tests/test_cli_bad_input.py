"""Bad input to every parameter of every command, walked from the parser: a Vietnamese line, a right exit code, no more.

The walk goes through the program's own main, in a folder of its own with a small library; what a process cannot be
given (NUL) is given all the same.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from indexer.build import build
from tests.small_library import SMALL
from tests.small_library import write_corpus
from webapp import commands

FINE = {0, 1, 2}  # 70 would be a flaw of the program, as would be a traceback
ENGLISH = ("Traceback", "Error", "Usage", "Invalid", "No such", "Got ", "does not exist", "expected")

# What a person, a script or an enemy may type where a value belongs.
VALUES = {
    "nothing": "",
    "a blank": " ",
    "NUL": "a\0b",
    "half a character": "a\udcff",
    "half a pair": "a\ud800",
    "very long": "x" * 100_000,
    "many words": "nghị quyết " * 5_000,
    "a huge number": "9" * 400,
    "below zero": "-1",
    "no number": "NaN",
    "a folder": "folder",
    "an empty file": "empty",
    "bytes": "bytes",
    "not there": "khong/co/o/dau",
    "under a file": "empty/x",
    "control letters": "\x1b[2J\r\n\x07",
    "upwards": "../../../../etc/passwd",
    "brackets": "((((\"'`{}[]%_*?\\",
}
#: What would go on for ever where its other values are right is given one more wrong one: an address of no machine.
LASTING = {"serve"}
SLOW = {("export", "site")}  # writes a whole site for each name that a folder can have
STOPPED_BY_HOST = ["--host", "203.0.113.1"]
STOPPED_BY_LIBRARY = ["--corpus", "khong-co", "--data", "khong-co"]


def walk(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from walk(command, (*path, name))
        elif command is not None:
            yield (*path, name), command


COMMANDS = dict(walk(commands.cli))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad-input")
    write_corpus(folder / "corpus", SMALL)
    build(folder / "corpus", folder / "var")
    (folder / "folder").mkdir()
    (folder / "empty").touch()
    (folder / "bytes").write_bytes(bytes(range(256)) * 40)
    (folder / "text.txt").write_text(
        "Căn cứ Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị.", encoding="utf-8"
    )
    return folder


@pytest.fixture
def inside(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the library, in which the process stands."""
    shutil.copytree(library, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    for name in [name for name in os.environ if name.startswith("CANCU_")]:
        monkeypatch.delenv(name)
    return tmp_path / "here"


def right(parameter: click.Parameter) -> list[str]:
    """A value that the parameter takes."""
    kind = parameter.type
    if isinstance(kind, click.Choice):
        value = str(kind.choices[0])
    elif isinstance(kind, click.Path):
        value = "new" if not kind.file_okay else "text.txt"
    else:
        value = "35-NQ/TW"
    return [value] * max(1, parameter.nargs)


def lines(command: click.Command) -> Iterator[tuple[str, list[str]]]:
    """Every line in which one parameter has a bad value and the arguments that are needed have right ones."""
    for parameter in command.params:
        if isinstance(parameter, click.Option) and (parameter.is_flag or parameter.is_eager):
            continue
        needed = [
            word for other in command.params if other.required and other is not parameter for word in right(other)
        ]
        for name, value in VALUES.items():
            if isinstance(parameter, click.Option):
                yield f"{parameter.opts[0]} {name}", [*needed, parameter.opts[0], value]
            else:
                before = [
                    word
                    for other in command.params[: command.params.index(parameter)]
                    if other.required
                    for word in right(other)
                ]
                after = needed[len(before) :]
                yield f"{parameter.name} {name}", [*before, value, *after]


def told(arguments: list[str], stdin: bytes = b"") -> tuple[int, str]:
    shown = CliRunner().invoke(commands.cli, arguments, input=stdin)
    if shown.exception is not None and not isinstance(shown.exception, SystemExit):
        raise shown.exception
    return shown.exit_code, shown.stderr


def flaws(path: tuple[str, ...], name: str, code: int, said: str) -> list[str]:
    found = []
    if code not in FINE:
        found.append(f"{path} {name}: ends with {code}: {said[:200]}")
    if code == 2 and (len(said.splitlines()) != 1 or len(said) > 1_500):
        found.append(f"{path} {name}: not one line: {said[:200]!r}")
    found += [f"{path} {name}: English: {said[:200]}" for word in ENGLISH if word in said]
    return found


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=[pytest.mark.long] * (path in SLOW), id=" ".join(path)) for path in COMMANDS],
)
def test_every_parameter(path: tuple[str, ...], inside: Path) -> None:
    found: list[str] = []
    for name, line in lines(COMMANDS[path]):
        rest = (STOPPED_BY_LIBRARY if "--host" in line else STOPPED_BY_HOST) if path[0] in LASTING else []
        found += flaws(path, name, *told([*path, *line, *rest]))
    assert found == []
