"""The draft's bases, a row each: how it names them, where, and what the library has of them."""

from __future__ import annotations

from collections.abc import Iterable

from indexer.review.draft import Cited
from indexer.review.draft import Draft
from indexer.review.validity import newest
from indexer.review.wording import quoted
from indexer.text import fold
from indexer.views import DocumentSummary
from indexer.views import DocumentView
from indexer.views.review import Base
from indexer.views.review import BaseState


def read_bases(draft: Draft) -> tuple[Base, ...]:
    """Return a row for each document that the draft cites, in order of first mention.

    What could not be resolved is one document as long as it is named alike.
    """
    rows: dict[str, list[Cited]] = {}
    for cited in draft.documents:
        rows.setdefault(_key(cited), []).append(cited)
    return tuple(_base(members, draft) for members in rows.values())


def _key(cited: Cited) -> str:
    citation = cited.citation
    if citation.document is not None:
        return f"document {citation.document}"
    if citation.canonical is not None:
        return f"number {citation.canonical}"
    return f"words {' '.join(fold(citation.text).split())}"


def _base(members: list[Cited], draft: Draft) -> Base:
    view = members[0].view
    choices = choices_of(members[0], draft)
    return Base(
        written=tuple(dict.fromkeys(quoted(cited.citation.text) for cited in members)),
        state=_state(members[0], view, choices),
        document=view.summary if view else None,
        places=draft.places(members),
        roles=tuple(dict.fromkeys(cited.citation.role for cited in members)),
        choices=choices,
        newest=newest(view, draft) if view else None,
    )


def choices_of(cited: Cited, draft: Draft) -> tuple[DocumentSummary, ...]:
    """Return the documents that an unresolved citation may mean, the likeliest first."""
    if cited.citation.document is not None:
        return ()
    return _summaries((candidate.document for candidate in cited.citation.candidates), draft)


def _summaries(documents: Iterable[str], draft: Draft) -> tuple[DocumentSummary, ...]:
    views = (draft.records.view(document) for document in documents)
    return tuple(view.summary for view in views if view is not None)


def _state(cited: Cited, view: DocumentView | None, choices: tuple[DocumentSummary, ...]) -> BaseState:
    if view is not None:
        if view.summary.held:
            return BaseState.HELD
        return BaseState.RECORD if view.summary.described else BaseState.NOT_HELD
    if choices:
        return BaseState.AMBIGUOUS
    return BaseState.NOT_HELD if cited.named else BaseState.UNRESOLVED
