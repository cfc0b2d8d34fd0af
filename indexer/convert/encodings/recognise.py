"""Which encoding the letters of each font are in, and those of a paragraph that differs from its font."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indexer.convert.blocks import Paragraph
from indexer.convert.encodings.evidence import Evidence
from indexer.convert.encodings.evidence import weigh
from indexer.views.conversion import Encoding


@dataclass(frozen=True, slots=True)
class Way:
    """How letters are stored; `other_page`: the program that wrote them took them for the Vietnamese code page."""

    encoding: Encoding = Encoding.UNICODE
    other_page: bool = False


UNICODE: Final = Way()
_FEW: Final = 3  # so many words settle a paragraph's encoding against its font's
_TCVN3_FONT: Final = re.compile(r"[@\s]*\.?[Vv]n[A-Z]")  # .VnTime; in PDF files VnTime
_VNI_FONT: Final = re.compile(r"[@\s]*VNI", re.IGNORECASE)


def fonts(paragraphs: Sequence[Paragraph]) -> dict[str, Way]:
    """Return how the letters of each font are stored.

    What reads as Vietnamese decides. A font whose letters say nothing goes with the others of its family, and by
    its name alone nothing is changed: where no letter of the family was read so, it is Unicode.
    """
    texts: dict[str, list[str]] = defaultdict(list)
    for paragraph in paragraphs:
        last = None
        for run in paragraph.runs:
            if run.exact:
                continue
            if run.font != last:
                texts[run.font].append("\n")
            texts[run.font].append(run.text)
            last = run.font
    settled: dict[str, Way] = {}
    for font, pieces in texts.items():
        way = settle("".join(pieces), font)
        if way is not None:
            settled[font] = way
    for font in texts.keys() - settled.keys():
        settled[font] = _by_family(font, settled)
    return settled


def _by_family(font: str, settled: Mapping[str, Way]) -> Way:
    wanted = family(font)
    for other, way in settled.items():
        if wanted is not None and family(other) is wanted and way.encoding is wanted:
            return way
    return UNICODE


def family(font: str) -> Encoding | None:
    """Return the encoding for which fonts of this name were made: a hint and no proof."""
    if _TCVN3_FONT.match(font):
        return Encoding.TCVN3
    return Encoding.VNI if _VNI_FONT.match(font) else None


def settle(text: str, font: str) -> Way | None:
    """Return how `text` is stored, None where no marked word tells; between equals the font's name decides."""
    evidence = weigh(text)
    if not evidence:
        return None
    plain = evidence.get((Encoding.UNICODE, False), Evidence())
    named = family(font)
    best, found = max(evidence.items(), key=lambda item: (item[1].balance, item[0][0] is named))
    if best[0] is Encoding.UNICODE or found.balance <= max(0, plain.balance):
        return UNICODE if plain.right or plain.wrong else None
    return Way(*best)


def of_segment(text: str, font: str, by_font: Way) -> Way:
    """Return how a paragraph's letters in one font are stored, where its font is stored in the way `by_font`."""
    evidence = weigh(text)
    if not evidence:
        return by_font
    usual = evidence.get((by_font.encoding, by_font.other_page), Evidence())
    best, found = max(evidence.items(), key=lambda item: item[1].balance)
    named = family(font) is best[0] and usual.right == 0
    needed = 1 if named or best[0] is Encoding.UNICODE else _FEW
    if found.balance > max(0, usual.balance) and usual.wrong and found.right - usual.right >= needed:
        return Way(*best)
    return by_font
