"""Pipe tables of a text as HTML tables, and the rows of a table of tasks as tasks with labelled cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from markupsafe import Markup

from indexer.text import table_cells
from webapp.rendering import Insert
from webapp.rendering import inline

_RULE: Final = re.compile(r"[|\s:-]+")
_HEAD: Final = Markup("<th>{}</th>")
_CELL: Final = Markup("<td>{}</td>")
_LINE: Final = re.compile(r"[^\n]+")


def is_table(text: str) -> bool:
    """Tell whether a paragraph is a pipe table: each of its lines begins with a bar."""
    return all(line.lstrip().startswith("|") for line in text.split("\n"))


def column_names(text: str) -> tuple[str, ...]:
    """Return the names of a table's columns, from its first row."""
    row = text.strip().split("\n", 1)[0]
    return tuple(row[start:end] for start, end in table_cells(row))


def table(text: str, links: Sequence[Insert] = ()) -> Markup:
    """Return a pipe table as HTML; what stands above a rule is its head. `links` count into `text`."""
    rows = [(match.start(), match.group()) for match in _LINE.finditer(text)]
    ruled = len(rows) > 1 and _RULE.fullmatch(rows[1][1]) is not None
    lines: list[Markup] = []
    for index, (start, row) in enumerate(rows):
        if _RULE.fullmatch(row):
            continue
        shape = _HEAD if ruled and index == 0 else _CELL
        cells = (shape.format(cell(row[begin:end], start + begin, links)) for begin, end in table_cells(row))
        lines.append(Markup("<tr>{}</tr>").format(Markup("").join(cells)))
    return Markup('<div class="text-table" tabindex="0"><table>{}</table></div>').format(Markup("\n").join(lines))


def cell(text: str, start: int, links: Sequence[Insert]) -> Markup:
    """Return a cell that begins at `start` of the text into which `links` count."""
    inside = [
        replace(link, start=link.start - start, end=link.end - start)
        for link in links
        if start <= link.start and link.end <= start + len(text)
    ]
    return inline(text.replace("\\|", "|") if not inside else text, inside)
