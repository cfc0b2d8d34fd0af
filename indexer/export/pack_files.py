"""A lesson pack as files: Word to print and change, Markdown, and the list of what was gathered to open again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from indexer.export.pack import SOURCES
from indexer.export.pack import Extract
from indexer.export.pack import Pack
from indexer.export.pack import Work
from indexer.export.pack_docx import pack_docx
from indexer.export.remarks import said
from indexer.export.review_table import day

__all__ = ["pack_docx", "pack_list", "pack_markdown", "read_pack_list"]

FORMAT: Final = "cancu-tu-lieu"

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|#])")
_MARKUP: Final = re.compile(r"([`\[\]<>|])")  # what a corpus text, whose emphasis stays, must not begin
_BLOCK: Final = re.compile(r"^([ \t]*)(?:([-+#=~])|(\d+)([.)]))", re.MULTILINE)


def pack_markdown(pack: Pack) -> bytes:
    """Return a pack as UTF-8 Markdown: passages as quotations, every marker as it stands in its text."""
    return ("\n".join(_lines(pack)).rstrip() + "\n").encode(errors="replace")


def _lines(pack: Pack) -> Iterator[str]:
    yield from (f"# {_plain(pack.title)}", "", f"Lập ngày {day(pack.day)}.", "")
    for section in pack.sections:
        if section.title:
            yield from (f"## {section.marker} {section.title}", "")
        for part in section.parts:
            if part.title:
                yield from (f"### {part.marker} {part.title}", "")
            for work in part.works:
                yield from _work(work, "####" if part.title else "##")
    if pack.sources:
        yield from (f"## {SOURCES}", "")
        for number, source in enumerate(pack.sources, 1):
            pages = " ".join(f"<{address}>" for address in source.addresses)
            yield f"{number}. {_plain(source.citation)} {pages}".rstrip()


def _work(work: Work, level: str) -> Iterator[str]:
    # "1." would begin a list within the heading of some readers.
    yield from (f"{level} {work.marker} {_plain(work.citation)}", "")
    for extract in work.extracts:
        yield from _extract(extract)


def _extract(extract: Extract) -> Iterator[str]:
    for text in extract.material.paragraphs:
        for line in _literal(_MARKUP.sub(r"\\\1", text)).split("\n"):
            yield f"> {line}"
        yield ">"
    if extract.material.paragraphs:
        yield from (f"> ({_plain(extract.citation)})", "")
    if extract.note.strip():
        note = "\n".join(_SPECIAL.sub(r"\\\1", line.strip()) for line in extract.note.split("\n"))
        yield from (f"**Ghi chú:** {_literal(note)}", "")
    for name, text in said(extract.remarks, frozenset()):  # Markdown has no colours
        lines = "\n".join(_SPECIAL.sub(r"\\\1", line.strip()) for line in text.split("\n"))
        yield from (f"**{_plain(name)}** {_literal(lines)}", "")


def _literal(text: str) -> str:
    """Return text in which no line begins a list, a heading or a rule: "4.1." stays what it is."""
    return _BLOCK.sub(lambda found: f"{found[1]}{found[3] or ''}\\{found[4] or found[2]}", text)


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def pack_list(title: str, order: str, entries: list[tuple[str, str]]) -> bytes:
    """Return the (key, note) `entries` of a pack as a JSON file, from which `read_pack_list` makes them again."""
    items = [{"item": key, "note": note} for key, note in entries]
    content = {"format": FORMAT, "version": 1, "title": title, "order": order, "items": items}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode(errors="replace")


def read_pack_list(data: bytes) -> tuple[str, str, list[tuple[str, str]]]:
    """Return title, order and (key, note) entries of a file that `pack_list` wrote.

    Raises:
        ValueError: the file is none of those.
    """
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (RecursionError, UnicodeDecodeError) as error:
        raise ValueError from error
    if not isinstance(content, dict) or content.get("format") != FORMAT or not isinstance(content.get("items"), list):
        raise ValueError
    rows = [row for row in content["items"] if isinstance(row, dict) and isinstance(row.get("item"), str)]
    return (
        str(content.get("title", "")),
        str(content.get("order", "")),
        [(row["item"], str(row.get("note", ""))) for row in rows],
    )
