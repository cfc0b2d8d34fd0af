"""A citation in the making: what the finders agree on before roles, selves and inferences are known."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.model import Form
from indexer.model import Span
from indexer.numbers import DocumentNumber


@dataclass(frozen=True, slots=True)
class Draft:
    """A place that names a document, in offsets of the normalised text.

    `kind` is a kind id. `tail` is where what is said of the document at this place ends (date, issuer, title);
    `title_span` is where its title stands, so that documents cited inside it are known to be nested.
    """

    start: int
    end: int
    form: Form
    kind: str | None = None
    number: DocumentNumber | None = None
    number_start: int | None = None
    number_end: int | None = None
    digits: str | None = None  # of a bare number
    year: str | None = None  # of a bare number
    canonical: str | None = None
    issued: str | None = None
    issuer: str | None = None
    term: str | None = None
    title: str | None = None
    title_span: Span | None = None
    tail: int = 0
    certain: bool = True  # False: a bare number that only a full form elsewhere in the text makes one

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether the draft's own words overlap a span."""
        return self.start < end and start < self.end
