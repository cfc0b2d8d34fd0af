"""Long work takes turns: real uploads at the same time leave threads for others, and who comes late is told so."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from html import unescape
from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask import Flask

from indexer.accounts import Accounts
from indexer.accounts import passwords
from tests.test_webapp_editing import AN
from tests.test_webapp_editing import PASSWORD
from tests.test_webapp_editing import fields
from tests.test_webapp_editing import signed_in
from webapp.application import create_app
from webapp.ports import free_socket
from webapp.server import Server
from webapp.settings import ServerSettings
from webapp.settings import Settings
from webapp.turns import BusyError
from webapp.turns import Turns

THREADS = 8
LATER = "hãy đợi 30 giây rồi gửi lại"
LONG = "Thực hiện Nghị quyết số 35-NQ/TW. " * 5_000


@pytest.mark.parametrize(("threads", "taken"), [(1, 1), (2, 1), (3, 1), (4, 1), (6, 2), (8, 2), (32, 8)])
def test_how_many_work_at_once(threads: int, taken: int) -> None:
    turns = Turns.of_threads(threads)
    for _ in range(taken):
        turns.take()
    assert turns.working == taken
    waiting = [threading.Thread(target=turns.take) for _ in range(max(1, threads // 2) - taken)]
    for thread in waiting:
        thread.start()
    until = time.monotonic() + 30
    while turns.waiting < len(waiting) and time.monotonic() < until:
        time.sleep(0.001)
    with pytest.raises(BusyError):
        turns.take()
    for _ in waiting:
        turns.give_back()
    for thread in waiting:
        thread.join(30)
        assert not thread.is_alive()
    assert (turns.working, turns.waiting) == (taken, 0)


def test_nobody_waits_for_ever() -> None:
    turns = Turns(1, 1, patience=0.01)
    turns.take()
    for _ in range(3):  # who gave up left the place
        with pytest.raises(BusyError):
            turns.take()
    turns.give_back()
    turns.take()


@pytest.fixture
def app(library_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(passwords, "COST", (2**4, 8, 1))
    Accounts(tmp_path / "state").add(AN, PASSWORD)
    return create_app(
        Settings(library_data, state=tmp_path / "state", corpus=Path("corpus").resolve(), threads=THREADS)
    )


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    bound = free_socket("127.0.0.1", 19500, 200)
    server = Server(app, bound, ServerSettings(threads=THREADS))
    thread = threading.Thread(target=server.run)
    thread.start()
    yield bound.getsockname()[1]
    server.stop()
    thread.join()


def ask(port: int, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str | None, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request(method, path, body, {"Content-Type": kind} if kind else {})
        answer = connection.getresponse()
        return answer.status, answer.headers["Retry-After"], answer.read().decode()
    finally:
        connection.close()


def upload(port: int, text: str) -> tuple[int, str | None, str]:
    head = '--x\r\nContent-Disposition: form-data; name="tep"; filename="du-thao.txt"\r\n\r\n'
    return ask(port, "POST", "/ra-soat", f"{head}{text}\r\n--x--\r\n".encode(), "multipart/form-data; boundary=x")


def readers() -> set[int]:
    """The processes that this one has started to read files."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            parent = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1]
            if int(parent) == os.getpid() and b"indexer.convert.worker" in (folder / "cmdline").read_bytes():
                found.add(int(folder.name))
    return found


@contextmanager
def held_up() -> Iterator[set[int]]:
    """Stop every process that begins to read a file; let them all go on at the end."""
    stopped: set[int] = set()
    others = readers()  # those of other tests
    over = threading.Event()

    def stop() -> None:
        while not over.wait(0.002):
            for process in readers() - others - stopped:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGSTOP)
                    stopped.add(process)

    thread = threading.Thread(target=stop)
    thread.start()
    try:
        yield stopped
    finally:
        over.set()
        thread.join()
        for process in stopped:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_uploads_that_take_long_leave_threads_for_others(app: Flask, port: int) -> None:
    got: list[tuple[int, str | None, str]] = []
    sending = [threading.Thread(target=lambda: got.append(upload(port, LONG))) for _ in range(10)]
    editor = signed_in(app)
    before = readers()
    with held_up() as reading:
        for thread in sending:
            thread.start()
        until = time.monotonic() + 60
        while (len(got) < 6 or len(reading) < 2) and time.monotonic() < until:
            time.sleep(0.01)
        # Two are read, two wait, the others have been told to come again.
        assert len(reading) == 2
        assert [(status, later) for status, later, _page in got] == [(503, "30")] * 6
        assert all(LATER in page and "<h1" in page for _status, _later, page in got)

        # Meanwhile pages, searches, short drafts and short texts are answered.
        for path in ("/", "/tim?q=tuyen+truyen", "/ke-hoach", "/healthz", "/so/35-nq-tw") * 4:
            assert ask(port, "GET", path)[0] == 200
        assert ask(port, "POST", "/ra-soat", b"van-ban=Quy+che", "application/x-www-form-urlencoded")[0] == 200
        assert ask(port, "POST", "/api/v1/cite", b"35-NQ/TW", "text/plain")[0] == 200

        # A long text takes its turn as well; pasted, it stands in the form again.
        status, later, said = ask(port, "POST", "/api/v1/cite", LONG.encode(), "text/plain")
        assert (status, later) == (503, "30")
        assert '"code":"busy"' in said
        assert LATER in said
        sent_back = ask(
            port, "POST", "/ra-soat", b"van-ban=" + b"Quy+che+" * 30_000, "application/x-www-form-urlencoded"
        )
        assert sent_back[0] == 503
        assert "Quy che " * 30_000 in sent_back[2]

        # An editor's files likewise: none is kept.
        form = fields(editor.get("/nhap-van-ban").text)
        sent = editor.post(
            "/nhap-van-ban",
            data={**form, "tep": [(io.BytesIO(LONG.encode()), "a.txt"), (io.BytesIO(b"b"), "b.txt")]},
            content_type="multipart/form-data",
        )
        assert (sent.status_code, sent.headers["Retry-After"]) == (503, "30")
        assert unescape(sent.text).count(LATER) == 1
        assert "Không có tệp nào đang chờ" in sent.text
    for thread in sending:
        thread.join(120)
    assert sorted(status for status, _later, _page in got) == [200] * 4 + [503] * 6
    assert upload(port, LONG)[0] == 200
    assert readers() == before
