"""The vocabulary read from its files: the program's own, and what a library adds; flaws are problems with lines."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import MISSING
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any
from typing import Final

from indexer.errors import Problem
from indexer.errors import Severity
from indexer.fingerprint import program_vocabulary_folder
from indexer.text import nfc
from indexer.tree import Sequence
from indexer.tree import TreeError
from indexer.tree import parse_tree
from indexer.tree import plain
from indexer.vocabulary.book import Vocabulary
from indexer.vocabulary.entries import Abbreviation
from indexer.vocabulary.entries import DatedName
from indexer.vocabulary.entries import DatedNumber
from indexer.vocabulary.entries import DraftingRules
from indexer.vocabulary.entries import Ending
from indexer.vocabulary.entries import Kind
from indexer.vocabulary.entries import Organ
from indexer.vocabulary.entries import RelationType
from indexer.vocabulary.entries import RoleWords
from indexer.vocabulary.entries import Symbol
from indexer.vocabulary.entries import TeachingWords
from indexer.vocabulary.entries import Term
from indexer.vocabulary.entries import Topic

_SECTIONS: Final[Mapping[str, type]] = {
    "kinds": Kind,
    "organs": Organ,
    "terms": Term,
    "symbols": Symbol,
    "abbreviations": Abbreviation,
    "roles": RoleWords,
    "relations": RelationType,
    "drafting": DraftingRules,
    "endings": Ending,
    "dated_numbers": DatedNumber,
    "topics": Topic,
    "teaching": TeachingWords,
}

# What programs tell entries apart by: another word here would be an entry that nothing shows.
_CHOICES: Final[Mapping[tuple[type, str], tuple[str, ...]]] = {(Topic, "sort"): ("theme", "programme")}


def _file_name(section: str) -> str:
    return f"{section.replace('_', '-')}.yaml"


def program_vocabulary() -> Vocabulary:
    """Return the vocabulary that the program carries, read once."""
    return _program_vocabulary()


@lru_cache(maxsize=1)
def _program_vocabulary() -> Vocabulary:
    return _read(program_vocabulary_folder())


def library_vocabulary(corpus: Path) -> Vocabulary:
    """Return the program's vocabulary with what the library at `corpus` adds; flaws stand in `problems`."""
    base = program_vocabulary()
    added = _read(corpus / "vocabulary", corpus)
    merged: dict[str, dict[str, Any]] = {}
    problems = list(added.problems)
    for section in _SECTIONS:
        ours, theirs = getattr(base, section), getattr(added, section)
        merged[section] = {**theirs, **ours}
        problems += [
            Problem(
                Severity.WARNING,
                "vocabulary-shadowed",
                f"Mục “{key}” khác với từ vựng của chương trình; chương trình dùng mục của mình.",
                f"vocabulary/{_file_name(section)}",
            )
            for key in theirs.keys() & ours.keys()
            if theirs[key] != ours[key]
        ]
    return Vocabulary(**merged, problems=tuple(problems))


def added_files(corpus: Path) -> tuple[Path, ...]:
    """Return the files of the library at `corpus` that say more of the vocabulary than the program's own do."""
    return tuple(
        path
        for path in (corpus / "vocabulary" / _file_name(section) for section in sorted(_SECTIONS))
        if path.is_file() and path.read_bytes() != _own_bytes(path.name)
    )


def _own_bytes(name: str) -> bytes | None:
    own = program_vocabulary_folder() / name
    return own.read_bytes() if own.is_file() else None


def _read(folder: Path, corpus: Path | None = None) -> Vocabulary:
    sections: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    for section, entry_type in _SECTIONS.items():
        path = folder / _file_name(section)
        shown = path.relative_to(corpus).as_posix() if corpus else path.name
        sections[section] = {}
        for line, row in _rows(path, shown, problems):
            entry = _entry(entry_type, row, (shown, line), problems)
            if entry is not None:
                sections[section][entry.id] = entry
    return Vocabulary(**sections, problems=tuple(problems))


def _rows(path: Path, shown: str, problems: list[Problem]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield each entry of a file with its line."""
    if not path.exists():
        return
    try:
        tree = parse_tree(nfc(path.read_text(encoding="utf-8")))
        nodes = tree.items if isinstance(tree, Sequence) else []
        rows = [(node.line, plain(node)) for node in nodes]
    except (TreeError, UnicodeDecodeError, OSError) as error:
        reason = f": {error.reason}" if isinstance(error, TreeError) else ""
        line = error.line if isinstance(error, TreeError) else None
        message = f"Không đọc được tệp từ vựng này{reason}."
        problems.append(Problem(Severity.ERROR, "vocabulary-unreadable", message, shown, line))
        return
    if not isinstance(tree, Sequence) or not all(isinstance(row, dict) for _, row in rows):
        message = "Tệp từ vựng phải là một danh sách các mục."
        problems.append(Problem(Severity.ERROR, "vocabulary-unreadable", message, shown))
        return
    yield from rows


def _entry(entry_type: type[Any], row: Mapping[str, Any], place: tuple[str, int], problems: list[Problem]) -> Any:
    known = {item.name: str(item.type) for item in fields(entry_type)}
    values: dict[str, Any] = {}
    for name, value in row.items():
        if name not in known:
            message = f"Trường “{name}” không có trong từ vựng này."
            problems.append(Problem(Severity.ERROR, "unknown-field", message, *place))
            continue
        try:
            values[name] = _typed(value, known[name])
            if values[name] not in _CHOICES.get((entry_type, name), (values[name],)):
                del values[name]
                raise ValueError
        except (TypeError, ValueError):
            message = f"Trường “{name}” của mục {row.get('id', '?')} không đúng dạng."
            problems.append(Problem(Severity.ERROR, "wrong-type", message, *place))
    required = [item.name for item in fields(entry_type) if item.default is MISSING]
    if not all(row.get(name) for name in required):
        message = f"Mục {row.get('id', '?')} thiếu trường bắt buộc."
        problems.append(Problem(Severity.ERROR, "missing-field", message, *place))
    return None if any(values.get(name) is None for name in required) else entry_type(**values)


def _typed(value: Any, annotation: str) -> Any:
    """Return a value as its field's type; raise TypeError or ValueError where it has another shape."""
    if annotation.startswith("tuple[DatedName"):
        return tuple(_dated(item) for item in _list(value))
    if annotation.startswith("tuple"):
        return tuple(_text(item) for item in _list(value))
    if annotation == "bool":
        return _text(value) == "true"
    if annotation == "int":
        return int(_text(value))
    return _text(value) or None


def _dated(value: Any) -> DatedName:
    if isinstance(value, dict):
        return DatedName(**{name: _text(item) for name, item in value.items()})
    return DatedName(_text(value))


def _list(value: Any) -> list[Any]:
    if value == "":
        return []
    if not isinstance(value, list):
        raise TypeError
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
