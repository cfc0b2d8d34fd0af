"""The corpus: files on one side, documents on the other, every flaw of the files a problem with its place."""

from __future__ import annotations

from indexer.fingerprint import content_hash
from indexer.store.checking import check_corpus
from indexer.store.circulation import public_part
from indexer.store.corpus import Corpus
from indexer.store.corpus import load_corpus
from indexer.store.formatting import format_document
from indexer.store.writing import fix_corpus
from indexer.store.writing import init_library
from indexer.store.writing import save_document

__all__ = [
    "Corpus",
    "check_corpus",
    "content_hash",
    "fix_corpus",
    "format_document",
    "init_library",
    "load_corpus",
    "public_part",
    "save_document",
]
