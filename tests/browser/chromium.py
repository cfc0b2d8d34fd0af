"""The Chromium of this machine, and how it is started."""

from __future__ import annotations

import os
import shutil
from typing import Final

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


def chromium() -> str | None:
    """Return where the browser is: the one that `CANCU_CHROMIUM` names, else one on the path, else None."""
    named = os.environ.get("CANCU_CHROMIUM")
    return named or next((found for name in _NAMES if (found := shutil.which(name))), None)


def options() -> list[str]:
    """Return what the browser is started with."""
    # A container's root has no sandbox to run in; everywhere else the browser keeps its own.
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
