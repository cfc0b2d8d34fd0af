"""Serving: a free port, a watch that notices changes, and the whole command from its first line to Ctrl-C."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.errors.operations import BadHostError
from indexer.errors.operations import NoFreePortError
from webapp.ports import PORTS_TRIED
from webapp.ports import addresses
from webapp.ports import free_socket
from webapp.watching import Watch

PLAN = """---
id: ke-hoach-thu
kind: ke-hoach
title: Kế hoạch thử
issued: 2024-01-05
---

KẾ HOẠCH

## I. MỤC ĐÍCH

Một câu.
"""


def test_a_taken_port_gives_the_next_free_one() -> None:
    with free_socket("127.0.0.1", 18500) as first, free_socket("127.0.0.1", first.getsockname()[1]) as second:
        assert second.getsockname()[1] > first.getsockname()[1]
        assert addresses(second) == [f"http://127.0.0.1:{second.getsockname()[1]}/"]


def test_no_free_port_is_said() -> None:
    taken: list[socket.socket] = []
    try:
        port = 18600
        while len(taken) < PORTS_TRIED:
            try:
                taken.append(free_socket("127.0.0.1", port + len(taken)))
            except NoFreePortError:  # pragma: no cover (another program holds one of them)
                pytest.skip("các cổng để thử đang bận")
        first = taken[0].getsockname()[1]
        if taken[-1].getsockname()[1] != first + PORTS_TRIED - 1:
            pytest.skip("một chương trình khác giữ cổng ở giữa")
        with pytest.raises(NoFreePortError, match=str(first)):
            free_socket("127.0.0.1", first)
    finally:
        for bound in taken:
            bound.close()


@pytest.mark.parametrize("host", ["192.0.2.1", "khong-co.invalid", "a" * 300])
def test_an_address_of_another_machine_is_refused(host: str) -> None:
    with pytest.raises(BadHostError):
        free_socket(host, 18700)


def test_everywhere_names_this_machine_first() -> None:
    with free_socket("0.0.0.0", 18800) as bound:
        assert addresses(bound)[0] == f"http://127.0.0.1:{bound.getsockname()[1]}/"


def test_a_settled_change_of_the_corpus_is_built_once(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    rebuilt = threading.Event()
    calls: list[int] = []

    def rebuild() -> bool:
        calls.append(1)
        rebuilt.set()
        return True

    watch = Watch(tmp_path, rebuild, interval=0.02)
    watch.start()
    try:
        (tmp_path / "plans" / "a.md").write_text("---\nid: a\n---\n", encoding="utf-8")
        assert rebuilt.wait(10)
    finally:
        watch.stop()
    assert calls == [1]


def test_what_could_not_be_built_or_repaired_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    done = threading.Event()
    tries: list[str] = []

    def once_more(what: str) -> bool:
        tries.append(what)
        if tries.count("build") >= 3 and tries.count("repair") >= 3:
            done.set()
        return tries.count(what) >= 3

    watch = Watch(
        tmp_path,
        lambda: once_more("build"),
        is_whole=lambda: tries.count("repair") >= 3,
        repair=lambda: once_more("repair"),
        interval=0.01,
        again=0.05,
    )
    watch.start()
    try:
        (tmp_path / "plans" / "a.md").write_text("---\nid: a\n---\n", encoding="utf-8")
        assert done.wait(10)
    finally:
        watch.stop()
    assert tries.count("build") == tries.count("repair") == 3


def test_a_corpus_that_vanishes_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    rebuilt = threading.Event()
    watch = Watch(folder, lambda: rebuilt.set() is None, interval=0.02)
    watch.start()
    try:
        folder.rename(tmp_path / "away")
        (tmp_path / "away" / "plans").mkdir()
        (tmp_path / "away" / "plans" / "a.md").write_text("---\nid: a\n---\n", encoding="utf-8")
        (tmp_path / "away").rename(folder)
        assert rebuilt.wait(10)
    finally:
        watch.stop()


def test_a_damaged_index_is_repaired_once(tmp_path: Path) -> None:
    whole = [True, True, False, False, False, False, True, False, True, True]  # the first repair fails, the next works
    repaired = threading.Event()
    calls: list[int] = []

    def repair() -> None:
        calls.append(len(whole))
        if len(calls) == 2:
            repaired.set()

    watch = Watch(
        tmp_path, lambda: True, is_whole=lambda: whole.pop(0) if len(whole) > 1 else True, repair=repair, interval=0.02
    )
    watch.start()
    try:
        assert repaired.wait(10)
    finally:
        watch.stop()
    assert calls == [7, 2]


@pytest.fixture
def started(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """`cancu serve` over a small library of its own; a server that hangs is ended after a minute."""
    plan = tmp_path / "corpus" / "plans" / "ke-hoach-thu.md"
    plan.parent.mkdir(parents=True)
    plan.write_text(PLAN, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "webapp.commands",
        "serve",
        "--corpus",
        str(tmp_path / "corpus"),
        "--port",
        "18900",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as server:
        watchdog = threading.Timer(60, server.kill)
        watchdog.start()
        try:
            yield server
        finally:
            server.kill()
            watchdog.cancel()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C goes to a whole console on Windows")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_serve_builds_answers_and_stops_cleanly(started: subprocess.Popen[str], ending: signal.Signals) -> None:
    assert started.stderr is not None
    said = []
    for line in started.stderr:
        said.append(line)
        if "http://" in line:
            break
    assert said[0] == "Đang dựng chỉ mục từ kho văn bản.\n"
    address = re.search(r"http://127\.0\.0\.1:\d+/", said[-1])
    assert address is not None
    with urllib.request.urlopen(address[0], timeout=30) as answer:
        assert "Kế hoạch thử" in answer.read().decode()

    started.send_signal(ending)
    assert started.stderr.read() == "Bấm Ctrl-C để dừng.\nĐã dừng.\n"
    assert started.wait() == 0


def test_no_other_command_imports_the_web_server() -> None:
    code = (
        "import sys; from webapp.commands import main; from indexer.cli import cli; cli.main(['search', '--help'],"
        " standalone_mode=False); print(sorted({'flask', 'waitress', 'pyvi', 'whoosh'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"
