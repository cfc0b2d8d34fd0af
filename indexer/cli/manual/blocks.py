"""What a manual's page consists of, whatever it is drawn as."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words."""

    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Terms, each with what it means."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines to type, or of a file, as they are."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of what follows."""

    text: str


Block = Paragraph | Rows | Lines | Heading


@dataclass(frozen=True, slots=True)
class Page:
    """One page: of a command, or of a topic. `name` is what `cancu help` finds it by."""

    name: str
    title: str
    blocks: tuple[Block, ...]
