"""Files, folders and zip files as single files: what `import` and bulk conversions go through.

A zip file is taken apart into a temporary folder under names of our own, so that no name in it can reach outside;
how many files and bytes it may give is bounded whatever it says of itself.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from pathlib import PurePosixPath
from typing import IO
from typing import Final

from indexer.convert.limits import DEFAULT_LIMITS
from indexer.convert.limits import Limits
from indexer.errors import CancuError
from indexer.errors import TextFileError
from indexer.errors import system_reason
from indexer.errors.convert import DamagedFileError
from indexer.errors.convert import EncryptedFileError
from indexer.errors.convert import HostileFileError
from indexer.errors.convert import TooLargeFileError
from indexer.errors.convert import UnknownFormatError
from indexer.errors.exchange import WholeLibraryError

_MOST_FILES: Final = 20_000  # of one zip file
_MOST_BYTES: Final = 4_000_000_000  # of one zip file, taken apart
_BLOCK: Final = 1_000_000
# What lies in a library that was written as one file (`indexer.exchange`): records, not documents to be read.
_WHOLE_LIBRARY: Final = frozenset({"manifest.json", "documents.jsonl", "SHA256SUMS"})
_ENCRYPTED: Final = 0x1  # the flag of an entry that a password protects
# Files that a system or office program leaves beside documents.
_NO_DOCUMENTS: Final = ("~$", ".~lock.", "._")
_NO_NAMES: Final = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file: its name for people, where it lies, and why it could not be had where that is so."""

    name: str
    path: Path
    failure: CancuError | None = None


@contextmanager
def unpack(paths: Iterable[Path], limits: Limits = DEFAULT_LIMITS) -> Iterator[Iterator[SourceFile]]:
    """Give the single files of `paths` in order: those of folders by name, those of zip files in a temporary folder.

    Hidden files and what office programs leave beside documents are passed over. Zip files in zip files stay shut
    and are told as such.
    """
    with tempfile.TemporaryDirectory(prefix="cancu-") as place:
        yield (file for path in paths for file in _files(path, Path(place), limits))


def count_files(paths: Iterable[Path]) -> int:
    """Return how many files `unpack` would give, without taking a zip file apart."""
    return sum(_count(found) for path in paths for found, _name in _listed(path))


def _count(path: Path) -> int:
    if path.suffix.lower() != ".zip":
        return 1
    try:
        with zipfile.ZipFile(path) as archive:
            return len(_documents(archive))
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, EOFError):
        return 1  # told as one that cannot be read


def _listed(path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files of a folder, or the one file that `path` is, each with its name for people."""
    if not path.is_dir():
        yield path, path.name
        return
    for base, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(filter(_is_document, names)):
            found = Path(base) / name
            yield found, found.relative_to(path).as_posix()


def _documents(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [entry for entry in archive.infolist() if not entry.is_dir() and _is_document(entry.filename)]


def _files(path: Path, place: Path, limits: Limits) -> Iterator[SourceFile]:
    try:
        for found, name in _listed(path):
            yield from _single(found, name, place, limits)
    except (OSError, ValueError) as error:
        reason = system_reason(error) if isinstance(error, OSError) else "tên không hợp lệ"
        yield SourceFile(path.name, path, TextFileError(path.name, reason))


def _single(path: Path, name: str, place: Path, limits: Limits) -> Iterator[SourceFile]:
    if path.suffix.lower() == ".zip":
        yield from _zipped(path, name, place, limits)
    else:
        yield SourceFile(name, path)


def _zipped(path: Path, name: str, place: Path, limits: Limits) -> Iterator[SourceFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = _documents(archive)
            if _WHOLE_LIBRARY.issubset(archive.namelist()):
                raise WholeLibraryError(name)
            if len(entries) > _MOST_FILES:
                raise HostileFileError(name)
            left = _MOST_BYTES
            for entry in sorted(entries, key=lambda entry: entry.filename):
                shown = f"{name}/{entry.filename}"
                found = _entry(archive, entry, shown, place, min(left, limits.size))
                left -= found.path.stat().st_size if found.failure is None else 0
                yield found
    except (zipfile.BadZipFile, NotImplementedError, EOFError):
        yield SourceFile(name, path, DamagedFileError(name))
    except (HostileFileError, WholeLibraryError) as error:
        yield SourceFile(name, path, error)


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, place: Path, most: int) -> SourceFile:
    """Take one entry out of `archive`, at most `most` bytes."""
    suffix = PurePosixPath(entry.filename).suffix.lower()
    if suffix == ".zip":
        return SourceFile(name, place, UnknownFormatError(name))
    if entry.flag_bits & _ENCRYPTED:
        return SourceFile(name, place, EncryptedFileError(name))
    handle, target = tempfile.mkstemp(dir=place, suffix=suffix if suffix[1:].isalnum() and suffix.isascii() else "")
    try:
        with os.fdopen(handle, "wb") as written, archive.open(entry) as packed:
            if not _copy(packed, written, most):
                return SourceFile(name, place, TooLargeFileError(name))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
        return SourceFile(name, place, DamagedFileError(name))
    return SourceFile(name, Path(target))


def _copy(source: IO[bytes], target: IO[bytes], most: int) -> bool:
    """Copy at most `most` bytes; tell whether that was all."""
    while block := source.read(_BLOCK):
        most -= len(block)
        if most < 0:
            return False
        target.write(block)
    return True


def _is_document(name: str) -> bool:
    last = PurePosixPath(name).name
    return not (last.startswith((*_NO_DOCUMENTS, ".")) or last.lower() in _NO_NAMES or "__MACOSX/" in name)
