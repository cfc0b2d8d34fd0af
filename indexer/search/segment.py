"""Words of several syllables, by pyvi's model. Used at build only: a question goes by the generation's word list.

The result is kept as offsets into the text ("the syllable that begins here belongs to the word before it"), which
pyvi itself loses, and cached by the content of each line, so that only new lines are segmented.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Final

if TYPE_CHECKING:
    from indexer.search.tagger import WordTagger

_LINES: Final = re.compile(r"[^\n]+")
_TWO_SYLLABLES: Final = re.compile(r"[^\W\d_]\s+[^\W\d_]")


def fingerprint() -> str:
    """What the words depend on besides the text."""
    from importlib.metadata import version  # noqa: PLC0415 (a question never needs it)

    return f"pyvi-{version('pyvi')}"


class Segmenter:
    """Segments text line by line and remembers every line that it has seen.

    `cache` is a file that survives builds (None: nothing is kept). It is only a cache: a damaged one, or one of
    another version, is dropped without a word.
    """

    def __init__(self, cache: Path | None = None) -> None:
        self._cache = cache
        self._known = _read(cache) if cache else {}
        self._used: set[bytes] = set()
        self._changed = False
        self._tagger: WordTagger | None = None

    def joins(self, text: str) -> frozenset[int]:
        """Return the offsets in NFC `text` at which a syllable begins that continues the word before it."""
        found: set[int] = set()
        for line in _LINES.finditer(text):
            if _TWO_SYLLABLES.search(line.group()):
                found.update(line.start() + offset for offset in self._line(line.group()))
        return frozenset(found)

    def taken(self) -> dict[bytes, tuple[int, ...]]:
        """Return the lines asked for since the last call, for another segmenter to `learn`."""
        lines = {key: self._known[key] for key in self._used}
        self._used.clear()
        return lines

    def learn(self, lines: Mapping[bytes, tuple[int, ...]]) -> None:
        """Take lines over from a segmenter that was asked for them."""
        self._used.update(lines)
        if not lines.keys() <= self._known.keys():
            self._known.update(lines)
            self._changed = True

    def save(self, *, prune: bool = False) -> None:
        """Write the cache; with `prune`, only the lines that were asked for (after a build of everything)."""
        if self._cache is None:
            return
        kept = {key: self._known[key] for key in self._used} if prune else self._known
        if self._changed or len(kept) < len(self._known):
            _write(self._cache, kept)
            self._known, self._changed = dict(kept), False

    def _line(self, line: str) -> tuple[int, ...]:
        key = hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=12).digest()
        self._used.add(key)
        joins = self._known.get(key)
        if joins is None:
            if self._tagger is None:
                from indexer.search.tagger import WordTagger  # noqa: PLC0415 (only a new line needs the model)

                self._tagger = WordTagger()
            joins = self._known[key] = self._tagger.joins(line)
            self._changed = True
        return joins


def _read(cache: Path) -> dict[bytes, tuple[int, ...]]:
    try:
        head, *lines = cache.read_text(encoding="ascii").splitlines()
        if head != fingerprint():
            return {}
        pairs = (line.partition(" ") for line in lines)
        return {bytes.fromhex(key): tuple(map(int, joins.split())) for key, _, joins in pairs}
    except (OSError, ValueError):
        return {}


def _write(cache: Path, known: dict[bytes, tuple[int, ...]]) -> None:
    lines = [fingerprint(), *(f"{key.hex()} {' '.join(map(str, known[key]))}" for key in sorted(known))]
    unfinished = cache.with_name(f"{cache.name}.{os.getpid()}")
    unfinished.write_text("\n".join(lines) + "\n", encoding="ascii")
    unfinished.replace(cache)
