"""OpenSearch: an existing cluster of several machines; the project's extra `opensearch`. Here an index is searched.

The cluster is asked for candidates only, in the shape that all engines have (see `opensearch_writer`). Where no node
answers, text search rests: questions fail at once, without waiting, until one answers again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from typing import Final
from zlib import crc32

from indexer.errors import DamagedIndexError
from indexer.errors.searching import SearchServerAwayError
from indexer.errors.searching import SearchServerError
from indexer.search.engines import AnyValue
from indexer.search.engines import ExactValue
from indexer.search.engines import Filter
from indexer.search.engines import WeightedTerm
from indexer.search.engines.opensearch_access import access
from indexer.search.engines.opensearch_cluster import Cluster
from indexer.search.engines.opensearch_cluster import NotThereError
from indexer.search.engines.opensearch_note import read_note

ATTRIBUTES: Final = "attributes"
_LAST: Final = "\U0010ffff"  # above every letter of a value
_ATTEMPT: Final = 0.8  # seconds for one node: a node that hangs leaves time for another
_LIMIT: Final = 1.5  # seconds altogether: whoever asks hears within two that text search rests
_FIRST_PAUSE: Final = 0.5  # seconds until it is looked whether the cluster is back; each time longer
_LONGEST_PAUSE: Final = 4.0

_log = logging.getLogger(__name__)
_log.addHandler(logging.NullHandler())  # the face says it to people; a server's log has it too


class OpenSearchEngine:
    """An index on a cluster, opened for searching; one pool of connections serves all threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        note = read_note(folder)
        self._index = note.index
        self._cluster = Cluster(access(kept=note.addresses))
        self._rest = _Rest(self._why_not)

    def search(self, terms: Sequence[WeightedTerm], filters: Sequence[Filter], limit: int) -> list[tuple[str, float]]:
        """Return at most `limit` passages with any of `terms` that pass all `filters`: (id, score), best first."""
        if not terms:
            return []
        if self._rest.resting:
            raise SearchServerAwayError(self._cluster.addresses)
        wanted = _query(terms, filters)
        params: dict[str, str | int] = {
            "search_type": "dfs_query_then_fetch",  # shards weigh words by the whole index
            "allow_partial_search_results": "false",
            # The same question goes to the same copies: their scores may differ by what each has merged.
            "preference": f"cancu-{crc32(repr((terms, filters)).encode())}",
            "filter_path": "hits.hits._id,hits.hits._score",
        }
        body = {"query": wanted, "size": limit, "_source": False, "track_total_hits": False}
        path = f"/{self._index}/_search"
        try:
            found = self._cluster.ask("POST", path, body, params, attempt_s=_ATTEMPT, limit_s=_LIMIT)
        except NotThereError as error:
            raise DamagedIndexError(self._folder) from error
        except SearchServerError as error:
            self._rest.begin(error)
            raise
        return [(hit["_id"], hit["_score"]) for hit in found.get("hits", {}).get("hits", ())]

    def close(self) -> None:
        """Close the connections."""
        self._rest.close()
        self._cluster.close()

    def _why_not(self) -> SearchServerError | None:
        try:
            self._cluster.ask("GET", f"/{self._index}/_count", attempt_s=_ATTEMPT, limit_s=_LIMIT)
        except NotThereError:
            return None  # a question will say so
        except SearchServerError as error:
            return error
        return None


class _Rest:
    """Whether text search rests. While it does, one thread looks for the cluster, so that no question has to."""

    def __init__(self, why_not: Callable[[], Exception | None]) -> None:
        self._why_not = why_not
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self.resting = False

    def begin(self, reason: Exception) -> None:
        """Let it rest until the cluster answers."""
        with self._lock:
            if self.resting or self._closed.is_set():
                return
            self.resting = True
        threading.Thread(target=self._look, args=(str(reason),), name="opensearch-return", daemon=True).start()

    def close(self) -> None:
        """Look for nothing any more."""
        self._closed.set()

    def _look(self, reason: str) -> None:
        _log.warning("text search rests: %s", reason)
        pause = _FIRST_PAUSE
        while not self._closed.wait(pause):
            failure = self._why_not()
            if failure is None:
                self.resting = False
                _log.warning("text search answers again")
                return
            if str(failure) != reason:  # a node was slow, now it says what it has against us
                reason = str(failure)
                _log.warning("text search rests: %s", reason)
            pause = min(2 * pause, _LONGEST_PAUSE)


def _query(terms: Sequence[WeightedTerm], filters: Sequence[Filter]) -> dict[str, Any]:
    wanted = [{"term": {term.field: {"value": term.token, "boost": term.weight}}} for term in terms]
    conditions = [_condition(item) for item in filters]
    return {"bool": {"should": wanted, "minimum_should_match": 1, "filter": conditions}}


def _condition(item: Filter) -> dict[str, Any]:
    if isinstance(item, ExactValue):
        return {"term": {ATTRIBUTES: f"{item.name}:{item.value}"}}
    if isinstance(item, AnyValue):
        return {"terms": {ATTRIBUTES: [f"{item.name}:{value}" for value in item.values]}}
    return {
        "range": {
            ATTRIBUTES: {"gte": f"{item.name}:{item.lowest or ''}", "lte": f"{item.name}:{item.highest or _LAST}"}
        }
    }
