"""The edition's folder on a disk or a stick: written whole beside the old one, then put in its place."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import Final

from webapp.edition.errors import NotAnEditionError
from webapp.edition.errors import RootFolderError
from webapp.edition.walking import Written

#: A folder that holds this file was made here, and may be replaced.
MARKER: Final = "can-cu-ban-ngoai-tuyen.txt"
SUMS: Final = "SHA256SUMS.txt"

_MARKED: Final = "Thư mục do “cancu export site” ghi; lần ghi sau thay cả thư mục.\n"
_NEW: Final = ".dang-ghi"  # what the folders are called that are being written, or about to go
_OLD: Final = ".ban-cu"


@dataclass(slots=True)
class Folder:
    """A folder that is being written. `sums` are the SHA-256 of its files by path."""

    root: Path
    sums: dict[str, str] = field(default_factory=dict)
    size: int = 0  # bytes written

    def write(self, path: str, content: bytes) -> None:
        """Write a file by its path, with forward slashes."""
        target = self.root.joinpath(*path.split("/"))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.sums[path] = hashlib.sha256(content).hexdigest()
        self.size += len(content)

    def write_all(self, files: Iterable[Written]) -> Iterator[Written]:
        """Write `files`, yielding each when it is there."""
        for file in files:
            self.write(file.path, file.content)
            yield file

    def write_sums(self) -> None:
        """Write the list of sums, as `sha256sum -c` reads it."""
        lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(self.sums.items()))
        (self.root / SUMS).write_text(lines, encoding="utf-8", newline="\n")


@contextmanager
def replaced(target: Path) -> Iterator[Folder]:
    """Lend a new folder that takes the place of `target` when the block is done; if it fails, `target` stays.

    Raises:
        RootFolderError: `target` is the root of a drive.
        NotAnEditionError: `target`, or a folder that would be in the way, is not empty and was not made here.
    """
    target = target.absolute()
    if not target.name:
        raise RootFolderError(str(target))
    new, old = target.with_name(target.name + _NEW), target.with_name(target.name + _OLD)
    _check(target)
    for left in (new, old):  # of a run that was killed
        _check(left)
    if old.exists() and not target.exists():
        old.rename(target)  # killed between the two steps at the end
    for left in (new, old):
        if left.exists():
            shutil.rmtree(left)
    new.mkdir(parents=True)
    # The marker is there before anything else: what a killed run leaves is known as ours.
    (new / MARKER).write_text(_MARKED, encoding="utf-8", newline="\n")
    try:
        yield Folder(new)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    if target.exists():
        target.rename(old)
    new.rename(target)
    if old.exists():
        shutil.rmtree(old)


def _check(folder: Path) -> None:
    if not folder.exists() and not folder.is_symlink():
        return
    ours = folder.is_dir() and not folder.is_symlink()
    if not ours or (any(folder.iterdir()) and not (folder / MARKER).is_file()):
        raise NotAnEditionError(str(folder))
