"""`cancu serve` as an administrator starts it: a process of its own, its log in a file."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final
from typing import Self
from urllib.parse import quote

ROOT: Final = Path(__file__).parent.parent
_PATIENCE: Final = 60.0  # seconds for a server that starts in one


class ServedSite:
    """A site that answers while its block runs."""

    def __init__(
        self, corpus: Path, data: Path, state: Path, log: str, environment: Mapping[str, str], *options: str
    ) -> None:
        """Prepare the command; entering starts it."""
        places = ("--corpus", str(corpus), "--data", str(data), "--state", str(state))
        self.command = (
            sys.executable,
            "-m",
            "webapp.commands",
            "serve",
            *places,
            "--log",
            log,
            "--port",
            "18900",
            *options,
        )
        self._written = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the process)
        self._read = b""
        self._start = lambda: subprocess.Popen(
            self.command, cwd=ROOT, env=dict(environment), stdout=self._written, stderr=self._written
        )

    def __enter__(self) -> Self:
        self.process = self._start()
        until = time.monotonic() + _PATIENCE
        while not (found := re.search(r"http://127\.0\.0\.1:\d+(?=/)", self.written())):
            assert self.process.poll() is None, self.written()
            assert time.monotonic() < until, self.written()
            time.sleep(0.05)
        self.address = found[0]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process; a second time there is nothing left to end."""
        self.process.terminate()
        status = self.process.wait()
        self.written()
        self._written.close()
        assert status == 0 or kind is not None, self.written()

    def written(self) -> str:
        """Return all that the process has written so far; after its end, all that it wrote."""
        if not self._written.closed:
            self._written.seek(0)
            self._read = self._written.read()
        return self._read.decode("utf-8")

    def get(self, path: str) -> str:
        """Return what stands at a path, whatever its status."""
        try:
            with urllib.request.urlopen(self.address + quote(path, safe="/?&=+%:"), timeout=30) as answer:
                return str(answer.read(), "utf-8")
        except urllib.error.HTTPError as error:
            return str(error.read(), "utf-8")
