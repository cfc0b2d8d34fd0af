"""The process's standard streams: there in any case, UTF-8 whatever the terminal is, left where nobody reads on."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path


def open_streams() -> None:
    """Give the process the standard streams that it was started without."""
    # A stream that was closed before the program began is None: it is empty to read, and swallows what is written.
    # They stay open to the end of the process, as those of the system do.
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


def speak_utf8() -> None:
    """Write UTF-8 whatever the system's encoding is; what no UTF-8 can say goes out as an escape."""
    # A redirected stream of Windows has the system's code page; JSON and Vietnamese need UTF-8. What came in as
    # broken bytes goes out as an escape, which JSON reads as well.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def leave_pipe() -> None:
    """Write to nowhere from now on: nobody reads the output any more ("cancu tasks | head -1")."""
    # What is left in the buffer must not be tried again when Python ends.
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
