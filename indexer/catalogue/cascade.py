"""The cascade of a plan or a topic: which of its documents carries out which, from the Centre down, by relations."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Final

from indexer.catalogue.database import Database
from indexer.catalogue.documents import Documents
from indexer.model import Standing
from indexer.views import DocumentSummary
from indexer.views.desk import Cascade
from indexer.views.desk import CascadeChain
from indexer.views.desk import CascadeEdge
from indexer.views.desk import CascadeNode
from indexer.views.desk import CascadeTier
from indexer.views.desk import Tier
from indexer.vocabulary import Vocabulary

# The relations by which a document carries out another; the acting one is the lower.
_CARRYING: Final = ("implements", "guides", "continues", "based_on")
_EDGES: Final = (
    "SELECT target, source, type, standing, date FROM relations "
    "WHERE type IN (?, ?, ?, ?) AND target IS NOT NULL AND target <> source AND source IN ({}) "
    "ORDER BY source, position"
)
_CHUNK: Final = 500  # ids in one query: below every SQLite's limit of parameters
_CITED: Final = "SELECT document, count(*) FROM links WHERE plan = ? AND document IS NOT NULL GROUP BY document"
_TIERS: Final[Mapping[str, Tier]] = {
    "central": Tier.CENTRAL,
    "state": Tier.CENTRAL,
    "province": Tier.PROVINCE,
    "district": Tier.DISTRICT,
    "commune": Tier.COMMUNE,
}


class Cascades:
    """The cascades of one catalogue."""

    def __init__(self, database: Database, documents: Documents, vocabulary: Vocabulary) -> None:
        self._database = database
        self._documents = documents
        self._vocabulary = vocabulary

    def of(self, plan: DocumentSummary) -> Cascade:
        """Return the cascade of a plan and the documents that it cites."""
        places: dict[str, int] = dict(self._database.rows(_CITED, (plan.id,)))
        known = {**self._documents.summaries(places), plan.id: plan}
        nodes = {
            key: CascadeNode(document, self._tier(document), 0 if key == plan.id else places[key])
            for key, document in known.items()
        }
        return self._drawn(plan, nodes)

    def among(self, documents: Iterable[DocumentSummary]) -> Cascade:
        """Return the cascade of some documents, of which none is a plan to begin with."""
        return self._drawn(None, {one.id: CascadeNode(one, self._tier(one), 0) for one in documents})

    def _drawn(self, plan: DocumentSummary | None, nodes: Mapping[str, CascadeNode]) -> Cascade:
        edges = tuple(edge for edge in self._edges(nodes) if edge.upper in nodes)
        own = {plan.id} if plan else set()
        linked = {key for edge in edges for key in (edge.upper, edge.lower)}
        chains = tuple(_chains({key: nodes[key] for key in linked}, edges))
        drawn = [node for chain in chains for node in chain.nodes]
        alone = sorted((nodes[key] for key in nodes.keys() - linked - own), key=_date)
        return Cascade(plan, tuple(self._tiers(drawn)), chains, tuple(alone))

    def _edges(self, documents: Iterable[str]) -> Iterator[CascadeEdge]:
        listed = sorted(documents)
        for at in range(0, len(listed), _CHUNK):
            chunk = listed[at : at + _CHUNK]
            sql = _EDGES.format(",".join("?" * len(chunk)))
            for upper, lower, kind, standing, date in self._database.rows(sql, (*_CARRYING, *chunk)):
                label = self._vocabulary.relations[kind].name if kind in self._vocabulary.relations else kind
                yield CascadeEdge(upper, lower, label, Standing(standing), date)

    def _tier(self, document: DocumentSummary) -> Tier:
        for organ in self._vocabulary.ancestors(document.issuer.id if document.issuer else None):
            # A congress or a department is of the level of its committee.
            if organ.level in _TIERS:
                return _TIERS[organ.level]
        return Tier.UNKNOWN

    def _tiers(self, nodes: Sequence[CascadeNode]) -> Iterator[CascadeTier]:
        for tier in Tier:
            issuers = [node.document.issuer for node in nodes if node.tier is tier]
            days = [self._vocabulary.organs[issuer.id].last_day for issuer in issuers
                    if issuer and issuer.id in self._vocabulary.organs]  # fmt: skip
            if issuers:
                ended = [day for day in days if day]
                yield CascadeTier(tier, max(ended) if days and len(ended) == len(days) else None)


def _chains(nodes: Mapping[str, CascadeNode], edges: Sequence[CascadeEdge]) -> Iterator[CascadeChain]:
    """Yield the connected parts, the one with the oldest document first."""
    beside: dict[str, set[str]] = {key: set() for key in nodes}
    for edge in edges:
        beside[edge.upper].add(edge.lower)
        beside[edge.lower].add(edge.upper)
    left = sorted(nodes.values(), key=_date)
    seen: set[str] = set()
    for node in left:
        if node.document.id in seen:
            continue
        part: set[str] = set()
        ahead = [node.document.id]
        while ahead:
            key = ahead.pop()
            if key not in part:
                part.add(key)
                ahead += beside[key]
        seen |= part
        own = tuple(edge for edge in edges if edge.upper in part)
        yield CascadeChain(tuple(_from_the_top([nodes[key] for key in part], own)), own)


def _from_the_top(nodes: Iterable[CascadeNode], edges: Sequence[CascadeEdge]) -> Iterator[CascadeNode]:
    """Yield each node after those that it carries out; a circle, which only wrong data has, is cut by date."""
    waiting = {node.document.id: node for node in sorted(nodes, key=_date)}
    last = ""
    while waiting:
        free = [key for key in waiting if not any(edge.lower == key and edge.upper in waiting for edge in edges)]
        below = [key for key in free if any(edge.lower == key and edge.upper == last for edge in edges)]
        # What carries out the last one comes right after it, so that a chain stays together.
        last = (below or free or list(waiting))[0]
        yield waiting.pop(last)


def _date(node: CascadeNode) -> tuple[bool, str, str]:
    return node.document.issued is None, node.document.issued or "", node.document.id
