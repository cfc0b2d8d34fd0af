"""Documents that plans cite by number but that have no file: a record for each, made from what the citations say."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace

from indexer.catalogue.contents import PlanContents
from indexer.catalogue.record_ids import record_id
from indexer.model import Citation
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import Reading
from indexer.model import Standing
from indexer.numbers import parse_number
from indexer.text import fold
from indexer.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class _Mention:
    plan: str
    nth: int
    citation: Citation
    source: str


def add_undescribed(
    plans: Iterable[PlanContents], taken: Collection[str], vocabulary: Vocabulary
) -> tuple[tuple[PlanContents, ...], tuple[Document, ...]]:
    """Return `plans` with their open numbered citations brought to records made for them, and these records.

    One record stands for one identity: number, kind and, where citations state it, date. A citation without date
    joins the only dated one, and stays open where there are several. `taken` are ids in use.
    """
    listed = tuple(plans)
    groups: dict[tuple[str, str], list[_Mention]] = {}
    for plan in listed:
        source = plan.document.title.value or plan.document.id
        for link in plan.links:
            key = _identity(link.citation, vocabulary)
            if key is not None:
                groups.setdefault(key, []).append(_Mention(plan.document.id, link.nth, link.citation, source))
    organs = {
        fold(name): organ.id
        for organ in vocabulary.organs.values()
        for name in (organ.name, *(dated.name for dated in organ.names))
    }
    found: dict[tuple[str, int], str] = {}
    records: list[Document] = []
    used = set(taken)
    for (_key, kind), mentions in groups.items():
        for issued, members in _by_date(mentions):
            record = _record(kind, issued, members, used, organs)
            used.add(record.id)
            records.append(record)
            found |= {(member.plan, member.nth): record.id for member in members}
    return tuple(_resolved(plan, found) for plan in listed), tuple(records)


def _identity(citation: Citation, vocabulary: Vocabulary) -> tuple[str, str] | None:
    if citation.document is not None or citation.candidates or citation.self or citation.canonical is None:
        return None
    number = parse_number(citation.canonical, vocabulary)
    if number is None:
        return None
    return number.key.full, _kind(citation, number.kind_symbol, vocabulary)


def _kind(citation: Citation, symbol: str, vocabulary: Vocabulary) -> str:
    stated = vocabulary.kind_by_name.get(fold(citation.kind or ""))
    if stated is not None:
        return stated.id
    by_symbol = vocabulary.kinds_by_symbol.get(fold(symbol), ())
    return by_symbol[0].id if len(by_symbol) == 1 else ""


def _by_date(mentions: Iterable[_Mention]) -> Iterable[tuple[str | None, list[_Mention]]]:
    dated: dict[str | None, list[_Mention]] = {}
    for mention in mentions:
        dated.setdefault(mention.citation.issued, []).append(mention)
    undated = dated.pop(None, [])
    if not dated:
        return [(None, undated)]
    if len(dated) == 1:
        ((issued, members),) = dated.items()
        return [(issued, members + undated)]
    return dated.items()


def _record(
    kind: str, issued: str | None, mentions: list[_Mention], used: set[str], organs: Mapping[str, str]
) -> Document:
    first = mentions[0]
    canonical = first.citation.canonical or ""
    issuers = _readings(mentions, "issuer")
    known = [replace(item, value=organs[fold(item.value)]) for item in issuers if fold(item.value) in organs]
    return Document(
        id=_new_id(canonical, issued, used),
        kind=Disputed((Reading(kind, first.source),)) if kind else Disputed(),
        title=Disputed(_readings(mentions, "title")),
        number=canonical,
        issuer=Disputed(tuple(dict.fromkeys(known))),
        issuer_text=issuers[0].value if issuers and not known else None,
        issued=Disputed(_readings(mentions, "issued")) if issued else Disputed(),
        term=next((mention.citation.term for mention in mentions if mention.citation.term), None),
    )


def _readings(mentions: Iterable[_Mention], field: str) -> tuple[Reading, ...]:
    values: dict[str, str] = {}
    for mention in mentions:
        value = getattr(mention.citation, field)
        if value is not None:
            values.setdefault(value, mention.source)
    return tuple(Reading(value, source, Standing.STATED) for value, source in values.items())


def _new_id(canonical: str, issued: str | None, used: set[str]) -> str:
    slug = record_id(canonical, issued)
    candidate, nth = slug, 1
    while candidate in used:
        nth += 1
        candidate = f"{slug}-{nth}"
    return candidate


def _resolved(plan: PlanContents, found: dict[tuple[str, int], str]) -> PlanContents:
    links = tuple(
        replace(link, citation=replace(link.citation, document=found[plan.document.id, link.nth]))
        if (plan.document.id, link.nth) in found
        else link
        for link in plan.links
    )
    return replace(plan, links=links)
