"""Where the data lies that a library is made of, and by what signs a change of it shows: cheap ones and sure ones.

A build that finds nothing changed needs this module and little else: it knows no other room.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import indexer
from indexer.errors import CorpusNotFoundError

# The folders of a corpus.
PLANS: Final = "plans"
DIRECTIVES: Final = "directives"
ORIGINALS: Final = "originals"
VOCABULARY: Final = "vocabulary"

_PROGRAM: Final = Path(__file__).parent
_PACKAGED: Final = _PROGRAM / "_vocabulary"
_IN_CHECKOUT: Final = _PROGRAM.parent / "corpus" / VOCABULARY


def corpus_fingerprint(folder: Path) -> str:
    """Return a short text that changes when a file of the corpus, or the program's version, changes.

    Looks at names, sizes and modification times only: reading no file, it is cheap enough for every request.

    Raises:
        CorpusNotFoundError: there is no such folder.
    """
    return signs_fingerprint(corpus_signs(folder))


def corpus_signs(folder: Path) -> dict[str, str]:
    """Return by path, relative to the corpus, what changes when the file does: size and modification time.

    Raises:
        CorpusNotFoundError: there is no such folder.
    """
    if not folder.is_dir():
        raise CorpusNotFoundError(folder)
    rooms = (PLANS, DIRECTIVES, ORIGINALS, VOCABULARY)
    return {path: sign for room in rooms for path, sign in _signs(os.path.join(folder, room), room)}  # noqa: PTH118


def signs_fingerprint(signs: Mapping[str, str]) -> str:
    """Return the fingerprint of a corpus whose files have these signs."""
    digest = hashlib.sha256(indexer.__version__.encode())
    for path in sorted(signs):
        digest.update(os.fsencode(f"{path}\0{signs[path]}\n"))
    return digest.hexdigest()[:32]


def program_vocabulary_folder() -> Path:
    """Return the folder of the vocabulary that the program carries."""
    return _PACKAGED if _PACKAGED.is_dir() else _IN_CHECKOUT


def content_hash(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal, as front matter states it of an original."""
    return hashlib.sha256(data).hexdigest()


def _signs(folder: str, shown: str) -> Iterator[tuple[str, str]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        name = f"{shown}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _signs(entry.path, name)
            continue
        try:
            state = entry.stat()
        except OSError:
            continue
        yield name, f"{state.st_size} {state.st_mtime_ns}"
