"""The tables of a .docx file: rows and cells by grid column, merged cells as one."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from typing import Final

from lxml import etree

from indexer.convert.blocks import Block
from indexer.convert.blocks import Cell
from indexer.convert.blocks import Grid
from indexer.convert.docx.names import child
from indexer.convert.docx.names import local
from indexer.convert.docx.names import number
from indexer.convert.docx.names import value
from indexer.convert.docx.names import w
from indexer.convert.docx.styles import Styles
from indexer.convert.docx.styles import has_lines

_WIDEST: Final = 64  # Word allows 63 columns


def table_rows(table: etree._Element, styles: Styles, blocks: Callable[[etree._Element], list[Block]]) -> Grid:
    """Return a table; `blocks` reads a cell's content."""
    ruled = styles.ruled(child(table, "tblPr"))
    rows: list[list[Cell]] = []
    open_cells: dict[int, Cell] = {}  # by column: what a cell merged downwards goes on with
    for row in _named(table, "tr"):
        properties = child(row, "trPr")
        if properties is not None and properties.find(w("del")) is not None:
            continue
        column = _span(number(properties, "gridBefore"), 0)
        cells: list[Cell] = []
        for element in _named(row, "tc"):
            own = child(element, "tcPr")
            if own is not None and own.find(w("cellDel")) is not None:
                continue
            borders = child(own, "tcBorders")
            ruled = ruled or (borders is not None and has_lines(borders))
            columns = _span(number(own, "gridSpan"), 1)
            above = open_cells.get(column)
            if _goes_on(own) and above is not None:
                above.rows += 1
                above.blocks += blocks(element)
            else:
                cells.append(Cell(blocks(element), column, columns))
                open_cells[column] = cells[-1]
            column += columns
        rows.append(cells)
    return Grid(rows, ruled)


def _goes_on(properties: etree._Element | None) -> bool:
    merge = child(properties, "vMerge")
    return merge is not None and value(properties, "vMerge") != "restart"


def _span(found: int | None, otherwise: int) -> int:
    return otherwise if found is None else min(max(found, otherwise), _WIDEST)


def _named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children of this name, those in content controls and insertions too."""
    for inner in element:
        found = local(inner)
        if found == name:
            yield inner
        elif found in {"sdt", "sdtContent", "ins", "customXml", "moveTo"}:
            yield from _named(inner, name)
