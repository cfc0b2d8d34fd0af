"""What one site needs to know: where its library lies and how it presents itself, and what its server bears."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network
from ipaddress import IPv6Network
from ipaddress import ip_network
from pathlib import Path

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one site. `data` is the folder of the generations (`--data`).

    `state` is the folder of accounts and history (`--state`) and `corpus` that of the documents: a site without
    either is for reading only. `local` says that the site answers on this machine alone. `threads` requests are worked
    on at once. `metrics` are the addresses that may read the figures of the server (`networks`); "": nobody may.
    `edition` says that its pages are to be read as files, where no server answers. `public_address` is where its first
    page is found on the network, without a slash at the end; "" where nobody said so.
    """

    data: Path
    results_per_page: int = 20
    state: Path | None = None
    corpus: Path | None = None
    local: bool = False
    threads: int = 8
    metrics: str = ""
    edition: bool = False
    public_address: str = ""


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """How the server answers, and what it bears from its clients.

    `threads` requests are worked on at once. At most `connections` are open; of more, those that idle the longest are
    ended. A request's head has to be there `header_seconds` after its first byte, all of it after `upload_seconds`; a
    connection that nothing moves on is ended after `idle_seconds`. A head is at most `max_header` kilobytes, a body
    `max_body` megabytes. `proxy` is the address of the proxy whose word on the client's address is taken. `metrics` are
    the addresses that may read the server's figures. `public_address` is where others find the site. `watch`: this
    process builds the index anew where the corpus changes.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    fixed_port: bool = False
    threads: int = 8
    connections: int = 2000
    header_seconds: int = 15
    idle_seconds: int = 60
    upload_seconds: int = 300
    max_header: int = 64
    max_body: int = 64
    log: str = "text"
    proxy: str = ""
    metrics: str = ""
    public_address: str = ""
    watch: bool = True


def networks(written: str) -> tuple[Network, ...]:
    """Return the addresses and networks of a list: "127.0.0.1, 10.1.0.0/16".

    Raises:
        ValueError: one of them is none.
    """
    return tuple(ip_network(part.strip(), strict=False) for part in written.split(",") if part.strip())
