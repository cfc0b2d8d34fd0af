"""What writing a library as one file reports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CorpusExport:
    """A library that was written as one file.

    `missing` are the originals that documents name and the library does not have, `broken` the files of the corpus
    with errors: what could not be read in them is not in the export.
    """

    day: str
    internal: bool
    documents: int
    plans: int
    held: int
    originals: int
    vocabulary: int
    missing: tuple[str, ...]
    broken: tuple[str, ...]
