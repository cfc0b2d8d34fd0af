"""What follows from each document alone, by several processes where there is much of it.

A document's parts, passages and tokens depend on nothing but the document and the vocabulary. Large libraries are
handed out in portions to one process a core; small ones stay in this process, which is faster than starting others.
What comes back is packed: the fewer objects go from process to process, the more the others are worth. Tokens, more
than half of it, wait in files until they are written, one portion at a time: a large library's fit into no memory.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from typing import NamedTuple

from indexer.building.progress import Progress
from indexer.building.progress import silent
from indexer.catalogue.contents import is_plan
from indexer.model import Document
from indexer.model import Outline
from indexer.model import Passage
from indexer.model import Task
from indexer.reading import place_name
from indexer.reading import read_outline
from indexer.reading import read_parts
from indexer.search.analysis import Analyzer
from indexer.search.analysis import PassageTokens
from indexer.search.packing import PackedTokens
from indexer.search.packing import Packer
from indexer.search.packing import PortionLexicon
from indexer.search.passages import document_passages
from indexer.search.segment import Segmenter
from indexer.topics import PlaceTopics
from indexer.topics import place_topics
from indexer.vocabulary import Vocabulary

_STEP: Final = "Tách từ"
_MUCH: Final = 4_000_000  # letters from which on other processes are worth their start
_PORTION: Final = 250_000  # letters handed over at once


@dataclass(frozen=True, slots=True)
class Prepared:
    """What follows from one document, but for its tokens.

    `outline` is a plan's alone; `place_names` are those of the passages that stand somewhere, by passage id; `topics`
    are those of the text's parts. The card is the first of the passages.
    """

    outline: Outline | None
    passages: tuple[Passage, ...]
    place_names: Mapping[str, str]
    topics: tuple[PlaceTopics, ...]


class DocumentTokens(NamedTuple):
    """The tokens of one document's passages, those of all but the card packed in the characters of its portion.

    The card's are not packed yet, since sentences that cite the document are still to be added to them.
    """

    card: PassageTokens
    packed: tuple[PackedTokens, ...]


class PortionTokens(NamedTuple):
    """The tokens of a portion's documents by their ids, in order, and what their characters mean."""

    lexicon: PortionLexicon
    documents: Mapping[str, DocumentTokens]


