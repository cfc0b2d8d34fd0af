"""A document in a few lines: what a link to it shows before it is followed."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.views import DocumentView
from indexer.views.desk import Validity
from webapp import words


@dataclass(frozen=True, slots=True)
class Preview:
    """What stands in a preview, worded as on the pages; `title` is None where the name already says it."""

    id: str
    name: str
    title: str | None
    issuer: str | None
    issued: str | None  # ISO
    held: bool
    status: str  # "Chưa ghi nhận văn bản thay thế (tra đến 23/11/2026)"
    newer: str | None  # what the last document that took its place is called


def preview(document: DocumentView, validity: Validity | None) -> Preview:
    """Return the preview of `document`; without `validity` its status alone is told."""
    summary = document.summary
    name = words.label(summary)
    known = f"{words.validity(validity)} {words.known_to(validity)}" if validity else words.STATUSES[document.status]
    newest = validity.newest if validity else None
    return Preview(
        id=summary.id,
        name=name,
        title=None if summary.title is None or summary.title.casefold() in name.casefold() else summary.title,
        issuer=summary.issuer.name if summary.issuer else None,
        issued=summary.issued,
        held=summary.held,
        status=known.strip(),
        newer=words.label(newest) if newest else None,
    )
