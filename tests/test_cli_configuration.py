"""Settings: option before variable before file before default, one name in three spellings, flaws named."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from click.testing import Result

from indexer.cli import cli
from indexer.cli.configuration import FILE_NAME
from indexer.cli.configuration import KEYS
from indexer.cli.configuration import SERVER_KEYS
from indexer.cli.configuration import variable
from tests.small_library import SMALL
from tests.small_library import write_corpus
from webapp import commands
from webapp.settings import ServerSettings

DOCUMENT = (Path(__file__).parent.parent / "docs" / "operations.md").read_text(encoding="utf-8")


def options() -> list[click.Option]:
    """Every option of every command that a variable can set."""
    found: list[click.Option] = []
    groups: list[click.Group] = [commands.cli]
    while groups:
        group = groups.pop()
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if isinstance(command, click.Group):
                groups.append(command)
            elif command is not None:
                found.extend(item for item in command.params if isinstance(item, click.Option) and item.envvar)
    return found


def test_the_files_keys_are_the_commands_options() -> None:
    assert {item.name for item in options()} == KEYS
    assert {(item.name, item.envvar) for item in options()} == {(key, variable(key)) for key in KEYS}


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_setting_is_documented(key: str) -> None:
    option = next(item for item in options() if item.name == key)
    row = f"| `{key}` | `{variable(key)}` | `{'`, `'.join([*option.opts, *option.secondary_opts])}` |"
    assert row in DOCUMENT


def test_the_documented_defaults_are_the_programs() -> None:
    settings = ServerSettings()
    for key in sorted(KEYS - {"corpus", "data", "state"}):
        value = getattr(settings, key)
        shown = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value) or "-"
        (row,) = [line for line in DOCUMENT.splitlines() if line.startswith(f"| `{key}` |")]
        assert f"| {shown} |" in row, key


@pytest.mark.parametrize("key", sorted(SERVER_KEYS))
def test_every_setting_of_the_search_server_is_documented(key: str) -> None:
    assert f"| `{key}` | `{variable(key)}` |" in DOCUMENT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three libraries to work in."""
    directives = [item for item in SMALL.items() if item[0].startswith("directives/")]
    for number, name in enumerate(("a", "b", "c"), 1):
        write_corpus(tmp_path / name, dict(directives[:number]))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def built(*arguments: str, **environment: str) -> Result:
    # Named here, the variables are afterwards what they were before, whatever the command made of them.
    cleared = {variable(key): None for key in KEYS | SERVER_KEYS} | {"CANCU_CONFIG": None}
    return CliRunner().invoke(cli, ["build", *arguments], env={**cleared, **environment})


def documents(shown: Result) -> str:
    (line,) = [line for line in shown.output.splitlines() if "Văn bản trong kho" in line]
    return line.split()[-1]


def test_the_option_wins_over_the_variable_and_that_over_the_file(folder: Path) -> None:
    (folder / FILE_NAME).write_text('corpus = "a"\n', encoding="utf-8")
    of_file, of_variable = documents(built()), documents(built(CANCU_CORPUS="b"))
    of_option = documents(built("--corpus", "c", CANCU_CORPUS="b"))
    assert len({of_file, of_variable, of_option}) == 3, (of_file, of_variable, of_option)
    (folder / FILE_NAME).unlink()
    assert documents(built("--corpus", "a")) == of_file
    assert documents(built("--corpus", "b")) == of_variable


def test_a_folder_is_seen_from_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "c" / "may-chu.toml").write_text('corpus = "../a"\ndata = "index"\n', encoding="utf-8")
    monkeypatch.chdir("/")
    assert built(CANCU_CONFIG=str(folder / "c" / "may-chu.toml")).exit_code == 0
    assert (folder / "c" / "index" / "current").is_file()


def test_a_file_with_a_byte_order_mark_is_read(folder: Path) -> None:
    (folder / FILE_NAME).write_bytes(b"\xef\xbb\xbf" + b'corpus = "a"\r\n')  # as Notepad saves
    assert built().exit_code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("corpus = ", "TOML"),
        ("corpsu = 'a'", "corpsu"),
        ("port = 8000\n[serve]\nport = 1", "serve"),
        ("corpus = 3", "corpus = 3"),
        ("corpus = true", "corpus = True"),
    ],
)
def test_a_flaw_of_the_file_is_one_sentence(folder: Path, text: str, said: str) -> None:
    (folder / FILE_NAME).write_text(text, encoding="utf-8")
    shown = built()
    assert shown.exit_code == 2
    assert said in shown.stderr
    assert shown.stderr.startswith("Tệp cấu hình") or shown.stderr.startswith("Không đọc được tệp cấu hình")
    assert shown.stderr.count("\n") == 1


@pytest.mark.parametrize("line", ["port = 0", "port = true", "fixed_port = 1", "log = 'xml'", "threads = 'tám'"])
def test_a_value_that_a_setting_cannot_have_is_named(folder: Path, line: str) -> None:
    (folder / FILE_NAME).write_text(line, encoding="utf-8")
    shown = CliRunner().invoke(commands.cli, ["serve", "--corpus", "a"], env={variable(key): None for key in KEYS})
    assert shown.exit_code == 2
    assert line.partition(" ")[0] in shown.stderr
    assert FILE_NAME in shown.stderr


def test_the_file_says_how_the_search_server_is_reached(folder: Path) -> None:
    (folder / FILE_NAME).write_text(
        'corpus = "a"\nopensearch_url = "https://127.0.0.1:1"\nopensearch_user = "cancu"\n'
        'opensearch_password_file = "mat-khau"\nopensearch_shards = 2\n',
        encoding="utf-8",
    )
    # The file of the password is looked for beside the file of settings, and is not there.
    shown = built("--engine", "opensearch")
    assert (shown.exit_code, str(folder / "mat-khau") in shown.stderr) == (2, True), shown.stderr
    # The variable wins, and a server's address is asked for where it is.
    (folder / "mat-khau").write_text("kín\n", encoding="utf-8")
    shown = built("--engine", "opensearch", CANCU_OPENSEARCH_URL="https://127.0.0.1:2")
    assert (shown.exit_code, "127.0.0.1:2" in shown.stderr) == (2, True), shown.stderr


@pytest.mark.parametrize("line", ["opensearch_url = true", "opensearch_ca = []", 'opensearch_password = "kín"'])
def test_what_the_file_may_not_say_of_the_search_server(folder: Path, line: str) -> None:
    (folder / FILE_NAME).write_text(line, encoding="utf-8")
    shown = built("--corpus", "a")
    assert (shown.exit_code, "kín" in shown.stderr) == (2, False)
    assert line.partition(" ")[0] in shown.stderr


def test_a_file_that_is_named_and_not_there_is_said(folder: Path) -> None:
    shown = built(CANCU_CONFIG="khong-co.toml")
    assert (shown.exit_code, "khong-co.toml" in shown.stderr) == (2, True)
