"""Another centre's library taken over: what is new comes in, what clashes is shown and left to a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from indexer.citations.lookup import CorpusLookup
from indexer.citations.lookup import DocumentRecord
from indexer.citations.lookup import document_record
from indexer.errors import CorpusFolderError
from indexer.errors import system_reason
from indexer.errors.importing import SameLibraryError
from indexer.fingerprint import ORIGINALS
from indexer.fingerprint import VOCABULARY
from indexer.importing.keeping import keep_original
from indexer.model import Document
from indexer.numbers import parse_number
from indexer.store import load_corpus
from indexer.store import save_document
from indexer.store.writing import replace_file
from indexer.views.importing import TakenDocument
from indexer.views.importing import TakenVocabulary
from indexer.views.importing import Taking
from indexer.vocabulary import Vocabulary
from indexer.vocabulary.files import added_files


def take_library(corpus: Path, other: Path, *, dry: bool = False) -> Iterator[TakenDocument]:
    """Take every document of the corpus `other` over into `corpus`; yield what became of each.

    A document whose id is used here for another record is a clash, and one whose number, kind and day are those of a
    document here is a likeness: neither is written. With `dry`, nothing is.

    Raises:
        CorpusNotFoundError: one of the folders is not there.
        SameLibraryError: both are one folder.
        CorpusFolderError: the corpus cannot be written.
    """
    if corpus.resolve() == other.resolve():
        raise SameLibraryError
    here, there = load_corpus(corpus), load_corpus(other)
    lookup = CorpusLookup(here.documents.values(), here.vocabulary)
    used = {former: document for document in here.documents.values() for former in document.former_ids}
    for document in there.documents.values():
        known = here.documents.get(document.id) or used.get(document.id)
        if known is not None:
            same = replace(known, path="", body_line=1) == replace(document, path="", body_line=1)
            yield TakenDocument(document.id, Taking.KNOWN if same else Taking.CLASH, known.id)
            continue
        like = _like(document, lookup, here.vocabulary)
        if like is not None:
            yield TakenDocument(document.id, Taking.LIKE, like.id)
            continue
        if not dry:
            _copy(corpus, other, document)
        name = document.original
        missing = name if name is not None and not (other / ORIGINALS / name).is_file() else None
        yield TakenDocument(document.id, Taking.NEW, missing=missing)


def take_vocabulary(corpus: Path, other: Path, *, dry: bool = False) -> tuple[TakenVocabulary, ...]:
    """Take over what the library at `other` adds to the vocabulary; a file that is another one here is a clash.

    Raises:
        CorpusFolderError: the corpus cannot be written.
    """
    taken: list[TakenVocabulary] = []
    try:
        for path in added_files(other):
            here, content = corpus / VOCABULARY / path.name, path.read_bytes()
            if here.exists():
                same = here.read_bytes() == content
                taken.append(TakenVocabulary(path.name, Taking.KNOWN if same else Taking.CLASH))
                continue
            if not dry:
                here.parent.mkdir(parents=True, exist_ok=True)
                replace_file(here, content)
            taken.append(TakenVocabulary(path.name, Taking.NEW))
    except OSError as error:
        raise CorpusFolderError(corpus, system_reason(error)) from error
    return tuple(taken)


def _like(document: Document, lookup: CorpusLookup, vocabulary: Vocabulary) -> DocumentRecord | None:
    number = parse_number(document.number, vocabulary) if document.number else None
    if number is None:
        return None
    asked = document_record(document, vocabulary)
    return next((found for found in lookup.by_key("full", number.key.full) if _agree(asked, found)), None)


def _agree(first: DocumentRecord, second: DocumentRecord) -> bool:
    """Tell whether nothing that both say of kind, issuer and day differs."""
    pairs = ((first.kinds, second.kinds), (first.issuers, second.issuers), (first.issued, second.issued))
    return all(not one or not two or set(one) & set(two) for one, two in pairs)


def _copy(corpus: Path, other: Path, document: Document) -> None:
    copied = document
    if document.original is not None:
        try:
            content = (other / ORIGINALS / document.original).read_bytes()
            name = keep_original(corpus / ORIGINALS, document.original, content)
        except FileNotFoundError:
            name = document.original  # a flaw of the other library, which `check` tells here as well
        except OSError as error:
            raise CorpusFolderError(corpus, system_reason(error)) from error
        copied = replace(document, original=name)
    save_document(corpus, copied)