class Preparation:
    """Prepares a library's documents; begins at once, and other work can be done meanwhile."""

    def __init__(
        self,
        documents: Iterable[Document],
        vocabulary: Vocabulary,
        cache: Path | None = None,
        *,
        tokens: bool = True,
        aside: Path | None = None,
    ) -> None:
        """Begin with `documents`.

        `cache` is the file in which segmented lines survive from build to build. Without `tokens`, only outlines and
        passages are made. `aside` is a folder where the tokens of a large library wait; None: they wait in memory.
        """
        self.vocabulary = vocabulary
        self._segmenter = Segmenter(cache)
        self.analyzer = Analyzer(vocabulary, self._segmenter)
        self._tokens = tokens
        self._documents = list(documents)
        self._portions = list(_portions(self._documents))
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: deque[Future[_Portion]] = deque()
        self._made: deque[PortionTokens | Path] = deque()
        cores = os.cpu_count() or 1
        if cores > 1 and sum(len(document.body) for document in self._documents) >= _MUCH:
            context = _context()
            # A forked process has the documents already: reading them anew would take longer than much of the work.
            shared = self._portions if context.get_start_method() == "fork" else []
            work = (vocabulary, cache, tokens, aside, shared)
            self._pool = ProcessPoolExecutor(cores, context, initializer=_begin, initargs=work)
            with suppress(OSError, BrokenProcessPool):  # what could not be handed over is done here
                for at, portion in enumerate(self._portions):
                    self._waiting.append(self._pool.submit(_prepare_portion, at if shared else portion))

    def collect(self, progress: Progress = silent) -> dict[str, Prepared]:
        """Return everything prepared but the tokens by document id, in the order of the documents."""
        found: dict[str, Prepared] = {}
        for portion in self._portions:
            found |= self._portion(portion)
            progress(_STEP, len(found), len(self._documents))
        self.close()
        return found

    def more(self, documents: Sequence[Document]) -> dict[str, Prepared]:
        """Return what follows from other documents than those it began with, by their ids."""
        return self._open(documents, _prepare(documents, self.vocabulary, self.analyzer if self._tokens else None))

    def tokens(self) -> Iterator[PortionTokens]:
        """Give the tokens of all that was prepared, portion by portion in the order of the documents, once."""
        while self._made:
            made = self._made.popleft()
            if isinstance(made, Path):
                with made.open("rb") as file:
                    made_there = pickle.load(file)  # noqa: S301 (what this very build has written, into its own folder)
                made.unlink()
                yield made_there
            else:
                yield made

    def save(self, *, prune: bool = True) -> None:
        """Keep the segmented lines of this library for the next build and, with `prune`, no others."""
        self._segmenter.save(prune=prune)

    def close(self) -> None:
        """Let the other processes go."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _portion(self, portion: Sequence[Document]) -> dict[str, Prepared]:
        if self._waiting:
            try:
                done = self._waiting.popleft().result()
            except (OSError, BrokenProcessPool):
                pass  # the system has killed a process, or allows none
            else:
                self._segmenter.learn(done.lines)
                return self._open(portion, done)
        return self.more(portion)

    def _open(self, documents: Sequence[Document], portion: _Portion) -> dict[str, Prepared]:
        if documents:
            self._made.append(portion.tokens)
        return {
            document.id: _opened(document, made) for document, made in zip(documents, portion.documents, strict=True)
        }


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
    aside: Path | None
    portions: Sequence[Sequence[Document]]


def _begin(
    vocabulary: Vocabulary,
    cache: Path | None,
    tokens: bool,
    aside: Path | None,
    portions: Sequence[Sequence[Document]],
) -> None:
    gc.disable()  # what is made here is handed over and let go, and holds no circles
    _Worker.vocabulary = vocabulary
    _Worker.segmenter = Segmenter(cache)
    _Worker.analyzer = Analyzer(vocabulary, _Worker.segmenter) if tokens else None
    _Worker.aside = aside
    _Worker.portions = portions


class _Closed(NamedTuple):
    """A `Prepared` on its way between processes; passages as (id, place, headings, start, length) but for the card."""

    outline: Outline | None
    card: Passage
    passages: tuple[tuple[str, str | None, tuple[str, ...], int, int], ...]
    place_names: Mapping[str, str]
    topics: tuple[PlaceTopics, ...]


class _Portion(NamedTuple):
    """What was made of a portion: documents in order, tokens (or their file), lines that were segmented for it."""

    documents: list[_Closed]
    tokens: PortionTokens | Path
    lines: Mapping[bytes, tuple[int, ...]]


def _prepare_portion(portion: int | Sequence[Document]) -> _Portion:
    documents = _Worker.portions[portion] if isinstance(portion, int) else portion
    made = _prepare(documents, _Worker.vocabulary, _Worker.analyzer)
    made = made._replace(lines=_Worker.segmenter.taken())
    if _Worker.aside is None:
        return made
    with tempfile.NamedTemporaryFile(dir=_Worker.aside, delete=False) as file:
        pickle.dump(made.tokens, file, pickle.HIGHEST_PROTOCOL)
    return made._replace(tokens=Path(file.name))


def _prepare(documents: Sequence[Document], vocabulary: Vocabulary, analyzer: Analyzer | None) -> _Portion:
    packer = Packer()
    tokens: dict[str, DocumentTokens] = {}
    made = [_closed(document, vocabulary, analyzer, packer, tokens) for document in documents]
    return _Portion(made, PortionTokens(packer.lexicon(), tokens), {})


def _closed(
    document: Document,
    vocabulary: Vocabulary,
    analyzer: Analyzer | None,
    packer: Packer,
    tokens: dict[str, DocumentTokens],
) -> _Closed:
    outline = None
    parts: tuple[Task, ...] = ()
    if document.held and is_plan(document):
        outline = read_outline(document.body, vocabulary, document.issuer.value)
        parts = outline.tasks
    elif document.held:
        parts = read_parts(document.body, vocabulary)
    card, *texts = document_passages(document, parts, vocabulary)
    if analyzer is not None:
        packed = tuple(packer.add(analyzer.passage(text)) for text in texts)
        tokens[document.id] = DocumentTokens(analyzer.passage(card), packed)
    return _Closed(
        outline,
        card,
        tuple((text.id, text.place, text.headings, text.start or 0, len(text.text)) for text in texts),
        {text.id: place_name(text.place, parts) for text in texts if text.place is not None},
        tuple(place_topics(document, parts, vocabulary)) if document.held else (),
    )


def _opened(document: Document, made: _Closed) -> Prepared:
    texts = (
        Passage(name, document.id, place, headings, document.body[start : start + length], start)
        for name, place, headings, start, length in made.passages
    )
    return Prepared(made.outline, (made.card, *texts), made.place_names, made.topics)
