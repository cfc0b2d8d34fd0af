"""Runs a command and says what it took: time, and the memory of its whole family of processes at its fullest."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_FIRST: Final = 0.02  # seconds until the first look at the memory; each time longer, since a look costs time itself
_LONGEST: Final = 0.5


@dataclass(frozen=True, slots=True)
class Watched:
    """What a command took.

    `seconds` by the clock; `cpu`: seconds of all cores together, which others at work on the machine lengthen least;
    `memory` in bytes, what several processes share being counted once (Linux).
    """

    seconds: float
    cpu: float
    memory: int


def watch(command: Sequence[str]) -> Watched:
    """Run `command` to its end, as where it is installed (`figures.run_installed`).

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun, cpu, most, pause = time.perf_counter(), _cpu(), 0, _FIRST
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment) as process:
        while True:
            try:
                _, said = process.communicate(timeout=pause)
            except subprocess.TimeoutExpired:
                most = max(most, sum(map(_share, _family(process.pid))))
                pause = min(2 * pause, _LONGEST)
            else:
                break
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=said)
    return Watched(time.perf_counter() - begun, _cpu() - cpu, most)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):  # ended meanwhile
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield from _family(int(child))


def _share(pid: int) -> int:
    """Return a process's proportional share of memory in bytes; nothing where it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
