"""The Vietnamese names behind the ids of facets, with their order in a list."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Any
from typing import Final

from indexer.catalogue.records import DocumentTerm
from indexer.catalogue.records import kind_name
from indexer.catalogue.sorting import sort_key
from indexer.views import Named
from indexer.views import TermView
from indexer.vocabulary import Vocabulary

FACET_LABELS: Final = {
    "kind": "Loại văn bản",
    "organ": "Cơ quan ban hành",
    "year": "Năm ban hành",
    "term": "Khóa",
    "theme": "Chủ đề",
    "programme": "Chương trình bồi dưỡng",
    "held": "Toàn văn",
}
_HELD: Final = {"yes": "Có toàn văn", "no": "Chưa có toàn văn"}

NameRow = tuple[str, str, str, int, str | None, str | None]


def name_rows(
    vocabulary: Vocabulary, terms: Iterable[DocumentTerm], facets: Iterable[tuple[Any, ...]]
) -> Iterator[NameRow]:
    """Yield (facet, id, name, rank, committee, numeral) for every value that a facet can have.

    `terms` are those of documents, `facets` the (facet, value, document) rows of all documents: an id that the
    vocabulary does not know is its own name.
    """
    used: dict[str, set[str]] = {facet: set() for facet in FACET_LABELS}
    for facet, value, _document in facets:
        if facet in used:
            used[facet].add(value)
    kinds = {kind.id: kind_name(kind) for kind in vocabulary.kinds.values()}
    organs = {organ.id: organ.name for organ in vocabulary.organs.values()}
    yield from _named("kind", dict.fromkeys(used["kind"]) | kinds)
    yield from _named("organ", dict.fromkeys(used["organ"]) | organs)
    for rank, year in enumerate(sorted(used["year"], reverse=True)):
        yield "year", year, year, rank, None, None
    for rank, (value, name) in enumerate(_HELD.items()):
        yield "held", value, name, rank, None, None
    yield from _terms(vocabulary, terms, organs)
    for rank, topic in enumerate(vocabulary.topics.values()):
        yield topic.sort, topic.id, topic.name, rank, None, None


def _named(facet: str, names: dict[str, str | None]) -> Iterator[NameRow]:
    shown = {key: name or key for key, name in names.items()}
    for rank, key in enumerate(sorted(shown, key=lambda key: (sort_key(shown[key]), key))):
        yield facet, key, shown[key], rank, None, None


def _terms(vocabulary: Vocabulary, used: Iterable[DocumentTerm], organs: dict[str, str]) -> Iterator[NameRow]:
    known = {
        term.id: DocumentTerm(term.id, term.committee, term.numeral, term.first_day)
        for term in vocabulary.terms.values()
    }
    known |= {term.id: term for term in used if term.id not in known}
    ordered = sorted(known.values(), key=lambda term: (term.first_day, term.id), reverse=True)
    for rank, term in enumerate(ordered):
        committee = organs.get(term.committee, term.committee)
        yield "term", term.id, f"Khóa {term.numeral}, {committee}", rank, term.committee, term.numeral


class Names:
    """The names of one catalogue, read once: kinds, organs and terms as views."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Take the rows of the table `names`, in the order of its columns."""
        self._named: dict[str, dict[str, Named]] = {facet: {} for facet in FACET_LABELS}
        self._ranks: dict[tuple[str, str], int] = {}
        terms: list[tuple[str, str, str]] = []
        for facet, key, name, rank, committee, numeral in rows:
            self._named.setdefault(facet, {})[key] = Named(key, name)
            self._ranks[facet, key] = rank
            if facet == "term":
                terms.append((key, committee, numeral))
        organs = self._named["organ"]
        self._terms = {
            key: TermView(organs.get(committee) or Named(committee, committee), numeral)
            for key, committee, numeral in terms
        }

    def kind(self, key: str) -> Named:
        """Return a kind; one that the vocabulary does not know is called by its id."""
        return self._named["kind"].get(key) or Named(key, key or "Văn bản")

    def organ(self, key: str | None) -> Named | None:
        """Return an organ, None for None."""
        return None if key is None else self._named["organ"].get(key) or Named(key, key)

    def term(self, key: str | None) -> TermView | None:
        """Return a term with its committee, None for None."""
        return None if key is None else self._terms.get(key)

    def find(self, facet: str, key: str) -> Named | None:
        """Return the value `key` of `facet`, None where it is not known."""
        return self._named.get(facet, {}).get(key)

    def rank(self, facet: str, key: str) -> int:
        """Return the place of a value in the facet's own order; unknown values stand last."""
        return self._ranks.get((facet, key), len(self._ranks))
