"""What a text engine has to do, and the one place that knows which engines there are.

An engine finds candidates; it neither ranks for people nor keeps text. It is given tokens as they are to be
matched and gives passage ids back.
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Final
from typing import Protocol

from indexer.errors import MissingEngineError
from indexer.errors import UnknownEngineError
from indexer.errors.searching import ServerlessEngineError

if TYPE_CHECKING:
    from indexer.search.packing import PackedTokens  # an unchanged build asks for engines' names only

SPELLED: Final = "spelled"  # syllables as they are spelled
FOLDED: Final = "folded"  # syllables without marks, and two neighbouring ones joined by a blank
FIELDS: Final = (SPELLED, FOLDED)

WHOOSH: Final = "whoosh"  # the default: pure Python, always there
TANTIVY: Final = "tantivy"  # an extra
OPENSEARCH: Final = "opensearch"  # an extra, and a cluster that is there already
ENGINES: Final = (WHOOSH, TANTIVY, OPENSEARCH)
LOCAL_ENGINES: Final = (WHOOSH, TANTIVY)  # which need no server
# Passages. On two cores of a server the slowest twentieth of real questions took 10 ms on 13,368 passages, 16 ms on
# 29,912 and 43 ms on 122,306: by that line 300 ms at about a million (benchmarks/growth.py). An office's PC may be
# three times slower.
MOST_FOR_WHOOSH: Final = 300_000


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    """A token to look for in one of `FIELDS`, and how much a match counts."""

    field: str
    token: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class ExactValue:
    """Keeps only passages whose attribute `name` has `value`."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ValueRange:
    """Keeps only passages whose attribute `name` lies between two values, both included, compared as strings."""

    name: str
    lowest: str | None = None
    highest: str | None = None


@dataclass(frozen=True, slots=True)
class AnyValue:
    """Keeps only passages whose attribute `name` has any of `values`; without values, none."""

    name: str
    values: tuple[str, ...]


Filter = ExactValue | AnyValue | ValueRange


@dataclass(frozen=True, slots=True)
class EnginePassage:
    """A passage as an engine takes it in: tokens by field (repeated as they count), attributes for filters.

    The tokens of a field are one string in which line breaks part them.
    """

    id: str
    tokens: Mapping[str, str]
    attributes: Mapping[str, Sequence[str]]


def engine_passage(passage: str, tokens: PackedTokens, attributes: Mapping[str, Sequence[str]]) -> EnginePassage:
    """Return the passage with id `passage` as engines take it in.

    `attributes` are what filters ask for: the ids of `kind`, `organ`, `term`, `theme` and `programme`, `year`,
    `issued` (ISO day), and "yes" for `held` and `cited` ("no" otherwise); each can hold several values.
    """
    return EnginePassage(passage, {SPELLED: tokens.spelled, FOLDED: tokens.folded}, attributes)


class Engine(Protocol):
    """An open index; safe to use from several threads."""

    def search(self, terms: Sequence[WeightedTerm], filters: Sequence[Filter], limit: int) -> list[tuple[str, float]]:
        """Return at most `limit` passages that have any of `terms` and pass every filter: (id, score), best first.

        Raises:
            DamagedIndexError: The index's files are missing or cannot be read.
            SearchServerError: The engine's server cannot be asked.
        """
        ...

    def close(self) -> None:
        """Let go of the index's files."""
        ...


class EngineWriter(Protocol):
    """An index that is being written. Nothing is seen by readers before `commit`."""

    def add(self, passages: Iterable[EnginePassage]) -> None:
        """Add passages; one whose id is there already (in the index or in this batch) is replaced."""
        ...

    def delete(self, passages: Collection[str]) -> None:
        """Remove the passages with these ids; unknown ids are no error."""
        ...

    def segments(self) -> int:
        """Return of how many pieces the index consists that is being changed; a new one has none."""
        ...

    def commit(self) -> None:
        """Write everything and close."""
        ...

    def cancel(self) -> None:
        """Forget what was not committed and close."""
        ...


