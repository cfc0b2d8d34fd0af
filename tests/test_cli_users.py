"""`cancu user`: accounts from the command line, passwords from a terminal or from standard input, never as arguments."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result

from indexer.accounts import Accounts
from indexer.cli import cli

PASSWORD = "mật khẩu dài"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def run(state: Path, *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli, ["user", *arguments], input=typed, env={"CANCU_STATE": str(state)})


def test_add_list_password_disable(state: Path) -> None:
    assert "chỉ để đọc" in run(state, "list").stdout
    assert "Đã thêm tài khoản “An”" in run(state, "add", "An", typed=f"{PASSWORD}\n").stdout
    assert Accounts(state).sign_in("an", PASSWORD, "x").account.name == "An"
    assert "Đã đặt lại" in run(state, "password", "an", typed="một mật khẩu khác\n").stdout
    assert Accounts(state).sign_in("an", "một mật khẩu khác", "x").account.name == "An"
    assert "Đã khóa" in run(state, "disable", "An").stdout
    assert run(state, "list").stdout.split() == ["An:", "đã", "khóa"]
    listed = json.loads(run(state, "list", "--json").stdout)["accounts"]
    assert [(account["name"], account["disabled"]) for account in listed] == [("An", True)]


@pytest.mark.parametrize(
    ("arguments", "typed", "sentence"),
    [
        (["add", "An"], "ngắn\n", "Mật khẩu phải có từ 10 đến 200 ký tự"),
        (["add", "An"], "", "Mật khẩu phải có từ 10 đến 200 ký tự"),
        (["add", "<An>"], f"{PASSWORD}\n", "Tên tài khoản gồm chữ"),
        (["password", "Ai"], f"{PASSWORD}\n", "Không có tài khoản “Ai”"),
        (["disable", "Ai"], "", "Không có tài khoản “Ai”"),
        (["add", "An", PASSWORD], "", "Dùng chưa đúng"),
        (["xóa", "An"], "", "Không có lệnh “xóa”"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(state: Path, arguments: list[str], typed: str, sentence: str) -> None:
    refused = run(state, *arguments, typed=typed)
    assert refused.exit_code == 2
    assert sentence in refused.stderr
    assert not Accounts(state).any


def test_help_is_vietnamese_and_names_the_commands(state: Path) -> None:
    shown = run(state, "--help").stdout
    assert all(f"  {name} " in shown for name in ("add", "list", "password", "disable"))
    for english in ("Usage", "Options", "Commands", "COMMAND", "[ARGS]"):
        assert english not in shown


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_on_a_terminal_the_password_is_asked_twice_and_not_shown(state: Path) -> None:
    import pty  # noqa: PLC0415 (Windows has none)

    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from indexer.cli import cli; cli()", "user", "add", "An", "--state", str(state)]
    started = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    shown = b""
    for _ in range(2):
        while not shown.endswith(b": "):
            shown += os.read(ours, 100)
        os.write(ours, f"{PASSWORD}\n".encode())
        shown += os.read(ours, 1)
    try:
        while piece := os.read(ours, 1000):
            shown += piece
    except OSError:  # Linux says so where a terminal's other end is closed
        pass
    assert started.wait() == 0
    os.close(ours)
    assert "Gõ lại mật khẩu" in shown.decode()
    assert PASSWORD not in shown.decode()
    assert Accounts(state).sign_in("An", PASSWORD, "x")
