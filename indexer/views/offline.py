"""Everything that a search outside the program needs: documents, passages, and the terms by which they are found."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.views import DocumentSummary


@dataclass(frozen=True, slots=True)
class OfflinePassage:
    """A passage as it is shown. `document` is its document's place in the list; `start` counts into the body.

    A card shows the sentences that cite its document, where there are any.
    """

    document: int
    place: str | None
    place_name: str | None
    start: int | None
    is_card: bool
    text: str


@dataclass(frozen=True, slots=True)
class OfflineWeights:
    """How much things count in the order of what was found (`indexer.search.terms` says how they came about)."""

    syllable: float
    pair: float
    saturation: float
    length: float
    folded: float
    floor: float


@dataclass(frozen=True, slots=True)
class OfflineIndex:
    """The whole of a generation's search, without any engine.

    `documents` are in newest-first order, `passages` by document. `terms` gives for a term the passages in which it
    stands, ascending, each followed by how often it counts there (a title counts several times): "nen" is a syllable
    without marks, "=nền" one with them, "nen tang" two neighbours. `lengths` are those of the passages, counted the
    same way. `numbers` gives the documents filed under a number's key, the likeliest first: "35.nq.tw", "35.nq", by
    kind id "35.nghi-quyet", and "35" for the digits alone.

    `kinds` says by folded symbol how a key writes it, `names` by folded name the kind's id and its symbol in keys,
    `organs` the folded symbols of organs, `short_forms` what a short form stands for.
    """

    documents: tuple[DocumentSummary, ...]
    passages: tuple[OfflinePassage, ...]
    lengths: tuple[int, ...]
    terms: Mapping[str, Sequence[int]]
    numbers: Mapping[str, tuple[int, ...]]
    kinds: Mapping[str, str]
    names: Mapping[str, tuple[str, str]]
    organs: tuple[str, ...]
    short_forms: Mapping[str, str]
    weights: OfflineWeights
