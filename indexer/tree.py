"""YAML as a small tree whose every node knows its line.

Built from the parser's events and not by PyYAML's composer: that one recurses in C and a file of brackets takes
the whole process down. Every scalar stays a string (YAML would read NO as false and 010 as 8).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from typing import Any
from typing import Final

import yaml

# Our files are never deeper than a feature of a relation's target; whatever is much deeper is an attack or a slip.
_DEEPEST: Final = 8

_LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(slots=True)
class Scalar:
    """A single value. Lines count from 1 within the parsed text."""

    line: int
    value: str


@dataclass(slots=True)
class Sequence:
    """A list."""

    line: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Named values in the order of the text; a name may stand twice, which the reader reports."""

    line: int
    pairs: list[tuple[Node, Node]] = field(default_factory=list)


Node = Scalar | Sequence | Mapping


class TreeError(Exception):
    """Text that is no tree of ours. `reason` is a Vietnamese clause, `line` counts from 1 within the text."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


# What the parser says most often, in the words of an office.
_REASONS: Final = {
    "mapping values are not allowed in this context": "giá trị có dấu hai chấm phải đặt trong dấu nháy",
    "found character that cannot start any token": "giá trị mở đầu bằng ký tự đặc biệt phải đặt trong dấu nháy",
    "found unexpected end of stream": "dấu nháy chưa đóng",
    "did not find expected key": "thụt dòng không đều hoặc thiếu tên trường",
    "did not find expected ',' or ']'": "ngoặc vuông chưa đóng",
    "did not find expected ',' or '}'": "ngoặc nhọn chưa đóng",
    "could not find expected ':'": "thiếu dấu hai chấm sau tên trường",
}


def parse_tree(text: str) -> Node | None:
    """Return the tree of a YAML text, None where it is empty; raise `TreeError` where it is broken."""
    try:
        return _build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        problem = error.problem or ""
        reason = _REASONS.get(problem, "sai cú pháp YAML")
        # What was never closed is noticed at the end of the text; people look for where it was opened.
        opened = error.context_mark if "chưa đóng" in reason else None
        mark = opened or error.problem_mark
        raise TreeError(reason, mark.line + 1 if mark else 1) from error
    except yaml.reader.ReaderError as error:
        raise TreeError("có ký tự điều khiển", _line_of_control(text)) from error


def plain(node: Node) -> Any:
    """Return a tree as strings, lists and dicts; raise `TreeError` where a name is no single value."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    values: dict[str, Any] = {}
    for key, value in node.pairs:
        if not isinstance(key, Scalar):
            raise TreeError("tên trường phải là một từ", key.line)
        values[key.value] = plain(value)
    return values


def _line_of_control(text: str) -> int:
    # The C reader counts bytes, the Python one letters: the line is found again from the text.
    allowed = yaml.reader.Reader.NON_PRINTABLE.search(text)
    return text.count("\n", 0, allowed.start()) + 1 if allowed else 1


def _build(events: Iterator[Any]) -> Node | None:
    root: list[Node] = []
    open_nodes: list[Sequence | Mapping] = []
    names: list[Node | None] = []  # for each open mapping the name that waits for its value
    for event in events:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.CollectionEndEvent):
            names.pop()
            open_nodes.pop()
            continue
        node = _node(event, line)
        if node is None:
            continue
        _place(node, root, open_nodes, names)
        if not isinstance(node, Scalar):
            if len(open_nodes) >= _DEEPEST:
                raise TreeError("các trường lồng nhau quá sâu", line)
            open_nodes.append(node)
            names.append(None)
    return root[0] if root else None


def _node(event: Any, line: int) -> Node | None:
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(line, event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(line)
    if isinstance(event, yaml.MappingStartEvent):
        return Mapping(line)
    if isinstance(event, yaml.AliasEvent):
        raise TreeError("không dùng bí danh (dấu *) của YAML", line)
    return None


def _place(node: Node, root: list[Node], open_nodes: list[Sequence | Mapping], names: list[Node | None]) -> None:
    if not open_nodes:
        root.append(node)
        return
    parent = open_nodes[-1]
    if isinstance(parent, Sequence):
        parent.items.append(node)
    elif names[-1] is None:
        names[-1] = node
    else:
        parent.pairs.append((names[-1], node))
        names[-1] = None
