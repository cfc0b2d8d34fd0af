"""What lies in an exported library, by name, and what it says of itself.

LUU-Y.txt            what this is and where it comes from, for people
manifest.json        format, program, day, counts, whether originals are in it
TU-DIEN.md           the data dictionary, for people
record.schema.json   the same for programs: the JSON Schema of a line of the documents
documents.jsonl      one document a line, in the order of their ids
vocabulary/*.yaml    what the library adds to the program's vocabulary
originals/...        the files as they came
SHA256SUMS           the sum of every file above, as `sha256sum -c` reads it
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import dataclass
from typing import Final

from indexer.fingerprint import ORIGINALS
from indexer.fingerprint import VOCABULARY
from indexer.portable import is_portable

#: What this program writes; it reads this format and those before it.
FORMAT: Final = 1
NOTE: Final = "LUU-Y.txt"
MANIFEST: Final = "manifest.json"
DICTIONARY: Final = "TU-DIEN.md"
SCHEMA: Final = "record.schema.json"
DOCUMENTS: Final = "documents.jsonl"
SUMS: Final = "SHA256SUMS"

_SINGLE: Final = frozenset({NOTE, MANIFEST, DICTIONARY, SCHEMA, DOCUMENTS})
_SUM: Final = re.compile(r"(?P<sum>[0-9a-f]{64})  (?P<name>[^\n]+)")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an exported library says of itself.

    `day` (ISO) is when it was written, `internal` whether documents of limited circulation are in it, `originals`
    whether the files are from which the texts came.
    """

    format: int
    program: str
    day: str
    internal: bool
    originals: bool
    documents: int

    def text(self) -> str:
        """Return the manifest as it stands in the file."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def read_manifest(data: bytes) -> Manifest | None:
    """Return the manifest that `data` spells, None where it is none; of a later format what can be known."""
    try:
        told = json.loads(data)
        found = Manifest(
            int(told["format"]),
            str(told["program"]),
            str(told.get("day", "")),
            told.get("internal") is True,
            told.get("originals") is True,
            int(told.get("documents", 0)),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return found if found.format > 0 else None


def sums_text(sums: Mapping[str, str]) -> str:
    """Return the list of sums (by name) as `sha256sum -c` reads it."""
    return "".join(f"{found}  {name}\n" for name, found in sums.items())


def read_sums(data: bytes) -> dict[str, str] | None:
    """Return the sums that `data` lists by name, None where it is no such list."""
    try:
        lines = data.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return None
    found = [_SUM.fullmatch(line) for line in lines]
    sums = {match["name"]: match["sum"] for match in found if match is not None}
    return sums if len(sums) == len(lines) else None


def is_expected(name: str) -> bool:
    """Tell whether a file of this name can lie in an exported library."""
    room, _slash, inside = name.partition("/")
    if room == ORIGINALS:
        return is_portable(name) and bool(inside)
    if room == VOCABULARY:
        return is_portable(name) and name.endswith(".yaml") and "/" not in inside
    return name in _SINGLE
