"""Generations in the data folder: the pointer that readers follow, the manifest that tells a whole one, the lock.

data/current                 the name of the generation to read, replaced in one step
data/generations/<name>/     catalogue.sqlite, the text index, sources.json, manifest.json
data/build.lock              held while a process builds
data/public/                 where there are internal documents: the same without them, for strangers

A generation is complete when its manifest lies in it: the manifest is written last. Nothing in it changes later.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import time
import zlib
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import ExitStack
from contextlib import contextmanager
from contextlib import suppress
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import Final

from indexer.building.pointer import FOLDER
from indexer.building.pointer import POINTER
from indexer.building.pointer import current_name
from indexer.building.pointer import generation_folder
from indexer.errors import BuildRunningError
from indexer.errors import DamagedIndexError
from indexer.errors import DataFolderError
from indexer.errors import NoIndexError
from indexer.errors import system_reason
from indexer.locks import LockHeldError
from indexer.locks import file_lock
from indexer.search.engines import ENGINES
from indexer.search.engines import remove_index
from indexer.views import Counts

FORMAT: Final = "1"
INDEX_FOLDER: Final = "index"  # the text index, in a generation's folder
PUBLIC: Final = "public"  # in the data folder: a data folder of generations without internal documents
KEPT: Final = 3  # generations, the current one included
_PIECE: Final = 1 << 20  # bytes of a file that are read at once
_LOCK: Final = "build.lock"
_MANIFEST: Final = "manifest.json"
_SOURCES: Final = "sources.json"
_NAME: Final = re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}")  # a generation's; anything else in the folder is not ours
_UNFINISHED: Final = re.compile(rf"{POINTER}\.\d+")
_PATIENCE: Final = 2.0  # seconds for which Windows may refuse to replace a file that a reader has open


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made from, and its files by name relative to its folder, with size and checksum.

    `program` and `corpus` are fingerprints; `engine` names the text index's engine; `counts` and `problems` are
    what the build reported. `internal` counts the documents of limited circulation: where there are any, strangers
    read the generation in the folder `PUBLIC` of the data folder, which was made without them.
    """

    format: str
    name: str
    program: str
    corpus: str
    engine: str
    counts: Counts
    problems: int
    internal: int = 0
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Places:
    """Where a build works: the new generation's folder, the corpus, and the file in which segmented lines survive.

    `seen_from_data` is the way from the data folder to the corpus, which readers go to find original files. Where
    `internal` names documents (by id), a generation without them is made; with None, one of everything. `url` is where
    the text engine's server is, for an engine that has one.
    """

    folder: Path
    corpus: Path
    cache: Path
    seen_from_data: str
    internal: frozenset[str] | None = None
    url: str | None = None


def time_of(name: str) -> str:
    """Return when the generation of this name was made (ISO, UTC)."""
    return datetime.strptime(name[:15], "%Y%m%d-%H%M%S").replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_manifest(folder: Path) -> Manifest:
    """Return a generation's manifest.

    Raises:
        DamagedIndexError: it is missing, unreadable, of another format or of an engine that this program lacks.
    """
    try:
        read = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        files = {name: (size, checksum) for name, (size, checksum) in read["files"].items()}
        manifest = Manifest(**{**read, "files": files, "counts": Counts(**read["counts"])})
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamagedIndexError(folder) from error
    if manifest.format != FORMAT or manifest.name != folder.name or manifest.engine not in ENGINES:
        raise DamagedIndexError(folder)
    return manifest


def open_current(data: Path) -> tuple[Path, Manifest]:
    """Return the current generation's folder and manifest, its files being all there with their right sizes.

    Raises:
        NoIndexError: nothing was built yet.
        DamagedIndexError: the generation is incomplete or of another format.
    """
    name = current_name(data)
    if name is None:
        raise NoIndexError(data)
    folder = generation_folder(data, name)
    manifest = read_manifest(folder)
    for file, (size, _checksum) in manifest.files.items():
        try:
            whole = (folder / file).stat().st_size == size
        except OSError:
            whole = False
        if not whole:
            raise DamagedIndexError(folder)
    return folder, manifest


def is_intact(folder: Path, manifest: Manifest) -> bool:
    """Tell whether every file of a generation still has the content with which it was built."""
    try:
        return all(_checksum(folder / file) == checksum for file, (_size, checksum) in manifest.files.items())
    except OSError:
        return False


def write_sources(folder: Path, signs: Mapping[str, str]) -> None:
    """Note in a generation's folder the signs of the files from which it is made, by path."""
    (folder / _SOURCES).write_text(json.dumps(signs, ensure_ascii=True, indent=0), encoding="utf-8")


