"""Names for the edition's files: an address of the site as a path that every file system takes."""

from __future__ import annotations

import hashlib
import re
from typing import Final
from urllib.parse import parse_qsl
from urllib.parse import quote
from urllib.parse import unquote
from urllib.parse import urlsplit

from indexer.text import fold
from indexer.text import nfc

#: What pages end in; addresses that name a file keep their own ending.
PAGE: Final = ".html"
FIRST_PAGE: Final = "index.html"

_SAFE: Final = re.compile(r"[A-Za-z0-9_-](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")
# Names that Windows keeps for devices, whatever stands behind a full stop.
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)", re.IGNORECASE)
_LONGEST: Final = 100  # letters of a name without its ending; paths stay short for Windows
_MARK: Final = 8  # hexadecimal digits that tell apart what was shortened or changed


class Names:
    """The paths of the files so far: two addresses never share one, also where capitals and small letters are one."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}

    def path(self, address: str, *, page: bool) -> str:
        """Return the path below the edition's folder for an address of the site; the same one each time."""
        parts = urlsplit(address)
        names = [unquote(name) for name in parts.path.split("/") if name]
        query = "".join(f".{name}-{value}" for name, value in parse_qsl(parts.query))
        if not names:
            found = FIRST_PAGE
        else:
            *folders, last = names
            stem, ending = (last + query, PAGE) if page else _ending(last)
            found = "/".join([*map(_safe, folders), _safe(stem) + ending])
        owner = self._taken.setdefault(found.lower(), address)
        if owner == address:
            return found
        stem, _, ending = found.rpartition(".")
        return f"{stem}-{_digest(address)}.{ending}"


def relative(source: str, target: str, fragment: str = "", query: str = "") -> str:
    """Return the address of the file `target` as a link of the file `source` writes it; both are paths."""
    here, there = source.split("/")[:-1], target.split("/")
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    steps = [".."] * (len(here) - same) + [quote(name) for name in there[same:]]
    return "/".join(steps) + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def _ending(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    return (stem, f".{_UNSAFE.sub('', fold(ending))}") if dot and stem else (name, "")


def _safe(name: str) -> str:
    if len(name) <= _LONGEST and _SAFE.fullmatch(name) and not _DEVICES.match(name):
        return name
    plain = _UNSAFE.sub("-", fold(nfc(name))).strip(".-")[: _LONGEST - _MARK - 2].strip(".-")
    if _DEVICES.match(plain):
        plain = f"_{plain}"
    return f"{plain}-{_digest(name)}" if plain else _digest(name)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_MARK]
