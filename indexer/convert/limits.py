"""How much a file may ask for before reading it is given up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one conversion, in seconds and bytes; `ocr_seconds` holds where pages are read as pictures."""

    seconds: float = 120
    ocr_seconds: float = 1800
    memory: int = 1200 * _MEGABYTE
    size: int = 100 * _MEGABYTE  # of the file
    unpacked: int = 300 * _MEGABYTE  # of one part of a packed file
    text: int = 20 * _MEGABYTE  # letters of the result


DEFAULT_LIMITS: Final = Limits()
