"""What bringing a file into the library found, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indexer.errors import Problem
from indexer.model import Document


class Outcome(StrEnum):
    """What became of a file."""

    NEW = "new"  # a document of its own
    FILLED = "filled"  # the text of a document that had none
    REPLACED = "replaced"  # another text for a document, as was asked for
    KNOWN = "known"  # the library has this very file
    HELD = "held"  # the document has a text already: nothing was written
    UNDECIDED = "undecided"  # a person has to say something first: nothing was written
    REFUSED = "refused"  # the file cannot be read, or may not be kept


@dataclass(frozen=True, slots=True)
class Recognised:
    """One field of the record as it was understood. `source` says from what, `certain` whether the text states it."""

    field: str
    value: str
    source: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as understood, not yet kept.

    `document` is what would be written, `outcome` what that would be, `before` the document whose text it would be as
    the library had it, `fields` what was read of the record, `notes` what is uncertain or was lost. `citations` counts
    the places that cite other documents, `unresolved` those of them for which the library has no document.
    """

    name: str
    sha256: str
    document: Document
    outcome: Outcome
    fields: tuple[Recognised, ...] = ()
    tasks: int = 0
    citations: int = 0
    unresolved: int = 0
    notes: tuple[Problem, ...] = ()
    before: Document | None = None


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file; `reason` says why nothing was written where that is so."""

    name: str
    outcome: Outcome
    document: str | None = None
    path: str | None = None
    fields: tuple[Recognised, ...] = ()
    tasks: int = 0
    citations: int = 0
    unresolved: int = 0
    notes: tuple[Problem, ...] = ()
    reason: str | None = None


class Taking(StrEnum):
    """What became of a document of another library."""

    NEW = "new"  # taken over
    KNOWN = "known"  # here already, the same in every word
    CLASH = "clash"  # its id is used here for another record
    LIKE = "like"  # a document here has its number, kind, issuer and day


@dataclass(frozen=True, slots=True)
class TakenDocument:
    """A document of another library, by its id there; `here` is the document of this one that it is held against.

    `missing` is the original that a new one names and the other library does not have.
    """

    document: str
    outcome: Taking
    here: str | None = None
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class TakenVocabulary:
    """A file of what another library adds to the vocabulary, by its name."""

    file: str
    outcome: Taking
