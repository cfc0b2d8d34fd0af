"""Small .doc files of Word 97, written here structure by structure ([MS-CFB], [MS-DOC])."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_TEXT = 0x400  # where letters begin
_PAIRS = 93


@dataclass
class Par:
    """A paragraph: runs of (text, font number, properties), its mark, its own properties."""

    runs: Sequence[tuple[str, int] | tuple[str, int, bytes]]
    properties: bytes = b""
    mark: str = "\r"
    style: int = 0
    note: Sequence[Par] = field(default_factory=tuple)


def sprm(number: int, value: int, size: int = 0) -> bytes:
    """Return a property."""
    width = size or (1, 1, 2, 4, 2, 2, 0, 3)[number >> 13]
    return struct.pack("<H", number) + value.to_bytes(width, "little", signed=value < 0)


def listed(use: int, level: int = 0) -> bytes:
    """Return the properties of a list's member."""
    return sprm(0x260A, level) + sprm(0x460B, use)


IN_TABLE = sprm(0x2416, 1)
CENTRED = sprm(0x2403, 1)


def row_end(*edges: int, lines: bool = True, continues: Sequence[int] = ()) -> bytes:
    """Return the properties of a row's end: the places of its cells' edges; `continues`: cells that go on from above."""
    count = len(edges) - 1
    kind = b"\x04\x01\x00\x00" if lines else bytes(4)
    cells = b"".join(struct.pack("<HH", 0x20 if at in continues else 0, 0) + kind * 4 for at in range(count))
    content = bytes((count,)) + struct.pack(f"<{count + 1}h", *edges) + cells
    return IN_TABLE + sprm(0x2417, 1) + struct.pack("<HH", 0xD608, len(content) + 1) + content


