"""Hostile clients beside an honest one: slow heads, idle connections, bodies without end."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote

from benchmarks.trouble.running import connected
from benchmarks.trouble.running import served


def hostile(corpus: Path, data: Path, asked: int = 40) -> tuple[int, dict[str, int]]:
    """Let hostile clients come beside an honest one; return its failed requests, and what statuses the others got."""
    got: dict[str, int] = {}
    server = served(corpus, data, "--no-watch", "--header-seconds", "3", "--max-body", "20")
    with server as (port, _pid), ExitStack() as stack:
        idle = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(1000)]
        slow = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(200)]
        stop = threading.Event()
        dripping = threading.Thread(target=_drip, args=(slow, stop))
        huge = [threading.Thread(target=_huge, args=(port, got, kind)) for kind in ("length", "chunked") * 3]
        for thread in (dripping, *huge):
            thread.start()
        failed = honest(port, asked)
        time.sleep(5)  # a head may take three seconds
        stop.set()
        for thread in (dripping, *huge):
            thread.join()
        for connection in slow:
            _count(got, "slow", _status(connection))
        failed += honest(port, asked)
        idle.clear()
    return failed, got


def _drip(slow: Sequence[socket.socket], stop: threading.Event) -> None:
    for letter in b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: " + b"a" * 10_000:
        for connection in slow:
            with suppress(OSError):
                connection.send(bytes([letter]))
        if stop.wait(0.2):
            return


def _huge(port: int, got: dict[str, int], kind: str) -> None:
    piece = b"a" * 100_000
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection, suppress(OSError):
        how = b"Content-Length: 100000000" if kind == "length" else b"Transfer-Encoding: chunked"
        connection.sendall(b"POST /ra-soat HTTP/1.1\r\nHost: x\r\n" + how + b"\r\n\r\n")
        with suppress(OSError):
            for _ in range(1000):
                connection.sendall(piece if kind == "length" else b"186a0\r\n" + piece + b"\r\n")
        _count(got, kind, _status(connection))


def _status(connection: socket.socket) -> str:
    connection.settimeout(10)
    try:
        return connection.recv(100)[9:12].decode("ascii", "replace") or "cut"
    except OSError:
        return "cut"


def _count(got: dict[str, int], kind: str, status: str) -> None:
    got[f"{kind}: {status}"] = got.get(f"{kind}: {status}", 0) + 1


def honest(port: int, number: int) -> int:
    """Ask `number` times for a page of results, each time anew; return how often that failed."""
    failed = 0
    for _ in range(number):
        with connected(port) as connection:
            try:
                connection.request("GET", f"/tim?q={quote('học tập')}")
                failed += connection.getresponse().status != 200
            except (OSError, HTTPException):
                failed += 1
    return failed