def package(name: str) -> str:
    """Return the package that the engine called `name` needs."""
    return "opensearchpy" if name == OPENSEARCH else name


def outgrown(name: str, passages: int) -> bool:
    """Tell whether questions to a library of so many passages can take the engine called `name` more than 300 ms."""
    return name == WHOOSH and passages > MOST_FOR_WHOOSH


def check_engine(name: str) -> None:
    """Make sure that the engine called `name` exists and can be used here.

    Raises:
        UnknownEngineError: No engine has this name.
        MissingEngineError: Its package is not installed.
    """
    if name not in ENGINES:
        raise UnknownEngineError(name, ENGINES)
    if find_spec(package(name)) is None:
        raise MissingEngineError(name)


def open_engine(name: str, folder: Path) -> Engine:
    """Open the index in `folder` for searching with the engine called `name`.

    Raises:
        UnknownEngineError: No engine has this name.
        MissingEngineError: Its package is not installed.
        DamagedIndexError: The index is missing or cannot be read.
    """
    check_engine(name)
    # An engine's package is imported where it is used: each takes its time.
    if name == TANTIVY:
        from indexer.search.engines import tantivy_engine  # noqa: PLC0415

        return tantivy_engine.TantivyEngine(folder)
    if name == OPENSEARCH:
        from indexer.search.engines import opensearch_engine  # noqa: PLC0415

        return opensearch_engine.OpenSearchEngine(folder)
    from indexer.search.engines import whoosh_engine  # noqa: PLC0415

    return whoosh_engine.WhooshEngine(folder)


def open_writer(name: str, folder: Path, url: str | None = None) -> EngineWriter:
    """Open the index in `folder` for writing with the engine called `name`; an empty folder becomes a new index.

    `url`: where the engine's server is, for one that has a server; None: as the settings say.

    Raises:
        UnknownEngineError: No engine has this name.
        MissingEngineError: Its package is not installed.
        DamagedIndexError: There is an index that cannot be read.
        SearchServerError: The engine's server cannot be used.
    """
    check_engine(name)
    if name == TANTIVY:
        from indexer.search.engines import tantivy_engine  # noqa: PLC0415

        return tantivy_engine.TantivyWriter(folder)
    if name == OPENSEARCH:
        from indexer.search.engines import opensearch_writer  # noqa: PLC0415

        return opensearch_writer.OpenSearchWriter(folder, url)
    from indexer.search.engines import whoosh_engine  # noqa: PLC0415

    return whoosh_engine.WhooshWriter(folder)


def check_server(name: str, url: str | None, folder: Path | None) -> str | None:
    """Make sure that the engine's server can be used, where it has one; return its address as it is to be kept.

    `folder`: that of the index which is there already, whose server is used where nobody says otherwise.

    Raises:
        ServerlessEngineError: `url` is given for an engine without a server.
        SearchServerError: the server cannot be used.
    """
    if name != OPENSEARCH:
        if url is not None:
            raise ServerlessEngineError(name)
        return None
    from indexer.search.engines import opensearch_writer  # noqa: PLC0415

    return opensearch_writer.check_cluster(url, folder)


def holds_all(name: str, folder: Path) -> bool:
    """Tell whether the engine's server still holds the index of `folder`; of one without a server, its files do.

    Raises:
        SearchServerError: the server cannot be asked.
    """
    if name != OPENSEARCH:
        return True
    from indexer.search.engines import opensearch_writer  # noqa: PLC0415

    return opensearch_writer.holds_all(folder)


def remove_index(folder: Path) -> bool:
    """Remove what the index of `folder` has elsewhere than in it; return whether nothing of it is left there."""
    if not any(folder.glob("opensearch.*")):
        return True
    if find_spec(package(OPENSEARCH)) is None:
        return False
    from indexer.search.engines import opensearch_writer  # noqa: PLC0415

    return opensearch_writer.remove(folder)
