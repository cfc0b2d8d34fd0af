"""The stick's folders: the program in one, the start files and the read-me beside it, a library only once it runs."""

from __future__ import annotations

import shutil
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from deploy.windows import python
from deploy.windows import wheels
from deploy.windows.failures import StickError

ROOT: Final = Path(__file__).resolve().parents[2]
PARTS: Final = Path(__file__).parent / "parts"

NAME: Final = "Căn Cứ"
PROGRAM: Final = "chuong-trinh"  # ASCII, for the start files name it
SUMS: Final = "SHA256SUMS.txt"
_START: Final = "start.py"
_TIME: Final = (2026, 1, 1, 0, 0, 0)  # of every file: the same program makes the same zip


class NoWheelError(StickError):
    """The program's own wheel could not be made."""

    def __init__(self, said: str) -> None:
        super().__init__(f"Không đóng gói được chương trình: {said.strip()[-300:]}")


def assemble(folder: Path, cache: Path) -> Path:
    """Put the whole stick into `folder`, which is emptied first; what is downloaded stays in `cache`.

    Raises:
        StickError: something could not be fetched, or is not what was pinned.
    """
    pinned = wheels.for_the_stick(wheels.read_lock((ROOT / "requirements.lock").read_text(encoding="utf-8")))
    libraries = wheels.download(pinned, cache / "wheels")
    carrier = python.fetch(cache)
    if folder.exists():
        shutil.rmtree(folder)
    program = folder / PROGRAM
    program.mkdir(parents=True)
    python.lay_out(carrier, program / "python")
    for wheel in (*libraries, _own_wheel(cache / "own")):
        wheels.unpack(wheel, program / "lib")
    add_own_parts(folder)
    write_sums(folder)
    return folder


def add_own_parts(folder: Path) -> None:
    """Add the start script, the sample library, the start files and the read-me."""
    program = folder / PROGRAM
    shutil.copytree(ROOT / "corpus", program / "kho-mau", copy_function=shutil.copyfile)
    shutil.copyfile(PARTS / _START, program / _START)
    shutil.copyfile(ROOT / "LICENSE", program / "LICENSE")
    for path in sorted(PARTS.iterdir()):
        if path.suffix in {".cmd", ".txt"}:
            text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
            # Notepad of older Windows takes a text without the mark for one of its own encodings; cmd would run it.
            encoding = "utf-8-sig" if path.suffix == ".txt" else "utf-8"
            name = unicodedata.normalize("NFC", path.name)
            (folder / name).write_bytes(text.encode(encoding))


def _own_wheel(folder: Path) -> Path:
    if folder.exists():
        shutil.rmtree(folder)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise NoWheelError(done.stdout + done.stderr)
    return next(folder.glob("*.whl"))


def files(folder: Path) -> list[Path]:
    """Return the files of a folder, always in the same order."""
    return sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.as_posix())


def write_sums(folder: Path) -> None:
    """Write the SHA-256 of every file of the stick into its list."""
    lines = (f"{wheels.sha256(path)}  {path.relative_to(folder).as_posix()}" for path in _listed(folder))
    (folder / SUMS).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _listed(folder: Path) -> Iterable[Path]:
    return (path for path in files(folder) if path != folder / SUMS)


def write_zip(folder: Path, target: Path) -> Path:
    """Write `folder` as a zip, its files below the program's name, and the zip's SHA-256 beside it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files(folder):
            entry = zipfile.ZipInfo(f"{NAME}/{path.relative_to(folder).as_posix()}", _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    sums = target.with_name(f"{target.name}.sha256")
    sums.write_text(f"{wheels.sha256(target)}  {target.name}\n", encoding="utf-8")
    return target
