"""Cheap signs that a corpus has changed, and sure ones."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import indexer
from indexer.errors import CorpusNotFoundError
from indexer.store.corpus import DIRECTIVES
from indexer.store.corpus import ORIGINALS
from indexer.store.corpus import PLANS
from indexer.store.corpus import VOCABULARY


def corpus_fingerprint(folder: Path) -> str:
    """Return a short text that changes when a file of the corpus, or the program's version, changes.

    Looks at names, sizes and modification times only: reading no file, it is cheap enough for every request.

    Raises:
        CorpusNotFoundError: there is no such folder.
    """
    if not folder.is_dir():
        raise CorpusNotFoundError(folder)
    digest = hashlib.sha256(indexer.__version__.encode())
    for room in (PLANS, DIRECTIVES, ORIGINALS, VOCABULARY):
        for sign in sorted(_signs(os.path.join(folder, room), room)):  # noqa: PTH118 (strings: hundreds of files)
            digest.update(sign)
    return digest.hexdigest()[:32]


def content_hash(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal, as front matter states it of an original."""
    return hashlib.sha256(data).hexdigest()


def _signs(folder: str, shown: str) -> Iterator[bytes]:
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
        yield os.fsencode(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n")
