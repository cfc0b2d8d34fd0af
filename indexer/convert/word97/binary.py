"""Numbers out of a .doc file's streams, and the errors that broken ones give."""

from __future__ import annotations

import struct
from collections.abc import Sequence


class BrokenDocError(Exception):
    """A structure of a .doc file lies outside its stream or contradicts itself."""


def u8(data: bytes, at: int) -> int:
    """Return the byte at `at`."""
    return _unpack("<B", data, at)


def u16(data: bytes, at: int) -> int:
    """Return the two-byte number at `at`."""
    return _unpack("<H", data, at)


def i16(data: bytes, at: int) -> int:
    """Return the signed two-byte number at `at`."""
    return _unpack("<h", data, at)


def u32(data: bytes, at: int) -> int:
    """Return the four-byte number at `at`."""
    return _unpack("<I", data, at)


def i32(data: bytes, at: int) -> int:
    """Return the signed four-byte number at `at`."""
    return _unpack("<i", data, at)


def numbers(data: bytes, at: int, count: int) -> Sequence[int]:
    """Return `count` four-byte numbers from `at` on."""
    if count < 0 or at < 0 or at + 4 * count > len(data):
        raise BrokenDocError
    return struct.unpack_from(f"<{count}I", data, at)


def plc(data: bytes, size: int) -> tuple[Sequence[int], int]:
    """Return the positions of a PLC (n + 1 numbers, then n values of `size` bytes) and where its values begin."""
    count = (len(data) - 4) // (4 + size) if len(data) >= 4 else 0
    if count <= 0:
        return (), 0
    return numbers(data, 0, count + 1), 4 * (count + 1)


def _unpack(form: str, data: bytes, at: int) -> int:
    try:
        return int(struct.unpack_from(form, data, at)[0]) if at >= 0 else _broken()
    except struct.error as error:
        raise BrokenDocError from error


def _broken() -> int:
    raise BrokenDocError
