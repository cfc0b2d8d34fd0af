"""Tasks that stand in an annex's table: a row a task, its columns say who and by when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from indexer.model import Level
from indexer.model import Part
from indexer.model import Span
from indexer.reading.lines import Line
from indexer.reading.markers import Marker
from indexer.reading.markers import Rank
from indexer.reading.nodes import Node
from indexer.text import collapse_blanks
from indexer.text import fold
from indexer.text import table_cells

ANNEX: Final = "PL"  # an annex's id begins so: PL1, its tasks PL1.1, PL1.2 ...

_TITLE: Final = re.compile(
    r"(?:PHỤ LỤC|Phụ lục)(?:\s(?:(?:SỐ|số)\s)?(?P<number>[IVX]{1,5}|\d{1,2}))?\b.{0,80}|"
    r"(?:BẢNG PHÂN CÔNG|DANH MỤC (?:NHIỆM VỤ|CÔNG VIỆC)).{0,80}"
)
_TITLE_LINES: Final = 10  # between an annex's first line and its table
_RULE: Final = re.compile(r"[|\s:-]+")
_ROMAN: Final = {"I": 1, "V": 5, "X": 10}

# What the columns of a table of tasks are called, folded.
_CONTENT: Final = re.compile(r"(?:ten |cac )?(?:noi dung|nhiem vu|cong viec|dau viec|hoat dong)")
_PARTS: Final = (
    (Part.LEAD, re.compile(r".*\bchu tri")),
    (Part.WITH, re.compile(r".*\bphoi hop")),
    (Part.ADVISE, re.compile(r".*\btham muu")),
    (Part.DIRECT, re.compile(r".*\bchi dao")),
    (Part.DO, re.compile(r"(?:co quan|don vi|nguoi|bo phan)(?:,? \w+){0,4} thuc hien")),
)
_TIME: Final = re.compile(r"(?:thoi (?:gian|han|diem)|han |tien do|hoan thanh)")


@dataclass(frozen=True, slots=True)
class AnnexTask:
    """A row as a node of the tree; `organs` and `times` are the spans of its cells (offsets into the text)."""

    node: Node
    organs: Mapping[Part, Span]
    times: Span | None = None


@dataclass(frozen=True, slots=True)
class Annexes:
    """The annexes with tables of tasks, in order, and the lines of the text that belong to none of them."""

    tasks: tuple[AnnexTask, ...]
    others: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    content: int
    parts: Mapping[int, Part]
    time: int | None
    number: int | None


def read_annexes(lines: Sequence[Line]) -> Annexes:
    """Take the annexes with tables of tasks out of `lines`."""
    tasks: list[AnnexTask] = []
    others: list[Line] = []
    count = at = 0
    while at < len(lines):
        table = _table_of(lines, at)
        if table is None:
            others.append(lines[at])
            at += 1
            continue
        header, columns = table
        rows = list(takewhile(_is_row, lines[header + 1 :]))
        number = _number(lines[at])
        count = number if number is not None and number > count else count + 1
        tasks += _annex(f"{ANNEX}{count}", lines[at:header], rows, columns)
        at = header + 1 + len(rows)
    return Annexes(tuple(tasks), tuple(others))


def _table_of(lines: Sequence[Line], at: int) -> tuple[int, _Columns] | None:
    """Return where the table of the annex that begins at `at` has its header row; None where none begins."""
    if not _TITLE.fullmatch(lines[at].bare):
        return None
    for index in range(at + 1, min(at + 1 + _TITLE_LINES, len(lines))):
        if _is_row(lines[index]):
            columns = _columns(lines[index])
            return (index, columns) if columns is not None else None
    return None


def _columns(header: Line) -> _Columns | None:
    names = [fold(collapse_blanks(header.text[cell.start : cell.end])) for cell in _cells(header)]
    content = next((index for index, name in enumerate(names) if _CONTENT.match(name)), None)
    parts: dict[int, Part] = {}
    for index, name in enumerate(names):
        part = next((part for part, pattern in _PARTS if pattern.match(name)), None)
        if part is not None and index != content and part not in parts.values():
            parts[index] = part
    time = next((index for index, name in enumerate(names) if _TIME.match(name) and index != content), None)
    number = next((index for index, name in enumerate(names) if name in {"stt", "tt", "so tt"}), None)
    return _Columns(content, parts, time, number) if content is not None and (parts or time is not None) else None


def _annex(name: str, title: Sequence[Line], rows: Iterable[Line], columns: _Columns) -> Iterator[AnnexTask]:
    first = title[0]
    match = re.match(r"(?:PHỤ LỤC|Phụ lục)(?:\s(?:(?:SỐ|số)\s)?(?:[IVX]{1,5}|\d{1,2}))?\b", first.text)
    marker = Marker(Rank.PART, first.start, first.start + match.end(), match[0], first.text) if match else None
    annex = Node(name, Level.SECTION, first.start, title[-1].end, None, marker)
    annex.headline += [first.text[match.end() :] if match else first.text, *(line.text for line in title[1:])]
    tasks: list[AnnexTask] = []
    group: Node | None = None
    count = 0
    for row in rows:
        cells = _cells(row)
        if _RULE.fullmatch(row.text) or not _said(cells, columns.content):
            continue
        organs = {part: _in_text(row, cells[index]) for index, part in columns.parts.items() if _said(cells, index)}
        timed = columns.time is not None and _said(cells, columns.time)
        times = _in_text(row, cells[columns.time]) if timed and columns.time is not None else None
        numeral = _numeral(row, cells, columns)
        # A line of its own over the tasks that follow it says nothing but its number and its name.
        if numeral and not organs and times is None and len([cell for cell in cells if cell.start < cell.end]) == 2:
            node = group = _node(f"{name}.{numeral}", annex, row, cells, columns)
        else:
            count += 1
            node = _node(f"{name}.{count}", group or annex, row, cells, columns)
            for above in (group, annex):
                if above is not None:
                    above.end = row.end
        tasks.append(AnnexTask(node, organs, times))
    annex.end = max([annex.end, *(task.node.end for task in tasks)])
    if tasks:
        yield AnnexTask(annex, {})
        yield from tasks


def _numeral(row: Line, cells: Sequence[Span], columns: _Columns) -> str:
    """Return the numeral or letter of a row that heads others ("I", "A"), "" for a task's number."""
    if columns.number is None or not _said(cells, columns.number):
        return ""
    printed = row.text[cells[columns.number].start : cells[columns.number].end].strip("*_ .)")
    return printed if re.fullmatch(r"[IVX]{1,5}|[A-H]", printed) else ""


