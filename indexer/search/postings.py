"""Every term of a library with the passages in which it stands: what an index outside the program is made of."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.search.tables import LINE_END
from indexer.search.tables import SENTENCE_END
from indexer.search.tables import SPELLED_MARK
from indexer.search.terms import Weights

_ENDS = frozenset((SENTENCE_END, LINE_END))


@dataclass(frozen=True, slots=True)
class Postings:
    """`terms` as `indexer.views.offline.OfflineIndex` says; `lengths` in the order of the passages asked for."""

    terms: Mapping[str, Sequence[int]]
    lengths: tuple[int, ...]


def postings(connection: sqlite3.Connection, passages: Sequence[str], weights: Weights) -> Postings:
    """Return the terms of `passages` (ids), each numbered by its place in that list."""
    spelled, folded = _syllables(connection)
    places = {passage: at for at, passage in enumerate(passages)}
    counted: list[Counter[str]] = [Counter() for _ in passages]
    lengths = [0] * len(passages)
    sql = "SELECT passage, title, title_folded, body, body_folded, anchor, anchor_folded FROM search_passages"
    for passage, *sections in connection.execute(sql):
        at = places.get(passage)
        if at is None:
            continue
        times = (weights.title, weights.body, weights.anchor)
        for weight, marked, plain in zip(times, sections[::2], sections[1::2], strict=True):
            lengths[at] += weight * len(plain)
            for term in _terms(marked, plain, spelled, folded):
                counted[at][term] += weight
    found: dict[str, array[int]] = {}
    for at, counts in enumerate(counted):
        for term, count in counts.items():
            found.setdefault(term, array("I")).extend((at, count))
    return Postings(found, tuple(lengths))


def _terms(marked: str, plain: str, spelled: Mapping[str, str], folded: Mapping[str, str]) -> Iterator[str]:
    for with_marks, without in zip(marked, plain, strict=True):
        if without in _ENDS:
            continue
        yield folded[without]
        if spelled[with_marks] != folded[without]:
            yield SPELLED_MARK + spelled[with_marks]
    for first, second in pairwise(plain):
        if first not in _ENDS and second not in _ENDS:
            yield f"{folded[first]} {folded[second]}"


def _syllables(connection: sqlite3.Connection) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return what the characters of the stored strings stand for: spelled, folded."""
    spelled: dict[str, str] = {}
    folded: dict[str, str] = {}
    for token, code in connection.execute("SELECT token, code FROM search_lexicon WHERE code IS NOT NULL"):
        if token.startswith(SPELLED_MARK):
            spelled[chr(code)] = token[len(SPELLED_MARK) :]
        else:
            folded[chr(code)] = token
    return spelled, folded
