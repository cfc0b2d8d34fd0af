"""A watch over the corpus and the index: a change of the one, or damage to the other, is built anew meanwhile."""

from __future__ import annotations

import math
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from indexer.build import corpus_state

_INTERVAL: Final = 2.0  # seconds between two looks at the corpus
_AGAIN: Final = 30.0  # seconds between two builds of the same corpus, the first of which failed


class Builds:
    """The builds of this process: how many went well and how many did not, and the last one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.done = {"well": 0, "failed": 0}
        self.well = False
        self.seconds: float | None = None  # before the first one

    def note(self, seconds: float, *, well: bool) -> None:
        """Note a build that has ended."""
        with self._lock:
            self.done["well" if well else "failed"] += 1
            self.well, self.seconds = well, seconds


BUILDS: Final = Builds()


class Builder:
    """Runs `cancu build` in a process of its own, which says what it does on standard error.

    The segmenter's memory ends with that process, and a server that is answering does not share its interpreter.
    """

    def __init__(self, corpus: Path, data: Path) -> None:
        """Build from `corpus` into `data`."""
        program = (sys.executable, "-m", "webapp.commands", "build")
        self._command = (*program, "--corpus", str(corpus), "--data", str(data))
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def run(self) -> bool:
        """Build, and tell whether that went well."""
        if self._ended:
            return False
        began = time.perf_counter()
        with subprocess.Popen(self._command, stdout=subprocess.DEVNULL) as process:  # noqa: S603 (our own command)
            self._process = process
            if self._ended:
                process.terminate()
            well = process.wait() == 0
        BUILDS.note(time.perf_counter() - began, well=well)
        return well

    def end(self) -> None:
        """End a build that runs, and begin no other: the generation before it stays, whole."""
        self._ended = True
        if self._process is not None:
            self._process.terminate()


def run_build(corpus: Path, data: Path) -> bool:
    """Build once, in a process of its own, and tell whether that went well."""
    return Builder(corpus, data).run()


class Watch:
    """A look every two seconds: `rebuild` is called in a thread once a change of the corpus has settled.

    `repair` is called where `is_whole` says that there is no longer an index to read. `rebuild` tells whether it went
    well; where it did not, or a repair left no index (a full disk), it is called again after `again` seconds.
    """

    def __init__(
        self,
        corpus: Path,
        rebuild: Callable[[], bool],
        *,
        is_whole: Callable[[], bool] = lambda: True,
        repair: Callable[[], object] = lambda: None,
        interval: float = _INTERVAL,
        again: float = _AGAIN,
    ) -> None:
        self._corpus = corpus
        self._rebuild = rebuild
        self._is_whole = is_whole
        self._repair = repair
        self._interval = interval
        self._again = again
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        # Taken here, not in the thread: what changes from now on is noticed.
        self._built = corpus_state(self._corpus)

    def start(self) -> None:
        """Begin to watch, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; a rebuild that runs is waited for."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        seen, whole = self._built, True
        retry, repair = math.inf, 0.0  # when to build, and to repair, once more
        while not self._stopped.wait(self._interval):
            now = corpus_state(self._corpus)
            # A change that is still going on (many files being copied) is left to settle first.
            if now is not None and now == seen and (now != self._built or time.monotonic() >= retry):
                self._built = now
                retry = math.inf if self._rebuild() else time.monotonic() + self._again
            seen = now
            was_whole, whole = whole, self._is_whole()
            if not whole and (was_whole or time.monotonic() >= repair):
                self._repair()
                whole, repair = self._is_whole(), time.monotonic() + self._again
