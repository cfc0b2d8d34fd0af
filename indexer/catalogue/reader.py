"""The catalogue of one generation as its readers see it: documents, plans, lists and passages."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING
from typing import Final

from indexer.catalogue import schema
from indexer.catalogue.assigned import Assigned
from indexer.catalogue.cascade import Cascades
from indexer.catalogue.codec import decode
from indexer.catalogue.codec import decode_many
from indexer.catalogue.database import Database
from indexer.catalogue.documents import Documents
from indexer.catalogue.lists import Lists
from indexer.catalogue.names import Names
from indexer.catalogue.plans import Plans
from indexer.catalogue.topics import Topics
from indexer.catalogue.validity import Validities
from indexer.errors import DamagedIndexError
from indexer.model import Passage
from indexer.views import Counts
from indexer.vocabulary import Vocabulary

FILE_NAME: Final = "catalogue.sqlite"
if TYPE_CHECKING:
    from indexer.citations import DocumentLookup

_PASSAGE: Final = "SELECT id, document, place, headings, text, start, is_card, place_name FROM passages"


class Catalogue:
    """One generation's catalogue, safe to be asked by several threads."""

    def __init__(self, folder: Path) -> None:
        """Open the catalogue in the generation's folder.

        Raises:
            DamagedIndexError: it is missing, broken or of another format.
        """
        self._database = Database(folder / FILE_NAME)
        if self.meta("format") != schema.FORMAT:
            raise DamagedIndexError(folder)

    def meta(self, key: str) -> str | None:
        """Return what the build noted under `key`."""
        row = self._database.row("SELECT value FROM meta WHERE key = ?", (key,))
        return None if row is None else str(row[0])

    def close(self) -> None:
        """Close the file's connections."""
        self._database.close()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a read-only connection to the search room, whose tables lie in the same file."""
        with self._database.connection() as connection:
            yield connection

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary by which the generation was built."""
        return decode(Vocabulary, self.meta("vocabulary") or "{}")

    @cached_property
    def counts(self) -> Counts:
        """The generation's figures."""
        return decode(Counts, self.meta("counts") or "{}")

    @cached_property
    def documents(self) -> Documents:
        """The documents."""
        return Documents(self._database, self._names, dict(self.vocabulary.relations))

    @cached_property
    def plans(self) -> Plans:
        """The plans."""
        return Plans(self._database, self.documents)

    @cached_property
    def assigned(self) -> Assigned:
        """What plans give to organs."""
        return Assigned(self._database, self.documents)

    @cached_property
    def validities(self) -> Validities:
        """How good documents still are."""
        return Validities(self._database, self.documents, self.vocabulary.relations)

    @cached_property
    def cascades(self) -> Cascades:
        """Which document carries out which."""
        return Cascades(self._database, self.documents, self.vocabulary)

    @cached_property
    def topics(self) -> Topics:
        """Themes and training programmes."""
        return Topics(self._database, self.documents, self.validities, self.vocabulary)

    @cached_property
    def lists(self) -> Lists:
        """Lists and facets."""
        return Lists(self._database, self._names, self.documents)

    def lookup(self) -> DocumentLookup:
        """Return what resolving citations asks."""
        from indexer.catalogue.lookup import CatalogueLookup  # noqa: PLC0415 (a search need not wait for citations)

        return CatalogueLookup(self._database)

    @cached_property
    def _names(self) -> Names:
        return Names(self._database.rows("SELECT * FROM names"))

    def passages(self, ids: Collection[str]) -> dict[str, tuple[Passage, str | None]]:
        """Return the passages with these ids, each with its place as people name it."""
        places = ",".join("?" * len(ids))
        rows = self._database.rows(f"{_PASSAGE} WHERE id IN ({places})", tuple(ids))
        return {
            row[0]: (Passage(row[0], row[1], row[2], decode_many(str, row[3]), row[4], row[5], row[6] == 1), row[7])
            for row in rows
        }
