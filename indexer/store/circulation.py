"""The part of a corpus that everybody may see: without internal documents, and without what others say of them.

What a public text says in its own words (that it carries out an internal document of this number) is public. What is
taken out is what only the library knows: the documents, and the ids by which others refer to them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from indexer.fingerprint import VOCABULARY
from indexer.model import Document
from indexer.model import Override
from indexer.store.corpus import Corpus


def public_part(corpus: Corpus, internal: Collection[str]) -> Corpus:
    """Return `corpus` without the documents `internal` (ids) and without references to them.

    Flaws of files that gave no public document are left out as well: nobody knows what such a file is.
    """
    documents: dict[str, Document] = {}
    changed: set[str] = set()
    for key, document in corpus.documents.items():
        if key in internal or document.circulation is not None:
            continue
        documents[key] = _without(document, internal)
        if documents[key] != document:
            changed.add(key)
    paths = {document.path for document in documents.values()}
    problems = tuple(
        problem
        for problem in corpus.problems
        if not problem.path or problem.path in paths or problem.path.startswith(f"{VOCABULARY}/")
    )
    return replace(corpus, documents=documents, problems=problems, shortened=frozenset(changed))


def _without(document: Document, internal: Collection[str]) -> Document:
    relations = tuple(relation for relation in document.relations if relation.target not in internal)
    overrides = [_unlinked(override) if override.document in internal else override for override in document.overrides]
    return replace(document, relations=relations, overrides=tuple(found for found in overrides if found is not None))


def _unlinked(override: Override) -> Override | None:
    # What a person said to mean an internal document must not come to mean another one by itself.
    return None if override.add else replace(override, document=None, role=None, form="none")
