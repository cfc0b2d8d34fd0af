"""A .docx file's automatic numbering, counted as Word counts it: "1.", "a)", "-", "Điều 5.", "II.1.2"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from indexer.convert.docx.names import attribute
from indexer.convert.docx.names import child
from indexer.convert.docx.names import local
from indexer.convert.docx.names import number
from indexer.convert.docx.names import switch
from indexer.convert.docx.names import value
from indexer.convert.docx.names import w
from indexer.convert.docx.names import whole
from indexer.convert.docx.styles import Styles
from indexer.convert.docx.styles import font_of
from indexer.convert.lists import Counters
from indexer.convert.lists import Level

_LEVELS: Final = 9
_PLACEHOLDER: Final = re.compile(r"%([1-9])")
_PADDED: Final = re.compile(r"0*1\b")


@dataclass(frozen=True, slots=True)
class Member:
    """A paragraph's place in a list: the list (`numId`) and the level."""

    listed: int
    level: int


class Numbering:
    """The lists of numbering.xml and how far each has been counted."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[int, etree._Element] = {}
        self._lists: dict[int, etree._Element] = {}
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                self._abstract[whole(attribute(element, "abstractNumId")) or 0] = element
            elif local(element) == "num":
                self._lists[whole(attribute(element, "numId")) or 0] = element
        self._levels: dict[int, dict[int, Level]] = {}
        self._by_style: dict[tuple[int, str], int] = {}
        self._counters = Counters()

    def member(self, properties: etree._Element | None) -> Member | None:
        """Return the place of a paragraph with these properties, None where it is in no list."""
        style = value(properties, "pStyle")
        direct = child(properties, "numPr")
        listed, level = number(direct, "numId"), number(direct, "ilvl")
        inherited, inherited_level = self._styles.numbering(style)
        if listed is None:
            listed = inherited
            if listed is not None and level is None:
                level = self._level_of_style(listed, style)
        if level is None:
            level = inherited_level
        if not listed or listed not in self._lists:
            return None
        return Member(listed, min(max(level or 0, 0), _LEVELS - 1))

    def next(self, member: Member) -> tuple[str, str]:
        """Count a paragraph of `member` and return what Word prints before it, with the font it is printed in."""
        levels = self._levels_of(member.listed)
        level = levels.get(member.level)
        if level is None:
            return "", ""
        series = self._series(member.listed)
        return self._counters.next(series, member.listed, levels, member.level), level.font

    def _series(self, listed: int) -> int:
        return number(self._lists[listed], "abstractNumId") or 0

    def _source(self, listed: int) -> etree._Element | None:
        """Return the definition behind a list, through a numbering style where it names one."""
        found = self._abstract.get(self._series(listed))
        linked = value(found, "numStyleLink")
        if linked is not None:
            target = self._styles.list_of(linked)
            if target is not None and target in self._lists and target != listed:
                return self._abstract.get(self._series(target), found)
        return found

    def _levels_of(self, listed: int) -> dict[int, Level]:
        if listed in self._levels:
            return self._levels[listed]
        levels: dict[int, Level] = {}
        source = self._source(listed)
        for element in source.findall(w("lvl")) if source is not None else ():
            levels[whole(attribute(element, "ilvl")) or 0] = _level(element, None)
        for override in self._lists[listed].findall(w("lvlOverride")):
            at = whole(attribute(override, "ilvl")) or 0
            start = number(override, "startOverride")
            own = child(override, "lvl")
            if own is not None:
                levels[at] = _level(own, start)
            elif at in levels and start is not None:
                levels[at] = levels[at].restarted(start)
        self._levels[listed] = levels
        return levels

    def _level_of_style(self, listed: int, style: str | None) -> int | None:
        """Return the level whose definition names the paragraph's style, or one that it is based on."""
        source = self._source(listed) if listed in self._lists else None
        if source is None:
            return None
        named = {value(element, "pStyle"): whole(attribute(element, "ilvl")) for element in source.findall(w("lvl"))}
        return next((named[name] for name in self._styles.ancestors(style) if named.get(name) is not None), None)


def _level(element: etree._Element, override: int | None) -> Level:
    form, padding = _form(element)
    start = number(element, "start")
    return Level(
        form=form,
        text=_text(element),
        start=1 if start is None else start,
        override=override,
        decimal=bool(switch(element, "isLgl")),
        restart=number(element, "lvlRestart"),
        font=font_of(child(element, "rPr")),
        padding=padding,
    )


def _form(element: etree._Element) -> tuple[str, int]:
    """Return the number's form and to how many digits it is filled up with zeros."""
    form = value(element, "numFmt")
    found = child(element, "numFmt")
    if found is None:  # wrapped, with a plainer choice for older programs
        found = next(iter(element.iter(w("numFmt"))), None)
        form = found.get(w("val")) if found is not None else None
    if form == "custom" and found is not None and (padded := _PADDED.match(attribute(found, "format") or "")):
        return "decimal", len(padded.group())
    return form or "decimal", 0


def _text(element: etree._Element) -> str:
    found = child(element, "lvlText")
    if found is None or (attribute(found, "null") in {"1", "true", "on"}):
        return ""
    # The places of numbers become the letters \x01 to \x09, as .doc files store them.
    return _PLACEHOLDER.sub(lambda match: chr(int(match[1])), attribute(found, "val") or "")
