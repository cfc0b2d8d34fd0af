"""The vocabulary as one object: entries by id, and the questions that rooms ask of them."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property

from indexer.errors import Problem
from indexer.text import fold
from indexer.vocabulary.entries import Abbreviation
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
    topics: Mapping[str, Topic] = field(default_factory=dict)
    teaching: Mapping[str, TeachingWords] = field(default_factory=dict)

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
