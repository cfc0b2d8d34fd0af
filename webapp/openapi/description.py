"""The OpenAPI document of an application: its routes under /api/v1 with what stands beside each of them."""

from __future__ import annotations

import inspect
import re
from importlib.metadata import version
from typing import Any
from typing import Final

from flask import Flask
from werkzeug.routing import Rule

from webapp.openapi.operations import JSON
from webapp.openapi.operations import OPERATIONS
from webapp.openapi.operations import Operation
from webapp.openapi.schemas import Schema
from webapp.openapi.schemas import Schemas
from webapp.openapi.shapes import ERROR

PREFIX: Final = "/api/v1"

_TITLE: Final = "Căn Cứ"
_ABOUT: Final = (
    "Plans and the documents they cite. Answers are JSON; every failure has one shape, with a code for programs and a "
    "Vietnamese sentence for people. Dates are ISO, offsets count Unicode code points. Unknown parameters are refused."
)
_ARGUMENT: Final = re.compile(r"<(?:\w+:)?(\w+)>")
_CHANGED: Final = {"ETag": {"description": "The answer's tag, for If-None-Match.", "schema": {"type": "string"}}}
_LINKS: Final = {
    "Link": {"description": 'The parts beside this one: rel="next", "prev".', "schema": {"type": "string"}}
}


def describe(app: Flask) -> Schema:
    """Return the description of the API of `app`."""
    schemas = Schemas()
    paths: dict[str, Schema] = {}
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        operation = OPERATIONS.get(app.view_functions[rule.endpoint])
        if operation is None or not rule.rule.startswith(PREFIX):
            continue
        path = paths.setdefault(_ARGUMENT.sub(r"{\1}", rule.rule), {})
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            path[method.lower()] = _operation(app, rule, operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": _TITLE, "version": version("cancu"), "description": _ABOUT, "license": {"name": "MIT"}},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": schemas.components},
    }


def _operation(app: Flask, rule: Rule, operation: Operation, schemas: Schemas) -> Schema:
    told = inspect.getdoc(app.view_functions[rule.endpoint]) or ""
    found: dict[str, Any] = {
        "operationId": rule.endpoint.replace(".", "_"),
        "summary": told.partition("\n")[0],
        "description": told,
        "parameters": [
            *(_in_path(name, operation.forms) for name in _ARGUMENT.findall(rule.rule)),
            *(
                {
                    "name": item.name,
                    "in": "query",
                    "required": item.required,
                    "description": item.says,
                    "schema": item.schema(),
                }
                for item in operation.query
            ),
        ],
    }
    if operation.text:
        found["requestBody"] = _text()
    found["responses"] = _responses(operation, schemas, moves="<identifier>" in rule.rule)
    return found


def _in_path(name: str, forms: tuple[str, ...]) -> Schema:
    schema: Schema = {"type": "string", "minLength": 1}
    if name == "form":
        schema = {"type": "string", "enum": list(forms)}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _text() -> Schema:
    day = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    fields = {"text": {"type": "string"}, "as_of": day}
    draft = {"type": "object", "properties": fields, "required": ["text"], "additionalProperties": False}
    return {
        "required": True,
        "description": "The text: as JSON, or itself. At most two megabytes; nothing of it is kept.",
        "content": {JSON: {"schema": draft}, "text/plain": {"schema": {"type": "string"}}},
    }


def _responses(operation: Operation, schemas: Schemas, *, moves: bool) -> Schema:
    schema = schemas.of(operation.answer) if operation.answer is not None else {}
    good: Schema = {"description": "The answer.", "content": {kind: {"schema": schema} for kind in operation.media}}
    headers = {**({} if operation.text else _CHANGED), **(_LINKS if operation.paged else {})}
    if headers:
        good["headers"] = headers
    found: Schema = {"200": good}
    if moves:
        found["302"] = {"description": "It has another id now; Location says where it is."}
    if not operation.text:
        found["304"] = {"description": "What If-None-Match names is still the answer."}
    failure = {"description": "A failure.", "content": {JSON: {"schema": schemas.of(ERROR)}}}
    return {**found, "default": failure}
