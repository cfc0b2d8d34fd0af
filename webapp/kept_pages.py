"""Finished pages kept for the next reader: the same address in the same generation is the same page.

A page may be kept when it depends on nothing but its address, for whom it is meant, the generation, the day and
whether the site has accounts. So only pages of the areas below are kept; a request with a cookie is always answered
afresh, and an answer that sets one is not kept, nor one that lacks something because text search rests.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock
from typing import Final

from flask import Flask
from flask import Response
from flask import g
from flask import request

from indexer.errors import CancuError
from webapp import visitors
from webapp.knowledge import kb
from webapp.quoting import today

_AREAS: Final = frozenset(
    "assignments comparisons documents gaps home lists matrices numbers pictures plans search topics updates".split()
)
_MOST_BYTES: Final = 32 * 2**20  # of packed pages, some three thousand
_EXTENSION: Final = "cancu-kept-pages"
_LONGEST: Final = 500_000  # bytes of one page

#: Address, for whom it is meant, generation, day, whether the site has accounts.
Key = tuple[str, str, str, str, bool]


@dataclass(frozen=True, slots=True)
class Kept:
    """A packed page with its headers."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    tag: str


class Shelf:
    """The pages used last, up to a number of bytes; those of an older generation go as they are not asked for."""

    def __init__(self, most_bytes: int) -> None:
        """Keep pages of `most_bytes` altogether."""
        self._most_bytes = most_bytes
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()
        self.asked = {"yes": 0, "no": 0}  # how often a page was asked for that was kept, and that was not

    def get(self, key: Key) -> Kept | None:
        """Return the page of `key`, None where it is not kept."""
        with self._lock:
            page = self._pages.get(key)
            self.asked["no" if page is None else "yes"] += 1
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: Kept) -> None:
        """Keep `page`, and let those go that were not asked for the longest where there is no room."""
        with self._lock:
            former = self._pages.pop(key, None)
            self._bytes += len(page.body) - (len(former.body) if former else 0)
            self._pages[key] = page
            while self._bytes > self._most_bytes:
                self._bytes -= len(self._pages.popitem(last=False)[1].body)


def register(app: Flask) -> None:
    """Keep the pages of `app`; to be registered first, so that an answer is seen as it is sent."""
    shelf = app.extensions[_EXTENSION] = Shelf(_MOST_BYTES)

    def look() -> Response | None:
        key = _key()
        kept = shelf.get(key) if key else None
        if kept is None:
            g.page_key = key
            g.unanswered = kb().unanswered if key else 0
            return None
        response = Response(kept.body, headers=list(kept.headers))
        response.set_etag(kept.tag)
        response.make_conditional(request)
        return response

    def keep(response: Response) -> Response:
        key: Key | None = g.get("page_key")
        if key is None or not _keepable(response) or kb().unanswered != g.unanswered:
            return response
        body = response.get_data()
        tag = hashlib.sha256(body).hexdigest()[:16]
        shelf.put(key, Kept(body, tuple(response.headers.items()), tag))
        response.set_etag(tag)
        response.make_conditional(request)
        return response

    app.before_request(look)
    app.after_request(keep)


def shelf_of(app: Flask) -> Shelf:
    """Return the kept pages of `app`."""
    found: Shelf = app.extensions[_EXTENSION]
    return found


def _key() -> Key | None:
    """Return what the page depends on, None for a request whose answer is not to be kept."""
    if request.method != "GET" or request.blueprint not in _AREAS or request.cookies:
        return None
    if not request.accept_encodings.quality("gzip"):
        return None
    try:
        return request.full_path, visitors.audience(), kb().generation, today(), visitors.has_accounts()
    except CancuError:
        return None  # the page itself says what is wrong


def _keepable(response: Response) -> bool:
    return (
        response.status_code == HTTPStatus.OK
        and response.mimetype == "text/html"
        and response.headers.get("Content-Encoding") == "gzip"
        and "Set-Cookie" not in response.headers
        and "no-store" not in response.headers.get("Cache-Control", "")
        and (response.content_length or 0) <= _LONGEST
    )
