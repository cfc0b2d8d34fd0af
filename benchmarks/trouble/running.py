"""A running site as a process: how it is reached, who works beside it, what it holds."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

PROGRAM: Final = (sys.executable, "-m", "webapp.commands")
_PAGE: Final = 4096


@contextmanager
def served(corpus: Path, data: Path, *options: str, log: Path | None = None) -> Iterator[tuple[int, int]]:
    """Run `cancu serve`, and end it; gives its port and its process id."""
    port = _free_port()
    command = (*PROGRAM, "serve", "--corpus", str(corpus), "--data", str(data), "--port", str(port), *options)
    with (log or Path(os.devnull)).open("ab") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            deadline = time.monotonic() + 60
            while process.poll() is None and time.monotonic() < deadline:
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                time.sleep(0.02)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def connected(port: int) -> Iterator[HTTPConnection]:
    """Give a connection to a site on this machine, and close it."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def at_work(client: Callable[[int], None], number: int, stop: threading.Event) -> Iterator[None]:
    """Let clients 0 to `number` - 1 work beside the block; at its end `stop` is set, and waited for them."""
    threads = [threading.Thread(target=client, args=(each,)) for each in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def memory(pid: int) -> int:
    """Return the bytes of memory that a process has for itself and shares, as the system counts them (Linux)."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE


def open_files(pid: int) -> int:
    """Return how many files and sockets a process has open (Linux)."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))
