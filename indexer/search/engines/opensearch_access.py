"""How an OpenSearch cluster is reached: addresses, who asks, which certificates are trusted. All of it from settings.

A password comes from a variable or from a file, never from a command line, which every user of a machine can read.
"""

from __future__ import annotations

import os
import ssl
from dataclasses import dataclass
from dataclasses import field
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from indexer.errors import system_reason
from indexer.errors.searching import NoSearchServerError
from indexer.errors.searching import SearchServerAddressError
from indexer.errors.searching import SearchServerOpenLineError
from indexer.errors.searching import SearchServerPasswordFileError
from indexer.errors.searching import SearchServerSettingError

URL: Final = "CANCU_OPENSEARCH_URL"
USER: Final = "CANCU_OPENSEARCH_USER"
PASSWORD: Final = "CANCU_OPENSEARCH_PASSWORD"  # noqa: S105 (the setting's name)
PASSWORD_FILE: Final = "CANCU_OPENSEARCH_PASSWORD_FILE"  # noqa: S105 (the setting's name)
AUTHORITY: Final = "CANCU_OPENSEARCH_CA"
SHARDS: Final = "CANCU_OPENSEARCH_SHARDS"

_LONGEST_PASSWORD: Final = 4096  # letters; what is longer is another file


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
        SearchServerOpenLineError: a password would go to another machine for everyone on the way to read.
        SearchServerPasswordFileError: the file of the password cannot be read.
        SearchServerSettingError: another setting cannot be used.
    """
    addresses = given or os.environ.get(URL) or kept
    if not addresses:
        raise NoSearchServerError
    nodes = [part.strip().rstrip("/") for part in addresses.split(",") if part.strip()]
    for node in nodes:
        _check(node)
    if not nodes:
        raise NoSearchServerError
    user = os.environ.get(USER, "")
    if ":" in user or not user.isprintable():
        raise SearchServerSettingError(USER, user, "tên không có dấu hai chấm và không có ký tự điều khiển")
    if user:
        for node in nodes:
            if not _is_closed(node):
                raise SearchServerOpenLineError(node)
    return Access(",".join(nodes), user, _password() if user else "", _authority())


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


def _is_closed(node: str) -> bool:
    """Tell whether nobody else can read what goes to a node: by TLS, or because it does not leave this machine."""
    parts = urlsplit(node)
    if parts.scheme == "https" or parts.hostname == "localhost":
        return True
    try:
        return ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


def _password() -> str:
    named = os.environ.get(PASSWORD_FILE)
    if not named:
        return os.environ.get(PASSWORD, "")
    try:
        with Path(named).open(encoding="utf-8-sig") as file:
            text = file.read(_LONGEST_PASSWORD + 1).removesuffix("\n")
    except OSError as error:
        raise SearchServerPasswordFileError(named, system_reason(error)) from error
    except UnicodeDecodeError as error:
        raise SearchServerPasswordFileError(named, "không phải chữ UTF-8") from error
    if not text or "\n" in text or len(text) > _LONGEST_PASSWORD:
        raise SearchServerPasswordFileError(named, "cần đúng một dòng là mật khẩu")
    return text


def _authority() -> str:
    named = os.environ.get(AUTHORITY, "")
    if named:
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(named)
        except (OSError, ValueError) as error:  # not there, not for us, or no certificate in it
            raise SearchServerSettingError(AUTHORITY, named, "một tệp chứng chỉ gốc (PEM) đọc được") from error
    return named
