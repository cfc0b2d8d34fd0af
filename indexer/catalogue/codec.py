"""Dataclasses to JSON and back: how values that are never searched by SQL lie in the catalogue."""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from collections.abc import Hashable
from collections.abc import Mapping
from dataclasses import fields
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from typing import Any
from typing import TypeVar
from typing import Union
from typing import cast
from typing import get_args
from typing import get_origin
from typing import get_type_hints

T = TypeVar("T")


def plain(value: Any) -> Any:
    """Return `value` (dataclasses, enums, tuples, mappings at any depth) as JSON types; every field is kept."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value


def encode(value: Any) -> str:
    """Return `value` as compact JSON; fields that hold their default are left out, `decode` puts them back."""
    return json.dumps(_compact(value), ensure_ascii=False, separators=(",", ":"))


def decode(wanted: type[T], text: str) -> T:
    """Return the value of type `wanted` (a dataclass) that `encode` wrote as `text`."""
    read: Callable[[Any], T] = _reader(cast("Hashable", wanted))
    return read(json.loads(text))


def decode_many(wanted: type[T], text: str) -> tuple[T, ...]:
    """Return the sequence of `wanted` values that `encode` wrote as `text`."""
    read: Callable[[Any], T] = _reader(cast("Hashable", wanted))
    return tuple(read(item) for item in json.loads(text))


def _compact(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            item.name: _compact(getattr(value, item.name))
            for item in fields(value)
            if item.init and getattr(value, item.name) != item.default
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {key: _compact(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_compact(item) for item in value]
    return value


def _same(value: Any) -> Any:
    return value


@cache
def _reader(annotation: Any) -> Callable[[Any], Any]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return _union_reader(arguments)
    if origin is tuple:
        item = _reader(arguments[0])
        return lambda value: tuple(item(part) for part in value)
    if origin is not None and issubclass(origin, Mapping):
        item = _reader(arguments[1])
        return lambda value: {key: item(part) for key, part in value.items()}
    if is_dataclass(annotation):
        return _dataclass_reader(cast("type[Any]", annotation))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return annotation
    return _same


def _union_reader(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    # The unions of the model are `X | None` and `str | <dataclass>`: JSON itself tells which one lies there.
    rich = [_reader(part) for part in arguments if part not in (type(None), str, int, float)]
    if not rich:
        return _same
    read = rich[0]
    with_text = str in arguments
    return lambda value: value if value is None or (with_text and isinstance(value, str)) else read(value)


def _dataclass_reader(wanted: type[Any]) -> Callable[[Any], Any]:
    hints = get_type_hints(wanted)
    readers = {item.name: _reader(hints[item.name]) for item in fields(wanted) if item.init}
    return lambda value: wanted(**{name: readers[name](part) for name, part in value.items()})