def doc(
    path: Path,
    paragraphs: Sequence[Par],
    *,
    fonts: Sequence[str] = ("Times New Roman",),
    levels: Sequence[tuple[int, str]] = (),
    wide: bool = False,
    flags: int = 0,
) -> Path:
    """Write a .doc file. `levels`: (kind of number, text) of one list's levels; `wide`: two bytes a letter."""
    notes = [par for one in paragraphs for par in one.note]
    every = [*paragraphs, *notes]
    texts = ["".join(run[0] for run in par.runs) + par.mark for par in every]
    main = sum(len(text) for text in texts[: len(paragraphs)])
    width = 2 if wide else 1
    letters = "".join(texts).encode("utf-16-le" if wide else "cp1252")
    chpx, papx, at = _looks(every, texts, width)
    stream = bytearray(_TEXT) + letters
    stream += bytes(-len(stream) % _SECTOR)
    first_page = len(stream) // _SECTOR
    stream += _page(chpx, 1) + _page(papx, 13)
    piece = struct.pack("<II", 0, sum(map(len, texts))) + struct.pack(
        "<HIH", 0, _TEXT if wide else 0x40000000 | _TEXT * 2, 0
    )
    structures: dict[int, bytes] = {
        1: struct.pack("<HHHHHHHHHH", 18, 0, 10, 0, 0, 0, 0, 0, 0, 0),
        12: struct.pack("<III", _TEXT, at, first_page),
        13: struct.pack("<III", _TEXT, at, first_page + 1),
        15: _fonts(fonts),
        33: b"\x02" + struct.pack("<I", len(piece)) + piece,
        **_notes(paragraphs, texts),
    }
    table = bytearray()
    pairs = bytearray(8 * _PAIRS)
    for index, content in structures.items():
        struct.pack_into("<II", pairs, 8 * index, len(table), len(content))
        table += content
    if levels:
        lists, details, uses = _lists(levels)
        struct.pack_into("<II", pairs, 8 * 74, len(table), len(uses))
        table += uses
        struct.pack_into("<II", pairs, 8 * 73, len(table), len(lists))
        table += lists + details
    struct.pack_into("<HH", stream, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", stream, 0x0A, 0x0200 | flags)
    struct.pack_into("<H", stream, 0x20, 14)
    struct.pack_into("<H", stream, 0x3E, 22)
    struct.pack_into("<II", stream, 0x4C, main, sum(map(len, texts)) - main)
    struct.pack_into("<H", stream, 0x98, _PAIRS)
    stream[0x9A : 0x9A + len(pairs)] = pairs
    return compound(path, {"WordDocument": bytes(stream), "1Table": bytes(table)})


def _looks(
    paragraphs: Sequence[Par], texts: Sequence[str], width: int
) -> tuple[list[tuple[int, bytes]], list[tuple[int, bytes]], int]:
    chpx: list[tuple[int, bytes]] = []
    papx: list[tuple[int, bytes]] = []
    at = _TEXT
    for par, text in zip(paragraphs, texts, strict=True):
        own = struct.pack("<H", par.style) + par.properties
        own += b"" if len(own) % 2 else b"\0"
        papx.append((at, bytes(((len(own) + 1) // 2,)) + own))
        place = at
        for run in (*par.runs, (par.mark, 0)):
            look = sprm(0x4A51, run[1]) + (run[2] if len(run) > 2 else b"")
            chpx.append((place, bytes((len(look),)) + look))
            place += len(run[0]) * width
        at += len(text) * width
    return chpx, papx, at


def _page(entries: Sequence[tuple[int, bytes]], size: int) -> bytes:
    page = bytearray(_SECTOR)
    page[-1] = len(entries)
    end = _SECTOR - 2
    places = [at for at, _content in entries]
    struct.pack_into(f"<{len(places)}I", page, 0, *places)
    struct.pack_into("<I", page, 4 * len(places), 1 << 30)
    for index, (_at, content) in enumerate(entries):
        end -= len(content) + len(content) % 2
        page[end : end + len(content)] = content
        page[4 * (len(places) + 1) + size * index] = end // 2
    assert end > 4 * (len(places) + 1) + size * len(places), "too much for one page"
    return bytes(page)


def _fonts(names: Sequence[str]) -> bytes:
    entries = [bytes(39) + f"{name}\0".encode("utf-16-le") for name in names]
    return struct.pack("<HH", len(names), 0) + b"".join(bytes((len(entry),)) + entry for entry in entries)


def _lists(levels: Sequence[tuple[int, str]]) -> tuple[bytes, bytes, bytes]:
    simple = len(levels) == 1
    head = struct.pack("<H", 1) + struct.pack("<II18sBB", 77, 0, bytes(18), int(simple), 0)
    details = b""
    for kind, text in [*levels, *([(255, "")] * (0 if simple else 9 - len(levels)))]:
        details += struct.pack("<iBB9sB8sBBBB", 1, kind, 0, bytes(9), 0, bytes(8), 0, 0, 0, 0)
        details += struct.pack("<H", len(text)) + text.encode("utf-16-le")
    uses = struct.pack("<I", 1) + struct.pack("<I8sBBBB", 77, bytes(8), 0, 0, 0, 0) + bytes(4)
    return head, details, uses


def _notes(paragraphs: Sequence[Par], texts: Sequence[str]) -> Mapping[int, bytes]:
    signs: list[int] = []
    starts: list[int] = [0]
    at, note = 0, len(paragraphs)
    for par, text in zip(paragraphs, texts, strict=False):
        if par.note:
            signs.append(at + text.index("\x02"))
            starts.append(starts[-1] + sum(len(texts[note + index]) for index in range(len(par.note))))
            note += len(par.note)
        at += len(text)
    if not signs:
        return {}
    return {
        2: struct.pack(f"<{len(signs) + 1}I", *signs, at) + bytes(2 * len(signs)),
        3: struct.pack(f"<{len(starts)}I", *starts),
    }


def compound(path: Path, streams: Mapping[str, bytes]) -> Path:
    """Write a compound file with these streams."""
    chains: list[tuple[str, int, int]] = []
    table: list[int] = []
    content = b""
    for name, stream in streams.items():
        data = stream.ljust(4096, b"\0")  # shorter ones would lie elsewhere
        count = -(-len(data) // _SECTOR)
        chains.append((name, len(table), len(data)))
        table += [*range(len(table) + 1, len(table) + count), _END]
        content += data.ljust(count * _SECTOR, b"\0")
    folder = _entry("Root Entry", 5, _END, 0, child=1) + b"".join(
        _entry(name, 2, start, size, right=index + 2 if index + 1 < len(chains) else _FREE)
        for index, (name, start, size) in enumerate(chains)
    )
    folder += _entry("", 0, 0, 0) * (-len(folder) // 128 % 4)
    folder_start = len(table)
    count = len(folder) // _SECTOR
    table += [*range(folder_start + 1, folder_start + count), _END]
    table.append(_FAT)
    assert len(table) <= 128
    sectors = content + folder + struct.pack("<128I", *table, *([_FREE] * (128 - len(table))))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, folder_start, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", len(table) - 1, *([_FREE] * 108))
    path.write_bytes(head + sectors)
    return path


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    encoded = f"{name}\0".encode("utf-16-le") if name else b""
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded), kind, 1, _FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
