"""The libraries of the lock file as wheels for 64-bit Windows, each with a hash that the lock file holds."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from pathlib import PurePosixPath

from deploy.windows import pins
from deploy.windows.failures import DownloadError
from deploy.windows.failures import StrangeWheelError

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"^\s*#\s+(?:via\s+)?(\S+)")
_OURS = "cancu"
_MANUAL = ("data", "share", "man")  # where a wheel's pages for `man` lie: nothing reads them on Windows


@dataclass(frozen=True)
class Pin:
    """A library of the lock file: its exact version, the hashes of its files, and who asks for it."""

    name: str
    version: str
    hashes: frozenset[str]
    wanted_by: frozenset[str]


def read_lock(text: str) -> tuple[Pin, ...]:
    """Read a lock file as `make lock` writes it."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    return tuple(_pin(block, match) for block in blocks if (match := _PIN.match(block)))


def _pin(block: str, match: re.Match[str]) -> Pin:
    wanted_by = (via[1] for line in block.splitlines() if (via := _VIA.match(line)) and via[1] != "via")
    return Pin(match[1], match[2], frozenset(_HASH.findall(block)), frozenset(wanted_by))


def for_the_stick(pins_of_lock: Iterable[Pin]) -> tuple[Pin, ...]:
    """Return what the program needs: what it asks for itself, and what that asks for, except for pyvi's own needs."""
    waiting, kept = list(pins_of_lock), {_OURS: frozenset[str]()}
    found: list[Pin] = []
    while True:
        asking = kept.keys() - pins.MODEL_ONLY
        new = [pin for pin in waiting if pin.wanted_by & asking]
        if not new:
            return tuple(sorted(found, key=lambda pin: pin.name))
        found += new
        kept |= {pin.name: pin.hashes for pin in new}
        waiting = [pin for pin in waiting if pin.name not in kept]


def requirements(wanted: Iterable[Pin]) -> str:
    """Return pins as lines for pip, each with its hashes."""
    return "".join(
        f"{pin.name}=={pin.version} {' '.join(f'--hash=sha256:{one}' for one in sorted(pin.hashes))}\n"
        for pin in wanted
    )


def download(wanted: Iterable[Pin], folder: Path) -> tuple[Path, ...]:
    """Fetch a wheel for each pin into `folder`, where those that are there already are used again.

    Raises:
        DownloadError: the registry is away, or has no such wheel.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = tuple(wanted)
    asked = folder / "requirements.txt"
    asked.write_text(requirements(wanted), encoding="utf-8")
    windows = ["--platform", "win_amd64", "--implementation", "cp", "--python-version", pins.PYTHON]
    pip([*windows, "--only-binary=:all:", "--require-hashes", "-r", str(asked), "--dest", str(folder)], "các thư viện")
    return tuple(_wheel_of(pin, folder) for pin in wanted)


def pip(arguments: list[str], what: str) -> None:
    """Download files by pip.

    Raises:
        DownloadError: it failed; `what` names what was asked for.
    """
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    done = subprocess.run([*command, *arguments], check=False, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise DownloadError(what, done.stderr)


def _wheel_of(pin: Pin, folder: Path) -> Path:
    for path in sorted(folder.glob("*.whl")):
        name, version = path.name.split("-")[:2]
        same = re.sub(r"[-_.]+", "-", name).lower() == re.sub(r"[-_.]+", "-", pin.name).lower()
        if same and version == pin.version and sha256(path) in pin.hashes:
            return path
    raise DownloadError(f"{pin.name} {pin.version}", "tệp tải về không có mã băm của tệp khóa phiên bản")


def unpack(wheel: Path, folder: Path) -> None:
    """Put a wheel's modules and its record into `folder`; scripts, manual pages and unread models stay away.

    Raises:
        StrangeWheelError: the wheel installs other things than modules.
    """
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            parts = PurePosixPath(name).parts
            if parts[0].endswith(".data"):
                if parts[1] != "scripts" and parts[1:4] != _MANUAL:
                    raise StrangeWheelError(wheel.name, name)
            elif not name.endswith("/") and _is_read(name):
                archive.extract(name, folder)


def _is_read(name: str) -> bool:
    return not name.startswith(pins.MODELS) or name.removeprefix(pins.MODELS) in pins.MODELS_READ


def sha256(path: Path) -> str:
    """Return a file's SHA-256 as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
