"""The manual is made of the parser: it is current, complete, a man page without flaws, and JSON is as it says."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from click.testing import Result

from indexer.cli.manual.answers import ANSWERS
from indexer.cli.manual.answers import WITHOUT
from indexer.cli.manual.examples import EXAMPLES
from indexer.cli.manual.topics import TITLES
from tests.small_library import HELD
from tests.small_library import NEWEST
from tests.small_library import PLAN
from tests.small_library import REPLACED
from tests.test_cli_bad_input import COMMANDS
from webapp import commands

ROOT = Path(__file__).parent.parent
MAN = ROOT / "docs" / "cancu.1"
NAMES = [" ".join(path) for path in COMMANDS]


def run(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(
        commands.cli, list(arguments), input=stdin, env={"CANCU_CORPUS": None, "CANCU_DATA": None}
    )


@pytest.mark.parametrize(("option", "file"), [("--markdown", "lenh.md"), ("--man", "cancu.1")])
def test_the_documents_are_current(option: str, file: str) -> None:
    """`cancu help --markdown > docs/lenh.md` and `cancu help --man > docs/cancu.1` make them."""
    assert run("help", option).stdout == (ROOT / "docs" / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "reader",
    [
        ["mandoc", "-T", "lint", "-W", "warning"],
        ["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-z"],
        ["man", "--warnings", "-l", "-Tutf8"],
    ],
    ids=lambda command: command[0],
)
def test_the_man_page_has_no_flaw(reader: list[str]) -> None:
    if shutil.which(reader[0]) is None:
        pytest.skip(f"no {reader[0]} here")
    done = subprocess.run([*reader, str(MAN)], capture_output=True, text=True, check=False)
    said = done.stderr + (done.stdout if reader[0] == "mandoc" else "")
    # No date stands in it: it would change with each build of the same words.
    assert [line for line in said.splitlines() if "missing date" not in line] == []


# Every command


@pytest.mark.parametrize("name", NAMES)
def test_every_command_answers_json_or_says_why_not(name: str) -> None:
    takes = any("--json" in parameter.opts for parameter in COMMANDS[tuple(name.split())].params)
    assert takes == (name not in WITHOUT)
    assert (name in ANSWERS) != (name in WITHOUT)


def test_nothing_else_is_told_of() -> None:
    assert {*ANSWERS, *WITHOUT} == set(NAMES)
    assert set(EXAMPLES) <= set(NAMES)


@pytest.mark.parametrize("line", [line for lines in EXAMPLES.values() for line in lines])
def test_every_example_is_right(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    program, *words = shlex.split(line)
    assert program == "cancu"
    context = commands.cli.make_context("cancu", words)
    while isinstance(context.command, click.Group):
        name, command, rest = context.command.resolve_command(context, context._protected_args + context.args)
        assert command is not None
        context = command.make_context(name, rest, parent=context)


@pytest.mark.parametrize("name", [*NAMES, "user", "export", *TITLES])
def test_every_page_is_shown(name: str) -> None:
    shown = run("help", *name.split())
    assert (shown.exit_code, shown.stderr) == (0, "")
    page = json.loads(run("help", *name.split(), "--json").stdout)
    assert page["name"] == name
    assert shown.stdout.startswith(page["title"][:30])


def test_the_list_of_pages() -> None:
    shown = run("help").stdout
    assert all(f"  {name} " in shown or f"  {name}:" in shown for name in [*TITLES, "search", "serve", "help"])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("serch", "Không có lệnh hay đề mục “serch”: xem “cancu help”. Có phải cần tìm: cancu help search?"),
        ("tìm kiếm", "Không có lệnh hay đề mục “tìm kiếm”: xem “cancu help”."),
    ],
)
def test_no_such_page(asked: str, said: str) -> None:
    shown = run("help", asked)
    assert (shown.exit_code, shown.stdout, shown.stderr.partition(" Có phải")[0]) == (
        2,
        "",
        said.partition(" Có phải")[0] + "\n" * (" Có phải" not in said),
    )


# What JSON holds

TEXT = "Căn cứ Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị.\n\nI. MỤC ĐÍCH\n\n1. Học tập Quy định 377.\n"
PASSWORD = "một mật khẩu dài\n"
#: Each command as it can be run one after another on one library; a command with several shapes stands several times.
LINES = [
    ("init", ["moi"], ""),
    ("build", [], ""),
    ("search", ["nq35"], ""),
    ("show", [HELD], ""),
    ("tasks", [PLAN], ""),
    ("compare", [PLAN, HELD], ""),
    ("topics", [], ""),
    ("topics", ["lich-su-dang"], ""),
    ("cite", ["-"], TEXT),
    ("outline", ["-"], TEXT),
    ("review", ["-"], TEXT),
    ("convert", ["vb.txt"], ""),
    ("import", ["vb.txt", "--dry-run"], ""),
    ("check", [], ""),
    ("adopt", ["12-CT/TU"], ""),
    ("user add", ["An"], PASSWORD),
    ("user list", [], ""),
    ("user password", ["An"], PASSWORD),
    ("user disable", ["An"], ""),
    ("backup", ["kho.zip"], ""),
    ("restore", ["kho.zip", "--check"], ""),
    ("restore", ["kho.zip", "--corpus", "b/corpus", "--data", "b/var", "--state", "b/state"], ""),
    ("merge", ["--library", "b/corpus"], ""),
    ("merge", [NEWEST, REPLACED], ""),
    ("completion", ["bash"], ""),
    ("help", [], ""),
    ("help", ["search"], ""),
    ("help", ["--man"], ""),
    ("export corpus", ["ra.zip"], ""),
    ("export site", ["trang"], ""),
]


def test_json_is_as_told(small_corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small_corpus.parent)
    Path("vb.txt").write_text(TEXT, encoding="utf-8")
    found: dict[str, dict[str, Any]] = {}
    for name, arguments, stdin in LINES:
        shown = run(*name.split(), *arguments, "--json", stdin=stdin)
        assert shown.exit_code in {0, 1}, (name, shown.stderr)
        found.setdefault(name, {}).update(json.loads(shown.stdout))
    keys = {
        name: {f"{key}[]" if isinstance(value, list) else key for key, value in answer.items()}
        for name, answer in found.items()
    }
    assert keys == {name: set(told) for name, told in ANSWERS.items()}


@pytest.mark.parametrize(
    "arguments", [["review", "-", "--format", "docx"], ["review", "-"], ["compare", PLAN, HELD]], ids=" ".join
)
def test_json_and_a_file_at_once(arguments: list[str], small_corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--output` is not forgotten where JSON is asked for."""
    monkeypatch.chdir(small_corpus.parent)
    assert run("build").exit_code == 0
    shown = run(*arguments, "--json", "--output", "ra", stdin=TEXT)
    assert json.loads(shown.stdout)["counts"]
    assert Path("ra").stat().st_size > 0


def test_no_plan_is_json_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "corpus").exit_code == run("build").exit_code == 0
    shown = run("tasks", "--json")
    assert (shown.exit_code, json.loads(shown.stdout)) == (1, {"plan": None, "title": None, "tasks": []})
