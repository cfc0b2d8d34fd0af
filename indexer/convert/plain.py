"""A text file, or Markdown, as it stands: its lines stay lines, its blank lines part paragraphs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from indexer.convert.blocks import Block
from indexer.convert.blocks import Paragraph
from indexer.convert.blocks import Reading
from indexer.convert.blocks import Run
from indexer.convert.text_bytes import text_of
from indexer.errors.convert import UnknownFormatError
from indexer.views.conversion import Format

_LINE_ENDS: Final = re.compile("\r\n?|[\v\f\x1a\x85\u2028\u2029]")
_BETWEEN: Final = re.compile(r"\n(?:[ \t\xa0]*\n)+")


def read_plain(path: Path, name: str, form: Format) -> Reading:
    """Read a text file of any encoding, known to people as `name`.

    Raises:
        UnknownFormatError: it is no text.
    """
    text = text_of(path.read_bytes())
    if text is None:
        raise UnknownFormatError(name)
    parts = _BETWEEN.split(_LINE_ENDS.sub("\n", text))
    blocks: list[Block] = [Paragraph([Run(part)], opens=True) for part in parts]
    return Reading(form, blocks)
