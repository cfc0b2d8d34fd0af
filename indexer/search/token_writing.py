"""Writes passages' tokens into the search tables: all of them at a build, or what an edit changes.

Which character stands for a syllable depends on the set of the library's syllables alone, not on the order in which
they were met: an index that was brought up to an edit is then the same, row by row, as one made from nothing.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections import Counter
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from typing import Any
from typing import Final

from indexer.search.analysis import BREAK
from indexer.search.analysis import BREAKS
from indexer.search.analysis import PassageTokens
from indexer.search.analysis import SectionTokens
from indexer.search.tables import LINE_END
from indexer.search.tables import SENTENCE_END
from indexer.search.tables import SPELLED_MARK

_FIRST_CODE: Final = 3  # below it stand the characters of breaks
# Among how many places syllables are spread by a hash: while they are few, their characters are short ones.
_FEW_PLACES: Final = 0xD000
_MANY_PLACES: Final = 0x100000
_FEW: Final = 0x8000
_SURROGATES: Final = 0xD800
_SURROGATE_COUNT: Final = 0x800
_LAST_CODE: Final = 0x10FFFF - _SURROGATE_COUNT
_FEW_MOVED: Final = 20  # characters for which it pays to look where they stand
_SUMS: Final = ("passages", "title", "body", "anchor")
_WAITING: Final = "temp.waiting_passages"
_WAIT: Final = f"INSERT INTO {_WAITING} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_INSERT: Final = "INSERT INTO search_passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_STRINGS: Final = ("title", "title_folded", "body", "body_folded", "anchor", "anchor_folded")


class TokenWriter:
    """Writes the tokens of a whole library on an open connection; the caller commits."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._codes: dict[str, str] = {}  # provisional: by first appearance
        self._counts = _Counts()
        # Which characters stand for the syllables is settled when all are known: until then rows wait.
        connection.execute(f"CREATE TABLE {_WAITING} AS SELECT * FROM search_passages LIMIT 0")  # noqa: S608

    def add(
        self, passage: str, document: str, tokens: PassageTokens, *, is_card: bool, citations: int, issued: str | None
    ) -> None:
        """Add one passage. `citations`: how many places of held plans cite its document; `issued`: its ISO date."""
        self._counts.add(tokens)
        strings = (self._encode(part, mark) for part, mark in _parts(tokens))
        self._connection.execute(_WAIT, (passage, document, is_card, citations, issued or "", *strings))

    def finish(self) -> None:
        """Write passages, lexicon and totals, after the last passage."""
        final = _layout(self._codes)
        table = {ord(character): final[token] for token, character in self._codes.items()}
        self._connection.executemany(_INSERT, self._translated(table))
        self._connection.execute(f"DROP TABLE {_WAITING}")
        rows = (
            (token, ord(final[token]) if token in final else None, n)
            for token, n in sorted(self._counts.passages.items())
        )
        self._connection.executemany("INSERT INTO search_lexicon VALUES (?, ?, ?)", rows)
        sums = ((name, self._counts.sums[name]) for name in _SUMS)
        self._connection.executemany("INSERT INTO search_totals VALUES (?, ?)", sums)

    def _encode(self, syllables: Iterable[str], mark: str) -> str:
        codes = self._codes
        characters = []
        for syllable in syllables:
            if syllable in BREAKS:
                characters.append(_break(syllable))
                continue
            token = mark + syllable
            character = codes.get(token)
            if character is None:
                character = codes[token] = _character(len(codes))
            characters.append(character)
        return "".join(characters)

    def _translated(self, table: Mapping[int, str]) -> Iterator[tuple[Any, ...]]:
        for values in self._connection.execute(f"SELECT * FROM {_WAITING} ORDER BY passage"):  # noqa: S608
            yield (*values[:5], *(text.translate(table) for text in values[5:]))


