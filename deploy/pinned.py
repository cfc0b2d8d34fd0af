"""The pinned libraries as lines for pip, each with its hashes: those the program runs with, or those its wheel needs.

`python -m deploy.pinned run` and `python -m deploy.pinned build`, which the container file asks for. Of pyvi the
program reads its model alone: what pyvi itself asks for (scikit-learn, scipy, 200 MB) stays away, as from the stick.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from deploy.windows.wheels import Pin
from deploy.windows.wheels import for_the_stick
from deploy.windows.wheels import read_lock
from deploy.windows.wheels import requirements

ROOT: Final = Path(__file__).resolve().parents[1]
_BUILDER: Final = "hatchling"


def run() -> tuple[Pin, ...]:
    """Return the libraries that the program runs with."""
    return for_the_stick(read_lock((ROOT / "requirements.lock").read_text(encoding="utf-8")))


def build() -> tuple[Pin, ...]:
    """Return the libraries that make the program's wheel."""
    found: set[str] = set()
    wanted = {_BUILDER}
    pins = read_lock((ROOT / "requirements-dev.lock").read_text(encoding="utf-8"))
    while wanted - found:
        found |= wanted
        wanted |= {pin.name for pin in pins if pin.wanted_by & found}
    return tuple(pin for pin in pins if pin.name in found)


SETS: Final[Mapping[str, Callable[[], tuple[Pin, ...]]]] = {"run": run, "build": build}


def main() -> None:
    """Print one of `SETS`, as the first argument says."""
    sys.stdout.write(requirements(SETS[sys.argv[1]]()))


if __name__ == "__main__":
    main()
