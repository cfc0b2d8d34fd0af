"""The site's own address, and the one address of each page, as programs elsewhere are to know them.

A page is kept for all who ask (`kept_pages`), under whatever name they ask for it: so what stands in it is either
the address that the site was told (`--public-address`), or a path, which every reader completes by where the page
came from. Files that need whole addresses (feeds, the sitemap) take the name under which they were asked for where
the site was told none, and go back to whoever asked alone: a forged name reaches nobody but the forger.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote
from urllib.parse import urlencode
from urllib.parse import urlsplit

from flask import Flask
from flask import Response
from flask import current_app
from flask import make_response
from flask import request

from webapp.reading_pages import READING_PAGES
from webapp.settings import Settings

_EXTENSION: Final = "cancu-public-address"
_EDITION: Final = "cancu-edition"
_HOST: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9_.-]{0,252}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?", re.IGNORECASE
)
_LONGEST: Final = 200  # letters of an address
# What XML 1.0 cannot hold, escaped or not: a corpus text may have it.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIRST: Final = "1"  # the page or part that needs no parameter


def register(app: Flask, settings: Settings) -> None:
    """Let the requests and templates of `app` know the site's address."""
    app.extensions[_EXTENSION] = settings.public_address
    app.extensions[_EDITION] = settings.edition
    app.jinja_env.globals |= {"canonical_address": canonical_address, "public_address": settings.public_address}


def read_public_address(text: str) -> str | None:
    """Return the address of a site's first page as it is kept, without a slash at its end; None for anything else.

    The site lies at the root of its name, so an address with a path is none of its.
    """
    try:
        parts = urlsplit(text.strip())
        port = f":{parts.port}" if parts.port is not None else ""
        name = parts.hostname or ""
        host = f"[{name}]" if ":" in name else name.encode("idna").decode("ascii")
    except ValueError:
        return None
    plain = not (parts.username or parts.password or parts.query or parts.fragment) and parts.path in {"", "/"}
    if parts.scheme not in {"http", "https"} or not plain or not _HOST.fullmatch(host + port):
        return None
    found = f"{parts.scheme}://{host}{port}"
    return found if len(found) <= _LONGEST else None


def public_address() -> str:
    """Return the address that the site was told, without a slash at its end; "" where it was told none."""
    known: str = current_app.extensions[_EXTENSION]
    return known


def site_address() -> str:
    """Return the site's address for a file that needs whole ones: the public one, else that of this request."""
    if known := public_address():
        return known
    host = request.environ.get("HTTP_HOST", "")
    if not _HOST.fullmatch(host):
        host = f"{request.environ['SERVER_NAME']}:{request.environ['SERVER_PORT']}"
    return f"{request.scheme}://{host}"


def is_addressed() -> bool:
    """Tell whether pages have addresses that can be told: a file in a folder is a copy of no known site's."""
    return bool(public_address()) or not current_app.extensions[_EDITION]


def canonical_address() -> str | None:
    """Return the one address of the page at hand.

    None for a page that is made for its reader alone, and for a file that is a copy of no known site's.
    """
    names = READING_PAGES.get(request.endpoint or "")
    if names is None or not is_addressed():
        return None
    given = {name: request.args[name] for name in names if request.args.get(name, _FIRST) not in {"", _FIRST}}
    return public_address() + _path() + (f"?{urlencode(given)}" if given else "")


def _path() -> str:
    path = request.path.rstrip("/") or "/"
    return "/".join(quote(name, safe="") for name in path.split("/"))


def machine_answer(text: str, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return a file for machines, which they may keep and ask for again only where it has changed."""
    response = make_response(_NOT_XML.sub("\ufffd", text))
    response.headers["Content-Type"] = media_type
    response.headers["Cache-Control"] = "no-cache" if public_address() else "private, no-cache"
    response.headers.update(headers or {})
    response.add_etag(weak=True)  # packed and unpacked it is one file
    response.make_conditional(request)
    return response
