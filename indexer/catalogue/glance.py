"""A glance at a catalogue: what begins as something typed does, told at once and without loading anything else.

A shell asks at each Tab, in a process of its own: here is only what answers it (`indexer/cli/completing.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from indexer.catalogue.database import Database
from indexer.catalogue.database import Row
from indexer.text import nfc

_FILE: Final = "catalogue.sqlite"
_MOST: Final = 100
_NAMES: Final = {"kind": ("kind",), "organ": ("organ",), "topic": ("theme", "programme")}


class Wanted(StrEnum):
    """Which documents may be named at a place."""

    ANY = "1"
    HELD = "held"
    PLAN = "is_plan"
    DESCRIBED = "described"
    UNDESCRIBED = "NOT described"


def numbers(folder: Path, typed: str, wanted: Wanted = Wanted.ANY) -> list[tuple[str, str]]:
    """Return the numbers of the generation in `folder` that begin with `typed`, newest first, each with whose it is.

    Case and the bar of Đ are overlooked. What several documents bear is told as such, since a number is a question.

    Raises:
        DamagedIndexError: the catalogue cannot be read.
    """
    begun = _escaped(nfc(typed).replace("Đ", "D").replace("đ", "d")) + "%"
    found = _rows(
        folder,
        "SELECT number, COUNT(*), MIN(title) FROM documents "  # noqa: S608 (`wanted` is one of our own words)
        rf"WHERE {wanted.value} AND REPLACE(number, 'Đ', 'D') LIKE ? ESCAPE '\' "
        "GROUP BY number ORDER BY MIN(recency) LIMIT ?",
        (begun, _MOST),
    )
    return [(number, title or "" if count == 1 else f"{count} văn bản mang số này") for number, count, title in found]


def ids(folder: Path, typed: str, wanted: Wanted = Wanted.ANY) -> list[tuple[str, str]]:
    """Return the ids of the generation's documents that begin with `typed`, newest first, each with its title.

    Raises:
        DamagedIndexError: the catalogue cannot be read.
    """
    found = _rows(
        folder,
        "SELECT id, title FROM documents "  # noqa: S608 (as above)
        rf"WHERE {wanted.value} AND id LIKE ? ESCAPE '\' ORDER BY recency LIMIT ?",
        (_escaped(typed) + "%", _MOST),
    )
    return [(document, title or "") for document, title in found]


def every_document(folder: Path, wanted: Wanted = Wanted.ANY) -> list[tuple[str, str]]:
    """Return the id and the number ("" where it has none) of all such documents, newest first.

    Raises:
        DamagedIndexError: the catalogue cannot be read.
    """
    sql = f"SELECT id, IFNULL(number, '') FROM documents WHERE {wanted.value} ORDER BY recency"  # noqa: S608 (as above)
    return [(document, number) for document, number in _rows(folder, sql, ())]


def names(folder: Path, typed: str, facet: str) -> list[tuple[str, str]]:
    """Return the ids of kinds, organs or topics ("kind", "organ", "topic") that begin with `typed`, with their names.

    Raises:
        DamagedIndexError: the catalogue cannot be read.
    """
    facets = _NAMES[facet]
    places = ",".join("?" * len(facets))
    found = _rows(
        folder,
        rf"SELECT id, name FROM names WHERE facet IN ({places}) AND id LIKE ? ESCAPE '\' ORDER BY rank LIMIT ?",  # noqa: S608 (question marks)
        (*facets, _escaped(typed) + "%", _MOST),
    )
    return [(one, name) for one, name in found]


def _escaped(typed: str) -> str:
    return typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _rows(folder: Path, sql: str, parameters: Sequence[object]) -> list[Row]:
    database = Database(folder / _FILE)
    try:
        return database.rows(sql, parameters)
    finally:
        database.close()
