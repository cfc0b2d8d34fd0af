"""What an update goes by: what changed in the corpus, what the last generation says, and plans linked anew."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from collections.abc import Set
from dataclasses import dataclass

from indexer.building.derive import citing_sentences
from indexer.catalogue.contents import PlanContents
from indexer.errors import Problem
from indexer.model import Document
from indexer.store import Corpus


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed: paths, what their files hold now, and the ids they held or hold; `kept`: all others' paths."""

    paths: frozenset[str]
    loaded: Corpus
    touched: Set[str]
    kept: Mapping[str, str]
    relink: bool  # citations or relations may lead to other documents than before

    @property
    def known(self) -> Set[str]:
        """The ids of all documents that have a file now."""
        return self.kept.keys() | self.loaded.documents.keys()


@dataclass(frozen=True, slots=True)
class Before:
    """What the copied generation says: citations and citing sentences by document, and more."""

    cited: Mapping[str, int]
    citing: Mapping[str, Sequence[str]]
    undescribed: Set[str]
    series: Set[str]  # of the touched documents' numbers
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """The plans, linked anew, and the documents without file that they cite."""

    plans: tuple[PlanContents, ...]
    undescribed: Mapping[str, Document]
    problems: Sequence[Problem]


def citing_of(plans: Iterable[PlanContents]) -> Mapping[str, Sequence[str]]:
    """Return for each document the sentences of `plans` that cite it."""
    return citing_sentences((plan.document.body, plan.links) for plan in plans)


def differing(first: Mapping[str, object], second: Mapping[str, object]) -> set[str]:
    """Return the keys under which two mappings hold different values, or only one holds any."""
    return {key for key in first.keys() | second.keys() if first.get(key) != second.get(key)}
