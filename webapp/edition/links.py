"""A page's links made fit for files: every address in its tags is asked for and replaced, all else stays as it is."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Final

_ADDRESSES: Final = frozenset(("href", "src", "action"))
# What leads scripts to the server: there is none.
_OF_THE_SERVER: Final = re.compile(r'\sdata-sections="[^"]*"')
_ATTRIBUTE: Final = re.compile(r'(\s)(href|src|action)="([^"]*)"')

#: Asked with a tag's name and an address in it: the address to write, None where the edition has nothing there.
Replacing = Callable[[str, str], str | None]


def with_links(page: str, replacing: Replacing) -> str:
    """Return `page` with the addresses in its tags replaced.

    Where there is no address to write, a link becomes plain text, and a script or a `<link>` is left out.
    """
    writer = _Writer(replacing)
    writer.feed(page)
    writer.close()
    return "".join(writer.written)


class _Writer(HTMLParser):
    """Copies a page piece by piece."""

    def __init__(self, replacing: Replacing) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self._replacing = replacing
        self._plain: str | None = None  # what the link at hand has become
        self._dropped = False  # the script at hand is left out
        self._drawings = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copy a tag with its addresses replaced."""
        raw = _OF_THE_SERVER.sub("", self.get_starttag_text() or "")
        self._drawings += tag == "svg"
        lost = False

        def replaced(match: re.Match[str]) -> str:
            nonlocal lost
            address = self._replacing(tag, html.unescape(match[3]))
            lost = lost or address is None
            return f'{match[1]}{match[2]}="{html.escape(address or "")}"'

        if any(name in _ADDRESSES for name, _ in attrs):
            raw = _ATTRIBUTE.sub(replaced, raw)
        if not lost:
            self.written.append(raw)
        elif tag == "a":
            self._plain = "g" if self._drawings else "span"
            self.written.append(f"<{self._plain}>")
        elif tag == "script":
            self._dropped = True

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copy a tag that closes itself."""
        self.handle_starttag(tag, attrs)
        self._drawings -= tag == "svg"

    def handle_endtag(self, tag: str) -> None:
        """Copy the end of a tag, unless its beginning was left out."""
        self._drawings -= tag == "svg"
        if tag == "script" and self._dropped:
            self._dropped = False
        elif tag == "a" and self._plain is not None:
            self.written.append(f"</{self._plain}>")
            self._plain = None
        else:
            self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Copy text."""
        self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        """Copy a character by its name."""
        self.written.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Copy a character by its number."""
        self.written.append(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        """Copy the declaration."""
        self.written.append(f"<!{decl}>")
