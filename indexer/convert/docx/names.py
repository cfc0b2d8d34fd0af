"""Names of WordprocessingML: namespaces, and how values and switches are read."""

from __future__ import annotations

from typing import Final

from lxml import etree

from indexer.convert.package import local

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_VAL: Final = f"{{{W}}}val"
_OFF: Final = frozenset({"0", "false", "off"})
# Strict files use other addresses for the same words; they are turned into these before parsing.
STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


def w(name: str) -> str:
    """Return the full name of WordprocessingML's `name`."""
    return f"{{{W}}}{name}"


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first child along `path`, None where there is none."""
    for name in path:
        if element is None:
            return None
        element = element.find(w(name))
    return element


def value(element: etree._Element | None, *path: str) -> str | None:
    """Return the `val` of the element along `path`, None where element or value is missing."""
    found = child(element, *path)
    return attribute(found, "val") if found is not None else None


def number(element: etree._Element | None, *path: str) -> int | None:
    """Return the `val` of the element along `path` as a whole number, None where it is none."""
    return whole(value(element, *path))


def whole(text: str | None) -> int | None:
    """Return `text` as a whole number, None where it is none or none that an office file can mean."""
    if text is None:
        return None
    digits = text.strip().removeprefix("-")
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 9:
        return None
    return int(text)


def switch(element: etree._Element | None, *path: str) -> bool | None:
    """Return whether the switch along `path` is on, None where it is not set."""
    found = child(element, *path)
    return found.get(_VAL) not in _OFF if found is not None else None


def attribute(element: etree._Element, name: str) -> str | None:
    """Return an attribute of WordprocessingML."""
    found = element.get(w(name))
    return str(found) if found is not None else None


__all__ = ["STRICT", "W", "attribute", "child", "local", "number", "switch", "value", "w", "whole"]