def read_sources(folder: Path) -> dict[str, str]:
    """Return the signs of the files from which a generation was made, by path.

    Raises:
        DamagedIndexError: they cannot be read.
    """
    try:
        return dict(json.loads((folder / _SOURCES).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise DamagedIndexError(folder) from error


def new_generation(data: Path) -> Path:
    """Create and return the folder of a new generation, which nobody reads before `publish`.

    Raises:
        DataFolderError: the data folder cannot be written.
    """
    name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
    folder = generation_folder(data, name)
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise DataFolderError(data, system_reason(error)) from error
    return folder


def copy_generation(folder: Path, target: Path, manifest: Manifest) -> None:
    """Put the files of a generation into the folder of a new one, to be changed there.

    Files of the text index are never changed in place: they are the same file in both folders where the file system
    can do that. Locks are not taken along.

    Raises:
        DataFolderError: the data folder cannot be written.
    """
    try:
        for name in manifest.files:
            source, copied = folder / name, target / name
            copied.parent.mkdir(parents=True, exist_ok=True)
            if not (name.startswith(f"{INDEX_FOLDER}/") and _linked(source, copied)):
                shutil.copyfile(source, copied)
    except OSError as error:
        raise DataFolderError(target, system_reason(error)) from error


def _linked(source: Path, copied: Path) -> bool:
    try:
        copied.hardlink_to(source)
    except (OSError, NotImplementedError):
        return False
    return True


def publish(data: Path, made: Manifest) -> None:
    """Complete the generation that `made` describes with its files and manifest, and let the pointer name it.

    Raises:
        DataFolderError: the data folder cannot be written.
    """
    folder = generation_folder(data, made.name)
    files = {
        path.relative_to(folder).as_posix(): (path.stat().st_size, _checksum(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not is_lock(path)
    }
    manifest = asdict(replace(made, files=files))
    try:
        _write(folder / _MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        _write(data / POINTER, folder.name + "\n")
    except OSError as error:
        raise DataFolderError(data, system_reason(error)) from error


def is_lock(path: Path) -> bool:
    """Tell whether a file of a text index is a lock, which says something of processes and nothing of the index."""
    return path.name.casefold().endswith("lock")


def empty(folder: Path) -> None:
    """Make the folder of a new generation empty again."""
    discard(folder)
    folder.mkdir(exist_ok=True)


def discard(folder: Path) -> None:
    """Remove a generation's folder, as far as the system lets us: readers may still have files open.

    Where its text index lies on a server that does not answer, the folder stays, for the next build to remove both.
    """
    left = [path for path in folder.rglob(INDEX_FOLDER) if path.is_dir() and not remove_index(path)]
    if not left:
        shutil.rmtree(folder, ignore_errors=True)


def remove_old(data: Path) -> None:
    """Remove what no reader needs: all but the newest complete generations, and what builds that died left.

    Only the holder of the lock may call this. Removing never fails.
    """
    current = current_name(data)
    with suppress(OSError):
        for path in data.iterdir():
            if _UNFINISHED.fullmatch(path.name):
                path.unlink()
        found = (path for path in (data / FOLDER).iterdir() if _NAME.fullmatch(path.name) and path.is_dir())
        folders = sorted(found, reverse=True)
        complete = [path for path in folders if (path / _MANIFEST).is_file()]
        older = [path for path in complete if path.name != current]
        kept = {current, *(path.name for path in older[: KEPT - 1])}
        for path in folders:
            if path.name not in kept:
                discard(path)


@contextmanager
def build_lock(data: Path) -> Iterator[None]:
    """Hold the data folder's lock, which the system frees when the process dies.

    Raises:
        BuildRunningError: another process holds it.
        DataFolderError: the data folder cannot be written.
    """
    with ExitStack() as held:
        try:
            data.mkdir(parents=True, exist_ok=True)
            held.enter_context(file_lock(data / _LOCK))
        except LockHeldError as error:
            raise BuildRunningError(data) from error
        except OSError as error:
            raise DataFolderError(data, system_reason(error)) from error
        yield


def _write(path: Path, text: str) -> None:
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    with unfinished.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        _patiently(lambda: unfinished.replace(path))
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise


def _patiently(action: Callable[[], object]) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            action()
        except PermissionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _checksum(path: Path) -> str:
    # It tells damage, not forgery (who can change a file can change the manifest): a checksum does, and is so much
    # quicker than a digest that updating a large library takes a fifth less time.
    found = 0
    with path.open("rb", buffering=0) as file:
        piece = memoryview(bytearray(min(_PIECE, path.stat().st_size + 1)))
        while length := file.readinto(piece):
            found = zlib.crc32(piece[:length], found)
    return f"{found:08x}"
