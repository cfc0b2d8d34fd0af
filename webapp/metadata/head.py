"""What the head of a document's page tells machines: Dublin Core, the tags of reference managers, linked data.

The tags are those that Zotero's translator for embedded metadata reads (`citation_...`, `DC....`, `z:itemType`), which
Google Scholar and others share. An organ is told as institution and publisher and never as author: readers of these
tags take an author for a person and turn "Bộ Chính trị" about.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.export.bibliography import LAWS
from indexer.export.bibliography import by_person
from indexer.export.bibliography import entry_title
from indexer.export.bibliography import kind_name
from indexer.export.bibliography import name_parts
from indexer.export.facts import CitedFacts
from indexer.views import DocumentSummary
from indexer.views import DocumentView
from indexer.views.desk import Validity
from webapp import words
from webapp.metadata.legislation import CONTEXT
from webapp.metadata.legislation import Node
from webapp.metadata.legislation import linked_data
from webapp.metadata.site import is_addressed
from webapp.metadata.site import public_address
from webapp.quoting import Citing


@dataclass(frozen=True, slots=True)
class Tag:
    """A `<meta>` by its name."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a document's page says of it to machines; `data` is JSON-LD, None where no address can be told."""

    description: str
    tags: tuple[Tag, ...]
    data: Node | None


def head(view: DocumentView, citing: Citing, validity: Validity, cited: Iterable[DocumentSummary] = ()) -> Head:
    """Return the head of a document's page; `cited` are the documents that its text cites (plans)."""
    facts = citing.facts
    tags = tuple(Tag(name, content) for name, content in _tags(facts))
    return Head(_description(view, citing), tags, linked_data(view, facts, validity, cited) if is_addressed() else None)


def site_data() -> Node | None:
    """Return the site itself as a JSON-LD object; None where its address is not known, by which it is searched."""
    site = public_address()
    if not site:
        return None
    # "{q}" stands for what is asked, as in a URI template (RFC 6570).
    search = {"@type": "EntryPoint", "urlTemplate": f"{site}/tim?q={{q}}"}
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": f"{site}/",
        "url": f"{site}/",
        "name": "Căn Cứ",
        "inLanguage": "vi",
        "potentialAction": {"@type": "SearchAction", "target": search, "query-input": "required name=q"},
    }


def _description(view: DocumentView, citing: Citing) -> str:
    cited = citing.styles[0].first if citing.styles else words.label(view.summary)
    return f"{cited.rstrip('.')}. Kho {'có' if view.summary.held else 'chưa có'} toàn văn."


def _tags(facts: CitedFacts) -> Iterator[tuple[str, str]]:
    law, person = facts.kind.id in LAWS, by_person(facts)
    report = not law and not person
    yield "z:itemType", "statute" if law else "report" if report else "document"
    yield "citation_title", entry_title(facts)
    yield "DC.title", entry_title(facts)
    yield "DC.type", kind_name(facts)
    if facts.number:
        yield "citation_technical_report_number", facts.number
        yield "DC.identifier", facts.number
    if facts.issued:
        yield "citation_publication_date", facts.issued.replace("-", "/")
        yield "DC.date", facts.issued
        yield "DCTERMS.issued", facts.issued
    if facts.issuer and person:
        author = ", ".join(name_parts(facts.issuer.name))
        yield "citation_author", author
        yield "DC.creator", author
    elif facts.issuer:
        if report:
            yield "citation_technical_report_institution", facts.issuer.name
        yield "DC.publisher", facts.issuer.name
    yield "citation_language", "vi"
    yield "DC.language", "vi"
