"""The tokens of passages as rows of the catalogue's database, and how ranking reads them back.

The build makes `TABLES` in the catalogue's file and hands its connection to one `TokenWriter`: `add` for each passage,
then `finish`. Readers wrap a connection of their own in a `SqlitePassageStore`.

Syllables are numbered, and a section is stored as a string with one character a syllable. Counting a syllable or
a phrase in a passage is then one `str.count`, the fastest thing that Python has for it, and a row stays smaller
than the text it came from.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from typing import NamedTuple
from typing import Protocol

from indexer.search.analysis import BREAK
from indexer.search.analysis import BREAKS
from indexer.search.analysis import PassageTokens
from indexer.search.analysis import SectionTokens

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
_FIRST_CODE: Final = 3
_SURROGATES: Final = 0xD800
_SURROGATE_COUNT: Final = 0x800
_LAST_CODE: Final = 0x10FFFF - _SURROGATE_COUNT


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


class TokenWriter:
    """Writes passages' tokens on an open connection; the caller commits."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._codes: dict[str, str] = {}
        self._passages: Counter[str] = Counter()
        self._sums: Counter[str] = Counter()

    def add(
        self, passage: str, document: str, tokens: PassageTokens, *, is_card: bool, citations: int, issued: str | None
    ) -> None:
        """Add one passage. `citations`: how many places of held plans cite its document; `issued`: its ISO date."""
        sections = {"title": tokens.title, "body": tokens.body, "anchor": tokens.anchor}
        strings: list[str] = []
        present: set[str] = set()
        for name, section in sections.items():
            strings += (self._encode(section.spelled, SPELLED_MARK), self._encode(section.folded, ""))
            self._sums[name] += sum(syllable not in BREAKS for syllable in section.spelled)
            present.update(_lexicon_tokens(section))
        self._passages.update(present)
        self._sums["passages"] += 1
        row = (passage, document, is_card, citations, issued or "", *strings)
        self._connection.execute(f"INSERT INTO search_passages VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608

    def finish(self) -> None:
        """Write the lexicon and the totals, after the last passage."""
        rows = (
            (token, ord(self._codes[token]) if token in self._codes else None, n) for token, n in self._passages.items()
        )
        self._connection.executemany("INSERT INTO search_lexicon VALUES (?, ?, ?)", rows)
        sums = ((name, self._sums[name]) for name in ("passages", "title", "body", "anchor"))
        self._connection.executemany("INSERT INTO search_totals VALUES (?, ?)", sums)

    def _encode(self, syllables: Iterable[str], mark: str) -> str:
        codes = self._codes
        characters = []
        for syllable in syllables:
            if syllable in BREAKS:
                characters.append(SENTENCE_END if syllable == BREAK else LINE_END)
                continue
            token = mark + syllable
            character = codes.get(token)
            if character is None:
                character = codes[token] = _character(len(codes) + _FIRST_CODE)
            characters.append(character)
        return "".join(characters)


def _character(code: int) -> str:
    # Beyond a million different syllables the rarest share one character: they are found, and rank as equals.
    code = min(code, _LAST_CODE)
    return chr(code if code < _SURROGATES else code + _SURROGATE_COUNT)


def _lexicon_tokens(section: SectionTokens) -> set[str]:
    present = {SPELLED_MARK + syllable for syllable in section.spelled if syllable not in BREAKS}
    present.update(SPELLED_MARK + word for word in section.words)
    present.update(syllable for syllable in section.folded if syllable not in BREAKS)
    present.update(section.bigrams)
    return present


class SqlitePassageStore:
    """Reads what `TokenWriter` wrote, on a connection of the calling thread."""

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


def _batches(values: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    # Older SQLite builds take 999 values in one statement.
    return (values[at : at + size] for at in range(0, len(values), size))


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
