"""A document as a JSON object with every field, and back: each value by its type, nothing that the model has not."""

from __future__ import annotations

from collections.abc import Hashable
from collections.abc import Mapping
from dataclasses import MISSING
from dataclasses import Field
from dataclasses import fields
from dataclasses import is_dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any
from typing import Final
from typing import cast
from typing import get_args
from typing import get_origin
from typing import get_type_hints

from indexer.catalogue.codec import plain
from indexer.model import Document

#: Where the text begins in the file that it came from: of the file, not of the document.
_OF_THE_FILE: Final = "body_line"


class RecordError(Exception):
    """A value that is no document; `reason` (Vietnamese) says where and why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def to_record(document: Document) -> dict[str, Any]:
    """Return a document as JSON types: every field of the dictionary, also those that are empty."""
    return {item.name: plain(getattr(document, item.name)) for item in record_fields(Document)}


def of_record(value: Any) -> Document:
    """Return the document of a JSON value; fields that may be left out have their defaults.

    Raises:
        RecordError: a field is unknown, missing, or of another type.
    """
    found: Document = _object(Document, value, "")
    return found


def record_fields(kind: type[Any]) -> tuple[Field[Any], ...]:
    """Return the fields that the records of a dataclass of the model have, in their order."""
    return tuple(item for item in fields(kind) if item.name != _OF_THE_FILE)


def field_types(kind: type[Any]) -> Mapping[str, Any]:
    """Return the types of a dataclass's fields by name."""
    return _hints(cast("Hashable", kind))


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def is_required(item: Field[Any]) -> bool:
    """Tell whether a field has no default."""
    return item.default is MISSING and item.default_factory is MISSING


def _object(kind: type[Any], value: Any, at: str) -> Any:
    if not isinstance(value, dict):
        raise RecordError(f"{_named(at)} phải là một đối tượng JSON")
    known = {item.name: item for item in record_fields(kind)}
    for name in value:
        if name not in known:
            raise RecordError(f"trường “{_below(at, name[:60])}” không có trong từ điển dữ liệu")
    for name, item in known.items():
        if name not in value and is_required(item):
            raise RecordError(f"thiếu trường “{_below(at, name)}”")
    types = field_types(kind)
    return kind(**{name: _value(types[name], part, _below(at, name)) for name, part in value.items()})


def _value(kind: Any, value: Any, at: str) -> Any:
    if isinstance(kind, UnionType):
        return _one_of(get_args(kind), value, at)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise RecordError(f"{_named(at)} phải là một danh sách")
        return tuple(_value(get_args(kind)[0], part, f"{at}[{number}]") for number, part in enumerate(value))
    if is_dataclass(kind):
        return _object(kind, value, at)  # type: ignore[arg-type]  # a dataclass of the model, never one's instance
    if issubclass(kind, StrEnum):
        if not isinstance(value, str) or value not in set(kind):
            raise RecordError(f"{_named(at)} phải là một trong các giá trị {', '.join(kind)}")
        return kind(value)
    return _plain(kind, value, at)


def _one_of(kinds: tuple[Any, ...], value: Any, at: str) -> Any:
    # The unions of the model are `X | None` and `str | <dataclass>`: JSON itself tells which one lies there.
    if value is None and type(None) in kinds:
        return None
    rich = [kind for kind in kinds if kind not in {type(None), str}]
    if rich and not (isinstance(value, str) and str in kinds):
        return _value(rich[0], value, at)
    return _plain(str, value, at)


def _plain(kind: type[Any], value: Any, at: str) -> Any:
    words = {str: "chuỗi ký tự", bool: "true hoặc false", int: "số nguyên"}[kind]
    if type(value) is not kind:
        raise RecordError(f"{_named(at)} phải là {words}")
    if isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise RecordError(f"{_named(at)} có ký tự hỏng")
    return value


def _below(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _named(at: str) -> str:
    return f"trường “{at}”" if at else "mỗi dòng"
