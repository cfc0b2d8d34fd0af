"""The names of documents as Akoma Ntoso spells them: /akn/vn/doc/<kind>/<organ>/<day>/<number>.

Where the day is not known to the day, or there is no number, the document's id stands for the number: namesakes of
several terms have no address in common.
"""

from __future__ import annotations

from typing import Final

from indexer.export.akn.elements import id_part
from indexer.numbers import number_slug
from indexer.views import DocumentSummary

LANGUAGE: Final = "vie"
COUNTRY: Final = "vn"

_UNKNOWN: Final = "unknown"
_NO_DAY: Final = "nodate"
_DAY: Final = len("2021-10-25")


def kind_name(document: DocumentSummary) -> str:
    """Return the id of a document's kind, "van-ban" where it is not known."""
    return document.kind.id or "van-ban"


def work_uri(document: DocumentSummary) -> str:
    """Return the address of a document as a work."""
    issuer = document.issuer.id if document.issuer else _UNKNOWN
    issued = document.issued or _NO_DAY
    slug = number_slug(document.number) if document.number and len(issued) == _DAY else ""
    return "/".join(("/akn", COUNTRY, "doc", kind_name(document), issuer, issued, slug or document.id))


def ontology(kind: str, identifier: str) -> str:
    """Return the address of an organ, person or role in the ontology of Akoma Ntoso's names."""
    return f"/akn/ontology/{kind}/{COUNTRY}/{id_part(identifier) or _UNKNOWN}"


def shown(document: DocumentSummary) -> str:
    """Return a document in one line, for people."""
    name = document.kind.name[:1].upper() + document.kind.name[1:]
    named = f"{name} {document.number}" if document.number else name
    return f"{named}: {document.title}" if document.title else named
