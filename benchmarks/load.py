"""How many requests a second the site answers, against a bare Flask page on the same server under the same load.

`python -m benchmarks.load [--corpus DIR] [--seconds N] [--rounds N] [--record FILE]` serves the library with both
engines and a bare page beside it, each in a process of its own, and asks them in turns with eight clients that wait
for nothing; then asks at half the rate that each bore and tells the p95. Pages that were asked for before are kept
(`webapp.kept_pages`); what a page costs the first time is told beside, without a limit. One JSON line a figure.
"""

from __future__ import annotations

import json
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import ExitStack
from contextlib import closing
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from typing import Final
from urllib.parse import quote

import click

from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import p95
from benchmarks.figures import record_option
from indexer.build import build
from indexer.kb import KnowledgeBase

_CLIENTS: Final = 8
_ENGINES: Final = ("whoosh", "tantivy")
_START: Final = 30.0  # seconds that a server may take to answer
_PACE: Final = 0.5  # of the rate at which a server is saturated

# The bare page: Flask, the same server with the same number of threads, one line of HTML.
_BARE: Final = """
import sys
from flask import Flask
from waitress.server import create_server
from webapp.serving import THREADS
app = Flask("bare")
app.add_url_rule("/", "bare", lambda: "<!doctype html><title>x</title><h1>x</h1>")
create_server(app, host="127.0.0.1", port=int(sys.argv[1]), threads=THREADS).run()
"""


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked: a server's port and the addresses to ask in turn.

    `at_least` is what it must bear of the bare page's rate; `anew` makes every request one that was never asked.
    """

    name: str
    port: int
    addresses: tuple[str, ...]
    at_least: float | None = None
    anew: bool = False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _served(command: Callable[[int], Sequence[str]]) -> Iterator[int]:
    """Run a server on a free port, and end it."""
    port = _free_port()
    process = subprocess.Popen(command(port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + _START
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if time.monotonic() > deadline or process.poll() is not None:
                    raise
                time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


def main_client() -> None:
    """Be the load: a process of its own, told by one JSON line of standard input and answering with one."""
    asked = json.loads(sys.stdin.readline())
    times: list[float] = []
    stop = time.perf_counter() + asked["seconds"]
    gap = _CLIENTS / asked["rate"] if asked["rate"] else 0.0
    threads = [
        threading.Thread(target=_client, args=(asked["port"], turn, stop, gap, times))
        for turn in (_turn(asked, client) for client in range(_CLIENTS))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"times": times}))


def _request(address: str) -> bytes:
    # As browsers ask: packed answers, a kept connection.
    return f"GET {address} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nAccept: text/html\r\n\r\n".encode()


def _turn(asked: dict[str, Any], client: int) -> Iterator[bytes]:
    """Yield what one client asks: the addresses in turn, each client beginning elsewhere."""
    addresses: list[str] = asked["addresses"]
    for number in count(client * len(addresses) // _CLIENTS):
        address = addresses[number % len(addresses)]
        # A parameter that says nothing makes it another address, whose page nobody has kept.
        mark = f"{'&' if '?' in address else '?'}lan={client}-{number}-{time.time_ns()}" if asked["anew"] else ""
        yield _request(address + mark)


def _client(port: int, turn: Iterator[bytes], stop: float, gap: float, times: list[float]) -> None:
    """Ask until `stop`: at once after each answer, or every `gap` seconds, counted from when it was due."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        due = time.perf_counter() + gap * random.random()
        for request in turn:
            now = time.perf_counter()
            if now >= stop:
                return
            if gap:
                time.sleep(max(due - now, 0))
                begun, due = due, due + gap
            else:
                begun = now
            connection.sendall(request)
            _answer(connection)
            times.append(time.perf_counter() - begun)


def _answer(connection: socket.socket) -> None:
    """Read one whole answer.

    Raises:
        ConnectionError: it is no success, or the server hung up.
    """
    read = b""
    while b"\r\n\r\n" not in read:
        read += _more(connection)
    head, _, body = read.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise ConnectionError(head[:80])
    length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    left = length - len(body)
    while left > 0:
        left -= len(_more(connection))


