"""Writes passages' tokens into the search tables: all of them at a build, or what an edit changes.

Which character stands for a syllable depends on the set of the library's syllables alone, not on the order in which
they were met: an index that was brought up to an edit is then the same, row by row, as one made from nothing.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections import Counter
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any
from typing import Final

from indexer.search.analysis import PassageTokens
from indexer.search.packing import PackedTokens
from indexer.search.packing import Packer
from indexer.search.packing import PortionLexicon
from indexer.search.packing import character

# Among how many places syllables are spread by a hash: while they are few, their characters are short ones.
_FEW_PLACES: Final = 0xD000
_MANY_PLACES: Final = 0x100000
_FEW: Final = 0x8000
_FEW_MOVED: Final = 20  # characters for which it pays to look where they stand
_SUMS: Final = ("passages", "title", "body", "anchor")
_WAITING: Final = "temp.waiting_passages"
_OWN: Final = -1  # the portion of what was packed here
_WAIT: Final = f"INSERT INTO {_WAITING} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_INSERT: Final = "INSERT INTO search_passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_STRINGS: Final = ("title", "title_folded", "body", "body_folded", "anchor", "anchor_folded")


class TokenWriter:
    """Writes the tokens of a whole library on an open connection; the caller commits."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._packer = Packer()
        self._characters: list[Mapping[str, str]] = []  # by portion
        self._passages: Counter[str] = Counter()
        self._sums: Counter[str] = Counter()
        # Which characters stand for the syllables is settled when all are known: until then rows wait.
        connection.execute(f"CREATE TABLE {_WAITING} AS SELECT 0 AS portion, * FROM search_passages LIMIT 0")  # noqa: S608

    def add(
        self, passage: str, document: str, tokens: PassageTokens, *, is_card: bool, citations: int, issued: str | None
    ) -> PackedTokens:
        """Add one passage. `citations`: how many places of held plans cite its document; `issued`: its ISO date."""
        packed = self._packer.add(tokens)
        self.add_packed(_OWN, passage, document, packed, is_card=is_card, citations=citations, issued=issued)
        return packed

    def add_portion(self, lexicon: PortionLexicon) -> int:
        """Take over the lexicon of a portion packed elsewhere; return the portion's number for its passages."""
        self._characters.append(lexicon.characters)
        self._passages.update(lexicon.passages)
        self._sums.update(lexicon.sums)
        return len(self._characters) - 1

    def add_packed(
        self,
        portion: int,
        passage: str,
        document: str,
        packed: PackedTokens,
        *,
        is_card: bool,
        citations: int,
        issued: str | None,
    ) -> None:
        """Add one passage of a portion packed elsewhere, as `add` does."""
        row = (portion, passage, document, is_card, citations, issued or "", *packed.strings)
        self._connection.execute(_WAIT, row)

    def finish(self) -> None:
        """Write passages, lexicon and totals, after the last passage."""
        self.add_portion(self._packer.lexicon())  # the own one last: `_OWN`
        final = _layout({token for characters in self._characters for token in characters})
        tables = [_table(characters, final) for characters in self._characters]
        self._connection.executemany(_INSERT, self._translated(tables))
        self._connection.execute(f"DROP TABLE {_WAITING}")
        counts = sorted(self._passages.items())
        rows = ((token, ord(final[token]) if token in final else None, n) for token, n in counts)
        self._connection.executemany("INSERT INTO search_lexicon VALUES (?, ?, ?)", rows)
        sums = ((name, self._sums[name]) for name in _SUMS)
        self._connection.executemany("INSERT INTO search_totals VALUES (?, ?)", sums)

    def _translated(self, tables: Sequence[Mapping[int, str]]) -> Iterator[tuple[Any, ...]]:
        for portion, *values in self._connection.execute(f"SELECT * FROM {_WAITING} ORDER BY passage"):  # noqa: S608
            table = tables[portion]
            yield (*values[:5], *(text.translate(table) for text in values[5:]))


