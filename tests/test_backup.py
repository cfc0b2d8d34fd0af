"""A library as one file and back: all of it or nothing, never over what is there, also from older versions."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from click.testing import Result

from indexer.accounts import Accounts
from indexer.accounts import passwords
from indexer.backup import check_backup
from indexer.backup import make_backup
from indexer.backup import restore_backup
from indexer.backup.manifest import is_safe
from indexer.cli import cli
from indexer.errors import CancuError
from indexer.errors import CorpusNotFoundError
from indexer.errors.editing import CorpusBusyError
from indexer.errors.operations import BackupExistsError
from indexer.errors.operations import BackupInsideError
from indexer.errors.operations import BackupNameError
from indexer.errors.operations import BackupReadError
from indexer.errors.operations import DamagedBackupError
from indexer.errors.operations import LaterBackupError
from indexer.errors.operations import NotEmptyError
from indexer.errors.operations import RestoreWriteError
from indexer.kb import KnowledgeBase
from indexer.state import State
from indexer.state import corpus_held
from indexer.store import check_corpus
from indexer.store import load_corpus
from tests.small_library import HELD
from tests.small_library import PLAN
from tests.small_library import SMALL
from tests.small_library import write_corpus

#: A library that the first version of the program wrote: backup format 1, state format 1.
OLD = Path(__file__).parent / "data" / "backup-1.zip"
NAME, PASSWORD = "Lê Thị Bình", "mật khẩu dài"


@pytest.fixture(autouse=True)
def light_digests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", (2**4, 8, 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with an account and a secret key."""
    write_corpus(tmp_path / "corpus", SMALL)
    (tmp_path / "corpus" / "originals" / "trong").mkdir()
    Accounts(tmp_path / "state").add(NAME, PASSWORD)
    State(tmp_path / "state").secret()
    return tmp_path


