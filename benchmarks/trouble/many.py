"""Many requests of all sorts, and what they leave behind in the server; its start on one core."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote

from benchmarks.trouble.editions import CLIENTS
from benchmarks.trouble.running import connected
from benchmarks.trouble.running import memory
from benchmarks.trouble.running import open_files
from benchmarks.trouble.running import served


@dataclass(frozen=True, slots=True)
class Mixed:
    """A server's memory (bytes) and open files after half of the requests and after all of them."""

    memory: tuple[int, int]
    files: tuple[int, int]
    failed: int


def mixed(corpus: Path, data: Path, number: int) -> Mixed:
    """Ask `number` times for pages, files and answers of all sorts, a tenth of them never asked for before."""
    known = _addresses(corpus)
    with served(corpus, data, "--no-watch") as (port, pid):
        measured = []
        failed = 0
        for share in (number // 2, number - number // 2):  # after the first half the kept pages fill their room
            failed += _ask_all(port, known, share)
            measured.append((memory(pid), open_files(pid)))
    (first, files), (last, files_last) = measured
    return Mixed((first, last), (files, files_last), failed)


def _addresses(corpus: Path) -> tuple[str, ...]:
    ids = [path.stem for path in sorted((corpus / "directives").rglob("*.md"))]
    plans = [path.stem for path in sorted((corpus / "plans").rglob("*.md"))]
    pages = [
        "/",
        "/danh-muc",
        "/ke-hoach",
        "/con-thieu",
        "/kiem-tra",
        "/can-cap-nhat",
        "/chu-de",
        "/ra-soat",
        "/readyz",
    ]
    pages += [f"/van-ban/{name}" for name in ids] + [f"/api/v1/documents/{name}" for name in ids]
    pages += [f"/ke-hoach/{name}{part}" for name in plans for part in ("", "/bang-doi-chieu", "/phan-cong", "/so-do")]
    pages += [f"/ke-hoach/{name}/phan-cong?dang=xlsx" for name in plans]
    words = ("học tập", "nq35", "bồi dưỡng lý luận", "nen tang tu tuong", "kết luận 21", "không-có-gì")
    pages += [f"/tim?q={quote(word)}" for word in words] + [f"/api/v1/search?q={quote(word)}" for word in words]
    return (*pages, "/khong-co", "/van-ban/khong-co", "/tim?trang=mot", "/static/khong-co.css")


def _ask_all(port: int, known: Sequence[str], number: int) -> int:
    def ask(client: int) -> int:
        connection, chance = HTTPConnection("127.0.0.1", port, timeout=60), random.Random(client)
        failed = 0
        for turn in range(number // CLIENTS):
            address = chance.choice(known)
            if chance.random() < 0.1:
                address = _unasked(address, f"{client}-{turn}-{number}")
            try:
                connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
                answer = connection.getresponse()
                answer.read()
                failed += answer.status >= 500
            except (OSError, HTTPException):
                connection.close()
                failed += 1
        connection.close()
        return failed

    with ThreadPoolExecutor(CLIENTS) as clients:
        return sum(clients.map(ask, range(CLIENTS)))


def _unasked(address: str, mark: str) -> str:
    # The API refuses a parameter that it does not know: it is asked a new question instead.
    if address.startswith("/api/"):
        return f"/api/v1/search?q={quote(f'học tập {mark}')}"
    return f"{address}{'&' if '?' in address else '?'}lan={mark}"


def start(corpus: Path, data: Path) -> tuple[float, int]:
    """Return the seconds from starting the server on one core to its first page, and its memory after some pages."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        begun = time.perf_counter()
        with served(corpus, data, "--no-watch") as (port, pid):
            with connected(port) as connection:
                connection.request("GET", "/")
                connection.getresponse().read()
                took = time.perf_counter() - begun
            _ask_all(port, _addresses(corpus), 400)
            return took, memory(pid)
    finally:
        os.sched_setaffinity(0, before)
