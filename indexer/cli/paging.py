"""A page at a time, where it is asked for: what a command prints goes through the person's pager."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
import sys
from contextlib import suppress
from typing import Final

import click

_PAGERS: Final = ("less", "more")


def page(ctx: click.Context) -> None:
    """Let what is printed until the end of `ctx` go through $PAGER, else less; nothing where there is no terminal."""
    command = _pager() if sys.stdout.isatty() else []
    if not command:
        return
    sys.stdout.flush()
    # F: a short text is not kept on the screen; R: colours; X: it stays there afterwards.
    environment = {"LESS": "FRX", **os.environ, "LESSCHARSET": "utf-8"}
    pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603 (what the person named)
    assert pager.stdin is not None  # noqa: S101 (a pipe was asked for)
    terminal = sys.stdout
    sys.stdout = io.TextIOWrapper(pager.stdin, encoding="utf-8", errors="backslashreplace")

    def end() -> None:
        with suppress(BrokenPipeError):  # the person has seen enough
            sys.stdout.close()
        sys.stdout = terminal
        pager.wait()

    ctx.call_on_close(end)


def _pager() -> list[str]:
    named = shlex.split(os.environ.get("PAGER", ""))
    found = [shutil.which(name) for name in ([named[0]] if named else _PAGERS)]
    program = next((name for name in found if name), None)
    return [program, *named[1:]] if program else []
