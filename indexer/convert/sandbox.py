"""Reading in a process of its own: one that hangs, grows or dies costs one file and nothing else."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from indexer.convert import windows
from indexer.convert.limits import DEFAULT_LIMITS
from indexer.convert.limits import Limits
from indexer.convert.messages import Request
from indexer.convert.messages import answered
from indexer.convert.notes import SCANNED_PAGES
from indexer.convert.ocr import can_recognise
from indexer.errors import TextFileError
from indexer.errors import system_reason
from indexer.errors.convert import DamagedFileError
from indexer.errors.convert import LostTextError
from indexer.errors.convert import ScanWithoutOcrError
from indexer.errors.convert import SlowFileError
from indexer.errors.convert import TooLargeFileError
from indexer.errors.convert import UnknownFormatError
from indexer.views.conversion import Converted


class Worker:
    """The child process and the lines that it answers."""

    def __init__(self, limits: Limits) -> None:
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._process = subprocess.Popen(
            (sys.executable, "-X", "utf8", "-m", "indexer.convert.worker"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=environment,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._job = windows.bind(self._process, limits.memory) if sys.platform == "win32" else None
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def alive(self) -> bool:
        """Whether the process can be asked."""
        return self._process.poll() is None

    def ask(self, line: str, seconds: float) -> str | None:
        """Return the answer to a line, "" where the process died over it, None where it took too long."""
        try:
            if self._process.stdin is not None:
                self._process.stdin.write(line + "\n")
                self._process.stdin.flush()
            return self._lines.get(timeout=seconds)
        except OSError:
            return ""
        except queue.Empty:
            return None

    def end(self) -> None:
        """End the process and those that it started, at once."""
        if sys.platform == "win32":
            windows.unbind(self._job)
            self._process.kill()
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError, ValueError):
                    stream.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            if self._process.stdout is not None:
                for line in self._process.stdout:
                    self._lines.put(line)
        self._lines.put("")


class Converter:
    """Converts files one after the other in one child process, which is made anew when it had to be ended.

    Not to be shared between threads; several converters work beside each other.
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._worker: Worker | None = None

    def __enter__(self) -> Converter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def convert(self, path: Path, *, name: str | None = None) -> Converted:
        """Return a file's text; `name` is the name that people know it by, where it is not the path's.

        Raises:
            UnreadableFileError: its text cannot be had; the class says why.
            SecretTextError: it bears a secrecy stamp.
            TextFileError: the system does not let it be read.
        """
        shown = shown_name(name if name is not None else path.name)
        self.look(path, shown)
        request = Request(path.resolve(), shown, self._limits, self._limits.seconds)
        try:
            converted = self._ask(request)
        except (ScanWithoutOcrError, LostTextError):
            if not can_recognise():
                raise
        else:
            if all(note.code != SCANNED_PAGES for note in converted.notes) or not can_recognise():
                return converted
        # Reading pictures takes its time: only files that hold them get it.
        return self._ask(replace(request, ocr=True, seconds=self._limits.ocr_seconds))

    def _ask(self, request: Request) -> Converted:
        if self._worker is None or not self._worker.alive:
            self.close()
            self._worker = Worker(self._limits)
        line = self._worker.ask(request.line(), request.seconds)
        if line:
            return answered(line, request.name)
        self.close()
        if line is None:
            raise SlowFileError(request.name)
        raise DamagedFileError(request.name)  # a fault in a library's machine code, or the bounds

    def close(self) -> None:
        """End the child process."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def look(self, path: Path, shown: str) -> None:
        """Raise where a file need not be opened to see that it is not read, as `convert` does."""
        try:
            if not path.is_file():
                with path.open("rb"):  # says why, where it is missing or a folder
                    raise UnknownFormatError(shown)
            if path.stat().st_size > self._limits.size:
                raise TooLargeFileError(shown)
        except ValueError as error:  # a path that no system has
            raise UnknownFormatError(shown) from error
        except OSError as error:
            raise TextFileError(shown, system_reason(error)) from error


def shown_name(name: str) -> str:
    """Return a file's name fit to stand in a sentence: its last part, without control letters, not too long."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    printable = "".join(letter for letter in last if letter.isprintable()).strip()
    return printable if len(printable) <= 80 else f"{printable[:60]}…{printable[-12:]}"
