"""The process in which files are read: bounded in memory and time, without network; ended when it misbehaves.

Run as `python -m indexer.convert.worker`; one line of standard input asks for a file, one line answers.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Any
from typing import TextIO

from indexer.convert.messages import Request
from indexer.convert.messages import answer
from indexer.convert.messages import asked
from indexer.convert.messages import refusal
from indexer.convert.read import read_file
from indexer.errors import CancuError
from indexer.errors import is_full
from indexer.errors.convert import DamagedFileError
from indexer.errors.convert import GreedyFileError
from indexer.errors.convert import NoRoomToReadError


def main() -> None:
    """Answer one line after the other until standard input ends."""
    sys.addaudithook(_refuse_network)
    requests, answers = _streams()
    for line in requests:
        request = asked(line)
        _bound(request)
        answers.write(_answer(request) + "\n")
        answers.flush()


def _streams() -> tuple[TextIO, TextIO]:
    """Return where requests come from and answers go; what a library prints goes nowhere."""
    requests = os.fdopen(os.dup(0), encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    return requests, answers


def _answer(request: Request) -> str:
    name = request.name
    try:
        return answer(read_file(request.path, name, request.limits, ocr=request.ocr))
    except CancuError as error:
        return refusal(error)
    except MemoryError:
        return refusal(GreedyFileError(name))
    except RecursionError:
        return refusal(DamagedFileError(name))
    except Exception as error:
        _tell(error)
        return refusal(NoRoomToReadError(name) if is_full(error) else DamagedFileError(name))


def _tell(error: Exception) -> None:
    """Write a reader's fault where a developer asks for it."""
    log = os.environ.get("CANCU_CONVERT_LOG")
    if log:
        import traceback  # noqa: PLC0415

        with Path(log).open("a", encoding="utf-8") as opened:
            traceback.print_exception(error, file=opened)


def _bound(request: Request) -> None:
    """Let the system refuse more memory than allowed, and end a process whose parent is gone and that goes on."""
    if sys.platform == "win32":
        return  # the parent binds it to a job object
    import resource  # noqa: PLC0415 (not on Windows)

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + request.seconds) + 5
    for kind, most in ((resource.RLIMIT_AS, request.limits.memory), (resource.RLIMIT_CPU, seconds)):
        hard = resource.getrlimit(kind)[1]
        with contextlib.suppress(ValueError, OSError):  # a tighter bound of the system holds anyway
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _refuse_network(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.bind", "socket.getaddrinfo", "urllib.Request"}:
        raise PermissionError(event)


if __name__ == "__main__":
    main()