def _node(name: str, parent: Node, row: Line, cells: Sequence[Span], columns: _Columns) -> Node:
    level = Level.NUMBERED if parent.level is Level.SECTION else Level.SUBNUMBERED
    number = cells[columns.number] if columns.number is not None and _said(cells, columns.number) else None
    printed = row.text[number.start : number.end] if number else ""
    content = cells[columns.content]
    marker = Marker(Rank.NUMBER, row.start, row.start + content.start, printed, row.text[content.start : content.end])
    node = Node(name, level, row.start, row.end, parent.id, marker)
    node.headline.append(marker.content)
    node.headline_end = row.start + content.end
    return node


def _said(cells: Sequence[Span], index: int) -> bool:
    return index < len(cells) and cells[index].start < cells[index].end


def _in_text(row: Line, cell: Span) -> Span:
    return Span(row.start + cell.start, row.start + cell.end)


def _is_row(line: Line) -> bool:
    return line.text.startswith("|")


def _cells(row: Line) -> list[Span]:
    return [Span(start, end) for start, end in table_cells(row.text)]


def _number(title: Line) -> int | None:
    match = _TITLE.fullmatch(title.bare)
    number = match["number"] if match else None
    if number is None:
        return None
    if number.isdigit():
        return int(number)
    values = [_ROMAN[letter] for letter in number]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))
