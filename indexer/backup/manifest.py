"""What a backup says of itself: its format, and each of its files with size and SHA-256.

manifest.json        first in the file
corpus/...           every file of the corpus folder, originals and vocabulary among them
state/...            accounts, history, the secret key, drafts in review

The file is a zip: every system opens it without this program, Python reads and writes it without another package on
every version that the program runs on (Zstandard is in Python from 3.14 on only), and office files, which are the
bulk of a library, are packed already, so that a better packer would gain little.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from indexer.portable import is_portable

#: What this program writes; it reads this format and those before it.
FORMAT: Final = 1
NAME: Final = "manifest.json"
CORPUS: Final = "corpus"
STATE: Final = "state"
#: Beyond that a manifest is none: a million files of long names.
MOST_BYTES: Final = 300_000_000

_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a backup: its size in bytes and the SHA-256 of its content."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds, by path in it; `made` is its time (ISO, UTC), `program` the version that wrote it."""

    format: int
    program: str
    made: str
    files: Mapping[str, Kept]

    def text(self) -> str:
        """Return the manifest as it stands in the file."""
        files = {path: [kept.size, kept.sha256] for path, kept in self.files.items()}
        told = {"format": self.format, "program": self.program, "made": self.made, "files": files}
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def read_manifest(data: bytes) -> Manifest | None:
    """Return the manifest that `data` spells, None where it is none."""
    try:
        told = json.loads(data)
        files = {path: Kept(int(size), str(sha256)) for path, (size, sha256) in told["files"].items()}
        found = Manifest(int(told["format"]), str(told["program"]), str(told["made"]), files)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    sound = all(kept.size >= 0 and _SHA256.fullmatch(kept.sha256) for kept in files.values())
    return found if sound and all(is_safe(path) for path in files) else None


def is_safe(path: str) -> bool:
    """Tell whether a path of a backup stays within the folder that it is restored to, on every system."""
    room, slash, _inside = path.partition("/")
    return bool(slash) and room in {CORPUS, STATE} and is_portable(path)
