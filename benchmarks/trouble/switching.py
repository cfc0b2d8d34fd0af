"""Builds that are killed, and builds under load, while clients search."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.trouble.editions import SEARCH
from benchmarks.trouble.editions import Editions
from benchmarks.trouble.editions import Seen
from benchmarks.trouble.editions import asking
from benchmarks.trouble.running import connected
from benchmarks.trouble.running import served


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
        with connected(port) as connection:
            connection.request("GET", SEARCH)
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
