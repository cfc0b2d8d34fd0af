"""What a text engine has to do, and the one place that knows which engines there are.

An engine finds candidates; it neither ranks for people nor keeps text. It is given tokens as they are to be
matched and gives passage ids back.
"""

from __future__ import annotations

from collections.abc import Callable
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


@dataclass(frozen=True, slots=True)
class EngineServer:
    """The server on which an engine keeps its indexes; each of these may raise SearchServerError.

    `check(url, folder)` makes sure that it can be used and returns its address as it is to be kept; `holds_all(folder)`
    tells whether it still holds the index of `folder`; `remove(folder)` removes that and tells whether nothing is left.
    """

    check: Callable[[str | None, Path | None], str]
    holds_all: Callable[[Path], bool]
    remove: Callable[[Path], bool]


@dataclass(frozen=True, slots=True)
class EngineParts:
    """What opens an index for reading and for writing (its folder; where its server is), and its server."""

    read: Callable[[Path], Engine]
    write: Callable[[Path, str | None], EngineWriter]
    server: EngineServer | None = None


@dataclass(frozen=True, slots=True)
class EngineKind:
    """An engine that can be asked for: the package that it needs, and what imports its parts.

    `on_server`: it keeps its index on a server, and notes called `<name>.*` in the index's folder.
    """

    package: str
    parts: Callable[[], EngineParts]
    on_server: bool = False


# An engine's package is imported where it is used: each takes its time.
def _whoosh() -> EngineParts:
    from indexer.search.engines import whoosh_engine  # noqa: PLC0415

    return EngineParts(whoosh_engine.WhooshEngine, lambda folder, _url: whoosh_engine.WhooshWriter(folder))


def _tantivy() -> EngineParts:
    from indexer.search.engines import tantivy_engine  # noqa: PLC0415

    return EngineParts(tantivy_engine.TantivyEngine, lambda folder, _url: tantivy_engine.TantivyWriter(folder))


def _opensearch() -> EngineParts:
    from indexer.search.engines import opensearch_engine  # noqa: PLC0415
    from indexer.search.engines import opensearch_writer  # noqa: PLC0415

    server = EngineServer(opensearch_writer.check_cluster, opensearch_writer.holds_all, opensearch_writer.remove)
    return EngineParts(opensearch_engine.OpenSearchEngine, opensearch_writer.OpenSearchWriter, server)


#: Every engine by its name: the one place where an engine is made known.
ENGINES: Final[dict[str, EngineKind]] = {
    WHOOSH: EngineKind("whoosh", _whoosh),
    TANTIVY: EngineKind("tantivy", _tantivy),
    OPENSEARCH: EngineKind("opensearchpy", _opensearch, on_server=True),
}
LOCAL_ENGINES: Final = tuple(name for name, kind in ENGINES.items() if not kind.on_server)


def package(name: str) -> str:
    """Return the package that the engine called `name` needs."""
    return ENGINES[name].package


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
        raise UnknownEngineError(name, tuple(ENGINES))
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
    return ENGINES[name].parts().read(folder)


def open_writer(name: str, folder: Path, url: str | None = None) -> EngineWriter:
    """Open the index in `folder` for writing with the engine called `name`; an empty or missing folder gets a new one.

    `url`: where the engine's server is, for one that has a server; None: as the settings say.

    Raises:
        UnknownEngineError: No engine has this name.
        MissingEngineError: Its package is not installed.
        DamagedIndexError: There is an index that cannot be read.
        SearchServerError: The engine's server cannot be used.
    """
    check_engine(name)
    return ENGINES[name].parts().write(folder, url)


def check_server(name: str, url: str | None, folder: Path | None) -> str | None:
    """Make sure that the engine's server can be used, where it has one; return its address as it is to be kept.

    `folder`: that of the index which is there already, whose server is used where nobody says otherwise.

    Raises:
        ServerlessEngineError: `url` is given for an engine without a server.
        SearchServerError: the server cannot be used.
    """
    server = _server(name)
    if server is not None:
        return server.check(url, folder)
    if url is not None:
        raise ServerlessEngineError(name)
    return None


def holds_all(name: str, folder: Path) -> bool:
    """Tell whether the engine's server still holds the index of `folder`; of one without a server, its files do.

    Raises:
        SearchServerError: the server cannot be asked.
    """
    server = _server(name)
    return server is None or server.holds_all(folder)


def remove_index(folder: Path) -> bool:
    """Remove what the index of `folder` has elsewhere than in it; return whether nothing of it is left there."""
    for name, kind in ENGINES.items():
        if kind.on_server and any(folder.glob(f"{name}.*")):
            server = _server(name) if find_spec(kind.package) is not None else None
            if server is None or not server.remove(folder):
                return False
    return True


def _server(name: str) -> EngineServer | None:
    return ENGINES[name].parts().server if ENGINES[name].on_server else None