class TokenUpdater:
    """Changes the tokens of some passages in a copy of the tables; the caller commits.

    Hand over what is taken away and what is added, then `finish`.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._less = _Counts()
        self._more = _Counts()
        self._added: list[tuple[tuple[Any, ...], PassageTokens]] = []

    def remove(self, passage: str, tokens: PassageTokens) -> None:
        """Take a passage away; `tokens` are those with which it was added."""
        self._connection.execute("DELETE FROM search_passages WHERE passage = ?", (passage,))
        self._less.add(tokens)

    def add(
        self, passage: str, document: str, tokens: PassageTokens, *, is_card: bool, citations: int, issued: str | None
    ) -> None:
        """Add a passage, as to a `TokenWriter`."""
        self._added.append(((passage, document, is_card, citations, issued or ""), tokens))
        self._more.add(tokens)

    def finish(self) -> None:
        """Write what changed."""
        changes = self._changed_counts()
        known = dict(self._connection.execute("SELECT token, code FROM search_lexicon WHERE code IS NOT NULL"))
        syllables = {part for _, tokens in self._added for part in _syllables(tokens)}
        gone = {token for token, count in changes.items() if not count}
        codes = _layout((known.keys() | syllables) - gone)
        moved = {code: codes[token] for token, code in known.items() if token in codes and ord(codes[token]) != code}
        if moved:
            self._recode(moved)
            rows = ((ord(codes[token]), token) for token in known.keys() & codes.keys())
            self._connection.executemany("UPDATE search_lexicon SET code = ? WHERE token = ?", rows)
        self._write(changes, codes)

    def _changed_counts(self) -> dict[str, int]:
        changes: dict[str, int] = {}
        for token in self._less.passages.keys() | self._more.passages.keys():
            difference = self._more.passages[token] - self._less.passages[token]
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

    def _write(self, changes: Mapping[str, int], codes: Mapping[str, str]) -> None:
        execute = self._connection.execute
        for token, count in changes.items():
            if count:
                code = ord(codes[token]) if token in codes else None
                execute("INSERT OR REPLACE INTO search_lexicon VALUES (?, ?, ?)", (token, code, count))
            else:
                execute("DELETE FROM search_lexicon WHERE token = ?", (token,))
        for name in _SUMS:
            difference = self._more.sums[name] - self._less.sums[name]
            execute("UPDATE search_totals SET value = value + ? WHERE name = ?", (difference, name))
        for row, tokens in self._added:
            execute(_INSERT, (*row, *(_encoded(part, mark, codes) for part, mark in _parts(tokens))))


class _Counts:
    """In how many passages each token stands, and the sums over all passages."""

    def __init__(self) -> None:
        self.passages: Counter[str] = Counter()
        self.sums: Counter[str] = Counter()

    def add(self, tokens: PassageTokens) -> None:
        present: set[str] = set()
        for name, section in (("title", tokens.title), ("body", tokens.body), ("anchor", tokens.anchor)):
            if section.spelled:
                self.sums[name] += sum(syllable not in BREAKS for syllable in section.spelled)
                present.update(_lexicon_tokens(section))
        self.passages.update(present)
        self.sums["passages"] += 1


def _parts(tokens: PassageTokens) -> Iterator[tuple[Iterable[str], str]]:
    for section in (tokens.title, tokens.body, tokens.anchor):
        yield section.spelled, SPELLED_MARK
        yield section.folded, ""


def _syllables(tokens: PassageTokens) -> Iterator[str]:
    for part, mark in _parts(tokens):
        yield from (mark + syllable for syllable in part if syllable not in BREAKS)


def _encoded(syllables: Iterable[str], mark: str, codes: Mapping[str, str]) -> str:
    return "".join(_break(syllable) if syllable in BREAKS else codes[mark + syllable] for syllable in syllables)


def _break(syllable: str) -> str:
    return SENTENCE_END if syllable == BREAK else LINE_END


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
        found[token] = _character(last)
    return found


def _character(place: int) -> str:
    # Beyond a million different syllables the last ones share one character: they are found, and rank as equals.
    code = min(place + _FIRST_CODE, _LAST_CODE)
    return chr(code if code < _SURROGATES else code + _SURROGATE_COUNT)


def _lexicon_tokens(section: SectionTokens) -> set[str]:
    present = {SPELLED_MARK + syllable for syllable in section.spelled if syllable not in BREAKS}
    present.update(SPELLED_MARK + word for word in section.words)
    present.update(syllable for syllable in section.folded if syllable not in BREAKS)
    present.update(section.bigrams)
    return present
