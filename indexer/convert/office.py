"""LibreOffice, where the machine has it, for files older than Word 97: it makes a .docx of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_PROGRAMS: Final = ("soffice", "libreoffice")
_SECONDS: Final = 90
_NOWHERE: Final = "http://127.0.0.1:9"  # nothing listens there: what a document wants to fetch is not fetched


def can_modernise() -> bool:
    """Tell whether LibreOffice is installed."""
    return _program() is not None


@contextmanager
def modernised(path: Path) -> Iterator[Path | None]:
    """Give the .docx that LibreOffice makes of a file, None where it makes none."""
    program = _program()
    with tempfile.TemporaryDirectory(prefix="cancu-") as folder:
        if program is None:
            yield None
            return
        place = Path(folder)
        source = place / "tep.doc"
        shutil.copyfile(path, source)
        command = [
            program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={(place / 'user').as_uri()}",
            "--convert-to", "docx", "--outdir", str(place / "out"), str(source),
        ]  # fmt: skip
        environment = {**os.environ, "http_proxy": _NOWHERE, "https_proxy": _NOWHERE, "HOME": folder}
        try:
            with _own_memory():
                subprocess.run(  # noqa: S603 (a program of the system; the file's name is ours)
                    command, capture_output=True, timeout=_SECONDS, check=False, env=environment
                )
        except (OSError, subprocess.TimeoutExpired):
            yield None
            return
        made = place / "out" / "tep.docx"
        yield made if made.is_file() else None


@contextmanager
def _own_memory() -> Iterator[None]:
    """Lift this process's bound on memory while LibreOffice starts, which reserves far more than it uses."""
    if sys.platform == "win32":
        yield
        return
    import resource  # noqa: PLC0415 (not on Windows)

    bound, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


def _program() -> str | None:
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
