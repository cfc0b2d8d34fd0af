"""Tab in real shells: bash and zsh at a terminal, fish by its own completion, PowerShell by what its script is told."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli import cli
from indexer.cli.completion import _SET_UP

PLAN = "ke-hoach-ban-thuong-vu-quan-uy-ba-dinh-2022"
PROGRAM = Path(sys.executable).parent / "cancu"

# What is typed before Tab, and what stands there after it.
COMPLETED = [
    ("cancu comple", "cancu completion"),
    ("cancu completion po", "cancu completion powershell"),
    ("cancu ser", "cancu serve"),
    ("cancu user pass", "cancu user password"),
    ("cancu search --kin", "cancu search --kind"),
    ("cancu search --kind nghi-q", "cancu search --kind nghi-quyet"),
    ("cancu search x --organ ban-bi", "cancu search x --organ ban-bi-thu"),
    ("cancu build --engine tan", "cancu build --engine tantivy"),
    ("cancu review --format mark", "cancu review --format markdown"),
    ("cancu show 37-Q", "cancu show 37-QĐ/TW"),
    ("cancu show quy-dinh-377", "cancu show quy-dinh-377-bo-chinh-tri-2025"),
    ("cancu tasks ke", f"cancu tasks {PLAN}"),
    ("cancu compare ke", f"cancu compare {PLAN}"),
    ("cancu topics lich", "cancu topics lich-su-dang"),
    ("cancu cite vb", "cancu cite vb.txt"),
]
# Nothing fits, or there is nothing to ask: the line stays, and nobody complains.
LEFT = ["cancu show 99999-", "cancu nhay", "cancu tasks --data khong-co ke", "cancu search --limit x --kind khong-"]


@pytest.fixture
def environment(library_data: Path, tmp_path: Path) -> dict[str, str]:
    if not PROGRAM.exists():
        pytest.skip("the program is not installed beside Python")
    (tmp_path / "vb.txt").write_text("x", encoding="utf-8")
    return {
        "PATH": f"{PROGRAM.parent}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        "CANCU_DATA": str(library_data),
    }


def wanted(shell: str) -> str:
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"no {shell} here (Debian: apt install {shell})")
    return found


def at_terminal(command: list[str], setting_up: str, lines: list[str], folder: Path, env: dict[str, str]) -> list[str]:
    """Type each line and Tab, then have the shell tell the words of the line instead of running it."""
    (folder / "set-up.sh").write_text(f'{setting_up}\ntold() {{ echo "TOLD $*"; }}\n', encoding="utf-8")
    keys = ". ./set-up.sh\r" + "".join(f"{line}\t\x01told \r" for line in lines) + "exit\r"
    terminal, shells_end = pty.openpty()
    ends = {"stdin": shells_end, "stdout": shells_end, "stderr": shells_end}
    shown = b""
    with subprocess.Popen(command, cwd=folder, env=env, start_new_session=True, **ends) as shell:
        os.close(shells_end)
        with os.fdopen(terminal, "r+b", buffering=0) as line:
            line.write(keys.encode())
            with suppress(OSError):  # the shell has gone
                while read := line.read(4096):
                    shown += read
        assert shell.wait() == 0
    return re.findall(r"TOLD ([^\r\n]*)[\r\n]", shown.decode("utf-8", "replace"))


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of Unix")
@pytest.mark.parametrize(
    ("shell", "options", "setting_up"),
    [
        ("bash", ["--norc", "-i"], 'eval "$(cancu completion bash)"'),
        ("zsh", ["-f", "-i"], 'autoload -U compinit; compinit -u -D; eval "$(cancu completion zsh)"'),
    ],
)
def test_tab_at_a_terminal(
    shell: str, options: list[str], setting_up: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    program = wanted(shell)
    lines = [*(typed for typed, _ in COMPLETED), *LEFT]
    shown = at_terminal([program, *options], setting_up, lines, tmp_path, environment)
    assert shown == [*(completed for _, completed in COMPLETED), *LEFT]


def test_fish(tmp_path: Path, environment: dict[str, str]) -> None:
    program = wanted("fish")
    lines = [typed for typed, _ in COMPLETED]
    script = "cancu completion fish | source\n" + "".join(f"complete -C '{line}'; echo END\n" for line in lines + LEFT)
    done = subprocess.run(
        [program, "--no-config"],
        input=script,
        capture_output=True,
        check=False,
        text=True,
        cwd=tmp_path,
        env=environment,
    )
    shown = [[line.split("\t")[0] for line in part.splitlines()] for part in done.stdout.split("END\n")[:-1]]
    assert done.stderr == ""
    assert shown[: len(lines)] == [[completed.rpartition(" ")[2]] for _, completed in COMPLETED]
    assert shown[len(lines) :] == [[]] * len(LEFT)


def asked(shell: str, words: str, at: int, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What a shell's script gets that asks for word `at` of a line."""
    told = {"_CANCU_COMPLETE": f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": str(at)}
    return subprocess.run([PROGRAM], capture_output=True, check=False, text=True, env=environment | told)


def test_powershell_is_told_value_and_description(environment: dict[str, str]) -> None:
    """There is no PowerShell to be had here: its script is read, and asks as PowerShell would."""
    script = json.loads(CliRunner().invoke(cli, ["completion", "powershell", "--json"]).stdout)["script"]
    assert script.startswith("Register-ArgumentCompleter -Native -CommandName cancu -ScriptBlock {")
    assert "[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)" in script
    assert script.count("{") == script.count("}")
    done = asked("powershell", "cancu show 37-qđ", 2, environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["plain", "37-QĐ/TW", "Về những điều đảng viên không được làm"]


@pytest.mark.parametrize("shell", list(_SET_UP))
def test_the_script_of_each_shell(shell: str) -> None:
    shown = CliRunner().invoke(cli, ["completion", shell])
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "_CANCU_COMPLETE" in shown.stdout
    assert json.loads(CliRunner().invoke(cli, ["completion", shell, "--json"]).stdout)["script"] == shown.stdout


# What several documents bear is told as such; a description takes no second line.
@pytest.mark.parametrize(
    ("words", "at", "told"),
    [
        ("cancu show 208-", 2, ["plain", "208-QĐ/TW", "2 văn bản mang số này"]),
        ("cancu show 208-qđ", 2, ["plain", "208-QĐ/TW", "2 văn bản mang số này"]),
        ("cancu adopt 99", 2, [""]),
        ("cancu search --kind cong-d", 3, ["plain", "cong-dien", "Công điện"]),
    ],
)
def test_descriptions(words: str, at: int, told: list[str], environment: dict[str, str]) -> None:
    assert asked("zsh", words, at, environment).stdout.splitlines() == told


# A shell's line is no place to complain in.
@pytest.mark.parametrize("settings", ["data = 3", "no toml", 'unknown = "x"'])
def test_a_broken_settings_file_keeps_silent(settings: str, tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "cancu.toml").write_text(settings, encoding="utf-8")
    done = asked("bash", "cancu search --kin", 2, environment | {"CANCU_CONFIG": str(tmp_path / "cancu.toml")})
    assert (done.returncode, done.stdout, done.stderr) == (0, "plain,--kind\n", "")


def test_a_broken_catalogue_keeps_silent(tmp_path: Path, environment: dict[str, str]) -> None:
    folder = tmp_path / "var" / "generations" / "20260101-000000-abcdef"
    folder.mkdir(parents=True)
    (folder / "catalogue.sqlite").write_bytes(b"no database")
    (tmp_path / "var" / "current").write_text(folder.name, encoding="ascii")
    done = asked("bash", "cancu show 37", 2, environment | {"CANCU_DATA": str(tmp_path / "var")})
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


# A person waits for Tab: names come from the catalogue's file alone.
@pytest.mark.parametrize("words", ["cancu sh", "cancu show 37", "cancu tasks ke"])
def test_what_tab_does_not_load(words: str, environment: dict[str, str]) -> None:
    code = (
        "import sys; from webapp.commands import main\n"
        "try: main()\n"
        "finally: print(*({'yaml', 'whoosh', 'flask', 'indexer.kb', 'indexer.vocabulary'} & set(sys.modules)), file=sys.stderr)"
    )
    told = {"_CANCU_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment | told)
    assert (done.stdout.count(b"plain,"), done.stderr) == (done.stdout.count(b"\n"), b"\n")
    assert done.stdout
