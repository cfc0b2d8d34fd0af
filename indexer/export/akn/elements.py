"""Elements of Akoma Ntoso: made, filled with text that XML allows, named uniquely, and laid out to be read."""

from __future__ import annotations

import re
from typing import Any
from typing import Final

from lxml import etree

from indexer.text import fold

NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

#: What stands for a character that XML 1.0 has no way to write.
REPLACEMENT: Final = "\ufffd"
#: Elements whose blanks are text.
_FLOWING: Final = frozenset(("p", "num", "heading", "remark", "reading", "note"))

_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_OF_AN_ID: Final = re.compile(r"[^a-z0-9.]+")


def made(parent: Any, tag: str, text: str | None = None, **attributes: str) -> Any:
    """Append an element of Akoma Ntoso to `parent` and return it."""
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    for name, value in attributes.items():
        element.set("as" if name == "as_" else name, legal(value))
    if text is not None:
        element.text = legal(text)
    return element


def add_text(element: Any, text: str) -> None:
    """Append text to what `element` holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + legal(text)
    else:
        element.text = (element.text or "") + legal(text)


def legal(text: str) -> str:
    """Return text with `REPLACEMENT` for each character that XML 1.0 does not allow."""
    return _ILLEGAL.sub(REPLACEMENT, text)


def count_illegal(text: str) -> int:
    """Return how many characters of a text XML 1.0 does not allow."""
    return len(_ILLEGAL.findall(text))


def id_part(text: str) -> str:
    """Return text as a part of an eId: ASCII letters, digits and dots, hyphens for all else."""
    return _NOT_OF_AN_ID.sub("-", fold(text)).strip("-")


class Ids:
    """The eIds of one document, each given once."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._counts: dict[str, int] = {}

    def new(self, wanted: str) -> str:
        """Return `wanted`, or with a number where it was given before."""
        found = wanted
        while found in self._given:
            self._counts[wanted] = self._counts.get(wanted, 1) + 1
            found = f"{wanted}_{self._counts[wanted]}"
        self._given.add(found)
        return found


def indented(element: Any, depth: int = 0) -> None:
    """Lay an element out in lines, without touching blanks that are text."""
    if not len(element) or etree.QName(element).localname in _FLOWING:
        return
    element.text = f"\n{'  ' * (depth + 1)}"
    for child in element:
        indented(child, depth + 1)
        child.tail = element.text
    element[-1].tail = f"\n{'  ' * depth}"
