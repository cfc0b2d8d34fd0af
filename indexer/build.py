"""From the corpus to a generation: read, link, cut into passages, segment, write, switch in."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import time
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from typing import Final

from indexer.building import generations
from indexer.building import pointer
from indexer.building.generations import Manifest
from indexer.building.generations import Places
from indexer.building.progress import Progress
from indexer.building.progress import silent
from indexer.errors import FULL
from indexer.errors import BuildRunningError
from indexer.errors import CancuError
from indexer.errors import DamagedIndexError
from indexer.errors import DataFolderError
from indexer.errors import NoIndexError
from indexer.errors import is_full
from indexer.fingerprint import DIRECTIVES
from indexer.fingerprint import PLANS
from indexer.fingerprint import corpus_fingerprint
from indexer.fingerprint import corpus_signs
from indexer.fingerprint import program_vocabulary_folder
from indexer.fingerprint import signs_fingerprint
from indexer.search.engines import WHOOSH
from indexer.search.engines import check_engine
from indexer.search.engines import check_server
from indexer.search.engines import holds_all
from indexer.search.engines import outgrown
from indexer.search.engines import package
from indexer.views import BuildReport
from indexer.views import Counts

_FEW: Final = 10  # changed files after which a generation is always brought up to them rather than built
_DOCUMENTS: Final = (f"{PLANS}/", f"{DIRECTIVES}/")
_CACHE: Final = "segments.cache"  # in the data folder: words of lines already segmented
_LEFT_OUT: Final = "?"  # among a generation's sources: which documents it leaves out (no path looks like it)
_WORDS: Final = "pyvi"  # the package whose model decides on words


def build(
    corpus_folder: Path,
    data_folder: Path,
    *,
    full: bool = False,
    engine: str | None = None,
    url: str | None = None,
    progress: Progress = silent,
) -> BuildReport:
    """Bring the data folder up to the corpus: build a new generation unless the current one still fits.

    With `full`, everything is made again, cached words included. The old generation serves until the new one is
    whole, and goes on serving when a build fails. The text index is that of `engine`; None: of the engine that
    built the current generation, else of the default one. `url`: where the engine's server is, for one that has a
    server; None: as the settings say, else where the current generation's is.

    Raises:
        CorpusNotFoundError: there is no corpus folder.
        UnknownEngineError: no engine has this name.
        MissingEngineError: the engine's package is not installed.
        ServerlessEngineError: `url` is given for an engine without a server.
        SearchServerError: the engine's server cannot be used.
        BuildRunningError: another process is building into the same data folder.
        DataFolderError: the data folder cannot be written.
    """
    started = time.perf_counter()
    engine = engine or _current_engine(data_folder)
    check_engine(engine)
    url = check_server(engine, url, _current_index(data_folder))
    signs, program = corpus_signs(corpus_folder), program_fingerprint(engine)
    corpus = signs_fingerprint(signs)
    if not full:
        found = _fitting(data_folder, corpus, program, engine)
        if found is not None and _is_held(data_folder, found):
            return _report(found, started, built=False)
    with generations.build_lock(data_folder):
        if full:
            (data_folder / _CACHE).unlink(missing_ok=True)
        work = _Work(corpus_folder, data_folder / _CACHE, program, corpus, engine, url, full, progress)
        with work.generation(data_folder, signs) as made:
            internal = _internal(pointer.generation_folder(data_folder, made.name))
            if internal:
                _build_public(work, data_folder / generations.PUBLIC, signs, internal)
            whole = replace(made, internal=len(internal))
            generations.publish(data_folder, whole)
        if not internal:
            generations.discard(data_folder / generations.PUBLIC)
        generations.remove_old(data_folder)
    return _report(whole, started, built=True)


def _internal(folder: Path) -> Mapping[str, str]:
    from indexer.catalogue.circulation import internal_documents  # noqa: PLC0415 (as in `_write`)

    return internal_documents(folder)


def _build_public(work: _Work, data: Path, signs: Mapping[str, str], internal: Mapping[str, str]) -> None:
    """Make and publish the generation without the documents `internal` (paths by id), in a data folder of its own.

    It is published before the one with them: what has become internal just now is hidden first.
    """
    paths = set(internal.values())
    public = {path: sign for path, sign in signs.items() if path not in paths}
    # Which documents are left out is a source as well: where that changes, everything is made anew.
    public[_LEFT_OUT] = hashlib.sha256("\n".join(sorted(internal)).encode()).hexdigest()
    with work.generation(data, public, frozenset(internal)) as made:
        generations.publish(data, made)
    generations.remove_old(data)


@dataclass(frozen=True, slots=True)
class _Work:
    """What the generations of one build have in common."""

    corpus_folder: Path
    cache: Path
    program: str
    corpus: str
    engine: str
    url: str | None
    full: bool
    progress: Progress

    @contextmanager
    def generation(
        self, data: Path, signs: Mapping[str, str], internal: frozenset[str] | None = None
    ) -> Iterator[Manifest]:
        """Give the manifest of a generation newly written in `data`, to be published; it goes where that fails."""
        base = None if self.full else _base(data, self.program, self.engine, signs)
        folder = generations.new_generation(data)
        try:
            seen = _seen_from(data, self.corpus_folder)
            places = Places(folder, self.corpus_folder, self.cache, seen, internal, self.url)
            counts, problems = _write(places, base, self.engine, self.progress)
            generations.write_sources(folder, signs)
            yield Manifest(generations.FORMAT, folder.name, self.program, self.corpus, self.engine, counts, problems)
        except BaseException as error:
            generations.discard(folder)
            if is_full(error):
                raise DataFolderError(data, FULL) from error
            raise


def _report(manifest: Manifest, started: float, *, built: bool) -> BuildReport:
    return BuildReport(
        generation=manifest.name,
        built=built,
        counts=manifest.counts,
        problems=manifest.problems,
        seconds=time.perf_counter() - started,
        outgrown=outgrown(manifest.engine, manifest.counts.passages),
    )


@dataclass(frozen=True, slots=True)
class _Base:
    """The generation that can be brought up to the corpus, and the paths of the files that have changed since."""

    folder: Path
    manifest: Manifest
    changed: frozenset[str]


def _base(data: Path, program: str, engine: str, signs: Mapping[str, str]) -> _Base | None:
    """Return the current generation, if few documents changed since and nothing else did; else None."""
    try:
        folder, manifest = generations.open_current(data)
        made_from = generations.read_sources(folder)
    except (NoIndexError, DamagedIndexError):
        return None
    changed = frozenset(path for path in signs.keys() | made_from.keys() if signs.get(path) != made_from.get(path))
    few = len(changed) <= max(_FEW, len(signs) // 50)
    documents = all(path.startswith(_DOCUMENTS) and path.endswith(".md") for path in changed)
    same = (manifest.program, manifest.engine) == (program, engine)
    fits = same and few and documents and generations.is_intact(folder, manifest)
    fits = fits and holds_all(engine, folder / generations.INDEX_FOLDER)
    return _Base(folder, manifest, changed) if fits else None


def _write(places: Places, base: _Base | None, engine: str, progress: Progress) -> tuple[Counts, int]:
    # Imported here: a build that finds nothing changed does not wait for the rooms that it does not enter.
    from indexer.building.updating import TooFarReachingError  # noqa: PLC0415
    from indexer.building.updating import update_generation  # noqa: PLC0415
    from indexer.building.writing import write_generation  # noqa: PLC0415

    if base is not None:
        try:
            generations.copy_generation(base.folder, places.folder, base.manifest)
            return update_generation(
                places, base.changed, counts=base.manifest.counts, engine=engine, progress=progress
            )
        except TooFarReachingError:
            generations.empty(places.folder)
    return write_generation(places, engine=engine, progress=progress)


def program_fingerprint(engine: str = WHOOSH) -> str:
    """Return a digest of everything besides the corpus that a generation depends on: code, vocabulary, packages."""
    digest = hashlib.blake2b(digest_size=16)
    for path in [*sorted(Path(__file__).parent.rglob("*.py")), *sorted(program_vocabulary_folder().glob("*.yaml"))]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    for name in (_WORDS, package(engine)):
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


def is_building(data_folder: Path) -> bool:
    """Tell whether a build into the data folder is going on."""
    try:
        with generations.build_lock(data_folder):
            return False
    except BuildRunningError:
        return True
    except DataFolderError:
        return False


def is_current(corpus_folder: Path, data_folder: Path) -> bool:
    """Tell whether the current generation fits the corpus and this program, and is whole.

    Raises:
        CorpusNotFoundError: there is no corpus folder.
    """
    engine = _current_engine(data_folder)
    return _fitting(data_folder, corpus_fingerprint(corpus_folder), program_fingerprint(engine), engine) is not None


class IndexCheck:
    """Tells whether the current generation is whole, any number of times: touched files alone are read again."""

    def __init__(self, data_folder: Path) -> None:
        """Remember where the generations lie; the first answer reads all files of the current one."""
        self._data = data_folder
        self._whole: tuple[object, ...] | None = None  # the state in which it was found whole

    def is_whole(self) -> bool:
        """Tell whether there is a current generation, every file of which holds what the build wrote."""
        try:
            folder, manifest = generations.open_current(self._data)
            state = (folder, *((name, (folder / name).stat().st_mtime_ns) for name in manifest.files))
        except (NoIndexError, DamagedIndexError, OSError):
            return False
        if state != self._whole:
            if not generations.is_intact(folder, manifest):
                return False
            self._whole = state
        return True


def _current_engine(data: Path) -> str:
    try:
        return generations.open_current(data)[1].engine
    except (NoIndexError, DamagedIndexError):
        return WHOOSH


def _current_index(data: Path) -> Path | None:
    name = pointer.current_name(data)
    return pointer.generation_folder(data, name) / generations.INDEX_FOLDER if name else None


def _is_held(data: Path, manifest: Manifest) -> bool:
    """Tell whether the engine's server, where it has one, holds the current indexes."""
    folders = [_current_index(data), _current_index(data / generations.PUBLIC) if manifest.internal else None]
    return all(holds_all(manifest.engine, folder) for folder in folders if folder is not None)


def _fitting(data: Path, corpus: str, program: str, engine: str) -> Manifest | None:
    try:
        folder, manifest = generations.open_current(data)
    except (NoIndexError, DamagedIndexError):
        return None
    fits = (manifest.corpus, manifest.program, manifest.engine) == (corpus, program, engine)
    if not fits or not generations.is_intact(folder, manifest):
        return None
    if manifest.internal and _fitting(data / generations.PUBLIC, corpus, program, engine) is None:
        return None
    return manifest


def _seen_from(data: Path, corpus: Path) -> str:
    """Return where the corpus lies, seen from the data folder: both may be moved together."""
    try:
        return Path(os.path.relpath(corpus.resolve(), data.resolve())).as_posix()
    except ValueError:  # on different drives of Windows
        return corpus.resolve().as_posix()
