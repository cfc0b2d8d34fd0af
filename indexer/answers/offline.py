"""What a search needs that runs without the program: a generation's passages, terms and numbers as one value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from indexer.catalogue import whole
from indexer.catalogue.reader import Catalogue
from indexer.numbers.number import number_key
from indexer.search.analysis import Analyzer
from indexer.search.postings import postings
from indexer.search.terms import WEIGHTS
from indexer.text import fold
from indexer.views import DocumentSummary
from indexer.views.offline import OfflineIndex
from indexer.views.offline import OfflinePassage
from indexer.views.offline import OfflineWeights
from indexer.vocabulary import Vocabulary

_BATCH: Final = 500
_LONGEST_CARD: Final = 3_000  # letters of citing sentences that a card shows


def offline_index(catalogue: Catalogue) -> OfflineIndex:
    """Return everything of `catalogue` that is searched and shown by a search."""
    with catalogue.connection() as connection:
        ids, passage_ids = whole.documents(connection), whole.passages(connection)
        filed = list(whole.numbers(connection))
        found = postings(connection, passage_ids, WEIGHTS)
    summaries = catalogue.documents.summaries(ids)
    documents = tuple(summaries[identifier] for identifier in ids)
    vocabulary = catalogue.vocabulary
    return OfflineIndex(
        documents=documents,
        passages=_passages(catalogue, passage_ids, documents),
        lengths=found.lengths,
        terms=found.terms,
        numbers=_numbers(filed, documents),
        kinds={symbol: _in_keys(symbol) for symbol in vocabulary.kinds_by_symbol},
        names=_names(vocabulary),
        organs=tuple(sorted(vocabulary.symbol_by_folded)),
        short_forms=Analyzer(vocabulary).abbreviations,
        weights=OfflineWeights(
            WEIGHTS.syllable, WEIGHTS.pair, WEIGHTS.saturation, WEIGHTS.length, WEIGHTS.folded, WEIGHTS.floor
        ),
    )


def _passages(
    catalogue: Catalogue, ids: list[str], documents: tuple[DocumentSummary, ...]
) -> tuple[OfflinePassage, ...]:
    places = {document.id: at for at, document in enumerate(documents)}
    passages = []
    for batch in _batches(ids):
        found = catalogue.passages(batch)
        for identifier in batch:
            passage, place_name = found[identifier]
            at = places[passage.document]
            cited = passage.is_card and documents[at].citations
            shown = _citing(catalogue, passage.document) if cited else "" if passage.is_card else passage.text
            passages.append(OfflinePassage(at, passage.place, place_name, passage.start, passage.is_card, shown))
    return tuple(passages)


def _citing(catalogue: Catalogue, document: str) -> str:
    sentences = dict.fromkeys(place.sentence.text for place in catalogue.documents.view(document).cited_at)
    shown: list[str] = []
    for sentence in sentences:
        if sum(map(len, shown)) + len(sentence) > _LONGEST_CARD:
            break
        shown.append(sentence)
    return "\n".join(shown)


def _numbers(filed: list[tuple[str, str]], documents: tuple[DocumentSummary, ...]) -> Mapping[str, tuple[int, ...]]:
    places = {document.id: at for at, document in enumerate(documents)}
    found: dict[str, set[int]] = {}
    for key, identifier in filed:
        at = places[identifier]
        digits = key.partition(".")[0]
        found.setdefault(key, set()).add(at)
        found.setdefault(digits, set()).add(at)
        found.setdefault(f"{digits}.{documents[at].kind.id}", set()).add(at)
    # The one that a held plan cites comes first, then the newest.
    return {key: tuple(sorted(ats, key=lambda at: (not documents[at].citations, at))) for key, ats in found.items()}


def _names(vocabulary: Vocabulary) -> Mapping[str, tuple[str, str]]:
    kinds = vocabulary.kind_by_name
    return {name: (kind.id, _in_keys(fold(kind.symbols[0])) if kind.symbols else "") for name, kind in kinds.items()}


def _in_keys(symbol: str) -> str:
    return number_key("1", None, symbol, "").without_organ.partition(".")[2]


def _batches(values: list[str]) -> list[list[str]]:
    return [values[at : at + _BATCH] for at in range(0, len(values), _BATCH)]
