"""Where a generation's index stands on a cluster: a note in the generation's folder, and the names of indexes.

index/opensearch.json           the index, its cluster's addresses and how many passages it holds; written at the end
index/opensearch.unfinished     the same while the index is being written, so that what died half-way can be removed

An index is named after its generation and never changes once the note is there; no alias ever points to it, so the
catalogue beside the note and the index belong together. Neither file holds names of users or passwords.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer.errors import DamagedIndexError

FILE: Final = "opensearch.json"
PREFIX: Final = "cancu-"
_UNFINISHED: Final = "opensearch.unfinished"
_COUNTED: Final = re.compile(r"(.+)\.(\d+)")


@dataclass(frozen=True, slots=True)
class Note:
    """An index on a cluster; `addresses` are parted by commas, `passages` counts what it holds."""

    index: str
    addresses: str
    passages: int = 0


def generation_of(folder: Path) -> str:
    """Return the beginning of the names of all indexes made for the generation whose index folder this is."""
    return PREFIX + folder.absolute().parent.name


def next_name(folder: Path, former: Note | None) -> str:
    """Return what the index is called that is written now; it differs from the one that is there."""
    own = generation_of(folder)
    if former is None or not (former.index == own or former.index.startswith(f"{own}.")):
        return own
    counted = _COUNTED.fullmatch(former.index[len(PREFIX) :])
    return f"{own}.{int(counted[2]) + 1}" if counted else f"{own}.2"


def read_note(folder: Path) -> Note:
    """Return the note of the finished index in `folder`.

    Raises:
        DamagedIndexError: there is none that can be read.
    """
    return _read(folder, folder / FILE)


def write_note(folder: Path, note: Note) -> None:
    """Note a finished index. The former note may be the same file in another generation: it is not written into."""
    made = folder / f"{FILE}.{os.getpid()}"
    made.write_text(json.dumps(asdict(note), indent=1), encoding="utf-8")
    made.replace(folder / FILE)
    end_unfinished(folder)


def begin_unfinished(folder: Path, note: Note) -> None:
    """Note an index before it is made."""
    (folder / _UNFINISHED).write_text(json.dumps(asdict(note), indent=1), encoding="utf-8")


def end_unfinished(folder: Path) -> None:
    """Forget the index that was being written."""
    (folder / _UNFINISHED).unlink(missing_ok=True)


def own_notes(folder: Path) -> Iterator[Note]:
    """Give the notes of the indexes made for this generation, finished or not; those of another one are left out."""
    own = generation_of(folder)
    for path in (folder / FILE, folder / _UNFINISHED):
        try:
            note = _read(folder, path)
        except DamagedIndexError:
            continue
        if note.index == own or note.index.startswith(f"{own}."):
            yield note


def _read(folder: Path, path: Path) -> Note:
    try:
        note = Note(**json.loads(path.read_text(encoding="utf-8")))
        if not (note.index.startswith(PREFIX) and note.addresses and note.passages >= 0):
            raise DamagedIndexError(folder)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedIndexError(folder) from error
    return note
