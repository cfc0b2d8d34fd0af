"""The controlled vocabulary: kinds, organs, terms, symbols, abbreviations, roles and relations as objects.

The program's own vocabulary is data (`corpus/vocabulary/*.yaml`; an installed program carries a copy). A
library may add entries in files of the same names; an entry that the program has already stays the program's,
so that a new version of the program brings its vocabulary to every library.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import MISSING
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from functools import cached_property
from functools import lru_cache
from pathlib import Path
from typing import Any
from typing import Final

from indexer.errors import Problem
from indexer.errors import Severity
from indexer.text import fold
from indexer.text import nfc
from indexer.tree import Sequence
from indexer.tree import TreeError
from indexer.tree import parse_tree
from indexer.tree import plain

_PACKAGED: Final = Path(__file__).parent / "_vocabulary"
_IN_CHECKOUT: Final = Path(__file__).parent.parent / "corpus" / "vocabulary"


@dataclass(frozen=True, slots=True)
class Kind:
    """A document type. `name` is the full name in lower case; `symbols` stand in numbers, the official one first."""

    id: str
    name: str
    symbols: tuple[str, ...] = ()
    family: str = "both"  # party | state | both
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedName:
    """A name or symbol with the days between which it was in use (None: not known, or still)."""

    name: str
    first_day: str | None = None
    last_day: str | None = None


@dataclass(frozen=True, slots=True)
class Organ:
    """An issuing organ as an entity, whatever it was called when.

    `level` is congress | central | department | province | district | commune | state | person. `relative_names` are
    what it is called where its place goes without saying ("Thành ủy"); `symbols` stand in numbers.
    """

    id: str
    name: str
    level: str
    place: str | None = None
    parent: str | None = None
    names: tuple[DatedName, ...] = ()
    relative_names: tuple[str, ...] = ()
    symbols: tuple[DatedName, ...] = ()
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    last_day: str | None = None
    note: str | None = None
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A committee's term: from the close of one congress to the close of the next. `committee` is an organ id."""

    id: str
    committee: str
    numeral: str
    ordinal: int
    first_day: str
    last_day: str | None = None
    seen: bool = False
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Symbol:
    """An organ's symbol in its official spelling. `shared`: many organs bear it (TU, UBND)."""

    id: str
    symbol: str
    name: str
    family: str = "both"
    shared: bool = False
    first_day: str | None = None
    last_day: str | None = None
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form that readers write and texts hold."""

    id: str
    short: str
    long: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role's name on the pages and the verbs by which a text shows it."""

    id: str
    name: str
    verbs: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation in its active direction (`name`) and seen from its target (`inverse`)."""

    id: str
    name: str
    inverse: str
    changes_validity: bool = False
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftingRules:
    """A guide to drafting and the days in which it holds. `number_form` is a number as it writes them.

    `cited_first` and `cited_later` are the pieces of which it makes a citation, with the names of the values in braces.
    """

    id: str
    family: str  # party | state
    name: str
    first_day: str
    number_form: str
    closing: str  # what ends a text: "./." or "."
    last_day: str | None = None
    cited_first: tuple[str, ...] = ()
    cited_later: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """Organs of one sort, or a level, that exist no more: the names they bear in texts, and what there is `now`."""

    id: str
    name: str
    names: tuple[str, ...]
    last_day: str
    now: str
    source: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedNumber:
    """A document's number with its day, known without a file: a neighbour in the order of numbers."""

    id: str
    number: str
    kind: str
    issuer: str
    issued: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All vocabularies, each by id in the order of its file.

    Compared by identity, so that patterns made from a vocabulary can be cached on it.
    """

    kinds: Mapping[str, Kind]
    organs: Mapping[str, Organ]
    terms: Mapping[str, Term]
    symbols: Mapping[str, Symbol]
    abbreviations: Mapping[str, Abbreviation]
    roles: Mapping[str, RoleWords]
    relations: Mapping[str, RelationType]
    problems: tuple[Problem, ...] = ()
    drafting: Mapping[str, DraftingRules] = field(default_factory=dict)
    endings: Mapping[str, Ending] = field(default_factory=dict)
    dated_numbers: Mapping[str, DatedNumber] = field(default_factory=dict)

    @cached_property
    def kind_by_name(self) -> Mapping[str, Kind]:
        """Kinds by folded name ("nghi quyet")."""
        return {fold(kind.name): kind for kind in self.kinds.values()}

    @cached_property
    def kinds_by_symbol(self) -> Mapping[str, tuple[Kind, ...]]:
        """Kinds by folded symbol; a symbol can serve several ("qd": quyết định, quy định)."""
        found: dict[str, list[Kind]] = {}
        for kind in self.kinds.values():
            for symbol in kind.symbols:
                found.setdefault(fold(symbol), []).append(kind)
        return {symbol: tuple(kinds) for symbol, kinds in found.items()}

    @cached_property
    def symbol_by_folded(self) -> Mapping[str, Symbol]:
        """Organ symbols by folded spelling."""
        return {fold(symbol.symbol): symbol for symbol in self.symbols.values()}

    def ancestors(self, organ: str | None) -> Iterator[Organ]:
        """Yield the organ with id `organ` and then its parents, nearest first; nothing for an unknown id."""
        seen: set[str] = set()
        while organ is not None and organ in self.organs and organ not in seen:
            seen.add(organ)
            yield self.organs[organ]
            organ = self.organs[organ].parent

    def terms_of(self, organ: str | None) -> tuple[Term, ...]:
        """Return the terms of the nearest committee above (or at) `organ` that has any, oldest first."""
        for ancestor in self.ancestors(organ):
            terms = [term for term in self.terms.values() if term.committee == ancestor.id]
            if terms:
                return tuple(sorted(terms, key=lambda term: term.first_day))
        return ()

    def drafting_rules(self, family: str, day: str) -> DraftingRules | None:
        """Return the drafting rules of a family ("party", "state") that hold on an ISO day."""
        holding = [
            rules
            for rules in self.drafting.values()
            if rules.family == family and rules.first_day <= day and (rules.last_day is None or day <= rules.last_day)
        ]
        return max(holding, key=lambda rules: rules.first_day, default=None)

    def term_at(self, organ: str | None, day: str) -> Term | None:
        """Return the term in which a document that `organ` issued on ISO `day` was numbered, if it is known."""
        current = None
        for term in self.terms_of(organ):
            # A text of the congress's last day belongs to the congress that has just closed: the new term.
            if term.first_day <= day and (term.last_day is None or day <= term.last_day):
                current = term
        return current


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
}


def _file_name(section: str) -> str:
    return f"{section.replace('_', '-')}.yaml"


def program_vocabulary() -> Vocabulary:
    """Return the vocabulary that the program carries, read once."""
    return _program_vocabulary()


def program_vocabulary_files() -> tuple[Path, ...]:
    """Return the files that `program_vocabulary` reads: what an index was built by depends on them."""
    folder = _PACKAGED if _PACKAGED.is_dir() else _IN_CHECKOUT
    return tuple(path for section in _SECTIONS if (path := folder / _file_name(section)).exists())


@lru_cache(maxsize=1)
def _program_vocabulary() -> Vocabulary:
    return _read(_PACKAGED if _PACKAGED.is_dir() else _IN_CHECKOUT)


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