def _more(connection: socket.socket) -> bytes:
    piece = connection.recv(65_536)
    if not piece:
        raise ConnectionError("the server hung up")
    return piece


def _load(target: Target, seconds: float, rate: float = 0.0) -> list[float]:
    """Return the answers' times in seconds under load, at `rate` requests a second or as many as it bears."""
    asked = {"port": target.port, "addresses": target.addresses, "seconds": seconds, "rate": rate, "anew": target.anew}
    done = subprocess.run(
        (sys.executable, "-c", "from benchmarks.load import main_client; main_client()"),
        input=json.dumps(asked) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    if done.stderr:
        raise click.ClickException(done.stderr)
    times: list[float] = json.loads(done.stdout)["times"]
    return times


def _targets(kb: KnowledgeBase, bare: int, ports: dict[str, int]) -> list[Target]:
    kinds = next(facet for facet in kb.facets() if facet.name == "kind").values
    held = [document for kind in kinds for document in kb.listing("kind", kind.id).documents]
    documents = tuple(f"/van-ban/{document.id}" for document in held if not document.is_plan)
    slugs = {kb.number(document.number).slug for document in held if document.number}
    questions = ("học tập", "nền tảng tư tưởng", "nq35", "bồi dưỡng lý luận chính trị", "xay dung dang", "báo cáo viên")
    searches = tuple(f"/tim?q={quote(question)}" for question in questions)
    whoosh, tantivy = ports["whoosh"], ports["tantivy"]
    return [
        Target("bare page", bare, ("/",)),
        Target("document page", whoosh, documents, 0.25),
        Target("number page", whoosh, tuple(f"/so/{slug}" for slug in sorted(filter(None, slugs))), 0.25),
        Target("search page, whoosh", whoosh, searches, 0.07),
        Target("search page, tantivy", tantivy, searches, 0.2),
        Target("document page, first time", whoosh, documents, anew=True),
        Target("search page, first time, whoosh", whoosh, searches, anew=True),
        Target("search page, first time, tantivy", tantivy, searches, anew=True),
    ]


@click.command()
@click.option("--corpus", type=click.Path(path_type=Path, exists=True), default=Path("corpus"))
@click.option("--seconds", type=float, default=2.0, help="of load a round")
@click.option("--rounds", type=int, default=3)
@record_option
def main(corpus: Path, seconds: float, rounds: int, record: Path | None) -> None:
    """Measure, and print a JSON line a figure."""
    report = Report(record)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        bare = stack.enter_context(_served(lambda port: (sys.executable, "-c", _BARE, str(port))))
        ports = {}
        for engine in _ENGINES:
            build(corpus, folder / engine, engine=engine)
            ports[engine] = stack.enter_context(_served(lambda port, data=folder / engine: _serve(corpus, data, port)))
        with closing(KnowledgeBase.open(folder / "whoosh")) as kb:
            targets = _targets(kb, bare, ports)
        for target in targets:
            _load(target, seconds / 2)
        rates: dict[str, list[float]] = {target.name: [] for target in targets}
        for _ in range(rounds):
            for target in targets:
                rates[target.name].append(len(_load(target, seconds)) / seconds)
        for target in targets:
            _say(report, target, rates, seconds)


def _serve(corpus: Path, data: Path, port: int) -> Sequence[str]:
    program = (sys.executable, "-c", "from webapp.commands import main; main()", "serve")
    return (*program, "--corpus", str(corpus), "--data", str(data), "--port", str(port))


def _say(report: Report, target: Target, rates: dict[str, list[float]], seconds: float) -> None:
    bare = rates["bare page"]
    rate = statistics.median(rates[target.name])
    ratio = statistics.median(own / other for own, other in zip(rates[target.name], bare, strict=True))
    times = _load(target, seconds, rate * _PACE)
    details = {"requests_s": round(rate), "p95_ms_at_half": round(1000 * p95(times), 1)}
    report.say(Figure(f"load: {target.name} to bare page", round(ratio, 3), at_least=target.at_least, details=details))


if __name__ == "__main__":
    main()
