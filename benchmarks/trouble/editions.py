"""A library that says in its titles which edition it is of, and clients that tell a wrong answer by it."""

from __future__ import annotations

import json
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from http.client import HTTPConnection
from http.client import HTTPException
from pathlib import Path
from typing import Final
from urllib.parse import quote

from benchmarks.trouble.running import PROGRAM
from benchmarks.trouble.running import at_work

CLIENTS: Final = 8
_DOCUMENTS: Final = 30
_OFTEN: Final = 5  # documents that change with every edition; all change with every other one
_EDITION: Final = re.compile(r"ấn bản (\d+)")
SEARCH: Final = f"/api/v1/search?limit=200&q={quote('bồi dưỡng thử')}"


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
        command = (*PROGRAM, "build", "--corpus", str(self.corpus), "--data", str(self.data))
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


@dataclass(slots=True)
class Seen:
    """What the clients saw."""

    answers: int = 0
    failed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)


@contextmanager
def asking(port: int, editions: Editions, clients: int = CLIENTS, gap: float = 0.02) -> Iterator[Seen]:
    """Let clients search on until the end of the block."""
    seen, stop, lock = Seen(), threading.Event(), threading.Lock()

    def ask(_client: int) -> None:
        least = 0  # nobody is led back to an older generation
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        while not stop.wait(gap):
            begun = time.perf_counter()
            try:
                connection.request("GET", SEARCH)
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

    with at_work(ask, clients, stop):
        yield seen
