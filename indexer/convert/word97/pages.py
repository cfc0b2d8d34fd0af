"""Which properties hold for which bytes of the text: the pages of formatting (FKP) of a .doc file."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from indexer.convert.word97.binary import plc
from indexer.convert.word97.binary import u32
from indexer.convert.word97.file import DocFile

_PAGE: Final = 512
_RUNS: Final = 12
_PARAGRAPHS: Final = 13
_PLACE: Final = 13  # bytes that a paragraph's entry takes


class Stretches:
    """Stretches of bytes with their properties, sorted."""

    def __init__(self, found: list[tuple[int, int, bytes]]) -> None:
        self._found = sorted(found, key=lambda stretch: stretch[0])
        self._starts = [stretch[0] for stretch in self._found]

    def at(self, place: int) -> tuple[int, bytes]:
        """Return where the stretch around byte `place` ends (a large number where none does) and its properties."""
        index = bisect_right(self._starts, place) - 1
        if index >= 0 and place < self._found[index][1]:
            return self._found[index][1], self._found[index][2]
        following = self._starts[index + 1] if index + 1 < len(self._starts) else 1 << 62
        return following, b""


def run_stretches(doc: DocFile) -> Stretches:
    """Return the properties of letters (CHPX)."""
    found: list[tuple[int, int, bytes]] = []
    for page in _pages(doc, _RUNS):
        count = page[-1]
        if 4 * (count + 1) + count > _PAGE:
            continue
        for index in range(count):
            place = 2 * page[4 * (count + 1) + index]
            size = page[place] if place else 0
            found.append((u32(page, 4 * index), u32(page, 4 * index + 4), page[place + 1 : place + 1 + size]))
    return Stretches(found)


def paragraph_stretches(doc: DocFile) -> Stretches:
    """Return the style number (two bytes) and properties of paragraphs (PAPX)."""
    found: list[tuple[int, int, bytes]] = []
    for page in _pages(doc, _PARAGRAPHS):
        count = page[-1]
        if 4 * (count + 1) + _PLACE * count > _PAGE:
            continue
        for index in range(count):
            place = 2 * page[4 * (count + 1) + _PLACE * index]
            content = b""
            if place and place + 1 < _PAGE:
                size = page[place]
                start, size = (place + 1, 2 * size - 1) if size else (place + 2, 2 * page[place + 1])
                content = page[start : start + size]
            found.append((u32(page, 4 * index), u32(page, 4 * index + 4), content))
    return Stretches(found)


def _pages(doc: DocFile, index: int) -> list[bytes]:
    table = doc.structure(index)
    positions, values = plc(table, 4)
    numbers = [u32(table, values + 4 * at) & 0x3FFFFF for at in range(len(positions) - 1)]
    pages = [doc.main[number * _PAGE : (number + 1) * _PAGE] for number in numbers]
    return [page for page in pages if len(page) == _PAGE]
