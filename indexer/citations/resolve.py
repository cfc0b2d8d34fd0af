"""Which document a citation means: one function for cite, review, build and the number page (HOUSE section 5).

Candidates come by key; what the text contradicts falls away; then date, title, the term in office and being held
narrow down, in this order. Several that remain are all kept, each with its reasons. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from typing import Final

from indexer.citations.antecedents import Antecedents
from indexer.citations.lookup import DocumentLookup
from indexer.citations.lookup import DocumentRecord
from indexer.citations.names import NameParts
from indexer.citations.names import name_parts
from indexer.citations.names import same_document
from indexer.citations.names import title_key
from indexer.model import Candidate
from indexer.model import Citation
from indexer.model import Form
from indexer.numbers import parse_number
from indexer.numbers.number import number_key
from indexer.reading.organ_names import OrganNames
from indexer.text import fold
from indexer.vocabulary import Organ
from indexer.vocabulary import Vocabulary

# What each reason adds to a candidate's score, which starts at BASE and ends at 1.
_NAMED_BY_YEAR: Final = frozenset({"cuong-linh", "hien-phap", "luat", "bo-luat", "phap-lenh"})
_BASE: Final = 0.4
_WEIGHTS: Final = {
    "issued": 0.3,
    "title": 0.15,
    "kind": 0.1,
    "issuer": 0.1,
    "term": 0.1,
    "term_in_office": 0.05,
    "name": 0.4,
}


@dataclass(frozen=True, slots=True)
class CitingContext:
    """The citing text: its issuer (organ id), its date (ISO) and its own document id, each None where unknown."""

    issuer: str | None = None
    issued: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class _Weighed:
    record: DocumentRecord
    agrees: frozenset[str]
    contradicts: frozenset[str]

    @property
    def candidate(self) -> Candidate:
        score = min(1.0, _BASE + sum(_WEIGHTS.get(reason, 0) for reason in self.agrees))
        reasons = (*sorted(self.agrees), *(f"not_{reason}" for reason in sorted(self.contradicts)))
        return Candidate(self.record.id, round(score, 3), reasons)


def resolve(
    citations: Iterable[Citation],
    vocabulary: Vocabulary,
    lookup: DocumentLookup,
    context: CitingContext,
    text: str = "",
) -> tuple[Citation, ...]:
    """Return `citations` with the document of each, or its candidates, or neither.

    `text` is what they were read from: a reference back ("Nghị quyết nêu trên") is looked for in its paragraph first.

    `Citation.problems` names the stated fields that the record of the one document found contradicts.
    """
    resolver = _Resolver(vocabulary, lookup, context)
    antecedents = Antecedents(text)
    resolved: list[Citation] = []
    for citation in citations:
        if citation.form is Form.REFERENCE and not citation.self:
            resolved.append(replace(citation, document=antecedents.document(citation)))
        else:
            resolved.append(resolver.resolve(citation))
            antecedents.note(resolved[-1])
    return tuple(resolved)


class _Resolver:
    def __init__(self, vocabulary: Vocabulary, lookup: DocumentLookup, context: CitingContext) -> None:
        self._vocabulary = vocabulary
        self._lookup = lookup
        self._context = context
        self._organs = OrganNames(vocabulary)
        self._chain = tuple(organ.id for organ in vocabulary.ancestors(context.issuer))

    def resolve(self, citation: Citation) -> Citation:
        if citation.self:
            return replace(citation, document=self._context.document)
        if citation.form is Form.GROUP:
            return citation
        found = self._by_name(citation) if citation.form is Form.UNNUMBERED else self._by_number(citation)
        return self._decide(citation, found)

    # --- candidates -------------------------------------------------------------------------------------------

    def _by_number(self, citation: Citation) -> list[_Weighed]:
        found = [self._weigh(citation, record) for record in self._records(citation)]
        found = [item for item in found if not item.contradicts & {"organ", "later", "other_term"}]
        right_kind = [item for item in found if "kind" not in item.contradicts]
        return right_kind or found

    def _records(self, citation: Citation) -> Sequence[DocumentRecord]:
        if citation.canonical:
            number = parse_number(citation.canonical, self._vocabulary)
            return self._lookup.by_key("full", number.key.full) if number else ()
        kind = self._vocabulary.kind_by_name.get(fold(citation.kind or ""))
        if kind is None or citation.number_start is None or citation.number_end is None:
            return ()
        digits = citation.text[citation.number_start - citation.start : citation.number_end - citation.start]
        found: dict[str, DocumentRecord] = {}
        for symbol in kind.symbols or ("",):
            for record in self._lookup.by_key("digits_kind", number_key(digits, None, symbol, "").digits_kind):
                found.setdefault(record.id, record)
        return tuple(found.values())

    def _weigh(self, citation: Citation, record: DocumentRecord) -> _Weighed:
        agrees, contradicts = set[str](), set[str]()
        stated_kind = self._vocabulary.kind_by_name.get(fold(citation.kind or ""))
        if stated_kind is not None and record.kinds:
            # The preferred reading decides; a second reading only makes the difference a question.
            (agrees if stated_kind.id in record.kinds else contradicts).add("kind")
            if stated_kind.id in record.kinds[1:]:
                contradicts.add("kind_disputed")
        self._weigh_dates(citation, record, agrees, contradicts)
        self._weigh_organ(citation, record, agrees, contradicts)
        if citation.title and record.titles:
            same = title_key(citation.title) in {title_key(title) for title in record.titles}
            (agrees if same else contradicts).add("title")
        term = citation.term or _value(citation, "term")
        if term and record.term:
            (agrees if term == record.term else contradicts).add("term")
        return _Weighed(record, frozenset(agrees), frozenset(contradicts))

    def _weigh_dates(self, citation: Citation, record: DocumentRecord, agrees: set[str], contradicts: set[str]) -> None:
        if self._context.issued and record.issued and record.issued[0] > self._context.issued:
            contradicts.add("later")
        stated = citation.issued or _value(citation, "issued")
        if stated and record.issued:
            if any(_same_day(stated, issued) for issued in record.issued):
                agrees.add("issued")
            else:
                contradicts.add("issued")
                organ = record.issuers[0] if record.issuers else None
                there, here = self._vocabulary.term_at(organ, record.issued[0]), self._vocabulary.term_at(organ, stated)
                if there is not None and here is not None and there != here:
                    contradicts.add("other_term")  # numbering began anew in between: a namesake
        elif self._context.issued and record.issued:
            organ = record.issuers[0] if record.issuers else None
            office = self._vocabulary.term_at(organ, self._context.issued)
            if office is not None and office == self._vocabulary.term_at(organ, record.issued[0]):
                agrees.add("term_in_office")

    def _weigh_organ(self, citation: Citation, record: DocumentRecord, agrees: set[str], contradicts: set[str]) -> None:
        stated = citation.issuer or _value(citation, "issuer")
        named = self._organs.organ(stated, self._context.issuer) if stated else None
        if named is not None and record.issuers:
            (agrees if named in record.issuers else contradicts).add("issuer")
        symbol = citation.canonical and parse_number(citation.canonical, self._vocabulary)
        entry = symbol and self._vocabulary.symbol_by_folded.get(fold(symbol.organ_symbol))
        if not entry or not entry.shared or not record.issuers:
            return
        # TU, QU, ĐU belong to thousands: whose it is, is said by the words, else by the citing issuer's parents.
        if named is not None:
            related = self._related(named, record.issuers)
        else:
            related = not self._chain or any(self._related(above, record.issuers) for above in self._chain[:-1])
        if not related:
            contradicts.add("organ")

    def _related(self, organ: str, issuers: Iterable[str]) -> bool:
        # Thành ủy and its Ban Thường vụ sign under one symbol.
        return any(
            organ == issuer or self._parent(issuer) == organ or self._parent(organ) == issuer for issuer in issuers
        )

    def _parent(self, organ: str) -> str | None:
        entry: Organ | None = self._vocabulary.organs.get(organ)
        return entry.parent if entry else None

    def _by_name(self, citation: Citation) -> list[_Weighed]:
        kind = self._vocabulary.kind_by_name.get(fold(citation.kind or ""))
        if kind is None:
            return []
        asked = name_parts(citation)
        found = []
        for record in self._lookup.named(kind.id):
            fits = any(same_document(asked, name_parts(name)) for name in record.names)
            by_title = asked.title is not None and asked.title in {title_key(title) for title in record.titles}
            if not fits and not (by_title and record.number is None):
                continue
            if self._is_near(record) and self._in_years(asked.first_year, record) and _of_year(asked, kind.id, record):
                weighed = self._weigh(replace(citation, issued=None, issuer=None), record)
                if "later" not in weighed.contradicts:
                    found.append(replace(weighed, agrees=weighed.agrees | {"name"}))
        return found

    def _is_near(self, record: DocumentRecord) -> bool:
        """Tell whether the record's issuer may be meant where its place is left out."""
        if not self._chain or not record.issuers:
            return True
        organ = record.issuers[0]
        above = {ancestor.id for ancestor in self._vocabulary.ancestors(organ)}
        level = self._vocabulary.organs[organ].level if organ in self._vocabulary.organs else ""
        return level == "person" or bool(above & set(self._chain))

    def _in_years(self, first_year: str | None, record: DocumentRecord) -> bool:
        if first_year is None or not record.issuers:
            return True
        terms = self._vocabulary.terms_of(record.issuers[0])
        return any(term.numeral == record.term and term.first_day[:4] == first_year for term in terms)

    # --- the decision -----------------------------------------------------------------------------------------

    def _decide(self, citation: Citation, weighed: list[_Weighed]) -> Citation:
        if not weighed:
            return citation
        left = weighed
        preferences: tuple[Callable[[_Weighed], bool], ...] = (
            lambda item: "issued" in item.agrees,
            lambda item: "issuer" in item.agrees,
            lambda item: "title" in item.agrees,
            lambda item: "term" in item.agrees,
            lambda item: "term_in_office" in item.agrees,
            lambda item: item.record.held,
        )
        for prefers in preferences:
            preferred = [item for item in left if prefers(item)]
            left = preferred if preferred and len(left) > 1 else left
        candidates = tuple(sorted((item.candidate for item in weighed), key=lambda item: (-item.score, item.document)))
        if len(left) > 1:
            return replace(citation, candidates=candidates)
        chosen = left[0]
        problems = tuple(sorted(chosen.contradicts & {"kind", "kind_disputed", "issued", "issuer", "title"}))
        return replace(citation, document=chosen.record.id, candidates=candidates, problems=problems)


def _of_year(asked: NameParts, kind: str, record: DocumentRecord) -> bool:
    # "Cương lĩnh năm 1991", "Luật Giáo dục 2019": the year in such a name is that of the document.
    if asked.year is None or kind not in _NAMED_BY_YEAR or not record.issued:
        return True
    return any(issued.startswith(asked.year) for issued in record.issued)


def _value(citation: Citation, field: str) -> str | None:
    inference = citation.inferred.get(field)
    return inference.value if inference else None


def _same_day(stated: str, known: str) -> bool:
    # A record may know the year only: it then says nothing against a day of that year.
    return stated.startswith(known) or known.startswith(stated)
