"""Turning a reading's runs into Unicode, run by run, with where a font prints small letters as capitals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from indexer.convert.blocks import Paragraph
from indexer.convert.blocks import Run
from indexer.convert.encodings.capitals import with_capitals
from indexer.convert.encodings.decoders import from_tcvn3
from indexer.convert.encodings.decoders import from_vni
from indexer.convert.encodings.decoders import western
from indexer.convert.encodings.recognise import UNICODE
from indexer.convert.encodings.recognise import Way
from indexer.convert.encodings.recognise import family
from indexer.convert.encodings.recognise import fonts
from indexer.convert.encodings.recognise import of_segment
from indexer.views.conversion import Encoding

_CAPITAL_FONT: Final = re.compile(r"H(?:[\s,-]*(?:Bold|Italic|Oblique|Regular|MT))*\s*$")
_MOSTLY: Final = 0.99


def decode(paragraphs: Sequence[Paragraph]) -> Encoding:
    """Turn the runs of `paragraphs` into Unicode, in place, and return how their letters were stored."""
    ways = fonts(paragraphs)
    letters: Counter[Encoding] = Counter()
    for paragraph in paragraphs:
        paragraph.runs = _decoded(paragraph.runs, ways, letters)
    total = sum(letters.values())
    if not total:
        return Encoding.UNICODE
    most, count = letters.most_common(1)[0]
    return most if count >= _MOSTLY * total else Encoding.MIXED


def _decoded(runs: Sequence[Run], ways: dict[str, Way], letters: Counter[Encoding]) -> list[Run]:
    stored = [_way(list(group), font, ways) for font, group in groupby(runs, key=lambda run: run.font)]
    flat = [(run, way) for group, way in stored for run in group]
    decoded: list[Run] = []
    for way, pairs in groupby(flat, key=lambda pair: pair[1] if not pair[0].exact else UNICODE):
        members = [run for run, _way in pairs]
        text = "".join(run.text for run in members)
        letters[way.encoding] += sum(not letter.isascii() and letter.isalpha() for letter in text)
        decoded += members if way.encoding is Encoding.UNICODE else _read(members, text, way)
    return decoded


def _way(runs: list[Run], font: str, ways: dict[str, Way]) -> tuple[list[Run], Way]:
    by_font = ways.get(font, UNICODE)
    text = "".join(run.text for run in runs if not run.exact)
    return runs, of_segment(text, font, by_font)


def _read(runs: Sequence[Run], text: str, way: Way) -> list[Run]:
    """Read `text`, the letters of `runs`, in one go: a letter and its mark may lie in two runs."""
    source = western(text) if way.other_page else text
    found, sources = (from_tcvn3 if way.encoding is Encoding.TCVN3 else from_vni)(source)
    if way.encoding is Encoding.TCVN3:
        found = with_capitals(found)
    capitals = bytearray(len(found))
    starts: list[int] = []
    at = 0
    for run in runs:
        starts.append(at)
        at += len(run.text)
    owners = _owners(sources, starts)
    for index, owner in enumerate(owners):
        capitals[index] = runs[owner].capitals or _is_capital_font(runs[owner].font, way)
    result: list[Run] = []
    for (owner, capital), indexes in groupby(range(len(found)), key=lambda index: (owners[index], capitals[index])):
        span = list(indexes)
        result.append(Run(found[span[0] : span[-1] + 1], runs[owner].font, capitals=bool(capital)))
    return result


def _owners(sources: Sequence[int], starts: Sequence[int]) -> list[int]:
    """Return for each letter which run its first stored letter lies in."""
    owners: list[int] = []
    owner = 0
    for source in sources:
        while owner + 1 < len(starts) and starts[owner + 1] <= source:
            owner += 1
        owners.append(owner)
    return owners


def _is_capital_font(font: str, way: Way) -> bool:
    # .VnTimeH, .VnArialH ...: TCVN3 has no capitals with tones, so the fonts of this family print small letters so.
    return way.encoding is Encoding.TCVN3 and family(font) is Encoding.TCVN3 and _CAPITAL_FONT.search(font) is not None
