"""What `cancu check` would say of a document before it is written, brought to the fields at which it stands."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from pathlib import Path
from pathlib import PurePosixPath
from typing import Final

from indexer.citations.links import lost_overrides
from indexer.errors import Problem
from indexer.errors.editing import FieldProblem
from indexer.reading import read_outline
from indexer.store.checking import check_documents
from indexer.store.corpus import Corpus
from indexer.store.corpus import corpus_files
from indexer.store.corpus import corpus_of
from indexer.vocabulary import Vocabulary

_OF_THE_FILE: Final = frozenset({"not-canonical"})  # says how the file is written, which writing sets right
_BY_CODE: Final = {"override-lost": "overrides"}  # problems that name no line


def read_checked(
    folder: Path, path: str, data: bytes, vocabulary: Vocabulary
) -> tuple[Corpus, tuple[FieldProblem, ...]]:
    """Return the one document that the file at `path` would be with the content `data`, and what is wrong with it."""
    corpus = corpus_of(folder, path, data, vocabulary)
    known = {PurePosixPath(other).stem for other in corpus_files(folder)} | corpus.documents.keys()
    found = [problem for problem in check_documents(corpus, known) if problem.code not in _OF_THE_FILE]
    for document in corpus.documents.values():
        if document.overrides:
            found += lost_overrides(document, read_outline(document.body, vocabulary, document.issuer.value))
    lines = next(iter(corpus.lines.values()), {})
    return corpus, tuple(FieldProblem(_field(problem, lines), problem) for problem in found)


def new_problems(before: Iterable[FieldProblem], after: Iterable[FieldProblem]) -> tuple[FieldProblem, ...]:
    """Return the problems that an edit has brought: those of `after` that were nowhere before."""
    known = {(found.problem.code, found.problem.message) for found in before}
    return tuple(found for found in after if (found.problem.code, found.problem.message) not in known)


def _field(problem: Problem, lines: Mapping[str, int]) -> str:
    if problem.line is None:
        return _BY_CODE.get(problem.code, "")
    above = [(line, name) for name, line in lines.items() if line <= problem.line]
    return max(above, default=(0, ""))[1]
