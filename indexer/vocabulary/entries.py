"""The entries of the vocabulary: what is said of a kind, an organ, a term, a symbol and so on."""

from __future__ import annotations

from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme, or a training programme (`sort`: theme | programme), and what suggests it.

    `words` suggest it anywhere, `headings` in a title or heading only; what lies in one of `against` suggests nothing.
    """

    id: str
    sort: str
    name: str
    words: tuple[str, ...]
    headings: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TeachingWords:
    """How a task asks for something to be brought into teaching: a verb, a link and a place in one clause."""

    id: str
    name: str
    verbs: tuple[str, ...]
    links: tuple[str, ...]
    places: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
