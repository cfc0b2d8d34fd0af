"""Front matter read field by field: what has a wrong name or shape is noted with its line, the rest is handed over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from difflib import get_close_matches

from indexer.errors import Problem
from indexer.errors import Severity
from indexer.tree import Mapping
from indexer.tree import Node
from indexer.tree import Scalar
from indexer.tree import Sequence


@dataclass(slots=True)
class Notes:
    """What is noted of one file while it is read. `offset` turns a line of the tree into a line of the file.

    `lines` holds the file's line of each field of the document ("number", "relations.0").
    """

    path: str
    offset: int = 0
    document: str | None = None
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def mark(self, name: str, line: int) -> None:
        """Remember that field `name` stands on `line` of the tree."""
        self.lines[name] = line + self.offset

    def note(self, code: str, message: str, line: int, severity: Severity = Severity.ERROR) -> None:
        """Note a problem on `line` of the tree."""
        self.problems.append(Problem(severity, code, message, self.path, line + self.offset, self.document))


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return the end of a sentence about an unknown `word`: a near known one where there is any, else a full stop."""
    near = get_close_matches(word, list(known), n=1)
    return f"; có phải “{near[0]}”?" if near else "."


class Record:
    """A mapping of the front matter, by field. `name` is what people call it in messages ("" for the whole)."""

    def __init__(self, node: Mapping, notes: Notes, allowed: tuple[str, ...], name: str = "") -> None:
        self.line = node.line
        self._notes = notes
        self._allowed = allowed
        self._name = name
        self._fields: dict[str, Node] = {}
        self._lines: dict[str, int] = {}
        for key, value in node.pairs:
            self._take(key, value)

    def _take(self, key: Node, value: Node) -> None:
        inside = f" trong “{self._name}”" if self._name else ""
        if not isinstance(key, Scalar):
            self._notes.note("wrong-type", f"Tên trường{inside} phải là một từ.", key.line)
        elif key.value not in self._allowed:
            hint = suggestion(key.value, self._allowed)
            self._notes.note("unknown-field", f"Không có trường “{key.value}”{inside}{hint}", key.line)
        elif key.value in self._fields:
            self._notes.note(
                "duplicate-field", f"Trường “{key.value}”{inside} ghi hai lần; lần đầu được dùng.", key.line
            )
        else:
            self._fields[key.value] = value
            self._lines[key.value] = key.line

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def line_of(self, name: str) -> int:
        """Return the line of field `name`, the record's own where it is missing."""
        return self._lines.get(name, self.line)

    def text(self, name: str) -> str | None:
        """Return a field's single value; None where it is missing, empty or (noted) no single value."""
        node = self._fields.get(name)
        if isinstance(node, Sequence | Mapping):
            self._wrong(name, node, "một giá trị")
            return None
        return node.value or None if node else None

    def scalars(self, name: str) -> list[Scalar]:
        """Return a field's list of single values; what is none is noted and left out."""
        found: list[Scalar] = []
        for item in self._items(name):
            if isinstance(item, Scalar) and item.value:
                found.append(item)
            else:
                self._wrong(name, item, "danh sách các giá trị")
        return found

    def records(self, name: str, allowed: tuple[str, ...]) -> list[Record]:
        """Return a field's list of records; what is none is noted and left out."""
        found: list[Record] = []
        for item in self._items(name):
            if isinstance(item, Mapping):
                found.append(Record(item, self._notes, allowed, name))
            else:
                self._wrong(name, item, "danh sách các nhóm trường")
        return found

    def scalars_or_records(self, name: str, allowed: tuple[str, ...]) -> list[Scalar | Record]:
        """Return a field's list whose items are single values or records; what is neither is noted and left out."""
        found: list[Scalar | Record] = []
        for item in self._items(name):
            if isinstance(item, Mapping):
                found.append(Record(item, self._notes, allowed, name))
            elif isinstance(item, Scalar) and item.value:
                found.append(item)
            else:
                self._wrong(name, item, "danh sách các giá trị hoặc nhóm trường")
        return found

    def record(self, name: str, allowed: tuple[str, ...]) -> Record | None:
        """Return a field that is a record, None where it is a single value or missing."""
        node = self._fields.get(name)
        if isinstance(node, Sequence):
            self._wrong(name, node, "một giá trị hoặc một nhóm trường")
        return Record(node, self._notes, allowed, name) if isinstance(node, Mapping) else None

    def _items(self, name: str) -> list[Node]:
        node = self._fields.get(name)
        if isinstance(node, Sequence):
            return node.items
        if node is not None and not (isinstance(node, Scalar) and not node.value):
            self._wrong(name, node, "một danh sách")
        return []

    def _wrong(self, name: str, node: Node, expected: str) -> None:
        self._notes.note("wrong-type", f"Trường “{name}” phải là {expected}.", node.line)
