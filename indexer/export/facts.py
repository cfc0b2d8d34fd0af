"""What may be said of a document when it is cited: its record without what is only inferred or in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from indexer.model import Standing
from indexer.views import DocumentView
from indexer.views import Named

#: What is not known well enough to be said without its standing.
UNCERTAIN: Final = frozenset({Standing.INFERRED, Standing.DOUBTFUL})
_CITED: Final = ("title", "issuer", "issued")  # the fields of a citation that have readings


@dataclass(frozen=True, slots=True)
class CitedFacts:
    """A document as a citation may name it; None where a value is not known, or not known well enough.

    `left_out` and `unsure` are labels (Vietnamese, lower case) of what is known only by inference or in doubt, and of
    what still needs checking. `address` is a public page about the document that a person has seen.
    """

    id: str
    kind: Named
    number: str | None
    title: str | None
    issuer: Named | None
    issued: str | None  # ISO
    address: str | None
    left_out: tuple[str, ...]
    unsure: tuple[str, ...]


def cited_facts(document: DocumentView) -> CitedFacts:
    """Return what a citation may say of `document`."""
    summary = document.summary
    standings = {field.name: field.readings[0].standing for field in document.fields if field.readings}
    labels = {field.name: field.label[:1].lower() + field.label[1:] for field in document.fields}
    hidden = {name for name in _CITED if standings.get(name) in UNCERTAIN}
    unsure = {name for name in _CITED if standings.get(name) is Standing.SECONDARY}
    return CitedFacts(
        id=summary.id,
        kind=summary.kind,
        number=summary.number,
        title=None if "title" in hidden else summary.title,
        issuer=None if "issuer" in hidden else summary.issuer,
        issued=None if "issued" in hidden else summary.issued,
        address=document.sources[0].address if document.sources else None,
        left_out=tuple(labels[name] for name in _CITED if name in hidden),
        unsure=tuple(labels[name] for name in _CITED if name in unsure),
    )
