"""What the site bears when things go wrong: builds killed, rebuilds under load, many requests, hostile clients.

`python -m benchmarks.faults [--kills N] [--rebuilds N] [--requests N] [--record FILE]` runs real processes: `cancu
serve` answers, `cancu build` builds (and is killed with signal 9), clients ask. A library is made whose documents say
in their titles which edition they are of, so that an answer that mixes two generations, or goes back to an older one,
is told from a right one. One JSON line a figure; counts and ratios within one run. Unix only.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import ExitStack
from contextlib import contextmanager
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from http.client import HTTPConnection
from http.client import HTTPException
from pathlib import Path
from typing import Final
from urllib.parse import quote

import click

from benchmarks.figures import Figure
from benchmarks.figures import Report
from benchmarks.figures import p95
from benchmarks.figures import record_option

CLIENTS: Final = 8
_DOCUMENTS: Final = 30
_OFTEN: Final = 5  # documents that change with every edition; all change with every other one
_PROGRAM: Final = (sys.executable, "-m", "webapp.commands")
_ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:(\d+)/")
_EDITION: Final = re.compile(r"ấn bản (\d+)")
_SEARCH: Final = f"/api/v1/search?limit=200&q={quote('bồi dưỡng thử')}"
_PAGE: Final = 4096


class Editions:
    """A library that is changed again and again, and what it may say of itself."""

    def __init__(self, folder: Path) -> None:
        """Keep the library's corpus and data in `folder`."""
        self.corpus, self.data = folder / "corpus", folder / "var"
        self.newest = 0  # that a build may have published
        self.write(0)

    def write(self, edition: int) -> None:
        """Bring the corpus to an edition."""
        place = self.corpus / "directives" / "bo-chinh-tri"
        place.mkdir(parents=True, exist_ok=True)
        for number, own in self.expected(edition).items():
            name = f"huong-dan-{number}-bo-chinh-tri-2020"
            front = f"id: {name}\nkind: huong-dan\nnumber: {number}-HD/TW\nissuer: bo-chinh-tri\nissued: 2020-01-02\n"
            text = (
                f"---\n{front}title: Bồi dưỡng thử, ấn bản {own}\n---\n\n1. Mục đích\n\nBồi dưỡng thử phần {number}.\n"
            )
            path = place / f"{name}.md"
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")

    @staticmethod
    def expected(edition: int) -> dict[int, int]:
        """Return by document the edition that its title names in a generation of `edition`."""
        last_of_all = edition - edition % 2
        return {number: edition if number <= _OFTEN else last_of_all for number in range(1, _DOCUMENTS + 1)}

    def edition_of(self, answer: bytes) -> int | None:
        """Return the edition of which an answer is, None for one that is of none."""
        hits = json.loads(answer)["hits"]
        told = {int(hit["number"].partition("-")[0]): int(_EDITION.findall(hit["title"])[0]) for hit in hits}
        newest = max(told.values(), default=-1)
        return newest if told == self.expected(newest) else None

    def build(self) -> subprocess.Popen[bytes]:
        """Begin a build of the corpus as it is."""
        command = (*_PROGRAM, "build", "--corpus", str(self.corpus), "--data", str(self.data))
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


@dataclass(slots=True)
class Seen:
    """What the clients saw."""

    answers: int = 0
    failed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)


@contextmanager
def served(corpus: Path, data: Path, *options: str, log: Path | None = None) -> Iterator[tuple[int, int]]:
    """Run `cancu serve`, and end it; gives its port and its process id."""
    port = _free_port()
    command = (*_PROGRAM, "serve", "--corpus", str(corpus), "--data", str(data), "--port", str(port), *options)
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
def asking(port: int, editions: Editions, clients: int = CLIENTS, gap: float = 0.02) -> Iterator[Seen]:
    """Let clients search on until the end of the block."""
    seen, stop, lock = Seen(), threading.Event(), threading.Lock()

    def ask() -> None:
        least = 0  # nobody is led back to an older generation
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        while not stop.wait(gap):
            begun = time.perf_counter()
            try:
                connection.request("GET", _SEARCH)
                response = connection.getresponse()
                body = response.read()
            except (OSError, HTTPException) as error:
                connection.close()
                with lock:
                    seen.failed.append(repr(error))
                continue
            took = time.perf_counter() - begun
            edition = editions.edition_of(body) if response.status == 200 else None
            with lock:
                seen.answers += 1
                seen.times.append(took)
                if response.status != 200:
                    seen.failed.append(f"{response.status} {body[:200]!r}")
                elif edition is None or not least <= edition <= editions.newest:
                    seen.wrong.append(f"{edition} after {least}: {body[:2000]!r}")
            least = max(least, edition or 0)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@dataclass(frozen=True, slots=True)
