"""Paths that every system can write, and that stay within the folder below which they are written."""

from __future__ import annotations

import re
from typing import Final

_FORBIDDEN: Final = re.compile(r'[\x00-\x1f\\:*?"<>|\ud800-\udfff]')
#: What Windows takes for a device, whatever stands after a dot.
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def is_portable(path: str) -> bool:
    """Tell whether a relative path with forward slashes names a file below its folder on every system."""
    return all(_is_name(part) for part in path.split("/"))


def _is_name(part: str) -> bool:
    if part in {"", ".", ".."} or part[-1] in ". ":
        return False
    return not _FORBIDDEN.search(part) and not _DEVICES.fullmatch(part)
