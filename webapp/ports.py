"""A port to serve on: the asked one, or the next that is free, and the addresses under which people reach it."""

from __future__ import annotations

import ipaddress
import socket
import sys
from typing import Final

from indexer.errors.operations import BadHostError
from indexer.errors.operations import NoFreePortError

PORTS_TRIED: Final = 20
_LAST_PORT: Final = 65535
_EVERYWHERE: Final = frozenset({"0.0.0.0", "::"})  # noqa: S104 (compared with, not bound to)


def free_socket(host: str, port: int, tries: int = PORTS_TRIED) -> socket.socket:
    """Return a listening socket on `port` of `host`, or on the next free one of as many ports as `tries` says.

    Raises:
        BadHostError: `host` is no address of this machine.
        NoFreePortError: all of them are taken.
    """
    try:
        family, _kind, _protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise BadHostError(host) from error
    own = str(address[0])
    if _listening(family, own, 0, close=True) is None:
        raise BadHostError(host)
    for tried in range(port, min(port + tries, _LAST_PORT + 1)):
        bound = _listening(family, own, tried)
        if bound is not None:
            return bound
    raise NoFreePortError(host, port, tries)


def _listening(family: int, address: str, port: int, *, close: bool = False) -> socket.socket | None:
    bound = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":
        # A server that has just stopped leaves its port waiting; on Windows this would share a port in use.
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((address, port))
        bound.listen()
    except OSError:
        bound.close()
        return None
    if close:
        bound.close()
    return bound


def addresses(bound: socket.socket) -> list[str]:
    """Return the web addresses under which a listening socket is reached, the machine's own first."""
    host, port = bound.getsockname()[:2]
    if host not in _EVERYWHERE:
        return [f"http://{f'[{host}]' if ':' in host else host}:{port}/"]
    return [f"http://{name}:{port}/" for name in dict.fromkeys(("127.0.0.1", *_own_addresses()))]


def is_loopback(bound: socket.socket) -> bool:
    """Tell whether a listening socket is reached from this machine alone."""
    return ipaddress.ip_address(bound.getsockname()[0].partition("%")[0]).is_loopback


def _own_addresses() -> list[str]:
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return []
    return sorted({str(item[4][0]) for item in found if not str(item[4][0]).startswith("127.")})
