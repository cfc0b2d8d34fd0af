"""The server on a real socket: it ends without cutting an answer short, and clients that dawdle shut nobody out."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indexer.build import build
from tests.internal_library import SECRET_PLAN
from tests.internal_library import WHOLE
from tests.small_library import write_corpus
from webapp.application import create_app
from webapp.ports import free_socket
from webapp.server import Server
from webapp.settings import ServerSettings
from webapp.settings import Settings

QUICK = ServerSettings(threads=2, connections=32, header_seconds=1, upload_seconds=2, idle_seconds=60, max_body=1)

Start = Callable[..., tuple[int, Server, threading.Thread]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts servers on free ports, and ends them."""
    running: list[tuple[Server, threading.Thread]] = []

    def begin(app: Any, settings: ServerSettings = QUICK) -> tuple[int, Server, threading.Thread]:
        bound = free_socket("127.0.0.1", 19200, 200)
        port = bound.getsockname()[1]
        server = Server(app, bound, settings)
        thread = threading.Thread(target=server.run)
        thread.start()
        running.append((server, thread))
        return port, server, thread

    yield begin
    for server, thread in running:
        server.stop()
        thread.join()


def hello(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def answer(connection: socket.socket) -> bytes:
    """All that the server sends until it hangs up."""
    read = b""
    with suppress(ConnectionResetError):
        while piece := connection.recv(65_536):
            read += piece
    return read


def nobody_is_let_in(port: int) -> bool:
    """Whether the port is closed, now or within half a minute."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            connected(port).close()
        except OSError:
            return True
    return False


def ask(port: int, head: str = "GET / HTTP/1.0\r\n\r\n") -> bytes:
    with connected(port) as connection:
        # A server that has seen enough of a request hangs up, maybe before all of it was sent.
        with suppress(ConnectionError):
            connection.sendall(head.encode())
        return answer(connection)


def test_an_answer_under_way_is_finished(start: Start) -> None:
    working, go_on = threading.Event(), threading.Event()

    def slow(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        working.set()
        go_on.wait(30)
        return hello(environ, start_response)

    port, server, thread = start(slow)
    with connected(port) as idle, connected(port) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert working.wait(30)
        server.stop()
        assert nobody_is_let_in(port)
        assert answer(idle) == b""
        go_on.set()
        assert answer(connection).endswith(b"\r\n\r\nok")
    thread.join(30)
    assert not thread.is_alive()


def test_a_head_that_does_not_come_to_its_end(start: Start) -> None:
    port, _server, _thread = start(hello)
    with connected(port) as slow:
        stop = threading.Event()

        def drip() -> None:
            for letter in "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: " + "a" * 10_000:
                if stop.wait(0.05):
                    return
                try:
                    slow.sendall(letter.encode())
                except OSError:
                    return

        dripping = threading.Thread(target=drip)
        dripping.start()
        try:
            assert b" 200 OK" in ask(port)  # another one meanwhile
            assert slow.recv(100).startswith(b"HTTP/1.1 408 ")
        finally:
            stop.set()
            dripping.join()


def test_a_body_that_does_not_come_to_its_end(start: Start) -> None:
    port, _server, _thread = start(hello)
    with connected(port) as slow:
        slow.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc")
        assert slow.recv(100).startswith(b"HTTP/1.1 408 ")


def test_many_idle_connections_shut_nobody_out(start: Start) -> None:
    port, _server, _thread = start(hello)
    idle = [connected(port) for _ in range(3 * QUICK.connections)]
    try:
        for _ in range(20):
            assert b" 200 OK" in ask(port)
    finally:
        for connection in idle:
            connection.close()


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("POST / HTTP/1.0\r\nContent-Length: 100000000\r\n\r\n", 413),
        ("GET /" + "a" * 200_000 + " HTTP/1.0\r\n\r\n", 431),
        ("GET / HTTP/1.0\r\nX-Long: " + "a" * 200_000 + "\r\n\r\n", 431),
        ("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nzzzz\r\n", 400),
        ("KHONG PHAI HTTP\r\n\r\n", 400),
        ("GET / HTTP/1.0\r\nX-A: b\r\n X-C: d\x00\r\n\r\n", 400),
    ],
)
def test_what_is_too_large_or_no_http(start: Start, head: str, status: int) -> None:
    port, _server, _thread = start(hello)
    said = ask(port, head)
    # What is still coming in when the server hangs up takes the answer with it.
    assert said[9:12] == str(status).encode() or (said == b"" and len(head) > 100_000)
    if said:  # in the site's words, with the headers of all its answers
        top, _, body = said.decode().partition("\r\n\r\n")
        assert body.endswith(".\n")
        for name in (
            "Content-Security-Policy: default-src 'none'",
            "X-Content-Type-Options: nosniff",
            "X-Request-Id: ",
        ):
            assert f"\r\n{name}" in top
        assert "waitress" not in said.decode()
    assert b" 200 OK" in ask(port)


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ("Khong co hai cham\r\n", 400, "bad-request"),
        ("Content-Length: -1\r\n", 400, "bad-request"),
        ("Transfer-Encoding: gzip\r\n", 501, "not-implemented"),
        ("Content-Length: 100000000\r\n", 413, "request-entity-too-large"),
    ],
)
def test_the_api_is_refused_in_its_one_shape(start: Start, more: str, status: int, code: str) -> None:
    port, _server, _thread = start(hello)
    top, _, body = ask(port, f"POST /api/v1/cite HTTP/1.1\r\nHost: x\r\n{more}\r\n").partition(b"\r\n\r\n")
    assert b"\r\nContent-Type: application/json\r\n" in top
    told = json.loads(body)
    assert (told["ok"], told["status"], told["error"]["code"]) == (False, status, code)
    assert told["error"]["message"].endswith(".")


@pytest.mark.parametrize("header", ["", "X-Forwarded-For: 203.0.113.7\r\n", "Forwarded: for=203.0.113.7\r\n"])
@pytest.mark.parametrize("proxy", ["", "127.0.0.1"])
def test_who_comes_through_a_proxy_does_not_sit_at_the_machine(
    start: Start, tmp_path: Path, header: str, proxy: str
) -> None:
    write_corpus(tmp_path / "corpus", WHOLE)
    build(tmp_path / "corpus", tmp_path / "var")
    app = create_app(Settings(tmp_path / "var", local=True))
    port, _server, _thread = start(app, replace(QUICK, proxy=proxy))
    head = f"GET /ke-hoach/{SECRET_PLAN} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n{header}\r\n"
    assert (b" 404 " if header else b" 200 ") in ask(port, head).partition(b"\r\n")[0]


def test_the_proxy_says_who_asks_and_nobody_else(start: Start) -> None:
    def who(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        return [f"{environ['REMOTE_ADDR']} {environ['wsgi.url_scheme']}".encode()]

    head = "GET / HTTP/1.0\r\nX-Forwarded-For: 198.51.100.1, 203.0.113.7\r\nX-Forwarded-Proto: https\r\n\r\n"
    believed, _server, _thread = start(who, replace(QUICK, proxy="127.0.0.1"))
    assert ask(believed, head).endswith(b"\r\n203.0.113.7 https")
    other, _server, _thread = start(who, replace(QUICK, proxy="192.0.2.1"))
    assert ask(other, head).endswith(b"\r\n127.0.0.1 http")


def test_time_passes_without_ending_a_connection_that_is_used(start: Start) -> None:
    port, _server, _thread = start(hello)
    with connected(port) as kept:
        until = time.monotonic() + 2.5  # more than a head or a body may take
        while time.monotonic() < until:
            kept.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            read = b""
            while not read.endswith(b"ok"):
                read += kept.recv(1000)
            assert read.startswith(b"HTTP/1.1 200 OK")
            time.sleep(0.3)
