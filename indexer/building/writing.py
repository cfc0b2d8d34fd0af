"""Writes a corpus into the folder of a new generation: catalogue and text index, from the same passages."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection

from indexer.building.derive import citing_sentences
from indexer.building.derive import derive_prepared
from indexer.building.derive import passage_attributes
from indexer.building.generations import INDEX_FOLDER
from indexer.building.generations import Places
from indexer.building.preparing import Preparation
from indexer.building.preparing import Prepared
from indexer.building.progress import Progress
from indexer.catalogue.contents import Contents
from indexer.catalogue.contents import citation_counts
from indexer.catalogue.contents import count
from indexer.catalogue.reader import FILE_NAME
from indexer.catalogue.schema import FORMAT
from indexer.catalogue.writer import new_catalogue
from indexer.catalogue.writer import write_contents
from indexer.search.engines import EngineWriter
from indexer.search.engines import engine_passage
from indexer.search.engines import open_writer
from indexer.search.tables import TABLES
from indexer.search.token_writing import TokenWriter
from indexer.store import load_corpus
from indexer.store import public_part
from indexer.views import Counts


def write_generation(places: Places, *, engine: str, progress: Progress) -> tuple[Counts, int]:
    """Read the corpus and write everything that follows from it into the empty folder of a generation.

    Returns the figures of the library and how many problems it has.
    """
    progress("Đọc kho văn bản", 0, 1)
    corpus = load_corpus(places.corpus)
    if places.internal is not None:
        corpus = public_part(corpus, places.internal)
    progress("Đọc kho văn bản", 1, 1)
    with tempfile.TemporaryDirectory(dir=places.folder) as aside:
        preparation = Preparation(corpus.documents.values(), corpus.vocabulary, places.cache, aside=Path(aside))
        try:
            contents, prepared = derive_prepared(corpus, preparation, progress)
        finally:
            preparation.close()
        meta = {
            "format": FORMAT,
            "generation": places.folder.name,
            "corpus": places.seen_from_data,
        }
        with new_catalogue(places.folder / FILE_NAME, TABLES) as database:
            write_contents(database, contents, meta)
            index = open_writer(engine, places.folder / INDEX_FOLDER, places.url)
            _write_index(index, database, contents, preparation, prepared, progress)
    preparation.save(prune=places.internal is None)
    return count(contents), len(contents.problems)


def _write_index(
    index: EngineWriter,
    database: Connection,
    contents: Contents,
    preparation: Preparation,
    prepared: Mapping[str, Prepared],
    progress: Progress,
) -> None:
    """Write the tokens of every passage, the sentences that cite a document among those of its card."""
    writer = TokenWriter(database)
    counts = citation_counts(contents.plans)
    citing = citing_sentences((plan.document.body, plan.links) for plan in contents.plans)
    documents = {document.id: document for document in contents.documents}
    done = 0
    for made in preparation.tokens():
        portion = writer.add_portion(made.lexicon)
        for document, own in ((documents[key], own) for key, own in made.documents.items()):
            citations, issued = counts.get(document.id, 0), document.issued.value
            attributes = passage_attributes(document, contents.vocabulary, cited=document.id in counts)
            card, *texts = prepared[document.id].passages
            tokens = replace(own.card, anchor=preparation.analyzer.sentences(citing.get(document.id, ())))
            packed = writer.add(card.id, document.id, tokens, is_card=True, citations=citations, issued=issued)
            index.add([engine_passage(card.id, packed, attributes)])
            for passage, packed in zip(texts, own.packed, strict=True):
                writer.add_packed(
                    portion, passage.id, document.id, packed, is_card=False, citations=citations, issued=issued
                )
                index.add([engine_passage(passage.id, packed, attributes)])
            done += 1
            progress("Ghi chỉ mục", done, len(documents) + 1)
    writer.finish()
    index.commit()
    progress("Ghi chỉ mục", len(documents) + 1, len(documents) + 1)
