"""What holds for every route of the API: its parameters are checked, its answers have tags, other sites may read it."""

from __future__ import annotations

import hashlib
import re
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from flask import Flask
from flask import Response
from flask import current_app
from flask import g
from flask import redirect
from flask import request
from flask import url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import visitors
from webapp.errors import BadParameterError
from webapp.errors import StaleTagError
from webapp.errors import UnknownParameterError
from webapp.errors import refused
from webapp.knowledge import kb
from webapp.openapi.description import PREFIX
from webapp.openapi.operations import MOST_LETTERS
from webapp.openapi.operations import OPERATIONS
from webapp.openapi.operations import Parameter

_READING: Final = "GET, HEAD, OPTIONS"
_ONE_HOUR: Final = "3600"  # seconds for which a browser need not ask again whether it may read
_OF_DOCUMENTS: Final = (f"{PREFIX}/documents/", f"{PREFIX}/plans/")
_NUMBER: Final = re.compile("[0-9]{1,9}")


def register(app: Flask) -> None:
    """Hold these rules in `app`; to be registered before what packs answers, so that a tag is of what is sent."""
    app.before_request(_check)
    app.after_request(_with_rules)


def paged(total: int, limit: int, offset: int) -> dict[str, int]:
    """Return the keys that every part of a list has; the answer gets links to the parts beside it."""
    g.page = (total, limit, offset)
    return {"total": total, "limit": limit, "offset": offset}


def _check() -> AnyResponse | None:
    view = current_app.view_functions.get(request.endpoint or "")
    operation = OPERATIONS.get(view) if view else None
    if operation is None or request.method == "OPTIONS":
        return None
    known = {item.name: item for item in operation.query}
    for name, values in request.args.lists():
        if name not in known:
            raise UnknownParameterError(name, sorted(known))
        if len(values) > 1:
            raise BadParameterError(name, values[1], "chỉ nhận một giá trị")
        _check_value(known[name], values[0])
    missing = next((item for item in operation.query if item.required and not request.args.get(item.name)), None)
    if missing is not None:
        raise BadParameterError(missing.name, "", "cần một giá trị")
    return _moved()


def _check_value(item: Parameter, value: str) -> None:
    if item.most is not None:
        least = item.least or 0
        if not _NUMBER.fullmatch(value) or not least <= int(value) <= item.most:
            raise BadParameterError(item.name, value, f"cần một số từ {least} đến {item.most}")
    elif item.choices and value not in item.choices:
        raise BadParameterError(item.name, value, "cần một trong các giá trị " + ", ".join(item.choices))
    elif item.pattern and not re.fullmatch(item.pattern, value):
        raise BadParameterError(item.name, value, item.expected)
    elif len(value) > MOST_LETTERS:
        raise BadParameterError(item.name, value, f"có tối đa {MOST_LETTERS} chữ")


def _moved() -> AnyResponse | None:
    # A document's former id leads to where it stands now.
    arguments = request.view_args or {}
    if not request.path.startswith(_OF_DOCUMENTS) or "identifier" not in arguments:
        return None
    current = kb().current_id(arguments["identifier"])
    if current == arguments["identifier"]:
        return None
    return redirect(url_for(request.endpoint or "", **{**request.args, **arguments, "identifier": current}))


def _with_rules(response: Response) -> Response:
    if not request.path.startswith(f"{PREFIX}/"):
        return response
    if "page" in g and response.status_code == HTTPStatus.OK:
        response.headers.extend(("Link", link) for link in _links(*g.page))
    if request.method in {"GET", "HEAD", "OPTIONS"} and visitors.stranger_without_name():
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = _READING
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
            response.headers["Access-Control-Max-Age"] = _ONE_HOUR
    return _tagged(response) if request.method in {"GET", "HEAD"} else response


def _links(total: int, limit: int, offset: int) -> list[str]:
    beside = {"prev": max(0, offset - limit) if offset else None, "next": offset + limit}
    if offset + limit >= total:
        del beside["next"]
    found = []
    for rel, start in beside.items():
        if start is not None:
            query = urlencode({**request.args, "limit": limit, "offset": start})
            found.append(f'<{request.path}?{query}>; rel="{rel}"')
    return found


def _tagged(response: Response) -> Response:
    if response.status_code != HTTPStatus.OK:
        return response
    if not response.direct_passthrough and "ETag" not in response.headers:
        response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:16])
    response.make_conditional(request)
    if response.status_code == HTTPStatus.PRECONDITION_FAILED:
        response.close()  # of a file
        stale, status = refused(StaleTagError())
        stale.status_code = status
        for name in ("Content-Encoding", "Content-Length", "Content-Type", "Content-Disposition", "ETag", "Link"):
            response.headers.pop(name, None)
        stale.headers.extend((name, value) for name, value in response.headers if name not in stale.headers)
        return stale
    return response
