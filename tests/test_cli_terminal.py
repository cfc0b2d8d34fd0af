"""What stands on a terminal: columns, lines that end between words, colours where they are wanted, pages on request."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.cli.terminal import padded
from indexer.cli.terminal import width
from indexer.cli.terminal import wrapped

PROGRAM = [sys.executable, "-c", "from webapp.commands import main; main()"]
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of Unix")


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Nghị quyết", 10),
        (unicodedata.normalize("NFD", "Nghị quyết"), 10),  # marks stand on their letters
        ("Đ", 1),
        ("中文", 4),
        ("a\u200bb", 2),  # a blank that nobody sees
        ("\x1b[1mđậm\x1b[0m", 3),  # colours take no room
        ("", 0),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns
    assert width(padded(text, 12)) == 12


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("một hai ba bốn", 8, "một hai\nba bốn"),
        (unicodedata.normalize("NFD", "một hai ba bốn"), 8, unicodedata.normalize("NFD", "một hai\nba bốn")),
        # a number, an id is never cut
        ("số 35-NQ/TW của Bộ", 8, "số\n35-NQ/TW\ncủa Bộ"),
        ("nghi-quyet-35-bo-chinh-tri-2018", 10, "nghi-quyet-35-bo-chinh-tri-2018"),
        # what would move the cursor is left out, colours are not
        ("a\x1b]0;x\x07b \x1b[1mc\x1b[0m", 20, "a]0;xb \x1b[1mc\x1b[0m"),
        ("", 8, ""),
    ],
)
def test_wrapped(text: str, columns: int, shown: str) -> None:
    assert wrapped(text, columns) == shown


def test_later_lines_stand_under_the_first() -> None:
    assert wrapped("một hai ba", 10, "- ", "  ") == "- một hai\n  ba"


@given(st.text(), st.integers(min_value=1, max_value=30))
def test_no_word_is_lost_and_no_line_too_wide(text: str, columns: int) -> None:
    words = re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", "", text).split()
    lines = wrapped(text, columns).split("\n")
    assert " ".join(lines).split() == words
    assert all(width(line) <= columns or len(line.split()) == 1 for line in lines)


# The program


def on_terminal(arguments: list[str], data: Path, codes: tuple[int, ...] = (0,), **environment: str) -> str:
    """What the program prints on a terminal of 60 columns."""
    terminal, own_end = pty.openpty()
    clean = {
        name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "PAGER", "LESS"}
    }
    told = clean | {"CANCU_DATA": str(data), "TERM": "xterm", "COLUMNS": "60"} | environment
    ends = {"stdin": own_end, "stdout": own_end, "stderr": own_end}
    shown = b""
    with subprocess.Popen([*PROGRAM, *arguments], env=told, **ends) as running:
        os.close(own_end)
        with os.fdopen(terminal, "rb", buffering=0) as screen, suppress(OSError):  # the program has gone
            while read := screen.read(4096):
                shown += read
    assert running.returncode in codes
    return shown.decode("utf-8").replace("\r\n", "\n")


def redirected(arguments: list[str], data: Path, **environment: str) -> str:
    told = {**os.environ, "CANCU_DATA": str(data), "TERM": "xterm"} | environment
    return subprocess.run([*PROGRAM, *arguments], env=told, capture_output=True, check=True).stdout.decode("utf-8")


@UNIX
@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, True),  # by no-color.org: only where it is not empty
        ({"TERM": "dumb"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_on_a_terminal(environment: dict[str, str], coloured: bool, library_data: Path) -> None:
    assert ("\x1b[" in on_terminal(["search", "nq35"], library_data, **environment)) == coloured


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "0"}, False)]
)
def test_colour_elsewhere(environment: dict[str, str], coloured: bool, library_data: Path) -> None:
    assert ("\x1b[" in redirected(["search", "nq35"], library_data, **environment)) == coloured


@UNIX
@pytest.mark.parametrize("arguments", [["search", "nền tảng tư tưởng"], ["show", "nq35"], ["tasks"]])
def test_no_line_is_wider_than_the_terminal(arguments: list[str], library_data: Path) -> None:
    lines = on_terminal(arguments, library_data).splitlines()
    assert [line for line in lines if width(line) > 60 and len(line.split()) > 2] == []


@UNIX
def test_a_pager_where_it_is_asked_for(library_data: Path) -> None:
    """The pager here writes a mark before each line."""
    paged = on_terminal(["--pager", "tasks"], library_data, PAGER="sed s/^/PAGE/")
    assert paged.startswith("PAGE")
    assert "PAGE" not in on_terminal(["tasks"], library_data, PAGER="sed s/^/PAGE/")
    # nothing to page through where nobody looks
    assert redirected(["--pager", "tasks"], library_data) == redirected(["tasks"], library_data)


@UNIX
def test_a_pager_that_is_left_early(library_data: Path) -> None:
    shown = on_terminal(["--pager", "tasks"], library_data, (0, 141), PAGER="head -1")
    assert len(shown.splitlines()) == 1


# Old consoles: whatever the system says its encoding is, nothing breaks and JSON is UTF-8.
@pytest.mark.parametrize(
    ("arguments", "encoding"),
    [(["search", "nền tảng tư tưởng"], "cp1252"), (["show", "nq35"], "cp1258"), (["help"], "ascii")],
)
def test_an_old_code_page(arguments: list[str], encoding: str, library_data: Path) -> None:
    shown = redirected(arguments, library_data, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert shown == redirected(arguments, library_data)
