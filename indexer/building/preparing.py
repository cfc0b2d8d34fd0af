"""What follows from each document alone, by several processes where there is much of it.

A document's outline, passages and tokens depend on nothing but the document and the vocabulary. Large libraries are
handed out in portions to one process a core; small ones stay in this process, which is faster than starting others.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer.building.progress import Progress
from indexer.building.progress import silent
from indexer.model import Document
from indexer.model import Outline
from indexer.model import Passage
from indexer.reading import read_outline
from indexer.search.analysis import Analyzer
from indexer.search.analysis import PassageTokens
from indexer.search.analysis import SectionTokens
from indexer.search.passages import document_passages
from indexer.search.segment import Segmenter
from indexer.vocabulary import Vocabulary

_STEP: Final = "Tách từ"
_MUCH: Final = 4_000_000  # letters from which on other processes are worth their start
_PORTION: Final = 250_000  # letters handed over at once

Packed = tuple[str, str, str]  # a section's tokens, each sort in one string: small, and quick to hand over


@dataclass(frozen=True, slots=True)
class Prepared:
    """What follows from one document: `packed` are its passages' titles and texts as tokens."""

    outline: Outline | None
    passages: tuple[Passage, ...]
    packed: tuple[tuple[Packed, Packed], ...]

    def tokens(self) -> Iterator[PassageTokens]:
        """Yield each passage's tokens, without those of the sentences that cite the document."""
        return (PassageTokens(_unpacked(title), _unpacked(body)) for title, body in self.packed)


class Preparation:
    """Prepares a library's documents; begins at once, and other work can be done meanwhile."""

    def __init__(
        self, documents: Iterable[Document], vocabulary: Vocabulary, cache: Path | None = None, *, tokens: bool = True
    ) -> None:
        """Begin with `documents`.

        `cache` is the file in which segmented lines survive from build to build. Without `tokens`, only outlines and
        passages are made.
        """
        self.vocabulary = vocabulary
        self._segmenter = Segmenter(cache)
        self.analyzer = Analyzer(vocabulary, self._segmenter)
        self._tokens = tokens
        self._documents = list(documents)
        self._portions = list(_portions(self._documents))
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: list[Future[tuple[list[Prepared], dict[bytes, tuple[int, ...]]]]] = []
        cores = os.cpu_count() or 1
        if cores > 1 and sum(len(document.body) for document in self._documents) >= _MUCH:
            self._pool = ProcessPoolExecutor(
                cores, _context(), initializer=_begin, initargs=(vocabulary, cache, tokens)
            )
            with suppress(OSError, BrokenProcessPool):  # what could not be handed over is done here
                self._waiting = [self._pool.submit(_prepare_portion, portion) for portion in self._portions]

    def collect(self, progress: Progress = silent) -> dict[str, Prepared]:
        """Return everything prepared by document id, in the order of the documents."""
        found: dict[str, Prepared] = {}
        for at, portion in enumerate(self._portions):
            for document, prepared in zip(portion, self._portion(at, portion), strict=True):
                found[document.id] = prepared
            progress(_STEP, len(found), len(self._documents))
        self.close()
        return found

    def one(self, document: Document) -> Prepared:
        """Return what follows from one more document."""
        return _prepare(document, self.vocabulary, self.analyzer if self._tokens else None)

    def save(self) -> None:
        """Keep the segmented lines of this library for the next build, and no others."""
        self._segmenter.save(prune=True)

    def close(self) -> None:
        """Let the other processes go."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _portion(self, at: int, portion: Sequence[Document]) -> list[Prepared]:
        if at < len(self._waiting):
            try:
                prepared, lines = self._waiting[at].result()
            except (OSError, BrokenProcessPool):
                pass  # the system has killed a process, or allows none
            else:
                self._segmenter.learn(lines)
                return prepared
        return [self.one(document) for document in portion]


def _portions(documents: Iterable[Document]) -> Iterator[list[Document]]:
    portion: list[Document] = []
    letters = 0
    for document in documents:
        portion.append(document)
        letters += len(document.body) + 1
        if letters >= _PORTION:
            yield portion
            portion, letters = [], 0
    if portion:
        yield portion


def _context() -> multiprocessing.context.BaseContext:
    # Forking starts in no time, but is safe only while there are no other threads; Windows and macOS do not fork.
    forks = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")


class _Worker:
    """What one of the other processes keeps between portions."""

    vocabulary: Vocabulary
    segmenter: Segmenter
    analyzer: Analyzer | None


def _begin(vocabulary: Vocabulary, cache: Path | None, tokens: bool) -> None:
    _Worker.vocabulary = vocabulary
    _Worker.segmenter = Segmenter(cache)
    _Worker.analyzer = Analyzer(vocabulary, _Worker.segmenter) if tokens else None


def _prepare_portion(documents: Sequence[Document]) -> tuple[list[Prepared], dict[bytes, tuple[int, ...]]]:
    prepared = [_prepare(document, _Worker.vocabulary, _Worker.analyzer) for document in documents]
    return prepared, _Worker.segmenter.taken()


def _prepare(document: Document, vocabulary: Vocabulary, analyzer: Analyzer | None) -> Prepared:
    outline = read_outline(document.body, vocabulary, document.issuer.value) if document.held else None
    passages = document_passages(document, outline, vocabulary)
    found = [analyzer.passage(passage) for passage in passages] if analyzer is not None else []
    return Prepared(outline, passages, tuple((_packed(tokens.title), _packed(tokens.body)) for tokens in found))


def _packed(section: SectionTokens) -> Packed:
    # No token holds a blank; a break is the empty token.
    return " ".join(section.spelled), " ".join(section.folded), " ".join(section.words)


def _unpacked(packed: Packed) -> SectionTokens:
    return SectionTokens(*(tuple(part.split(" ")) if part else () for part in packed))
