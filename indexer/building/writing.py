"""Writes a corpus into the folder of a new generation: catalogue and text index, from the same passages."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import replace
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
from indexer.model import Passage
from indexer.search.analysis import PassageTokens
from indexer.search.engines import EngineWriter
from indexer.search.engines import engine_passage
from indexer.search.engines import open_writer
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
    preparation = Preparation(corpus.documents.values(), corpus.vocabulary, places.cache)
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
        index = open_writer(engine, places.folder / INDEX_FOLDER)
        _write_index(index, database, contents, _tokens(contents, preparation, prepared), progress)
    preparation.save()
    return count(contents), len(contents.problems)


def _tokens(
    contents: Contents, preparation: Preparation, prepared: Mapping[str, Prepared]
) -> Iterator[tuple[Passage, PassageTokens]]:
    """Yield every passage with its tokens, the sentences that cite its document among a card's."""
    citing = citing_sentences((plan.document.body, plan.links) for plan in contents.plans)
    for document in contents.documents:
        found = prepared[document.id]
        for passage, tokens in zip(found.passages, found.tokens(), strict=True):
            cited = passage.is_card and document.id in citing
            yield (
                passage,
                replace(tokens, anchor=preparation.analyzer.sentences(citing[document.id])) if cited else tokens,
            )


def _write_index(
    index: EngineWriter,
    database: Connection,
    contents: Contents,
    passages: Iterable[tuple[Passage, PassageTokens]],
    progress: Progress,
) -> None:
    writer = TokenWriter(database)
    counts = citation_counts(contents.plans)
    documents = {document.id: document for document in contents.documents}
    attributes = {
        document.id: passage_attributes(document, contents.vocabulary, cited=document.id in counts)
        for document in contents.documents
    }
    for done, (passage, tokens) in enumerate(passages, 1):
        writer.add(
            passage.id,
            passage.document,
            tokens,
            is_card=passage.is_card,
            citations=counts.get(passage.document, 0),
            issued=documents[passage.document].issued.value,
        )
        index.add([engine_passage(passage.id, tokens, attributes[passage.document])])
        progress("Ghi chỉ mục", done, len(contents.passages) + 1)
    writer.finish()
    index.commit()
    progress("Ghi chỉ mục", len(contents.passages) + 1, len(contents.passages) + 1)
