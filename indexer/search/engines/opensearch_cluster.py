"""Talks to an OpenSearch cluster: who may, how long, over which node. The only module that imports its client.

Everything goes out as plain requests through the client's connection pool, which leaves out nodes that do not answer
and tries them again after a while. What they answer comes back as a value or as a failure that says what to do.
"""

from __future__ import annotations

import base64
import logging
import ssl
import time
from collections.abc import Mapping
from http.client import RemoteDisconnected
from typing import Any
from typing import Final

import urllib3
from opensearchpy import OpenSearch
from opensearchpy import exceptions

from indexer.errors import CancuError
from indexer.errors.searching import SearchServerAwayError
from indexer.errors.searching import SearchServerBusyError
from indexer.errors.searching import SearchServerError
from indexer.errors.searching import SearchServerExpiredError
from indexer.errors.searching import SearchServerFailedError
from indexer.errors.searching import SearchServerForbidsError
from indexer.errors.searching import SearchServerHangsUpError
from indexer.errors.searching import SearchServerNameError
from indexer.errors.searching import SearchServerNoTlsError
from indexer.errors.searching import SearchServerRefusesError
from indexer.errors.searching import SearchServerUntrustedError
from indexer.search.engines.opensearch_access import Access

_CONNECT: Final = 0.4  # seconds for a node to take a connection: beyond it the next one is asked
_PAUSE: Final = 0.1  # seconds before the same is asked again of a cluster that is rearranging itself
_REVIVAL: Final = 2  # seconds after which a node that did not answer is tried again
_CONNECTIONS: Final = 16  # kept open to each node: as many threads may ask at once
_UNKNOWN_USER: Final = 401
_FORBIDDEN: Final = 403
_BUSY: Final = 429
_RESTLESS: Final = frozenset({502, 503, 504})  # no cluster manager at the moment, or no copy of a shard
# OpenSSL's numbers of why a certificate is none to trust (x509_vfy.h); all others mean that nobody known signed it.
_OUT_OF_DATE: Final = frozenset({9, 10})
_OTHER_NAME: Final = frozenset({62, 63, 64})

# The client logs each failed attempt with a traceback; what comes of them is raised from here.
logging.getLogger("opensearch").setLevel(logging.CRITICAL)


class NotThereError(CancuError):
    """The cluster has no such index: callers say what that means."""


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
            SearchServerError: one of its kinds says why there is no answer; where nodes differ, whatever is wrong
                with a certificate is told first.
        """
        until = time.monotonic() + limit_s
        failure: Exception | None = None
        distrusted: SearchServerError | None = None
        unanswered = 0
        while unanswered < self._attempts and (left := until - time.monotonic()) > 0:
            timeout = urllib3.Timeout(connect=min(_CONNECT, left), read=min(attempt_s, left))
            asked = {**(params or {}), "request_timeout": timeout}
            try:
                return self._client.transport.perform_request(method, path, params=asked, body=body)
            except exceptions.SSLError as error:
                # A node whose certificate has run out is one node less: the others may be as they should.
                distrusted, unanswered = self._distrust(error), unanswered + 1
            except exceptions.ConnectionError as error:
                failure, unanswered = error, unanswered + 1
            except exceptions.TransportError as error:
                if error.status_code not in _RESTLESS:
                    raise self._refusal(error) from error
                # A cluster that has just lost a node has other copies in a moment: it is asked while there is time.
                failure = error
                time.sleep(min(_PAUSE, max(0.0, until - time.monotonic())))
        if distrusted is not None:
            raise distrusted
        if _hung_up(failure) and "https://" not in self.addresses:
            raise SearchServerHangsUpError(self.addresses) from failure
        raise SearchServerAwayError(self.addresses) from failure

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def _refusal(self, error: exceptions.TransportError) -> CancuError:
        status, reason = error.status_code, str(error.error)
        if status == _UNKNOWN_USER:
            return SearchServerRefusesError(self.addresses)
        if status == _FORBIDDEN:
            return SearchServerForbidsError(self.addresses)
        if status == _BUSY:
            return SearchServerBusyError(self.addresses)
        if status == 404:
            return NotThereError(reason)
        return SearchServerFailedError(self.addresses, f"{status} {reason}")

    def _distrust(self, error: exceptions.SSLError) -> SearchServerError:
        reasons = getattr(error.info, "args", ())
        reason = reasons[0] if reasons else None
        if not isinstance(reason, ssl.SSLCertVerificationError):
            return SearchServerNoTlsError(self.addresses)
        if reason.verify_code in _OUT_OF_DATE:
            return SearchServerExpiredError(self.addresses)
        if reason.verify_code in _OTHER_NAME:
            return SearchServerNameError(self.addresses)
        return SearchServerUntrustedError(self.addresses)


def _hung_up(failure: Exception | None) -> bool:
    """Tell whether a node took the connection and ended it without a word."""
    reason = getattr(failure, "info", None)
    return isinstance(reason, urllib3.exceptions.ProtocolError) and any(
        isinstance(part, RemoteDisconnected | ConnectionResetError) for part in reason.args
    )
