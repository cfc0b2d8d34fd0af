"""Which generation is current: the pointer file of a data folder, read without anything else being loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Final

POINTER: Final = "current"
FOLDER: Final = "generations"


def generation_folder(data: Path, name: str) -> Path:
    """Return the folder of generation `name`."""
    return data / FOLDER / name


def pointer_state(data: Path) -> tuple[int, int] | None:
    """Return a value that changes when another generation becomes current; None where there is none."""
    try:
        status = (data / POINTER).stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino


def current_name(data: Path) -> str | None:
    """Return the name of the current generation, None where there is none."""
    try:
        name = (data / POINTER).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return name if name and Path(name).name == name else None
