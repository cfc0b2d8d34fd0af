"""The tokens of passages as rows of the catalogue's database, and how ranking reads them.

The build makes `TABLES` in the catalogue's file and fills them (`token_writing`). Readers wrap a connection of their
own in a `SqlitePassageStore`.

Syllables are numbered, and a section is stored as a string with one character a syllable. Counting a syllable or
a phrase in a passage is then one `str.count`, the fastest thing that Python has for it, and a row stays smaller
than the text it came from.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from typing import NamedTuple
from typing import Protocol

TABLES: Final = """
CREATE TABLE search_passages (
  passage TEXT PRIMARY KEY,
  document TEXT NOT NULL,
  is_card INTEGER NOT NULL,
  citations INTEGER NOT NULL,
  issued TEXT NOT NULL,
  title TEXT NOT NULL, title_folded TEXT NOT NULL,
  body TEXT NOT NULL, body_folded TEXT NOT NULL,
  anchor TEXT NOT NULL, anchor_folded TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE search_lexicon (token TEXT PRIMARY KEY, code INTEGER, passages INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE search_totals (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
"""

SPELLED_MARK: Final = "="  # a lexicon entry for a spelling ("=nền", "=nền_tảng"); without it, a folded one
SENTENCE_END: Final = "\x01"  # the characters that stand for the breaks of `analysis`
LINE_END: Final = "\x02"


class LexiconEntry(NamedTuple):
    """A token of the library, and in how many passages it stands.

    `character` stands for it in the stored strings; words and bigrams have none ("").
    """

    character: str
    passages: int


class StoredPassage(NamedTuple):
    """A passage as ranking reads it. The six strings hold one character a syllable (`tables` explains)."""

    passage: str
    document: str
    is_card: bool
    citations: int
    issued: str
    title: str
    title_folded: str
    body: str
    body_folded: str
    anchor: str
    anchor_folded: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all passages: how many there are, and how many syllables each section has."""

    passages: int
    title: int
    body: int
    anchor: int


class PassageStore(Protocol):
    """What ranking asks of the catalogue."""

    def totals(self) -> Totals:
        """Return the sums over all passages."""
        ...

    def lexicon(self, tokens: Collection[str]) -> Mapping[str, LexiconEntry]:
        """Return the entries of those of `tokens` that the library has."""
        ...

    def passages(self, ids: Sequence[str]) -> Sequence[StoredPassage]:
        """Return the passages with these ids, in any order; unknown ids are left out."""
        ...

    def titles(self, documents: Collection[str]) -> Mapping[str, tuple[str, str]]:
        """Return the titles on the cards of `documents` (ids) as they are spelled and folded; unknown ids left out."""
        ...


class SqlitePassageStore:
    """Reads what `token_writing` wrote, on a connection of the calling thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def totals(self) -> Totals:
        """Return the sums over all passages."""
        return Totals(**dict(self._connection.execute("SELECT name, value FROM search_totals")))

    def lexicon(self, tokens: Collection[str]) -> Mapping[str, LexiconEntry]:
        """Return the entries of those of `tokens` that the library has."""
        found: dict[str, LexiconEntry] = {}
        for batch in _batches(list(tokens)):
            sql = f"SELECT token, code, passages FROM search_lexicon WHERE token IN ({_marks(batch)})"  # noqa: S608
            for token, code, passages in self._connection.execute(sql, batch):
                found[token] = LexiconEntry("" if code is None else chr(code), passages)
        return found

    def passages(self, ids: Sequence[str]) -> Sequence[StoredPassage]:
        """Return the passages with these ids, in any order; unknown ids are left out."""
        rows: list[StoredPassage] = []
        for batch in _batches(ids):
            sql = f"SELECT * FROM search_passages WHERE passage IN ({_marks(batch)})"  # noqa: S608
            rows += map(StoredPassage._make, self._connection.execute(sql, batch))
        return rows

    def titles(self, documents: Collection[str]) -> Mapping[str, tuple[str, str]]:
        """Return the titles on the cards of `documents` (ids) as they are spelled and folded; unknown ids left out."""
        found: dict[str, tuple[str, str]] = {}
        for batch in _batches(list(documents)):
            # A card's id is its document's.
            sql = f"SELECT passage, title, title_folded FROM search_passages WHERE passage IN ({_marks(batch)})"  # noqa: S608
            found.update((card, (title, folded)) for card, title, folded in self._connection.execute(sql, batch))
        return found


def _batches(values: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    # Older SQLite builds take 999 values in one statement.
    return (values[at : at + size] for at in range(0, len(values), size))


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
