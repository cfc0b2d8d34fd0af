"""A .docx file as paragraphs and tables: what Word prints, headers and footers left out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from indexer.convert.blocks import Block
from indexer.convert.blocks import Footnote
from indexer.convert.blocks import Paragraph
from indexer.convert.blocks import Reading
from indexer.convert.blocks import Run
from indexer.convert.docx.names import STRICT
from indexer.convert.docx.names import attribute
from indexer.convert.docx.names import child
from indexer.convert.docx.names import local
from indexer.convert.docx.names import value
from indexer.convert.docx.names import w
from indexer.convert.docx.numbering import Numbering
from indexer.convert.docx.runs import RunReader
from indexer.convert.docx.styles import Styles
from indexer.convert.docx.tables import table_rows
from indexer.convert.limits import Limits
from indexer.convert.notes import note
from indexer.convert.package import Package
from indexer.convert.package import parse_xml
from indexer.errors import Problem
from indexer.errors.convert import DamagedFileError
from indexer.views.conversion import Format

_MAIN: Final = "/officeDocument"
_PASSED_THROUGH: Final = frozenset({"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink"})
_DEEPEST: Final = 12  # tables within tables within text boxes


def read_docx(path: Path, limits: Limits) -> Reading:
    """Read a .docx file (also .docm, .dotx: macros are never looked at).

    Raises:
        DamagedFileError, EncryptedFileError, HostileFileError: as `Package` says.
    """
    with Package(path, limits) as package:
        main = _main_part(package, path.name)
        folder = posixpath.dirname(main)
        parts = {name: _optional(package, f"{folder}/{name}.xml") for name in _PARTS}
        root = _xml(package, main, path.name)
        body = child(root, "body")
        if body is None:
            raise DamagedFileError(path.name)
        reader = _Reader(parts)
        blocks = reader.blocks(body, 0)
        return Reading(Format.DOCX, blocks, reader.notes())


_PARTS: Final = ("styles", "numbering", "footnotes", "endnotes")


def _main_part(package: Package, name: str) -> str:
    relations = package.xml("_rels/.rels")
    for relation in relations:
        if (relation.get("Type") or "").endswith(_MAIN):
            target = (relation.get("Target") or "").lstrip("/")
            if target in package:
                return target
    raise DamagedFileError(name)


def _xml(package: Package, part: str, name: str) -> etree._Element:
    data = package.bytes(part)
    for strict, usual in STRICT:
        data = data.replace(strict, usual)
    return parse_xml(data, name)


def _optional(package: Package, part: str) -> etree._Element | None:
    if part not in package:
        return None
    try:
        return _xml(package, part, part)
    except DamagedFileError:
        return None


class _Reader:
    def __init__(self, parts: dict[str, etree._Element | None]) -> None:
        self._styles = Styles(parts["styles"])
        self._numbering = Numbering(parts["numbering"], self._styles)
        self._runs = RunReader(self._styles)
        self._footnotes: dict[str, etree._Element] = {}
        for kind in ("footnote", "endnote"):
            root = parts[f"{kind}s"]
            for element in root if root is not None else ():
                self._footnotes[f"{kind}:{attribute(element, 'id')}"] = element
        self._pictures = 0
        self._too_deep = False

    def notes(self) -> list[Problem]:
        notes = []
        if self._pictures:
            notes.append(note("pictures", f"Có {self._pictures} hình trong tệp; chữ trong hình không được đọc."))
        if self._runs.fields.contents:
            notes.append(note("contents-left-out", "Mục lục tự động của tệp không được chép, vì lặp lại các đề mục."))
        if self._too_deep:
            notes.append(note("too-deep", "Có bảng lồng quá sâu; phần trong cùng không được đọc."))
        return notes

    def blocks(self, container: etree._Element, depth: int) -> list[Block]:
        blocks: list[Block] = []
        pending: Paragraph | None = None  # its mark is deleted, so the next paragraph goes on with it
        opens = False
        for element in _content(container):
            if local(element) == "tbl":
                pending = None
                if depth < _DEEPEST:
                    blocks.append(table_rows(element, self._styles, lambda cell: self.blocks(cell, depth + 1)))
                self._too_deep = self._too_deep or depth >= _DEEPEST
                opens = False
                continue
            paragraph, boxes = self._paragraph(element, pending)
            if pending is None:
                paragraph.opens = opens
                blocks.append(paragraph)
                opens = not paragraph.text.strip()
            pending = paragraph if _mark_deleted(element) else None
            for box in boxes if depth < _DEEPEST else ():
                blocks += self.blocks(box, depth + 1)
        return blocks

    def _paragraph(self, element: etree._Element, goes_on: Paragraph | None) -> tuple[Paragraph, list[etree._Element]]:
        properties = child(element, "pPr")
        found = self._runs.read(element, value(properties, "pStyle"))
        self._pictures += found.pictures
        paragraph = goes_on or Paragraph(centred=self._styles.centred(properties))
        printed = any(run.text.strip() for run in found.runs)
        silent = self._runs.fields.silent
        member = None if goes_on is not None or silent else self._numbering.member(properties)
        # An empty paragraph is numbered too, unless its mark is deleted: then it is gone from the accepted text.
        if member is not None and (printed or not _mark_deleted(element)):
            number, font = self._numbering.next(member)
            if number.strip() and printed:
                font = font or next((run.font for run in found.runs if run.font), "")
                paragraph.runs += [Run(number, font), Run(" ", font)]
        paragraph.runs += found.runs
        for label, key in found.notes:
            note_element = self._footnotes.get(key)
            if note_element is not None:
                paragraph.footnotes.append(Footnote(label, self.blocks(note_element, _DEEPEST)))
        return paragraph, found.boxes


def _content(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a container, those in content controls and insertions too."""
    for element in container:
        name = local(element)
        if name in {"p", "tbl"}:
            yield element
        elif name in _PASSED_THROUGH:
            yield from _content(element)
        elif name == "AlternateContent":
            for choice in element:
                chosen = list(_content(choice))
                if chosen:
                    yield from chosen
                    break


def _mark_deleted(paragraph: etree._Element) -> bool:
    mark = child(paragraph, "pPr", "rPr")
    return mark is not None and (mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None)
