"""The program as a whole: help, wrong use, failures as one sentence, encodings, what is loaded when."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result

from indexer import __version__
from indexer.cli import cli
from indexer.cli.options import Places
from indexer.errors import NoLibraryError

COMMANDS = ["init", "build", "search", "show", "tasks", "cite", "outline", "check"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments), env={"CANCU_CORPUS": None, "CANCU_DATA": None})


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    code = "import sys; from indexer.cli import cli; cli()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, check=False, env={**os.environ, **environment}
    )


# Help


@pytest.mark.parametrize("arguments", [[], ["--help"], *([command, "--help"] for command in COMMANDS)])
def test_help_is_vietnamese(arguments: list[str]) -> None:
    shown = run(*arguments)
    assert shown.exit_code == 0
    assert "Cách dùng: cancu" in shown.stdout
    for english in ("Usage", "Options", "Commands", "Show this message", "[OPTIONS]", "COMMAND"):
        assert english not in shown.stdout


def test_help_names_every_command() -> None:
    shown = run("--help").stdout
    assert all(f"  {command} " in shown for command in COMMANDS)


@pytest.mark.parametrize("command", [command for command in COMMANDS if command != "init"])
def test_every_command_takes_the_common_options(command: str) -> None:
    shown = run(command, "--help").stdout
    assert "--corpus" in shown
    assert "--data" in shown
    assert "--json" in shown


def test_version() -> None:
    assert run("--version").stdout == f"{__version__}\n"


# Wrong use


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nhảy"], "Không có lệnh “nhảy”"),
        (["search"], "Thiếu CÂU_HỎI"),
        (["search", "x", "--mau", "xanh"], "Không có tùy chọn “--mau”"),
        (["search", "x", "--limit", "nhiều"], "Giá trị của --limit không hợp lệ"),
        (["search", "x", "--limit", "0"], "Số kết quả phải từ 1 đến 200."),
        (["search", "x", "--from", "hôm qua"], "Không hiểu ngày “hôm qua”"),
        (["search", "x", "--to", "31/02/2021"], "Không hiểu ngày “31/02/2021”"),
        (["search", "x", "--limit"], "“--limit” dùng chưa đúng"),
        (["cite", "không-có.txt"], "Không đọc được tệp “không-có.txt”"),
        (["cite", "."], "Không đọc được tệp “.”"),
        (["search", "x", "y"], "Dùng chưa đúng"),
        (["build", "--corpus", "không-có"], "Không có thư mục kho không-có"),
        (["search", "x", "--data", "không-có"], "cancu build"),
        (["cite", "-", "--data", "không-có"], "cancu build"),
    ],
)
def test_wrong_use_is_one_sentence(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = run(*arguments)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert words in shown.stderr
    assert len(shown.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--kind", "xyz"], "Không có loại văn bản “xyz”"),
        (["--kind", "QĐ"], "--kind quyet-dinh hoặc quy-dinh"),
        (["--organ", "xyz"], "Không có cơ quan “xyz”"),
        (["--organ", "Ban Bí"], "có phải là ban-bi-thu"),
        (["--engine", "xyz"], "Không có bộ máy tìm kiếm “xyz”"),
    ],
)
def test_a_name_that_there_is_not(library_data: Path, options: list[str], words: str) -> None:
    shown = run("search", "nền tảng", "--data", str(library_data), *options)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert words in shown.stderr


def test_no_library_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (["build"], ["search", "x"], ["check"]):
        shown = run(*command)
        assert shown.exit_code == 2
        assert "--corpus" in shown.stderr


# Where things lie


def test_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As given, else ./corpus; the data beside the corpus."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoLibraryError):
        _ = Places(None, None).corpus
    (tmp_path / "corpus").mkdir()
    assert Places(None, None).corpus == Path("corpus")
    assert Places(None, None).data == tmp_path / "var"
    assert Places(tmp_path / "kho" / "vb", None).data == tmp_path / "kho" / "var"
    assert Places(None, Path("d")).data == Path("d")


def test_the_environment_names_them(library_data: Path) -> None:
    shown = CliRunner().invoke(cli, ["search", "nq35", "--json"], env={"CANCU_DATA": str(library_data)})
    assert json.loads(shown.stdout)["hits"]


# As a process of its own


def test_json_is_utf8_whatever_the_system_says(library_data: Path) -> None:
    done = process(
        "search", "nền tảng", "--json", "--data", str(library_data), PYTHONIOENCODING="cp1252", PYTHONUTF8="0"
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))["query"] == "nền tảng"


def test_a_question_of_broken_bytes(library_data: Path) -> None:
    done = process("search", "n\udcbfn", "--json", "--data", str(library_data))
    assert done.returncode == 0, done.stderr
    json.loads(done.stdout.decode("utf-8"))


def test_a_reader_that_leaves_early(library_data: Path) -> None:
    code = "import sys; from indexer.cli import cli; cli()"
    command = [sys.executable, "-c", code, "tasks", "--json", "--data", str(library_data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(1)
        running.stdout.close()
        assert running.stderr.read() == b""


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["cite", "-", "--json"], {"whoosh", "pyvi", "sklearn", "flask"}),
        (["outline", "-", "--json"], {"whoosh", "pyvi", "sklearn", "flask"}),
        (["search", "nền tảng"], {"pyvi", "sklearn", "numpy", "flask"}),
        (["show", "nq35"], {"whoosh", "pyvi", "sklearn", "flask"}),
        (["--help"], {"whoosh", "pyvi", "sklearn", "flask", "sqlite3", "indexer.model"}),
    ],
)
def test_what_a_command_does_not_load(library_data: Path, arguments: list[str], absent: set[str]) -> None:
    code = (
        "import sys; from indexer.cli import cli\n"
        "try: cli()\n"
        f"finally: assert not {absent!r} & set(sys.modules), {absent!r} & set(sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=True,
        capture_output=True,
        input=b"",
        env={**os.environ, "CANCU_DATA": str(library_data)},
    )


# What the system refuses, and streams that are not there


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["cite", "khong-co.txt"], "Không đọc được tệp “khong-co.txt” (không có tệp hoặc thư mục này).\n"),
        (["outline", "."], "Không đọc được tệp “.” (đây là thư mục, không phải tệp).\n"),
        (
            ["build", "--corpus", __file__],
            "Giá trị của --corpus không hợp lệ (cần một thư mục): xem “cancu build --help”.\n",
        ),
        (
            ["search", "x", "--limit", "a"],
            "Giá trị của --limit không hợp lệ (cần một số): xem “cancu search --help”.\n",
        ),
        (["search", "x", "--limit"], "Tùy chọn “--limit” dùng chưa đúng: xem “cancu search --help”.\n"),
    ],
)
def test_a_refusal_is_said_in_vietnamese(arguments: list[str], message: str) -> None:
    shown = run(*arguments)
    assert (shown.exit_code, shown.stderr) == (2, message)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell that closes streams")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_is_an_empty_one(library_data: Path, closed: str) -> None:
    code = "from indexer.cli import cli; cli()"
    command = ["sh", "-c", f'"$@" {closed}', "sh", sys.executable, "-c", code, "cite", "-", "--data", str(library_data)]
    shown = subprocess.run(command, input=b"", capture_output=True, check=False)
    assert (shown.returncode, shown.stderr) == (0, b"")


@pytest.mark.parametrize("command", ["cite", "outline"])
def test_a_text_beyond_all_measure_is_refused(tmp_path: Path, command: str) -> None:
    path = tmp_path / "dài.txt"
    path.write_bytes(b" " * 20_000_001)
    shown = run(command, str(path))
    assert (shown.exit_code, shown.stderr) == (2, "Văn bản lớn hơn 20 MB: hãy tách ra, mỗi phần không quá 20 MB.\n")
