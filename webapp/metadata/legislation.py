"""A document in the words of schema.org (`Legislation`), as JSON-LD: what is known well enough, and nothing else.

schema.org has no word for how certain a statement is, so what is only inferred or in doubt is left out, as in
citations; what the page shows of it stands there with its standing.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from typing import Any
from typing import Final

from indexer.export.bibliography import entry_title
from indexer.export.bibliography import kind_name
from indexer.export.facts import UNCERTAIN
from indexer.export.facts import CitedFacts
from indexer.model import Status
from indexer.views import DocumentSummary
from indexer.views import DocumentView
from indexer.views import Named
from indexer.views import RelationView
from indexer.views.desk import REPLACING
from indexer.views.desk import Validity
from webapp import addresses
from webapp import words
from webapp.metadata.site import public_address

Node = dict[str, Any]

CONTEXT: Final = "https://schema.org"
_LEGISLATION: Final = "Legislation"
#: Kinds that lay nothing down.
_OTHER_TYPES: Final[Mapping[str, str]] = {
    "bai-viet": "Article",
    "chuyen-de": "CreativeWork",
    "de-cuong": "CreativeWork",
    "van-kien": "CreativeWork",
}
#: What a relation is called, seen from the document whose file states it. "follows" says no more than that a later
#: document speaks of the same: there is no word for it.
_RELATIONS: Final[Mapping[str, str]] = {
    "amends": "legislationAmends",
    "supplements": "legislationAmends",
    "replaces": "legislationChanges",
    "repeals": "legislationRepeals",
    "guides": "legislationEnsuresImplementationOf",
    "implements": "legislationEnsuresImplementationOf",
    "continues": "legislationEnsuresImplementationOf",
    "reviews": "about",
    "based_on": "citation",
    "cites": "citation",
    "promulgates": "hasPart",
    "part_of": "isPartOf",
}
#: Those that have a word for the other direction too.
_INVERSES: Final[Mapping[str, str]] = {"promulgates": "isPartOf", "part_of": "hasPart"}


def linked_data(
    view: DocumentView, facts: CitedFacts, validity: Validity, cited: Iterable[DocumentSummary] = ()
) -> Node:
    """Return a document as a JSON-LD object, its addresses being those of this site.

    `cited` are the documents that its text cites, where that is known (plans).
    """
    kind = _type(view.summary)
    told: Node = {
        "@context": CONTEXT,
        "@type": kind,
        "@id": _whole(_address(view)),
        "url": _whole(_address(view)),
        "name": entry_title(facts),
        "alternateName": list(view.also_known_as),
        "inLanguage": "vi",
        **(_legislation(view, facts, validity) if kind == _LEGISLATION else _work(facts, kind)),
        **_relations(view, cited, legal=kind == _LEGISLATION),
        "subjectOf": [
            {"@type": "WebPage", "url": source.address}
            for source in view.sources
            if words.is_web_address(source.address)
        ],
        "encoding": list(_files(view, kind)),
    }
    return {name: value for name, value in told.items() if value}


def _legislation(view: DocumentView, facts: CitedFacts, validity: Validity) -> Node:
    applied = next((field.readings for field in view.fields if field.name == "effective_from"), ())
    return {
        "legislationType": kind_name(facts),
        "legislationIdentifier": facts.number,
        "legislationDate": facts.issued,
        "legislationDateOfApplicability": applied[0].value if applied else None,
        "legislationPassedBy": _organ(facts.issuer),
        "legislationLegalForce": _force(validity),
    }


def _work(facts: CitedFacts, kind: str) -> Node:
    person = kind == "Article" and facts.issuer is not None
    return {
        "genre": kind_name(facts),
        "identifier": facts.number,
        "datePublished": facts.issued,
        "author": {"@type": "Person", "name": facts.issuer.name} if person and facts.issuer else _organ(facts.issuer),
    }


def _organ(organ: Named | None) -> Node | None:
    if organ is None:
        return None
    return {"@type": "Organization", "@id": _whole(addresses.listing("organ", organ.id)), "name": organ.name}


def _force(validity: Validity) -> str | None:
    """Return what is known of a document's force; that no later document was found says nothing about it."""
    ended = any(step.type in REPLACING and step.standing not in UNCERTAIN for step in validity.succession)
    if ended or validity.status is Status.REPLACED:
        return f"{CONTEXT}/NotInForce"
    return f"{CONTEXT}/InForce" if validity.status is Status.IN_FORCE and not validity.succession else None


def _relations(view: DocumentView, cited: Iterable[DocumentSummary], *, legal: bool) -> Mapping[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    stated = [(_RELATIONS.get(relation.type), relation) for relation in view.relations]
    stated += [(_INVERSES.get(relation.type), relation) for relation in view.inverse_relations]
    for name, relation in stated:
        # What lays nothing down cannot amend or carry out.
        if name and relation.standing not in UNCERTAIN and (legal or not name.startswith("legislation")):
            found.setdefault(name, []).append(_other(relation))
    listed = found.setdefault("citation", [])
    listed += [node for node in map(_named, cited) if node not in listed and node["@id"] != _whole(_address(view))]
    return found


def _address(view: DocumentView) -> str:
    return addresses.document(view.summary)


def _other(relation: RelationView) -> Node:
    if relation.document is not None:
        return _named(relation.document)
    return {"@type": _LEGISLATION, "name": words.capital(relation.description or "")}


def _named(document: DocumentSummary) -> Node:
    node = {"@type": _type(document), "@id": _whole(addresses.document(document))}
    # A title may be one that was inferred; a number is what texts call the document by.
    return {**node, "name": words.label(document)} if document.number else node


def _files(view: DocumentView, kind: str) -> Iterator[Node]:
    if view.summary.held:
        text = {"inLanguage": "vi", "encodingFormat": "text/html", "contentUrl": _whole(_address(view))}
        if kind == _LEGISLATION:
            # Whoever publishes a text here has no office to do so.
            yield {"@type": "LegislationObject", **text, "legislationLegalValue": f"{CONTEXT}/UnofficialLegalValue"}
        else:
            yield {"@type": "MediaObject", **text}
    if view.original:
        yield {"@type": "MediaObject", "contentUrl": _whole(addresses.original(view.summary.id, view.original))}


def _type(document: DocumentSummary) -> str:
    return _OTHER_TYPES.get(document.kind.id, _LEGISLATION)


def _whole(address: str) -> str:
    """Return an address with the site's own before it, where that is known; readers complete a path themselves."""
    return public_address() + address
