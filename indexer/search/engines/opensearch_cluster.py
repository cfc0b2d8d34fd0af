"""Talks to an OpenSearch cluster: who may, how long, over which node. The only module that imports its client.

Everything goes out as plain requests through the client's connection pool, which leaves out nodes that do not answer
and tries them again after a while. What they answer comes back as a value or as a failure that says what to do.
"""

from __future__ import annotations

import base64
import logging
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import Any
from typing import Final
from urllib.parse import urlsplit

import urllib3
from opensearchpy import OpenSearch
from opensearchpy import exceptions

from indexer.errors import CancuError
from indexer.errors.searching import NoSearchServerError
from indexer.errors.searching import SearchServerAddressError
from indexer.errors.searching import SearchServerAwayError
from indexer.errors.searching import SearchServerBusyError
from indexer.errors.searching import SearchServerFailedError
from indexer.errors.searching import SearchServerRefusesError
from indexer.errors.searching import SearchServerSettingError
from indexer.errors.searching import SearchServerUntrustedError

URL: Final = "CANCU_OPENSEARCH_URL"
USER: Final = "CANCU_OPENSEARCH_USER"
PASSWORD: Final = "CANCU_OPENSEARCH_PASSWORD"  # noqa: S105 (the setting's name)
AUTHORITY: Final = "CANCU_OPENSEARCH_CA"
SHARDS: Final = "CANCU_OPENSEARCH_SHARDS"

_CONNECT: Final = 0.4  # seconds for a node to take a connection: beyond it the next one is asked
_PAUSE: Final = 0.1  # seconds before the same is asked again of a cluster that is rearranging itself
_REVIVAL: Final = 2  # seconds after which a node that did not answer is tried again
_CONNECTIONS: Final = 16  # kept open to each node: as many threads may ask at once
_FORBIDDEN: Final = frozenset({401, 403})
_BUSY: Final = 429
_RESTLESS: Final = frozenset({502, 503, 504})  # no cluster manager at the moment, or no copy of a shard

# The client logs each failed attempt with a traceback; what comes of them is raised from here.
logging.getLogger("opensearch").setLevel(logging.CRITICAL)


class NotThereError(CancuError):
    """The cluster has no such index: callers say what that means."""


@dataclass(frozen=True, slots=True)
class Access:
    """How a cluster is reached: the nodes' addresses, parted by commas, and what is told to nobody else."""

    addresses: str
    user: str = ""
    password: str = field(default="", repr=False)
    authority: str = ""  # a file of root certificates; without it, those that Python's certifi knows


def access(given: str | None = None, kept: str | None = None) -> Access:
    """Return the access to the cluster at the addresses `given`, else of the settings, else `kept` from before.

    Raises:
        NoSearchServerError: no address is known.
        SearchServerAddressError: an address cannot be used.
        SearchServerSettingError: the file of root certificates is not there.
    """
    addresses = given or os.environ.get(URL) or kept
    if not addresses:
        raise NoSearchServerError
    nodes = [part.strip().rstrip("/") for part in addresses.split(",") if part.strip()]
    for node in nodes:
        _check(node)
    if not nodes:
        raise NoSearchServerError
    authority = os.environ.get(AUTHORITY, "")
    if authority and not Path(authority).is_file():
        raise SearchServerSettingError(AUTHORITY, authority, "một tệp chứng chỉ có thật")
    return Access(",".join(nodes), os.environ.get(USER, ""), os.environ.get(PASSWORD, ""), authority)


def shards() -> int:
    """Return into how many shards a new index is cut.

    Raises:
        SearchServerSettingError: the setting is no number of shards.
    """
    said = os.environ.get(SHARDS) or "1"
    if not said.isdecimal() or not 1 <= int(said) <= 100:
        raise SearchServerSettingError(SHARDS, said, "một số từ 1 đến 100")
    return int(said)


def _check(node: str) -> None:
    try:
        parts = urlsplit(node)
        fits = parts.scheme in {"http", "https"} and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        fits, parts = False, urlsplit("")
    if "@" in node:  # the password is not repeated
        raise SearchServerAddressError(node.rpartition("@")[2])
    if not fits or parts.query or parts.fragment:
        raise SearchServerAddressError(node)


class Cluster:
    """A cluster's nodes; safe to use from several threads."""

    def __init__(self, way: Access) -> None:
        """Make ready to ask; the first question opens a connection."""
        self.addresses: Final = way.addresses
        nodes = way.addresses.split(",")
        self._attempts = max(2, len(nodes))
        headers = {}
        if way.user:
            secret = base64.b64encode(f"{way.user}:{way.password}".encode()).decode("ascii")
            headers["authorization"] = f"Basic {secret}"
        self._client = OpenSearch(
            hosts=nodes,
            headers=headers,
            ca_certs=way.authority or None,
            pool_maxsize=_CONNECTIONS,
            http_compress=True,
            max_retries=0,  # attempts are counted here, within one limit of time
            retry_on_timeout=True,
            retry_on_status=(),
            dead_timeout=_REVIVAL,
            timeout_cutoff=0,
        )

    def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | bytes | None = None,
        params: Mapping[str, str | int] | None = None,
        *,
        attempt_s: float = 30.0,
        limit_s: float = 90.0,
    ) -> Any:
        """Return what the cluster answers, from any node: at most `attempt_s` seconds each, `limit_s` altogether.

        Raises:
            NotThereError: there is no such index.
            SearchServerError: one of its kinds says why there is no answer.
        """
        until = time.monotonic() + limit_s
        failure: Exception | None = None
        unanswered = 0
        while unanswered < self._attempts and (left := until - time.monotonic()) > 0:
            timeout = urllib3.Timeout(connect=min(_CONNECT, left), read=min(attempt_s, left))
            asked = {**(params or {}), "request_timeout": timeout}
            try:
                return self._client.transport.perform_request(method, path, params=asked, body=body)
            except exceptions.SSLError as error:
                raise SearchServerUntrustedError(self.addresses) from error
            except exceptions.ConnectionError as error:
                failure, unanswered = error, unanswered + 1
            except exceptions.TransportError as error:
                if error.status_code not in _RESTLESS:
                    raise self._refusal(error) from error
                # A cluster that has just lost a node has other copies in a moment: it is asked while there is time.
                failure = error
                time.sleep(min(_PAUSE, max(0.0, until - time.monotonic())))
        raise SearchServerAwayError(self.addresses) from failure

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def _refusal(self, error: exceptions.TransportError) -> CancuError:
        status, reason = error.status_code, str(error.error)
        if status in _FORBIDDEN:
            return SearchServerRefusesError(self.addresses)
        if status == _BUSY:
            return SearchServerBusyError(self.addresses)
        if status == 404:
            return NotThereError(reason)
        return SearchServerFailedError(self.addresses, f"{status} {reason}")
