"""From the corpus to a generation: read, link, cut into passages, segment, write, switch in."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import time
from pathlib import Path
from typing import Final

from indexer import generations
from indexer.errors import CancuError
from indexer.errors import DamagedIndexError
from indexer.errors import NoIndexError
from indexer.generations import Manifest
from indexer.progress import Progress
from indexer.progress import silent
from indexer.search.engines import WHOOSH
from indexer.search.engines import check_engine
from indexer.store import corpus_fingerprint
from indexer.views import BuildReport
from indexer.vocabulary import program_vocabulary_files

_CACHE: Final = "segments.cache"  # in the data folder: words of lines already segmented
_WORDS: Final = "pyvi"  # the package whose model decides on words


def build(
    corpus_folder: Path,
    data_folder: Path,
    *,
    full: bool = False,
    engine: str | None = None,
    progress: Progress = silent,
) -> BuildReport:
    """Bring the data folder up to the corpus: build a new generation unless the current one still fits.

    With `full`, everything is made again, cached words included. The old generation serves until the new one is
    whole, and goes on serving when a build fails. The text index is that of `engine`; None: of the engine that
    built the current generation, else of the default one.

    Raises:
        CorpusNotFoundError: there is no corpus folder.
        UnknownEngineError: no engine has this name.
        MissingEngineError: the engine's package is not installed.
        BuildRunningError: another process is building into the same data folder.
        DataFolderError: the data folder cannot be written.
    """
    started = time.perf_counter()
    engine = engine or _current_engine(data_folder)
    check_engine(engine)
    corpus, program = corpus_fingerprint(corpus_folder), program_fingerprint(engine)
    if not full:
        found = _fitting(data_folder, corpus, program, engine)
        if found is not None:
            return BuildReport(found.name, False, found.counts, found.problems, time.perf_counter() - started)
    with generations.build_lock(data_folder):
        if full:
            (data_folder / _CACHE).unlink(missing_ok=True)
        folder = generations.new_generation(data_folder)
        try:
            # Imported here: a build that finds nothing changed does not wait for the rooms that it does not enter.
            from indexer.writing import write_generation  # noqa: PLC0415

            counts, problems = write_generation(
                folder,
                corpus_folder,
                cache=data_folder / _CACHE,
                corpus_seen_from_data=_seen_from(data_folder, corpus_folder),
                engine=engine,
                progress=progress,
            )
            made = Manifest(generations.FORMAT, folder.name, program, corpus, engine, counts, problems)
            generations.publish(data_folder, made)
        except BaseException:
            generations.discard(folder)
            raise
        generations.remove_old(data_folder)
    return BuildReport(folder.name, True, counts, problems, time.perf_counter() - started)


def program_fingerprint(engine: str = WHOOSH) -> str:
    """Return a digest of everything besides the corpus that a generation depends on: code, vocabulary, packages."""
    digest = hashlib.blake2b(digest_size=16)
    for path in [*sorted(Path(__file__).parent.rglob("*.py")), *program_vocabulary_files()]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    for name in (_WORDS, engine):
        # Names and sizes of a package's files tell its versions apart in no time; asking for the version would
        # import more than everything else here takes.
        spec = importlib.util.find_spec(name)
        for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
            files = (path for path in Path(folder).rglob("*") if path.suffix != ".pyc" and path.is_file())
            digest.update("".join(sorted(f"{path.name} {path.stat().st_size}\n" for path in files)).encode())
    return digest.hexdigest()


def corpus_state(corpus_folder: Path) -> str | None:
    """Return a value that changes when the corpus does, cheaply; None where it cannot be read at this moment."""
    try:
        return corpus_fingerprint(corpus_folder)
    except (CancuError, OSError):
        return None  # being moved or copied just now


def is_current(corpus_folder: Path, data_folder: Path) -> bool:
    """Tell whether the current generation fits the corpus and this program, and is whole.

    Raises:
        CorpusNotFoundError: there is no corpus folder.
    """
    engine = _current_engine(data_folder)
    return _fitting(data_folder, corpus_fingerprint(corpus_folder), program_fingerprint(engine), engine) is not None


def _current_engine(data: Path) -> str:
    try:
        return generations.open_current(data)[1].engine
    except (NoIndexError, DamagedIndexError):
        return WHOOSH


def _fitting(data: Path, corpus: str, program: str, engine: str) -> Manifest | None:
    try:
        folder, manifest = generations.open_current(data)
    except (NoIndexError, DamagedIndexError):
        return None
    fits = (manifest.corpus, manifest.program, manifest.engine) == (corpus, program, engine)
    return manifest if fits and generations.is_intact(folder, manifest) else None


def _seen_from(data: Path, corpus: Path) -> str:
    """Return where the corpus lies, seen from the data folder: both may be moved together."""
    try:
        return Path(os.path.relpath(corpus.resolve(), data.resolve())).as_posix()
    except ValueError:  # on different drives of Windows
        return corpus.resolve().as_posix()
