"""The data dictionary: every field with type, meaning and allowed values, made from the model itself."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
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
from indexer.exchange.meanings import Meaning
from indexer.exchange.records import field_types
from indexer.exchange.records import is_required
from indexer.exchange.records import record_fields
from indexer.model import Document
from indexer.vocabulary import Vocabulary

_PLAIN: Final[Mapping[Any, str]] = {str: "chuỗi", bool: "true hoặc false", int: "số nguyên", type(None): "null"}
#: The tables of codes that fields refer to, by section of the vocabulary.
_TABLES: Final[Mapping[str, str]] = {
    "kinds": "Mã loại văn bản",
    "organs": "Mã cơ quan",
    "relations": "Mã quan hệ",
    "topics": "Mã chủ đề, chương trình",
    "roles": "Mã vai trò",
}


def data_dictionary(vocabulary: Vocabulary) -> str:
    """Return the dictionary of the records that `indexer.exchange` writes, as Markdown with a table for each type."""
    return "\n".join(_lines(vocabulary)) + "\n"


def _lines(vocabulary: Vocabulary) -> Iterator[str]:
    yield "# Từ điển dữ liệu"
    yield ""
    yield "Mỗi dòng của `documents.jsonl` là một đối tượng JSON (UTF-8) có đủ mọi trường của `Document`; trường chưa"
    yield "biết là `null` hoặc danh sách rỗng. Từ điển này được tạo từ chính chương trình."
    kinds = list(_reached(Document))
    for kind in kinds:
        yield from _table(kind)
    for enumeration in dict.fromkeys(found for kind in kinds for found in _enumerations(kind)):
        yield from _heading(enumeration.__name__, "các giá trị")
        yield from _rows("Giá trị", "Ý nghĩa", ((value, VALUES[enumeration][value]) for value in enumeration))
    for section, title in _TABLES.items():
        yield from _heading(section, title)
        entries = getattr(vocabulary, section)
        yield from _rows("Mã", "Tên", ((key, entries[key].name) for key in sorted(entries)))


def _table(kind: type[Any]) -> Iterator[str]:
    yield from _heading(kind.__name__, TITLES[kind])
    yield "| Trường | Kiểu | Bắt buộc | Ý nghĩa | Giá trị |"
    yield "|---|---|---|---|---|"
    for item in record_fields(kind):
        meaning = MEANINGS[kind][item.name]
        required = "có" if is_required(item) else "không"
        said = (_type_name(field_types(kind)[item.name]), required, meaning.says, _allowed(meaning))
        yield f"| `{item.name}` | {' | '.join(_cell(part) for part in said)} |"


def _allowed(meaning: Meaning) -> str:
    return f"bảng {meaning.codes} ở dưới" if meaning.codes else meaning.values


def _heading(name: str, says: str) -> Iterator[str]:
    yield ""
    yield f"## {name}: {says}"
    yield ""


def _rows(first: str, second: str, rows: Iterator[tuple[str, str]]) -> Iterator[str]:
    yield f"| {first} | {second} |"
    yield "|---|---|"
    for code, says in rows:
        yield f"| `{code}` | {_cell(says)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _parts(annotation: Any) -> tuple[Any, ...]:
    """Return the types of which an annotation consists: of a union its members, of a tuple what it holds."""
    if isinstance(annotation, UnionType):
        return tuple(part for member in get_args(annotation) for part in _parts(member))
    if get_origin(annotation) is tuple:
        return _parts(get_args(annotation)[0])
    return (annotation,)


def _reached(kind: type[Any]) -> Iterator[type[Any]]:
    """Yield a dataclass and those that its fields hold, at any depth, each once."""
    waiting, seen = [kind], {kind}
    while waiting:
        at = waiting.pop(0)
        yield at
        for item in record_fields(at):
            for part in _parts(field_types(at)[item.name]):
                if isinstance(part, type) and is_dataclass(part) and part not in seen:
                    seen.add(part)
                    waiting.append(part)


def _enumerations(kind: type[Any]) -> Iterator[type[StrEnum]]:
    for item in record_fields(kind):
        yield from (part for part in _parts(field_types(kind)[item.name]) if issubclass(part, StrEnum))


def _type_name(annotation: Any) -> str:
    if isinstance(annotation, UnionType):
        return " hoặc ".join(_type_name(part) for part in get_args(annotation))
    if get_origin(annotation) is tuple:
        return f"danh sách {_type_name(get_args(annotation)[0])}"
    return _PLAIN.get(annotation) or f"{annotation.__name__}"