class Killed:
    """What came of builds that were killed: how many died, and what clients saw meanwhile."""

    died: int
    seen: Seen
    leftovers: tuple[str, ...]  # what lies in the data folder beside what belongs there, after a build that ended


def kills(folder: Path, number: int, chance: random.Random) -> Killed:
    """Kill `number` builds at random moments while clients search; let the last one come to its end."""
    editions, begun = Editions(folder), time.monotonic()
    _finished(editions.build())
    died, longest = 0, 2 * (time.monotonic() - begun)
    with served(editions.corpus, editions.data, "--no-watch") as (port, _pid), asking(port, editions) as seen:
        for edition in range(1, number + 1):
            editions.write(edition)
            editions.newest = edition
            process = editions.build()
            with suppress(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0, longest))
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                died += 1
                longest *= 1.06  # so that some four of five die, at any moment of their work
            else:
                longest *= 0.8
            process.communicate()
        _finished(editions.build())
        with _connected(port) as connection:
            connection.request("GET", _SEARCH)
            if editions.edition_of(connection.getresponse().read()) != number:
                seen.wrong.append("the last build is not seen")
    return Killed(died, seen, _leftovers(editions.data))


def _finished(process: subprocess.Popen[bytes]) -> None:
    _out, said = process.communicate()
    if process.returncode:
        raise click.ClickException(said.decode(errors="replace"))


def _leftovers(data: Path) -> tuple[str, ...]:
    known = {"current", "generations", "build.lock", "segments.cache"}
    extra = [path.name for path in data.iterdir() if path.name not in known]
    whole = [path for path in (data / "generations").iterdir() if (path / "manifest.json").is_file()]
    half = [path.name for path in (data / "generations").iterdir() if path not in whole]
    return (*extra, *half, *(path.name for path in whole[3:]))


@contextmanager
def _connected(port: int) -> Iterator[HTTPConnection]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        yield connection
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Clients' times without and with rebuilds beside them, and the data folder's growth as a ratio."""

    quiet: Seen
    busy: Seen
    growth: float


def rebuilds(folder: Path, number: int) -> Rebuilt:
    """Build `number` times under a load that leaves the machine air."""
    editions = Editions(folder)
    _finished(editions.build())
    with served(editions.corpus, editions.data, "--no-watch") as (port, _pid):
        for edition in range(1, 4):  # as many generations as are kept
            _rebuild(editions, edition)
        before = size(editions.data)
        with asking(port, editions, gap=0.2) as quiet:
            time.sleep(max(5.0, number / 2))
        with asking(port, editions, gap=0.2) as busy:
            for edition in range(4, number + 4):
                _rebuild(editions, edition)
    return Rebuilt(quiet, busy, size(editions.data) / before)


def _rebuild(editions: Editions, edition: int) -> None:
    editions.write(edition)
    editions.newest = edition
    _finished(editions.build())


def size(folder: Path) -> int:
    """Return the bytes that a folder takes, a file with several names once."""
    files = {(status.st_dev, status.st_ino): status.st_size for status in map(os.stat, _walk(folder))}
    return sum(files.values())


def _walk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


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
    failed, lock = [0], threading.Lock()

    def ask(client: int) -> None:
        connection, chance = HTTPConnection("127.0.0.1", port, timeout=60), random.Random(client)
        for turn in range(number // CLIENTS):
            address = chance.choice(known)
            if chance.random() < 0.1:
                address += f"{'&' if '?' in address else '?'}lan={client}-{turn}-{number}"
            try:
                connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
                answer = connection.getresponse()
                answer.read()
                bad = answer.status >= 500
            except (OSError, HTTPException):
                connection.close()
                bad = True
            if bad:
                with lock:
                    failed[0] += 1
        connection.close()

    threads = [threading.Thread(target=ask, args=(client,)) for client in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed[0]


def memory(pid: int) -> int:
    """Return the bytes of memory that a process has for itself and shares, as the system counts them (Linux)."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE


