"""JSON Schema from types: dataclasses become named components, with their docstrings, and all else stands in place."""

from __future__ import annotations

import inspect
import types
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields
from dataclasses import is_dataclass
from enum import Enum
from typing import Any
from typing import Final
from typing import Union
from typing import get_args
from typing import get_origin
from typing import get_type_hints

Schema = dict[str, Any]

_PRIMITIVES: Final[Mapping[Any, str]] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """An object whose keys no dataclass has: `keys` are annotations, or notations of this module."""

    name: str
    keys: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Many:
    """An array of what `of` notes."""

    of: Any


@dataclass(frozen=True, slots=True)
class ByName:
    """An object with any keys and values of what `of` notes."""

    of: Any


@dataclass(frozen=True, slots=True)
class OneOf:
    """A string that is one of `values`."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Same:
    """The component of this name, from inside itself."""

    name: str


class Schemas:
    """The components gathered so far. Two things of one name are a fault of the program."""

    def __init__(self) -> None:
        """Begin with none."""
        self.components: dict[str, Schema] = {}
        self._owners: dict[str, Any] = {}

    def of(self, noted: Any) -> Schema:
        """Return the schema of an annotation or notation; what has a name is gathered and pointed to."""
        if isinstance(noted, Same):
            return _pointer(noted.name)
        if isinstance(noted, Many):
            return {"type": "array", "items": self.of(noted.of)}
        if isinstance(noted, ByName):
            return {"type": "object", "additionalProperties": self.of(noted.of)}
        if isinstance(noted, OneOf):
            return {"type": "string", "enum": list(noted.values)}
        if isinstance(noted, Shape):
            return self._component(noted.name, noted, noted.keys, "")
        if is_dataclass(noted) and isinstance(noted, type):
            return self._component(noted.__name__, noted, keys_of(noted), inspect.getdoc(noted) or "")
        if isinstance(noted, type) and issubclass(noted, Enum):
            return {"type": "string", "enum": [item.value for item in noted]}
        if noted in _PRIMITIVES:
            return {"type": _PRIMITIVES[noted]}
        return self._generic(noted)

    def _generic(self, noted: Any) -> Schema:
        origin, arguments = get_origin(noted), get_args(noted)
        if origin in (Union, types.UnionType):
            return {"anyOf": [self.of(part) for part in arguments]}
        if origin is tuple:
            return {"type": "array", "items": self.of(arguments[0])}
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        msg = f"no schema for {noted!r}"
        raise TypeError(msg)

    def _component(self, name: str, owner: Any, keys: Mapping[str, Any], description: str) -> Schema:
        known = self._owners.setdefault(name, owner)
        if known is not owner:
            msg = f"two components called {name}: {known!r}, {owner!r}"
            raise TypeError(msg)
        if name not in self.components:
            schema: Schema = {"type": "object"}
            self.components[name] = schema  # before its keys, which may hold the same type
            if description:
                schema["description"] = description
            schema["properties"] = {key: self.of(noted) for key, noted in keys.items()}
            schema["required"] = list(keys)
            schema["additionalProperties"] = False
        return _pointer(name)


def keys_of(wanted: type[Any], *, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the fields of a dataclass with their annotations."""
    hints = get_type_hints(wanted)
    return {item.name: hints[item.name] for item in fields(wanted) if item.name not in without}


def _pointer(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
