"""When documents' files were last written: what programs that follow a library ask for."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.views import DocumentSummary


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document with the time at which its file was last written (ISO, UTC), None where it has no file."""

    document: str
    is_plan: bool
    changed: str | None


@dataclass(frozen=True, slots=True)
class RecentDocument:
    """A document that is new in the library, or whose file was changed, and when (ISO, UTC)."""

    document: DocumentSummary
    changed: str
