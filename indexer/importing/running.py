"""Many files into a library: read by several processes, understood and kept one after the other, in their order.

Each file is kept whole before the next one, and a file whose content the library knows is passed over: an import
that was ended anywhere is gone on with by starting it again.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from queue import SimpleQueue
from typing import Final
from typing import NamedTuple

from indexer.convert import Converter
from indexer.convert import SourceFile
from indexer.errors import CancuError
from indexer.errors import CorpusFolderError
from indexer.errors import TextFileError
from indexer.errors import system_reason
from indexer.errors.editing import CorpusBusyError
from indexer.errors.importing import AlreadyHeldError
from indexer.errors.importing import SeveralDocumentsError
from indexer.errors.importing import UnknownKindError
from indexer.importing.drafting import Drafter
from indexer.importing.drafting import Wishes
from indexer.importing.keeping import keep
from indexer.model import Document
from indexer.state import corpus_held
from indexer.store import content_hash
from indexer.store import load_corpus
from indexer.store.writing import remove_unfinished
from indexer.views.conversion import Converted
from indexer.views.importing import Draft
from indexer.views.importing import ImportedFile
from indexer.views.importing import Outcome
from indexer.vocabulary import Vocabulary

_AHEAD: Final = 4  # files that are read before their turn, for each process
_UNDECIDED: Final = (SeveralDocumentsError, UnknownKindError)


class _Read(NamedTuple):
    """A file that was read; without `text`, the library knows its content."""

    content: bytes
    sha256: str
    text: Converted | None


def import_files(
    corpus: Path, files: Iterable[SourceFile], wishes: Wishes, *, state: Path | None = None, dry: bool = False
) -> Iterator[ImportedFile]:
    """Bring files (`convert.unpack` gives them) into the library at `corpus`; yield what became of each, in order.

    With `dry`, nothing is written. Editors, whose `state` lies there, are kept from writing while a file is kept.

    Raises:
        CorpusNotFoundError: there is no corpus folder.
        CorpusFolderError, CorpusBusyError: the corpus cannot be written; what was kept so far stays.
        BadNumberError, NoSuchKindError, DocumentNotFoundError: a wish cannot be followed.
    """
    drafter = Drafter(load_corpus(corpus))
    drafter.check(wishes)
    if not dry:
        remove_unfinished(corpus)
    with _Readers(drafter.known) as readers:
        for name, read in readers.read(files):
            yield _import(_Place(corpus, state), drafter, name, read, wishes, dry=dry)


class _Place(NamedTuple):
    """Where files go, and what says whether somebody else writes there."""

    corpus: Path
    state: Path | None

    def keep(self, draft: Draft, content: bytes, vocabulary: Vocabulary) -> Document:
        """Keep a draft while nobody else writes."""
        with corpus_held(self.state) if self.state is not None else nullcontext():
            return keep(self.corpus, draft, content, vocabulary)


def _import(
    place: _Place, drafter: Drafter, name: str, read: Callable[[], _Read], wishes: Wishes, *, dry: bool
) -> ImportedFile:
    try:
        found = read()
        known = drafter.known(found.sha256)
        if known is not None or found.text is None:
            return ImportedFile(name, Outcome.KNOWN, known, reason=f"Kho đã có chính tệp này: {known}.")
        draft = drafter.draft(found.text.printed, name, found.sha256, wishes, found.text.notes)
        document = draft.document if dry else place.keep(draft, found.content, drafter.vocabulary)
    except (CorpusFolderError, CorpusBusyError):
        raise
    except AlreadyHeldError as error:
        return ImportedFile(name, Outcome.HELD, error.document, reason=str(error))
    except _UNDECIDED as error:
        return ImportedFile(name, Outcome.UNDECIDED, reason=str(error))
    except CancuError as error:
        return ImportedFile(name, Outcome.REFUSED, reason=str(error))
    if not dry:
        drafter.learn(document)
    return ImportedFile(
        name,
        draft.outcome,
        document.id,
        document.path,
        draft.fields,
        draft.tasks,
        draft.citations,
        draft.unresolved,
        draft.notes,
    )


class _Readers:
    """Threads, each with a process that reads files for it; a file is read some time before its turn."""

    def __init__(self, known: Callable[[str], str | None]) -> None:
        self._known = known
        self._count = os.cpu_count() or 1
        self._converters: SimpleQueue[Converter] = SimpleQueue()
        for _ in range(self._count):
            self._converters.put(Converter())
        self._pool = ThreadPoolExecutor(self._count, "import")

    def __enter__(self) -> _Readers:
        return self

    def __exit__(self, *_error: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        for _ in range(self._count):
            self._converters.get().close()

    def read(self, files: Iterable[SourceFile]) -> Iterator[tuple[str, Callable[[], _Read]]]:
        """Yield each file's name, and what gives it as read or raises what prevented that."""
        waiting: deque[tuple[str, Future[_Read]]] = deque()
        for file in files:
            waiting.append((file.name, self._pool.submit(self._read, file)))
            if len(waiting) > _AHEAD * self._count:
                shown, done = waiting.popleft()
                yield shown, done.result
        for shown, done in waiting:
            yield shown, done.result

    def _read(self, file: SourceFile) -> _Read:
        if file.failure is not None:
            raise file.failure
        converter = self._converters.get()
        try:
            # The reader looks first whether this is a file, and how large: only then is it read as a whole.
            converter.look(file.path, file.name)
            content = file.path.read_bytes()
            sha256 = content_hash(content)
            text = None if self._known(sha256) else converter.convert(file.path, name=file.name)
            return _Read(content, sha256, text)
        except OSError as error:
            raise TextFileError(file.name, system_reason(error)) from error
        finally:
            self._converters.put(converter)
