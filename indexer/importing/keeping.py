"""A draft into the corpus: the file as it came first, the document after it, each whole or not at all.

Killed in between, only an original is left that no document names; the next import of the same file takes it over.
What was not finished has a name of its own (`remove_unfinished`), so that nothing takes it for a file of the library.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from pathlib import PurePosixPath

from indexer.errors import CorpusFolderError
from indexer.errors import system_reason
from indexer.errors.importing import ChangedMeanwhileError
from indexer.fingerprint import ORIGINALS
from indexer.model import Document
from indexer.store import content_hash
from indexer.store import save_document
from indexer.store.corpus import load_files
from indexer.store.writing import document_path
from indexer.store.writing import replace_file
from indexer.views.importing import Draft
from indexer.vocabulary import Vocabulary


def keep(corpus: Path, draft: Draft, content: bytes, vocabulary: Vocabulary) -> Document:
    """Write a draft and the bytes of its file below `corpus`; return the document as written.

    Raises:
        ChangedMeanwhileError: somebody else has written the document since it was drafted.
        CorpusFolderError: the corpus cannot be written; nothing half is left.
    """
    refuse_changed(corpus, draft, vocabulary)
    try:
        original = keep_original(corpus / ORIGINALS, draft.document.original or draft.document.id, content)
    except OSError as error:
        raise CorpusFolderError(corpus, system_reason(error)) from error
    document = replace(draft.document, original=original)
    save_document(corpus, document)
    return document


def refuse_changed(corpus: Path, draft: Draft, vocabulary: Vocabulary) -> None:
    """Raise where a document's file is not the one that it was drafted from: what was written since would be lost.

    Raises:
        ChangedMeanwhileError: it is another one, is there where there was none, or is gone.
    """
    path = document_path(draft.document)
    if draft.before is None:
        changed = (corpus / path).exists()
    else:
        now = load_files(corpus, [path], vocabulary).documents.get(draft.document.id)
        changed = now is None or replace(now, body_line=1) != replace(draft.before, body_line=1)
    if changed:
        raise ChangedMeanwhileError(draft.document.id)


def keep_original(folder: Path, name: str, content: bytes) -> str:
    """Write a file into `folder` under `name`, or a name beside it where another content has that; return the name.

    Raises:
        OSError: the system does not let it be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = PurePosixPath(name)
    digest, count, found = content_hash(content), 1, name
    while (folder / found).exists():
        if content_hash((folder / found).read_bytes()) == digest:
            return found
        count += 1
        found = f"{wanted.stem}-{count}{wanted.suffix}"
    replace_file(folder / found, content)
    return found
