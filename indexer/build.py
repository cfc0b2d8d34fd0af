"""From the corpus to a generation: read, link, cut into passages, segment, write, switch in."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from sqlite3 import Connection
from typing import Final

from indexer import generations
from indexer.catalogue.contents import Contents
from indexer.catalogue.contents import citation_counts
from indexer.catalogue.contents import count
from indexer.catalogue.reader import FILE_NAME
from indexer.catalogue.reader import Catalogue
from indexer.catalogue.schema import FORMAT
from indexer.catalogue.writer import new_catalogue
from indexer.catalogue.writer import write_contents
from indexer.derive import Progress
from indexer.derive import citing_sentences
from indexer.derive import derive
from indexer.derive import passage_attributes
from indexer.derive import silent
from indexer.errors import DamagedIndexError
from indexer.errors import NoIndexError
from indexer.search.analysis import Analyzer
from indexer.search.engines import engine_passage
from indexer.search.engines import open_writer
from indexer.search.segment import Segmenter
from indexer.search.segment import fingerprint
from indexer.search.tables import TABLES
from indexer.search.tables import TokenWriter
from indexer.store import corpus_fingerprint
from indexer.store import load_corpus
from indexer.views import BuildReport
from indexer.vocabulary import program_vocabulary_files

ENGINE: Final = "whoosh"
INDEX_FOLDER: Final = "index"
_CACHE: Final = "segments.cache"  # in the data folder: words of lines already segmented


def build(corpus_folder: Path, data_folder: Path, *, full: bool = False, progress: Progress = silent) -> BuildReport:
    """Bring the data folder up to the corpus: build a new generation unless the current one still fits.

    With `full`, everything is made again, cached words included. The old generation serves until the new one is
    whole, and goes on serving when a build fails.

    Raises:
        CorpusNotFoundError: there is no corpus folder.
        BuildRunningError: another process is building into the same data folder.
        DataFolderError: the data folder cannot be written.
    """
    started = time.perf_counter()
    corpus, program = corpus_fingerprint(corpus_folder), program_fingerprint()
    if not full:
        report = _unchanged(data_folder, corpus, program, started)
        if report is not None:
            return report
    with generations.build_lock(data_folder):
        if full:
            (data_folder / _CACHE).unlink(missing_ok=True)
        folder = generations.new_generation(data_folder)
        try:
            contents = _build_into(folder, corpus_folder, data_folder, progress)
            generations.publish(data_folder, folder, program=program, corpus=corpus, engine=ENGINE)
        except BaseException:
            generations.discard(folder)
            raise
        generations.remove_old(data_folder)
    return BuildReport(folder.name, True, count(contents), len(contents.problems), time.perf_counter() - started)


def program_fingerprint() -> str:
    """Return a digest of everything besides the corpus that a generation depends on: code, vocabulary, segmenter."""
    digest = hashlib.blake2b(f"{FORMAT} {generations.FORMAT} {fingerprint()}".encode(), digest_size=16)
    code = Path(__file__).parent
    for path in [*sorted(code.rglob("*.py")), *program_vocabulary_files()]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current(corpus_folder: Path, data_folder: Path) -> bool:
    """Tell whether the current generation fits the corpus and this program, and is whole.

    Raises:
        CorpusNotFoundError: there is no corpus folder.
    """
    return _fitting(data_folder, corpus_fingerprint(corpus_folder), program_fingerprint()) is not None


def _fitting(data: Path, corpus: str, program: str) -> Path | None:
    try:
        folder, manifest = generations.open_current(data)
    except (NoIndexError, DamagedIndexError):
        return None
    if (manifest.corpus, manifest.program, manifest.engine) != (corpus, program, ENGINE):
        return None
    return folder if generations.is_intact(folder, manifest) else None


def _unchanged(data: Path, corpus: str, program: str, started: float) -> BuildReport | None:
    folder = _fitting(data, corpus, program)
    if folder is None:
        return None
    try:
        catalogue = Catalogue(folder)
        counts, problems = catalogue.counts, int(catalogue.meta("problems") or 0)
    except DamagedIndexError:
        return None
    catalogue.close()
    return BuildReport(folder.name, False, counts, problems, time.perf_counter() - started)


def _build_into(folder: Path, corpus_folder: Path, data: Path, progress: Progress) -> Contents:
    progress("Đọc kho văn bản", 0, 1)
    corpus = load_corpus(corpus_folder)
    progress("Đọc kho văn bản", 1, 1)
    contents = derive(corpus, progress)
    meta = {
        "format": FORMAT,
        "generation": folder.name,
        "problems": str(len(contents.problems)),
        "corpus": _seen_from(data, corpus_folder),
    }
    with new_catalogue(folder / FILE_NAME, TABLES) as database:
        write_contents(database, contents, meta)
        _write_index(folder / INDEX_FOLDER, database, contents, data / _CACHE, progress)
    return contents


def _write_index(folder: Path, database: Connection, contents: Contents, cache: Path, progress: Progress) -> None:
    segmenter = Segmenter(cache)
    analyzer = Analyzer(contents.vocabulary, segmenter)
    tokens = TokenWriter(database)
    index = open_writer(ENGINE, folder)
    citing = citing_sentences(contents.plans)
    counts = citation_counts(contents.plans)
    documents = {document.id: document for document in contents.documents}
    attributes = {
        document.id: passage_attributes(document, contents.vocabulary, cited=document.id in counts)
        for document in contents.documents
    }
    for done, passage in enumerate(contents.passages, 1):
        found = analyzer.passage(passage, citing.get(passage.document, ()) if passage.is_card else ())
        tokens.add(
            passage.id,
            passage.document,
            found,
            is_card=passage.is_card,
            citations=counts.get(passage.document, 0),
            issued=documents[passage.document].issued.value,
        )
        index.add([engine_passage(passage.id, found, attributes[passage.document])])
        progress("Tách từ", done, len(contents.passages))
    tokens.finish()
    segmenter.save(prune=True)
    progress("Ghi chỉ mục", 0, 1)
    index.commit()
    progress("Ghi chỉ mục", 1, 1)


def _seen_from(data: Path, corpus: Path) -> str:
    """Return where the corpus lies, seen from the data folder: both may be moved together."""
    try:
        return Path(os.path.relpath(corpus.resolve(), data.resolve())).as_posix()
    except ValueError:  # on different drives of Windows
        return corpus.resolve().as_posix()
