"""The server: waitress, which ends without cutting an answer short and does not wait for clients that dawdle."""

from __future__ import annotations

import select
import socket
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING
from typing import Any
from typing import Final

from waitress import wasyncore
from waitress.server import create_server

from webapp.refusing import Channel
from webapp.settings import ServerSettings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_GRACE: Final = 20.0  # seconds for which answers under way are waited for at the end
_TURN: Final = 1.0  # seconds between two looks at the connections
_LAST_TURN: Final = 0.05
_MOST_OF_SELECT: Final = 400  # connections: where there is no poll (Windows), a process can wait for 512 sockets
_SPARE: Final = 100  # open files besides connections: index, catalogue, logs
_TOO_LATE: Final = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_HAS_POLL: Final = hasattr(select, "poll")


class Server:
    """Answers on a socket until `stop` is called, from any thread or a signal's handler."""

    def __init__(self, app: WSGIApplication, bound: socket.socket, settings: ServerSettings) -> None:
        """Listen on `bound`; nothing is answered before `run`."""
        self._settings = settings
        self._most = _allowed(settings.connections)
        self._sockets: dict[int, Any] = {}  # of waitress: by file number, the listening one and its wake-up included
        self._begun: dict[Any, tuple[object, float]] = {}  # by connection: a request that is coming in, since when
        self._looked = 0.0
        self._stopping = threading.Event()
        self._server = create_server(
            app,
            map=self._sockets,
            sockets=[bound],
            threads=settings.threads,
            ident="cancu",
            # Beyond our own limit waitress stops to accept, which would let idle clients shut the others out.
            connection_limit=self._most + _SPARE,
            channel_timeout=settings.idle_seconds,
            max_request_header_size=settings.max_header * 1024,
            max_request_body_size=settings.max_body * 1_000_000,
            asyncore_use_poll=_HAS_POLL,
            # What a proxy says stays to be seen (webapp.visitors); it is believed of the trusted one alone.
            clear_untrusted_proxy_headers=False,
            **_believed(settings.proxy),
        )
        self._server.channel_class = Channel

    def run(self) -> None:
        """Answer until `stop`; then take no more connections, and finish the answers under way."""
        while not self._stopping.is_set():
            self._turn(_TURN)
            self._tidy()
        self._server.del_channel()
        self._server.socket.close()
        until = time.monotonic() + _GRACE
        while self._busy() and time.monotonic() < until:
            self._turn(_LAST_TURN)
            for channel in self._idle():
                channel.handle_close()
        self._server.task_dispatcher.shutdown()
        self._server.trigger.close()
        wasyncore.close_all(self._sockets, ignore_all=True)

    def stop(self) -> None:
        """Let `run` come to its end."""
        self._stopping.set()
        with suppress(OSError):  # it has ended already
            self._server.pull_trigger()

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, map=self._sockets, use_poll=_HAS_POLL, count=1)

    def _tidy(self) -> None:
        channels = self._server.active_channels
        if len(channels) > self._most:
            self._end_idle(len(channels) - self._most)
        now = time.monotonic()
        if now - self._looked >= _TURN:
            self._looked = now
            self._end_late(now)

    def _end_idle(self, number: int) -> None:
        # Those that sent something last are the likeliest to be somebody.
        for channel in sorted(self._idle(), key=lambda channel: channel.last_activity)[:number]:
            channel.handle_close()

    def _end_late(self, now: float) -> None:
        begun, self._begun = self._begun, {}
        for channel in list(self._server.active_channels.values()):
            request = channel.request  # what has come in only in part
            if request is None:
                continue
            former, since = begun.get(channel, (None, now))
            since = since if former is request else now
            finished = request.headers_finished
            if now - since <= (self._settings.upload_seconds if finished else self._settings.header_seconds):
                self._begun[channel] = request, since
            elif not channel.requests:
                with suppress(OSError):
                    channel.socket.send(_TOO_LATE)
                channel.handle_close()

    def _idle(self) -> list[Any]:
        channels = list(self._server.active_channels.values())
        return [channel for channel in channels if not channel.requests and not channel.total_outbufs_len]

    def _busy(self) -> bool:
        channels = list(self._server.active_channels.values())
        return any(channel.requests or channel.total_outbufs_len for channel in channels)


def _believed(proxy: str) -> dict[str, object]:
    if not proxy:
        return {}
    return {"trusted_proxy": proxy, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}


def _allowed(connections: int) -> int:
    """Return how many connections this process can have, at most `connections`; raise its limit where it may."""
    if not _HAS_POLL:
        return min(connections, _MOST_OF_SELECT)
    if sys.platform == "win32":
        return connections
    import resource  # noqa: PLC0415 (exists on Unix only)

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    wanted = connections + 2 * _SPARE
    if soft != unlimited and soft < wanted:
        soft = wanted if hard == unlimited else min(wanted, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return connections if soft == unlimited else max(min(connections, soft - 2 * _SPARE), 16)