class TokenUpdater:
    """Changes the tokens of some passages in a copy of the tables; the caller commits.

    Hand over what is taken away and what is added, then `finish`.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._less = Packer()
        self._more = Packer()
        self._added: list[tuple[tuple[Any, ...], PackedTokens]] = []

    def remove(self, passage: str, tokens: PassageTokens) -> None:
        """Take a passage away; `tokens` are those with which it was added."""
        self._connection.execute("DELETE FROM search_passages WHERE passage = ?", (passage,))
        self._less.add(tokens)

    def add(
        self, passage: str, document: str, tokens: PassageTokens, *, is_card: bool, citations: int, issued: str | None
    ) -> PackedTokens:
        """Add a passage, as to a `TokenWriter`."""
        packed = self._more.add(tokens)
        self._added.append(((passage, document, is_card, citations, issued or ""), packed))
        return packed

    def finish(self) -> None:
        """Write what changed."""
        less, more = self._less.lexicon(), self._more.lexicon()
        changes = self._changed_counts(less, more)
        known = dict(self._connection.execute("SELECT token, code FROM search_lexicon WHERE code IS NOT NULL"))
        gone = {token for token, count in changes.items() if not count}
        codes = _layout((known.keys() | more.characters.keys()) - gone)
        moved = {code: codes[token] for token, code in known.items() if token in codes and ord(codes[token]) != code}
        if moved:
            self._recode(moved)
            rows = ((ord(codes[token]), token) for token in known.keys() & codes.keys())
            self._connection.executemany("UPDATE search_lexicon SET code = ? WHERE token = ?", rows)
        self._write_lexicon(changes, codes)
        for name in _SUMS:
            difference = more.sums.get(name, 0) - less.sums.get(name, 0)
            self._connection.execute("UPDATE search_totals SET value = value + ? WHERE name = ?", (difference, name))
        table = _table(more.characters, codes)
        rows_added = ((*row, *(text.translate(table) for text in packed.strings)) for row, packed in self._added)
        self._connection.executemany(_INSERT, rows_added)

    def _changed_counts(self, less: PortionLexicon, more: PortionLexicon) -> dict[str, int]:
        changes: dict[str, int] = {}
        for token in less.passages.keys() | more.passages.keys():
            difference = more.passages.get(token, 0) - less.passages.get(token, 0)
            if difference:
                row = self._connection.execute(
                    "SELECT passages FROM search_lexicon WHERE token = ?", (token,)
                ).fetchone()
                changes[token] = (row[0] if row else 0) + difference
        return changes

    def _recode(self, moved: Mapping[int, str]) -> None:
        columns = ", ".join(_STRINGS)
        places = ", ".join(f"{name} = ?" for name in _STRINGS)
        sql = f"SELECT passage, {columns} FROM search_passages"  # noqa: S608
        letters = [chr(code) for code in moved]
        if len(letters) <= _FEW_MOVED:
            every = " || ".join(_STRINGS)
            sql += " WHERE " + " OR ".join(f"instr({every}, ?) > 0" for _ in letters)
        rows = self._connection.execute(sql, letters if len(letters) <= _FEW_MOVED else ()).fetchall()
        update = f"UPDATE search_passages SET {places} WHERE passage = ?"  # noqa: S608
        self._connection.executemany(
            update, ((*(text.translate(moved) for text in strings), passage) for passage, *strings in rows)
        )

    def _write_lexicon(self, changes: Mapping[str, int], codes: Mapping[str, str]) -> None:
        execute = self._connection.execute
        for token, count in changes.items():
            if count:
                code = ord(codes[token]) if token in codes else None
                execute("INSERT OR REPLACE INTO search_lexicon VALUES (?, ?, ?)", (token, code, count))
            else:
                execute("DELETE FROM search_lexicon WHERE token = ?", (token,))


def _table(characters: Mapping[str, str], final: Mapping[str, str]) -> dict[int, str]:
    return {ord(found): final[token] for token, found in characters.items()}


def _layout(tokens: Collection[str]) -> dict[str, str]:
    """Return the character of each token: the place of its hash, or the next free one.

    Taken in the order of their hashes, tokens get the same places however they came together, and a new one moves
    few others.
    """
    found: dict[str, str] = {}
    last = -1
    places = _FEW_PLACES if len(tokens) <= _FEW else _MANY_PLACES
    for place, token in sorted(
        (zlib.crc32(token.encode("utf-8", "surrogatepass")) % places, token) for token in tokens
    ):
        last = max(place, last + 1)
        found[token] = character(last)
    return found