def open_files(pid: int) -> int:
    """Return how many files and sockets a process has open (Linux)."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


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
        with _connected(port) as connection:
            try:
                connection.request("GET", f"/tim?q={quote('học tập')}")
                failed += connection.getresponse().status != 200
            except (OSError, HTTPException):
                failed += 1
    return failed


def start(corpus: Path, data: Path) -> tuple[float, int]:
    """Return the seconds from starting the server on one core to its first page, and its memory after some pages."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        begun = time.perf_counter()
        with served(corpus, data, "--no-watch") as (port, pid):
            with _connected(port) as connection:
                connection.request("GET", "/")
                connection.getresponse().read()
                took = time.perf_counter() - begun
            _ask_all(port, _addresses(corpus), 400)
            return took, memory(pid)
    finally:
        os.sched_setaffinity(0, before)


@click.command()
@click.option("--corpus", type=click.Path(path_type=Path, exists=True), default=Path("corpus"))
@click.option("--kills", "killed", type=int, default=100)
@click.option("--rebuilds", "rebuilt", type=int, default=20)
@click.option("--requests", "asked", type=int, default=100_000)
@click.option("--only", type=click.Choice(["kills", "rebuilds", "requests", "clients", "start"]), multiple=True)
@record_option
def main(corpus: Path, killed: int, rebuilt: int, asked: int, only: tuple[str, ...], record: Path | None) -> None:
    """Try the faults, and print a JSON line a figure."""
    report = Report(record)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if not only or "kills" in only:
            _say_kills(report, kills(folder / "kills", killed, random.Random(killed)), killed)
        if not only or "rebuilds" in only:
            _say_rebuilds(report, rebuilds(folder / "rebuilds", rebuilt), rebuilt)
        subprocess.run(
            (*_PROGRAM, "build", "--corpus", corpus, "--data", folder / "var"), check=True, capture_output=True
        )
        if not only or "start" in only:
            took, bytes_used = start(corpus, folder / "var")
            report.say(Figure("faults: first page after a cold start on one core", round(took, 2), 3, unit="s"))
            report.say(Figure("faults: memory of a server, MB", round(bytes_used / 1e6), 200))
        if not only or "clients" in only:
            failed, got = hostile(corpus, folder / "var")
            report.say(Figure("faults: honest requests that failed beside hostile clients", failed, 0, details=got))
        if not only or "requests" in only:
            _say_mixed(report, mixed(corpus, folder / "var", asked), asked)


def _say_kills(report: Report, found: Killed, number: int) -> None:
    details = {"builds": number, "died": found.died, "answers": found.seen.answers, "left": len(found.leftovers)}
    bad = len(found.seen.failed) + len(found.seen.wrong)
    report.say(Figure("faults: failed or wrong answers while builds were killed", bad, 0, details=details))


def _say_rebuilds(report: Report, found: Rebuilt, number: int) -> None:
    bad = len(found.busy.failed) + len(found.busy.wrong)
    details = {"builds": number, "answers": found.busy.answers}
    report.say(Figure("faults: failed or wrong answers while rebuilding", bad, 0, details=details))
    ratio = p95(found.busy.times) / p95(found.quiet.times)
    times = {"quiet_ms": round(1000 * p95(found.quiet.times), 1), "busy_ms": round(1000 * p95(found.busy.times), 1)}
    report.say(Figure("faults: p95 while rebuilding to the quiet one", round(ratio, 2), 2, details=times))
    report.say(Figure("faults: disk after rebuilding to before", round(found.growth, 3), 1.05))


def _say_mixed(report: Report, found: Mixed, number: int) -> None:
    first, last = found.memory
    details = {"requests": number, "failed": found.failed, "first_mb": round(first / 1e6), "last_mb": round(last / 1e6)}
    report.say(
        Figure(
            "faults: memory after many requests to after half of them", round(last / first, 3), 1.05, details=details
        )
    )
    files = {"first": found.files[0], "last": found.files[1]}
    report.say(Figure("faults: files opened and not closed", found.files[1] - found.files[0], 0, details=files))


if __name__ == "__main__":
    main()
