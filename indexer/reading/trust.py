"""Whether letters that look like a marker are one at their place, or only the beginning of a wrapped line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.reading.lines import Line
from indexer.reading.markers import Marker
from indexer.reading.markers import Rank
from indexer.reading.markers import value
from indexer.reading.nodes import Node

_INITIAL: Final = re.compile(r"[A-Z]\s?\.")

# A line shorter than this is a heading or an end rather than a full line of running text.
_SHORT: Final = 60

# A sentence that ends so goes on, whatever the next line looks like ("theo khoản" / "2. Điều 5").
_DANGLING: Final = re.compile(r"(?:(?<!\w)(?<!tài )khoản|(?<!\w)(?:Điều|và|của|các|với|cho))$")

# Word pairs that a dash joins, by their second half: a line end before the dash must not make it a bullet.
_PAIRS: Final = {
    "xã hội": ("kinh tế", "chính trị", "văn hóa", "văn hoá"),
    "an ninh": ("quốc phòng",),
    "nghề nghiệp": ("xã hội",),
    "lênin": ("mác",),
    "lê": ("mác",),
    "công nghệ": ("khoa học",),
    "kỹ thuật": ("khoa học", "kinh tế"),
    "thể thao": ("thể dục",),
}


def fits(marker: Marker, opened: Sequence[Node]) -> bool:
    """Tell whether `marker` can follow the nodes that are open, outermost first."""
    if marker.rank is Rank.ROMAN:
        return _INITIAL.match(marker.content) is None  # `V. I. Lênin` is a name
    if marker.rank is Rank.LETTER:
        return marker.roman == "A" or counts_on(marker, opened)
    if marker.rank is Rank.DOTTED and not marker.sure:
        return any(numbers_of(node) == marker.numbers[:-1] for node in opened)
    if marker.rank is Rank.POINT:
        return marker.sign == "a" or ")" in marker.printed or counts_on(marker, opened)
    return marker.numbers != (0,)


def stands_apart(
    line: Line, last: Line | None, marker: Marker, opened: Sequence[Node], *, under_heading: bool, apart: bool
) -> bool:
    """Tell whether a paragraph begins with `line`, or whether it goes on with `last`, the line before it.

    `under_heading`: `last` belongs to the first paragraph of the innermost open node; `apart`: the text sets its
    paragraphs apart by blank lines.
    """
    if last is None or last.is_complete or last.is_rule:
        return True
    if _DANGLING.search(last.text[-10:]) or (marker.rank is Rank.BULLET and _joins(last, marker)):
        return False
    if line.gap:
        return True
    if not apart and (under_heading or len(last.text) < _SHORT):
        return True
    if marker.rank is Rank.BULLET:
        return not marker.content[:1].islower()
    return counts_on(marker, opened)


def counts_on(marker: Marker, opened: Sequence[Node]) -> bool:
    """Tell whether `marker` is the next after an open node of its rank."""
    for node in reversed(opened):
        if node.marker is not None and node.rank is marker.rank:
            return value(marker) == value(node.marker) + 1
    return False


def numbers_of(node: Node) -> tuple[int, ...]:
    """Return the arabic numbers that `node` bears, () where it bears none."""
    return node.marker.numbers if node.marker else ()


def _joins(last: Line, marker: Marker) -> bool:
    """Tell whether the dash stands inside `2026 - 2030` or `kinh tế - xã hội`, cut by the line's end."""
    if last.text[-1].isdigit() and marker.content[:1].isdigit():
        return True
    content, ending = marker.content[:20].lower(), last.text[-20:].lower()
    return any(content.startswith(second) and ending.endswith(firsts) for second, firsts in _PAIRS.items())
