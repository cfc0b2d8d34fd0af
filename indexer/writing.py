"""Writes a corpus into the folder of a new generation: catalogue and text index, from the same passages."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection

from indexer.catalogue.contents import Contents
from indexer.catalogue.contents import citation_counts
from indexer.catalogue.contents import count
from indexer.catalogue.reader import FILE_NAME
from indexer.catalogue.schema import FORMAT
from indexer.catalogue.writer import new_catalogue
from indexer.catalogue.writer import write_contents
from indexer.derive import citing_sentences
from indexer.derive import derive
from indexer.derive import passage_attributes
from indexer.generations import INDEX_FOLDER
from indexer.generations import Places
from indexer.progress import Progress
from indexer.search.analysis import Analyzer
from indexer.search.engines import EngineWriter
from indexer.search.engines import engine_passage
from indexer.search.engines import open_writer
from indexer.search.segment import Segmenter
from indexer.search.tables import TABLES
from indexer.search.token_writing import TokenWriter
from indexer.store import load_corpus
from indexer.views import Counts


def write_generation(places: Places, *, engine: str, progress: Progress) -> tuple[Counts, int]:
    """Read the corpus and write everything that follows from it into the empty folder of a generation.

    Returns the figures of the library and how many problems it has.
    """
    progress("Đọc kho văn bản", 0, 1)
    corpus = load_corpus(places.corpus)
    progress("Đọc kho văn bản", 1, 1)
    contents = derive(corpus, progress)
    meta = {
        "format": FORMAT,
        "generation": places.folder.name,
        "corpus": places.seen_from_data,
    }
    with new_catalogue(places.folder / FILE_NAME, TABLES) as database:
        write_contents(database, contents, meta)
        index = open_writer(engine, places.folder / INDEX_FOLDER)
        _write_index(index, database, contents, places.cache, progress)
    return count(contents), len(contents.problems)


def _write_index(
    index: EngineWriter, database: Connection, contents: Contents, cache: Path, progress: Progress
) -> None:
    segmenter = Segmenter(cache)
    analyzer = Analyzer(contents.vocabulary, segmenter)
    tokens = TokenWriter(database)
    citing = citing_sentences((plan.document.body, plan.links) for plan in contents.plans)
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
