"""Which documents of a catalogue are of limited circulation: asked by the build, which then makes one without them."""

from __future__ import annotations

from pathlib import Path

from indexer.catalogue.database import Database
from indexer.catalogue.reader import FILE_NAME


def internal_documents(folder: Path) -> dict[str, str]:
    """Return the ids of the internal documents of the generation in `folder`, with their files' paths.

    Raises:
        DamagedIndexError: the catalogue cannot be read.
    """
    database = Database(folder / FILE_NAME)
    try:
        return dict(database.rows("SELECT document, path FROM details WHERE circulation IS NOT NULL"))
    finally:
        database.close()
