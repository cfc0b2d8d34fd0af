"""The letter ư of TCVN3 in PDF files: its byte is Windows' soft hyphen, which PDF programs give out as a hyphen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from indexer.convert.encodings.decoders import from_tcvn3
from indexer.convert.encodings.recognise import settle
from indexer.convert.encodings.syllables import is_syllable
from indexer.convert.pdf.lines import Segment
from indexer.views.conversion import Encoding

_WORD: Final = re.compile("(?:[^\\W\\d_]|[\xa1-\xbf\xd7\xf7-])+")


def restore(segments: Sequence[Segment]) -> None:
    """Put the letter back, in place, in words that are syllables with it and stand in a font that holds TCVN3."""
    by_font: dict[str, list[str]] = defaultdict(list)
    for segment in segments:
        for run in segment.runs():
            by_font[run.font].append(run.text)
    ways = {font: settle("\n".join(texts), font) for font, texts in by_font.items()}
    old = {font for font, way in ways.items() if way is not None and way.encoding is Encoding.TCVN3}
    for segment in segments if old else ():
        text = segment.text
        for match in _WORD.finditer(text) if "-" in text and len(text) == len(segment.glyphs) else ():
            word = match.group()
            if "-" not in word or not is_syllable(from_tcvn3(word.replace("-", "\xad"))[0]):
                continue
            for glyph in segment.glyphs[match.start() : match.end()]:
                if glyph.text == "-" and glyph.font in old:
                    glyph.text = "\xad"
