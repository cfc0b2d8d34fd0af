"""What the server writes down: one line an event, and one JSON line a request where that is asked for.

Of a request its path is written, never its query, its form, its body or its cookies: what people look for, type and
upload is their own. What comes from a client is written so that it stays on its line.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from datetime import UTC
from datetime import datetime
from typing import Final
from urllib.parse import quote

from flask import Flask
from flask import Response
from flask import g
from flask import request

#: How the log is written: lines for people, without a line for each request; or a JSON line for each event.
TEXT: Final = "text"
JSON: Final = "json"
FORMS: Final = (TEXT, JSON)

#: The header in which a proxy may hand a request's id in, and in which every answer names it.
ID_HEADER: Final = "X-Request-Id"

_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_LONGEST_PATH: Final = 300
_REQUESTS: Final = logging.getLogger("webapp.requests")


def configure(form: str) -> None:
    """Write what this process logs to standard error in one of `FORMS`."""
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonLines() if form == JSON else _Lines("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("webapp").setLevel(logging.INFO if form == JSON else logging.WARNING)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a request that waits for a moment is no event


def say(line: str) -> None:
    """Write a line that is meant for people as an event of the log."""
    logging.getLogger("webapp.serving").info("%s", line)


def register(app: Flask) -> None:
    """Give each request of `app` its id and its line; to be registered first, so that the answer is seen as sent."""
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """Return the id of the request at hand, the same in its answer's header and in the log."""
    if "request_id" not in g:
        given = request.headers.get(ID_HEADER, "")
        g.request_id = given if _ID.fullmatch(given) else secrets.token_hex(8)
    return str(g.request_id)


def refused(status: int, address: str) -> str:
    """Note a request that the server refused before the site saw it; return the id that its answer is to name."""
    named = secrets.token_hex(8)
    _REQUESTS.info("refused", extra={"request": named, "facts": {"status": status, "address": address}})
    return named


def shown_path() -> str:
    """Return the path of the request at hand as it may stand in a log: without query, on one line, not too long."""
    return quote(request.path, safe="/~:@!$&'()*+,;=-._")[:_LONGEST_PATH]


def _begin() -> None:
    g.begun = time.perf_counter()


def _end(response: Response) -> Response:
    response.headers[ID_HEADER] = request_id()
    if _REQUESTS.isEnabledFor(logging.INFO):
        took = time.perf_counter() - g.get("begun", time.perf_counter())
        facts = {
            "method": request.method,
            "path": shown_path(),
            "status": response.status_code,
            "ms": round(1000 * took, 1),
            "bytes": response.content_length,
            "address": request.remote_addr,
        }
        _REQUESTS.info("request", extra={"request": request_id(), "facts": facts})
    return response


class _Lines(logging.Formatter):
    """Lines for people: what goes on in a second line is set in, so that nobody can add a line of his own."""

    def format(self, record: logging.LogRecord) -> str:
        return "\n    ".join(_printable(line) for line in super().format(record).splitlines())


class _JsonLines(logging.Formatter):
    """A JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        if (request_named := getattr(record, "request", None)) is not None:
            told["request"] = request_named
        told |= getattr(record, "facts", {})
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return _printable(json.dumps(told, ensure_ascii=False))


def _printable(line: str) -> str:
    # What steers a terminal, or ends a line for some reader of it, is written as JSON would escape it.
    return "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in line)