@pytest.fixture
def backup(folder: Path) -> Path:
    make_backup(folder / "kho.zip", folder / "corpus", folder / "state")
    return folder / "kho.zip"


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`; of a database what is in it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".sqlite":
            with closing(sqlite3.connect(path)) as connection:
                found[str(path.relative_to(folder))] = "\n".join(connection.iterdump()).encode()
        elif path.is_file() and not path.name.endswith(".lock"):
            found[str(path.relative_to(folder))] = path.read_bytes()
    return found


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


# There and back


def test_what_comes_back_is_what_went_in(folder: Path, backup: Path) -> None:
    report = restore_backup(backup, folder / "b" / "kho", folder / "b" / "state")
    assert report.aside == ()
    assert report.backup.documents == 4
    assert everything(folder / "b" / "kho") == everything(folder / "corpus")
    assert everything(folder / "b" / "state") == everything(folder / "state")
    assert Accounts(folder / "b" / "state").sign_in(NAME, PASSWORD, "127.0.0.1").token
    if os.name != "nt":
        modes = {path.stat().st_mode & 0o777 for path in (folder / "b" / "state").iterdir()}
        assert (modes, (folder / "b" / "state").stat().st_mode & 0o777) == ({0o600}, 0o700)
        assert backup.stat().st_mode & 0o777 == 0o600


def test_files_are_as_old_as_they_were(folder: Path) -> None:
    for number, path in enumerate(sorted((folder / "corpus").rglob("*.*"))):
        os.utime(path, (1_700_000_000 + 2 * number, 1_700_000_000 + 2 * number))  # a zip counts every other second
    make_backup(folder / "old.zip", folder / "corpus", folder / "state")
    restore_backup(folder / "old.zip", folder / "b" / "kho", folder / "b" / "state")
    for path in (folder / "corpus").rglob("*.*"):
        restored = folder / "b" / "kho" / path.relative_to(folder / "corpus")
        assert restored.stat().st_mtime == path.stat().st_mtime


def test_the_commands(folder: Path) -> None:
    target = folder / "kho.zip"
    places = ("--corpus", folder / "corpus", "--state", folder / "state")
    shown = run("backup", target, *places)
    assert (shown.exit_code, "4 văn bản" in shown.output) == (0, True)
    assert json.loads(run("restore", target, "--check", "--json").output)["documents"] == 4
    moved = ("--corpus", folder / "m" / "corpus", "--state", folder / "m" / "state", "--data", folder / "m" / "var")
    shown = run("restore", target, *moved)
    assert shown.exit_code == 0, shown.output
    with closing(KnowledgeBase.open(folder / "m" / "var")) as kb:
        assert kb.document(HELD).summary.held
        assert kb.original(PLAN, "ke-hoach-5.txt").read_text(encoding="utf-8").startswith("Kế hoạch như")
    again = run("restore", target, *moved)
    assert (again.exit_code, again.stderr.count("\n")) == (2, 1)
    assert "--replace" in again.stderr


def test_a_library_without_accounts(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", SMALL)
    make_backup(tmp_path / "kho.zip", tmp_path / "corpus", tmp_path / "state")
    restore_backup(tmp_path / "kho.zip", tmp_path / "b" / "corpus", tmp_path / "b" / "state")
    assert everything(tmp_path / "b" / "corpus") == everything(tmp_path / "corpus")
    assert not (tmp_path / "b" / "state").exists()
    assert not (tmp_path / "state").exists()


def test_nothing_passing_goes_in(folder: Path) -> None:
    for name in (".a.new", ".git/HEAD", "plans/x.lock"):
        (folder / "corpus" / name).parent.mkdir(exist_ok=True)
        (folder / "corpus" / name).write_text("x", encoding="utf-8")
    make_backup(folder / "kho.zip", folder / "corpus", folder / "state")
    with zipfile.ZipFile(folder / "kho.zip") as packed:
        inside = set(packed.namelist())
    expected = {f"corpus/{name}" for name in SMALL} | {"state/state.sqlite", "state/secret.key", "manifest.json"}
    assert inside == expected


def test_the_state_is_whole_while_others_write(folder: Path) -> None:
    accounts, stop = Accounts(folder / "state"), threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            accounts.add(f"{NAME} {number}", PASSWORD)
            number += 1

    writing = threading.Thread(target=write)
    writing.start()
    try:
        for _ in range(5):
            make_backup(folder / "kho.zip", folder / "corpus", folder / "state", replace=True)
            restore_backup(folder / "kho.zip", folder / "b" / "corpus", folder / "b" / "state", replace=True)
            assert any(account.name == NAME for account in Accounts(folder / "b" / "state").all())
    finally:
        stop.set()
        writing.join()


# From an older version


def test_a_library_of_the_first_version_comes_back(tmp_path: Path) -> None:
    with zipfile.ZipFile(OLD) as packed:
        (tmp_path / "old.sqlite").write_bytes(packed.read("state/state.sqlite"))
    with closing(sqlite3.connect(tmp_path / "old.sqlite")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    restore_backup(OLD, tmp_path / "corpus", tmp_path / "state")
    accounts = Accounts(tmp_path / "state")
    assert [account.name for account in accounts.all()] == [NAME]
    assert accounts.sign_in(NAME, PASSWORD, "127.0.0.1").token
    corpus = load_corpus(tmp_path / "corpus")
    assert [str(problem) for problem in check_corpus(corpus) if problem.code == "unknown-field"] == []
    assert {HELD, PLAN} <= corpus.documents.keys()
    shown = run("build", "--corpus", tmp_path / "corpus", "--data", tmp_path / "var")
    assert shown.exit_code == 0, shown.output


def test_a_later_version_is_refused(folder: Path, backup: Path) -> None:
    _rewritten(backup, lambda told: told.update(format=99, program="9.9"))
    with pytest.raises(LaterBackupError, match=r"9\.9"):
        restore_backup(backup, folder / "b" / "corpus", folder / "b" / "state")
    assert not (folder / "b" / "corpus").exists()


# Never over what is there


def test_what_is_there_stays(folder: Path, backup: Path) -> None:
    before = everything(folder)
    with pytest.raises(NotEmptyError):
        restore_backup(backup, folder / "corpus", folder / "x")
    with pytest.raises(NotEmptyError):
        restore_backup(backup, folder / "x", folder / "state")
    assert everything(folder) == before
    with pytest.raises(BackupExistsError):
        make_backup(backup, folder / "corpus", folder / "state")


def test_the_folder_that_one_stands_in(backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    restore_backup(backup, Path(), tmp_path / "x")
    assert (tmp_path / "here" / "plans" / f"{PLAN}.md").is_file()


@pytest.mark.parametrize("replace", [False, True])
def test_a_drives_root_is_left_alone(backup: Path, tmp_path: Path, replace: bool) -> None:
    with pytest.raises(RestoreWriteError, match="gốc ổ đĩa"):
        restore_backup(backup, Path(tmp_path.anchor), tmp_path / "x", replace=replace)


def test_what_gives_way_is_kept(folder: Path, backup: Path) -> None:
    (folder / "corpus" / "plans" / f"{PLAN}.md").write_text("khác", encoding="utf-8")
    changed = everything(folder / "corpus")
    report = restore_backup(backup, folder / "corpus", folder / "state", replace=True)
    assert len(report.aside) == 2
    assert everything(report.aside[0]) == changed
    assert everything(folder / "corpus") != changed


def test_a_backup_does_not_hold_itself(folder: Path) -> None:
    for inside in (folder / "corpus" / "kho.zip", folder / "state" / "a.zip"):
        with pytest.raises(BackupInsideError):
            make_backup(inside, folder / "corpus", folder / "state")


def test_somebody_who_goes_on_changing_the_library(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.backup.making._PATIENCE", 0.1)
    with corpus_held(folder / "state"), pytest.raises(CorpusBusyError):
        make_backup(folder / "kho.zip", folder / "corpus", folder / "state")
    assert sorted(path.name for path in folder.iterdir()) == ["corpus", "state"]


def test_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusNotFoundError):
        make_backup(tmp_path / "a.zip", tmp_path / "corpus", tmp_path / "state")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_no_other_system_can_write(folder: Path) -> None:
    for name in (b"ba:o.txt", b"\xff.txt", b"b\\c.txt"):
        path = Path(os.fsdecode(os.fsencode(folder) + b"/corpus/originals/" + name))
        path.write_bytes(b"x")
        with pytest.raises(BackupNameError):
            make_backup(folder / "kho.zip", folder / "corpus", folder / "state")
        path.unlink()


# Whole or not at all


def _rewritten(backup: Path, change: Callable[[dict[str, Any]], object], extra: str | None = None) -> None:
    """Write the backup again with a changed manifest and maybe another file."""
    aside = backup.with_suffix(".aside")
    with zipfile.ZipFile(backup) as packed, zipfile.ZipFile(aside, "w") as written:
        for name in packed.namelist():
            data = packed.read(name)
            if name == "manifest.json":
                told = json.loads(data)
                change(told)
                data = json.dumps(told).encode()
            written.writestr(name, data)
        if extra is not None:
            written.writestr(extra, b"x")
    aside.replace(backup)


@pytest.mark.parametrize("part", range(12))
def test_a_changed_byte_is_noticed_and_nothing_is_written(folder: Path, backup: Path, part: int) -> None:
    data = bytearray(backup.read_bytes())
    data[len(data) * part // 12 + 11] ^= 0x40
    backup.write_bytes(data)
    before = everything(folder)
    try:
        restore_backup(backup, folder / "b" / "corpus", folder / "b" / "state")
    except DamagedBackupError:
        assert everything(folder) == before
        assert not any(path.name.startswith(".") for path in (folder / "b").iterdir())
    else:  # the byte meant nothing: a time, or an attribute
        assert everything(folder / "b" / "corpus") == everything(folder / "corpus")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_short(folder: Path, backup: Path, share: float) -> None:
    data = backup.read_bytes()
    backup.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(DamagedBackupError):
        restore_backup(backup, folder / "b" / "corpus", folder / "b" / "state")
    assert not (folder / "b" / "corpus").exists()


@pytest.mark.parametrize(
    "path",
    [
        "../x",
        "corpus/../../x",
        "/etc/x",
        "corpus//x",
        "corpus/",
        "corpus",
        "state/a\\b",
        "corpus/C:x",
        "corpus/a\0b",
        "corpus/x.",
        "corpus/ ",
        "khac/x",
        "corpus/a\nb",
    ],
)
def test_a_path_that_leads_elsewhere(folder: Path, backup: Path, path: str) -> None:
    assert not is_safe(path)
    _rewritten(backup, lambda told: told["files"].update({path: [1, "0" * 64]}), path)
    with pytest.raises(DamagedBackupError):
        restore_backup(backup, folder / "b" / "corpus", folder / "b" / "state")


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.pop("files"),
        lambda told: told.update(files=[]),
        lambda told: told.update(format="một"),
        lambda told: told["files"].pop("state/secret.key"),
        lambda told: told["files"].update({"corpus/plans/them.md": [0, "0" * 64]}),
        lambda told: told["files"].update({"state/secret.key": [3, "0" * 64]}),
        lambda told: told["files"].update({"state/secret.key": [-1, "zz"]}),
    ],
)
def test_a_manifest_that_does_not_fit(folder: Path, backup: Path, change: Callable[[dict[str, Any]], object]) -> None:
    _rewritten(backup, change)
    with pytest.raises(DamagedBackupError):
        restore_backup(backup, folder / "b" / "corpus", folder / "b" / "state")
    assert not (folder / "b" / "corpus").exists()


@pytest.mark.parametrize("content", [b"", b"khong phai", b"PK\x03\x04" + b"\0" * 100])
def test_what_is_no_backup(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(DamagedBackupError):
        check_backup(tmp_path / "a.zip")
    with pytest.raises(BackupReadError):
        check_backup(tmp_path / "khong-co.zip")


def test_a_state_that_is_no_database_is_noticed(folder: Path) -> None:
    shutil.copyfile(folder / "corpus" / "plans" / f"{PLAN}.md", folder / "state" / "hong.sqlite")
    with pytest.raises(CancuError) as raised:
        make_backup(folder / "kho.zip", folder / "corpus", folder / "state")
    assert "chưa có gì được ghi" in str(raised.value)
    assert sorted(path.name for path in folder.iterdir()) == ["corpus", "state"]


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed in the same way")
def test_a_restore_that_is_killed_leaves_no_half_library(folder: Path, backup: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; import indexer.backup.restoring as r;"
        "kill = lambda *a: os.kill(os.getpid(), 9); setattr(r, sys.argv[1], kill);"
        "r.restore_backup(Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))"
    )
    for step in ("_unpack", "_bring_up", "_switch"):
        place = folder / step
        arguments = [step, backup, place / "corpus", place / "state"]
        done = subprocess.run([sys.executable, "-c", code, *map(str, arguments)], check=False)
        assert done.returncode == -9
        assert not (place / "corpus").exists()
        assert not (place / "state").exists()
        restore_backup(backup, place / "corpus", place / "state")
