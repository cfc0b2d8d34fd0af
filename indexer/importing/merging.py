"""Two documents of a library that are one: their records joined, everything that named the second led to the first."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from indexer.errors import CorpusFolderError
from indexer.errors import DocumentNotFoundError
from indexer.errors import system_reason
from indexer.errors.importing import SameDocumentError
from indexer.errors.importing import TwoTextsError
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import Relation
from indexer.store import load_corpus
from indexer.store import save_document
from indexer.text import fold

_Item = TypeVar("_Item")


def merge(corpus: Path, kept: str, gone: str, *, text_of: str | None = None) -> Document:
    """Join the document `gone` into `kept` and return the document as written.

    `kept` keeps its id, its place and its preferred readings; every other reading, source, relation, name and topic
    of `gone` is added, and its id becomes a former one. Where both have a text, `text_of` names the document (id)
    whose text stays; the other text goes.

    Raises:
        CorpusNotFoundError: there is no corpus folder.
        DocumentNotFoundError: one of the two is not there.
        SameDocumentError: they are one already.
        TwoTextsError: both have a text, they differ, and nothing says which one stays.
        CorpusFolderError: the corpus cannot be written.
    """
    documents = load_corpus(corpus).documents
    for name in (kept, gone):
        if name not in documents:
            raise DocumentNotFoundError(name)
    if kept == gone:
        raise SameDocumentError(kept)
    joined = _joined(documents[kept], documents[gone], text_of)
    for other in _led_over(documents, kept, gone):
        save_document(corpus, other)
    # In an order that leaves a sound corpus wherever it ends: an id is a former one only when no file bears it.
    save_document(corpus, joined)
    try:
        (corpus / documents[gone].path).unlink()
    except OSError as error:
        raise CorpusFolderError(corpus, system_reason(error)) from error
    finished = replace(joined, former_ids=_union(joined.former_ids, (gone, *documents[gone].former_ids)))
    save_document(corpus, finished)
    return finished


def _joined(kept: Document, gone: Document, text_of: str | None) -> Document:
    text = _text(kept, gone, text_of)
    titles = [name for name in (gone.title.value, *gone.also_known_as) if name]
    known = {fold(name) for name in (*(reading.value for reading in kept.title.readings), *kept.also_known_as)}
    relations = (_led(relation, gone.id, kept.id) for relation in (*kept.relations, *gone.relations))
    return replace(
        kept,
        kind=_readings(kept.kind, gone.kind),
        number=kept.number or gone.number,
        title=_readings(kept.title, gone.title),
        issuer=_readings(kept.issuer, gone.issuer),
        issuer_text=kept.issuer_text or gone.issuer_text,
        issued=_readings(kept.issued, gone.issued),
        term=kept.term or gone.term,
        effective_from=kept.effective_from or gone.effective_from,
        effective_to=kept.effective_to or gone.effective_to,
        signer=_readings(kept.signer, gone.signer),
        circulation=kept.circulation or gone.circulation,
        sources=_union(kept.sources, gone.sources),
        relations=tuple(item for item in _union(relations, ()) if item.target != kept.id),
        topics=_union(kept.topics, gone.topics),
        also_known_as=_union(kept.also_known_as, (name for name in titles if fold(name) not in known)),
        overrides=text.overrides,
        original=text.original,
        original_sha256=text.original_sha256,
        body=text.body,
    )


def _text(kept: Document, gone: Document, text_of: str | None) -> Document:
    """Return the one of the two whose text stays."""
    if kept.held and gone.held and kept.body != gone.body and text_of not in {kept.id, gone.id}:
        raise TwoTextsError(kept.id, gone.id)
    if text_of is not None and gone.held:
        return gone if text_of == gone.id else kept
    return kept if kept.held or not gone.held else gone


def _readings(kept: Disputed, gone: Disputed) -> Disputed:
    known = {reading.value for reading in kept.readings}
    return Disputed((*kept.readings, *(reading for reading in gone.readings if reading.value not in known)))


def _union(first: Iterable[_Item], second: Iterable[_Item]) -> tuple[_Item, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _led_over(documents: Mapping[str, Document], kept: str, gone: str) -> Iterator[Document]:
    """Yield the other documents that name `gone`, naming `kept` instead."""
    for document in documents.values():
        if document.id in {kept, gone}:
            continue
        led = replace(
            document,
            relations=_union((_led(relation, gone, kept) for relation in document.relations), ()),
            overrides=tuple(
                replace(item, document=kept) if item.document == gone else item for item in document.overrides
            ),
        )
        if led != document:
            yield led


def _led(relation: Relation, gone: str, kept: str) -> Relation:
    return replace(relation, target=kept) if relation.target == gone else relation
