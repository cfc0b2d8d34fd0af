"""A text engine of one small module: what `docs/developing.md` tells how to add, held by the contract of all engines.

Its index is one JSON file, read whole; it is no part of the program.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from typing import Final

from indexer.errors import DamagedIndexError
from indexer.search.engines import AnyValue
from indexer.search.engines import EngineKind
from indexer.search.engines import EngineParts
from indexer.search.engines import EnginePassage
from indexer.search.engines import ExactValue
from indexer.search.engines import Filter
from indexer.search.engines import WeightedTerm

NAME: Final = "plain"
_FILE: Final = "plain.json"
_SATURATION: Final = 1.2
_LENGTH: Final = 0.75

_Passage = Mapping[str, Any]  # {"tokens": {field: {token: count}}, "attributes": {name: [value]}}


def _read(folder: Path) -> dict[str, _Passage]:
    try:
        found: dict[str, _Passage] = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DamagedIndexError(folder) from error
    return found


class PlainEngine:
    """Searches by looking at every passage."""

    def __init__(self, folder: Path) -> None:
        """Read the index in `folder`."""
        self._passages = _read(folder)

    def search(self, terms: Sequence[WeightedTerm], filters: Sequence[Filter], limit: int) -> list[tuple[str, float]]:
        """Return the passages with any of `terms` that pass every filter, by BM25."""
        scores: dict[str, float] = {}
        for term in terms:
            counts = {key: _counts(passage, term.field) for key, passage in self._passages.items()}
            holders = [key for key, count in counts.items() if count.get(term.token)]
            mean = sum(sum(count.values()) for count in counts.values()) / max(len(counts), 1)
            rarity = math.log(1 + (len(counts) - len(holders) + 0.5) / (len(holders) + 0.5))
            for key in holders:
                often, length = counts[key][term.token], sum(counts[key].values())
                room = _SATURATION * (1 - _LENGTH + _LENGTH * length / mean)
                scores[key] = scores.get(key, 0.0) + term.weight * rarity * often * (_SATURATION + 1) / (often + room)
        kept = [
            (key, score)
            for key, score in scores.items()
            if all(_passes(self._passages[key]["attributes"], asked) for asked in filters)
        ]
        return sorted(kept, key=lambda item: (-item[1], item[0]))[:limit]

    def close(self) -> None:
        """Let go of the passages."""
        self._passages = {}


class PlainWriter:
    """Writes the whole file anew."""

    def __init__(self, folder: Path) -> None:
        """Begin with the index in `folder`, or with a new one where there is none."""
        self._file = folder / _FILE
        self._passages = _read(folder) if self._file.exists() else {}

    def add(self, passages: Iterable[EnginePassage]) -> None:
        """Take in passages."""
        for passage in passages:
            tokens = {field: Counter(text.split("\n")) for field, text in passage.tokens.items()}
            attributes = {name: list(values) for name, values in passage.attributes.items()}
            self._passages[passage.id] = {"tokens": tokens, "attributes": attributes}

    def delete(self, passages: Collection[str]) -> None:
        """Forget passages."""
        for key in passages:
            self._passages.pop(key, None)

    def segments(self) -> int:
        """Return that there is one piece, or none yet."""
        return int(self._file.exists())

    def commit(self) -> None:
        """Put the new file in the place of the old one (which another generation may hold by a hard link)."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        written = self._file.with_suffix(".new")
        written.write_text(json.dumps(self._passages, ensure_ascii=False), encoding="utf-8")
        written.replace(self._file)

    def cancel(self) -> None:
        """Forget everything."""


KIND: Final = EngineKind(
    package="json", parts=lambda: EngineParts(PlainEngine, lambda folder, _url: PlainWriter(folder))
)


def _counts(passage: _Passage, field: str) -> Mapping[str, int]:
    counts: Mapping[str, int] = passage["tokens"].get(field, {})
    return counts


def _passes(attributes: Mapping[str, Sequence[str]], asked: Filter) -> bool:
    values = attributes.get(asked.name, ())
    if isinstance(asked, ExactValue):
        return asked.value in values
    if isinstance(asked, AnyValue):
        return any(value in asked.values for value in values)
    return any((asked.lowest or "") <= value and (asked.highest is None or value <= asked.highest) for value in values)
