"""Answers packed for slow lines: a plan's page is sent in a seventh of its size."""

from __future__ import annotations

import gzip
from typing import Final

from flask import Flask
from flask import Response
from flask import request

_PACKED: Final = ("text/", "application/json", "application/atom+xml", "application/xml", "image/svg+xml")
_WORTH_IT: Final = 1_000  # bytes: below that, packing costs more than it saves
_LEVEL: Final = 5  # a page takes about a millisecond; higher levels save a percent and take twice as long


def register(app: Flask) -> None:
    """Pack the answers of `app` for browsers that say they can unpack them."""
    app.after_request(_packed)


def _packed(response: Response) -> Response:
    if (response.mimetype or "").startswith(_PACKED) and not response.direct_passthrough:
        response.vary.add("Accept-Encoding")
        body = response.get_data()
        if (
            len(body) >= _WORTH_IT
            and request.accept_encodings.quality("gzip")
            and "Content-Encoding" not in response.headers
        ):
            # mtime 0: the same page is the same bytes.
            response.set_data(gzip.compress(body, _LEVEL, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
    return response
