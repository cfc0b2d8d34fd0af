"""Writes an index on an OpenSearch cluster: one for each generation, from nothing or from a copy of the last one.

The cluster is given tokens that are ready: its own analysis only cuts at line breaks. It keeps postings and nothing
else, neither texts nor places of words. A finished index takes no more writes, so what a generation answers never
changes, and the next generation starts from a clone of it, which shares its files on the nodes' disks.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from typing import Final

from indexer.errors import CancuError
from indexer.errors import DamagedIndexError
from indexer.errors.searching import IncompleteIndexError
from indexer.errors.searching import SearchServerAwayError
from indexer.errors.searching import SearchServerBusyError
from indexer.errors.searching import SearchServerError
from indexer.errors.searching import SearchServerFailedError
from indexer.search.engines import FIELDS
from indexer.search.engines import EnginePassage
from indexer.search.engines.opensearch_access import access
from indexer.search.engines.opensearch_access import shards
from indexer.search.engines.opensearch_cluster import Cluster
from indexer.search.engines.opensearch_cluster import NotThereError
from indexer.search.engines.opensearch_engine import ATTRIBUTES
from indexer.search.engines.opensearch_note import FILE
from indexer.search.engines.opensearch_note import PREFIX
from indexer.search.engines.opensearch_note import Note
from indexer.search.engines.opensearch_note import begin_unfinished
from indexer.search.engines.opensearch_note import end_unfinished
from indexer.search.engines.opensearch_note import generation_of
from indexer.search.engines.opensearch_note import next_name
from indexer.search.engines.opensearch_note import own_notes
from indexer.search.engines.opensearch_note import read_note
from indexer.search.engines.opensearch_note import write_note

_TEMPLATE: Final = "cancu"
_TEXT: Final = {"type": "text", "analyzer": "lines", "index_options": "freqs"}
_INDEX: Final[dict[str, Any]] = {
    "settings": {
        # A second copy where there is a second node: the loss of one costs neither a build nor an answer.
        "auto_expand_replicas": "0-1",
        "refresh_interval": "-1",  # nobody reads before the end
        "analysis": {
            "analyzer": {"lines": {"type": "custom", "tokenizer": "lines"}},
            # Lucene takes no term above 32,766 bytes; what is longer is no word of any language.
            "tokenizer": {"lines": {"type": "char_group", "tokenize_on_chars": ["\n"], "max_token_length": 8000}},
        },
    },
    "mappings": {
        "dynamic": "strict",
        "_source": {"enabled": False},
        "properties": {
            **dict.fromkeys(FIELDS, _TEXT),
            ATTRIBUTES: {"type": "keyword", "doc_values": False},
        },
    },
}
_MOST_BYTES: Final = 4 << 20  # of one request; halved whenever the cluster cannot take it
_FEWEST_BYTES: Final = 128 << 10
_FIRST_PAUSE: Final = 0.25  # seconds before what was refused is sent again; twice as long each time
_LONGEST_PAUSE: Final = 8.0
_PATIENCE: Final = 120.0  # seconds in which nothing at all is taken on, after which a build gives up
_COPIES_WITHIN: Final = 30  # seconds for second copies to be whole; later they become it by themselves
_PASSING: Final = frozenset({429, 502, 503, 504})  # statuses of what may be taken on a little later


class OpenSearchWriter:
    """An index that is being written under its own name, which nobody reads before `commit` notes it."""

    def __init__(self, folder: Path, given: str | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._former = read_note(folder) if (folder / FILE).exists() else None
        self._cluster = Cluster(access(given, self._former.addresses if self._former else None))
        self._index = next_name(folder, self._former)
        self._waiting: dict[str, bytes] = {}
        self._bytes = 0
        self._most = _MOST_BYTES
        self._ids: set[str] = set()  # of a new index: what it has to hold in the end
        begin_unfinished(folder, Note(self._index, self._cluster.addresses))
        try:
            self._create()
        except BaseException:
            self.cancel()
            raise

    def add(self, passages: Iterable[EnginePassage]) -> None:
        """Add passages; one whose id is there already is replaced."""
        for passage in passages:
            attributes = [f"{name}:{value}" for name, values in passage.attributes.items() for value in values]
            line = json.dumps({**passage.tokens, ATTRIBUTES: attributes}, ensure_ascii=False)
            self._put(passage.id, f"{_action('index', passage.id)}\n{line}\n")
            self._ids.add(passage.id)

    def delete(self, passages: Collection[str]) -> None:
        """Remove the passages with these ids."""
        for passage in passages:
            self._put(passage, f"{_action('delete', passage)}\n")
            self._ids.discard(passage)

    def segments(self) -> int:
        """Return one for an index that is changed: the cluster itself joins its pieces."""
        return 0 if self._former is None else 1

    def commit(self) -> None:
        """Send what is left, make sure that everything is there, close the index for writing and note it."""
        try:
            self._flush()
            held = self._finish()
        except NotThereError as error:
            raise DamagedIndexError(self._folder) from error
        note = Note(self._index, self._cluster.addresses, held)
        write_note(self._folder, note)
        if self._former is not None and self._former.index.startswith(generation_of(self._folder)):
            with suppress(CancuError):  # what is left of it goes with its generation
                self._cluster.ask("DELETE", f"/{self._former.index}")
        self._cluster.close()

    def cancel(self) -> None:
        """Remove the index that was being written; where that fails, its note stays for the next build."""
        with suppress(SearchServerError):
            with suppress(NotThereError):
                self._cluster.ask("DELETE", f"/{self._index}", limit_s=10.0)
            end_unfinished(self._folder)
        self._waiting.clear()
        self._cluster.close()

    def _create(self) -> None:
        template = {"index_patterns": [f"{PREFIX}*"], "priority": 200, "template": _INDEX}
        self._cluster.ask("PUT", f"/_index_template/{_TEMPLATE}", template)
        with suppress(NotThereError):  # left by a build that died in this very generation
            self._cluster.ask("DELETE", f"/{self._index}")
        # Until its second copies are there, the loss of a node would take what was written with it.
        params: dict[str, str | int] = {"wait_for_active_shards": "all", "timeout": f"{_COPIES_WITHIN}s"}
        patience = _COPIES_WITHIN + 30.0
        if self._former is None:
            settings: dict[str, Any] = {"number_of_shards": shards()}
            self._cluster.ask("PUT", f"/{self._index}", {"settings": settings}, params, attempt_s=patience)
            return
        writable = {"index.blocks.write": None, "index.refresh_interval": "-1"}
        try:
            path = f"/{self._former.index}/_clone/{self._index}"
            self._cluster.ask("PUT", path, {"settings": writable}, params, attempt_s=patience)
        except NotThereError as error:
            raise DamagedIndexError(self._folder) from error

    def _put(self, passage: str, lines: str) -> None:
        # Within one request each id stands once: what is sent again after a refusal is then in no wrong order.
        encoded = lines.encode("utf-8", "surrogatepass")
        self._bytes += len(encoded) - len(self._waiting.get(passage, b""))
        self._waiting[passage] = encoded
        if self._bytes >= self._most:
            self._flush()

    def _flush(self) -> None:
        """Send all that waits, and again what the cluster could not take on, each time after a longer pause."""
        pause, until = _FIRST_PAUSE, time.monotonic() + _PATIENCE
        while self._waiting:
            refused = self._send()
            if refused:
                if len(refused) < len(self._waiting):
                    until = time.monotonic() + _PATIENCE
                elif time.monotonic() > until:
                    raise SearchServerBusyError(self._cluster.addresses)
                self._most = max(_FEWEST_BYTES, self._most // 2)
                time.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            self._waiting = {key: lines for key, lines in self._waiting.items() if key in refused}
        self._bytes = 0

    def _send(self) -> set[str]:
        """Send one request; return the ids of what was not taken on for the moment."""
        params = {"filter_path": "errors,items.*._id,items.*.status,items.*.error.type,items.*.error.reason"}
        try:
            answer = self._cluster.ask("POST", f"/{self._index}/_bulk", b"".join(self._waiting.values()), params)
        except (SearchServerAwayError, SearchServerBusyError):
            return set(self._waiting)
        if not answer["errors"]:
            return set()
        refused = set()
        for item in (found for each in answer["items"] for found in each.values()):
            if item["status"] in _PASSING:
                refused.add(item["_id"])
            elif "error" in item:
                reason = f"{item['status']} {item['error']['type']}: {item['error']['reason']}"
                raise SearchServerFailedError(self._cluster.addresses, reason)
        return refused

    def _finish(self) -> int:
        self._cluster.ask("POST", f"/{self._index}/_refresh")
        held = int(self._cluster.ask("GET", f"/{self._index}/_count")["count"])
        if self._former is None and held != len(self._ids):
            raise IncompleteIndexError(self._cluster.addresses, held, len(self._ids))
        self._cluster.ask("POST", f"/{self._index}/_flush")
        self._cluster.ask("PUT", f"/{self._index}/_settings", {"index.blocks.write": True})
        with suppress(SearchServerError):  # one copy is enough to begin with
            params: dict[str, str | int] = {"wait_for_status": "green", "timeout": f"{_COPIES_WITHIN}s"}
            self._cluster.ask("GET", f"/_cluster/health/{self._index}", params=params, attempt_s=_COPIES_WITHIN + 5.0)
        return held


def _action(name: str, passage: str) -> str:
    return json.dumps({name: {"_id": passage}}, ensure_ascii=False)


def check_cluster(given: str | None, folder: Path | None) -> str:
    """Make sure that the cluster can be used, before a build begins; return its addresses.

    Each node is asked: one that is away is no matter while another answers, one that is no node to trust is.

    `folder`: that of the index whose cluster is used where nobody says otherwise.

    Raises:
        SearchServerError: one of its kinds says why not.
    """
    kept = None
    if folder is not None:
        with suppress(DamagedIndexError):
            kept = read_note(folder).addresses
    shards()
    way = access(given, kept)
    away: SearchServerAwayError | None = None
    answered = False
    for node in way.addresses.split(","):
        cluster = Cluster(replace(way, addresses=node))
        try:
            cluster.ask("GET", "/", attempt_s=5.0, limit_s=10.0)
            answered = True
        except SearchServerAwayError as error:
            away = error
        finally:
            cluster.close()
    if away is not None and not answered:
        raise away if "," not in way.addresses else SearchServerAwayError(way.addresses)
    return way.addresses


def holds_all(folder: Path) -> bool:
    """Tell whether the cluster holds the index that `folder` notes, with all its passages.

    Raises:
        SearchServerError: the cluster cannot be asked.
    """
    try:
        note = read_note(folder)
    except DamagedIndexError:
        return False
    cluster = Cluster(access(kept=note.addresses))
    try:
        found = cluster.ask("GET", f"/{note.index}/_count", attempt_s=5.0, limit_s=10.0)
    except NotThereError:
        return False
    finally:
        cluster.close()
    return bool(found["count"] == note.passages)


def remove(folder: Path) -> bool:
    """Remove the indexes of a generation from their cluster; return whether none of them is left there."""
    for note in own_notes(folder):
        try:
            cluster = Cluster(access(kept=note.addresses))
            try:
                cluster.ask("DELETE", f"/{note.index}", attempt_s=5.0, limit_s=10.0)
            finally:
                cluster.close()
        except NotThereError:
            continue
        except SearchServerError:
            return False
    return True
