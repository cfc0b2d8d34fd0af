"""The records as JSON Schema, made from the model and the meanings of its fields, so that programs can check them."""

from __future__ import annotations

import json
from dataclasses import is_dataclass
from enum import StrEnum
from types import UnionType
from typing import Any
from typing import Final
from typing import get_args
from typing import get_origin

from indexer.exchange.meanings import MEANINGS
from indexer.exchange.meanings import TITLES
from indexer.exchange.meanings import VALUES
from indexer.exchange.records import field_types
from indexer.exchange.records import is_required
from indexer.exchange.records import record_fields
from indexer.model import Document

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: Final[dict[Any, str]] = {str: "string", bool: "boolean", int: "integer", type(None): "null"}


def record_schema() -> str:
    """Return the JSON Schema of a line of the documents."""
    shapes = {kind.__name__: _shape(kind) for kind in MEANINGS}
    words = {kind.__name__: _enumeration(kind) for kind in VALUES}
    told = {"$schema": _DIALECT, "$ref": f"#/$defs/{Document.__name__}", "$defs": shapes | words}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _shape(kind: type[Any]) -> dict[str, Any]:
    fields, types = record_fields(kind), field_types(kind)
    return {
        "title": TITLES[kind],
        "type": "object",
        "properties": {
            item.name: {**_schema(types[item.name]), "description": MEANINGS[kind][item.name].says} for item in fields
        },
        "required": [item.name for item in fields if is_required(item)],
        "additionalProperties": False,
    }


def _enumeration(kind: type[StrEnum]) -> dict[str, Any]:
    return {"oneOf": [{"const": value.value, "description": VALUES[kind][value]} for value in kind]}


def _schema(annotation: Any) -> dict[str, Any]:
    if isinstance(annotation, UnionType):
        return {"anyOf": [_schema(part) for part in get_args(annotation)]}
    if get_origin(annotation) is tuple:
        return {"type": "array", "items": _schema(get_args(annotation)[0])}
    if is_dataclass(annotation) or issubclass(annotation, StrEnum):
        return {"$ref": f"#/$defs/{annotation.__name__}"}
    return {"type": _PLAIN[annotation]}
