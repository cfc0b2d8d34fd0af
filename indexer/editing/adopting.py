"""A cited document without a file gets one: what the texts that cite it say of it, each value with its source."""

from __future__ import annotations

from indexer.errors import DocumentNotFoundError
from indexer.errors.editing import FileExistsAlreadyError
from indexer.errors.editing import NotAdoptableError
from indexer.kb import KnowledgeBase
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import Reading
from indexer.views import DocumentView


def adoptable(asked: str, kb: KnowledgeBase) -> Document:
    """Return the document that a file is to be made for; `asked` is its id, or its number in any spelling.

    The id under which the texts that cite it are linked to it is kept: its addresses stay.

    Raises:
        NotAdoptableError: no cited document without a file is meant, or several could be.
        FileExistsAlreadyError: the document has a file.
    """
    try:
        view = kb.document(kb.current_id(asked))
    except DocumentNotFoundError:
        view = _by_number(asked, kb)
    if view.summary.described:
        raise FileExistsAlreadyError(view.summary.id)
    return _document(view)


def _by_number(asked: str, kb: KnowledgeBase) -> DocumentView:
    found = kb.number(asked).documents
    lacking = [document.id for document in found if not document.described]
    if len(lacking) != 1:
        if found and not lacking:
            raise FileExistsAlreadyError(found[0].id)
        raise NotAdoptableError(asked, lacking)
    return kb.document(lacking[0])


def _document(view: DocumentView) -> Document:
    summary = view.summary
    readings = {field.name: field.readings for field in view.fields}
    issuer = summary.issuer.id if summary.issuer else None
    words = readings.get("issuer_text", ())
    return Document(
        id=summary.id,
        kind=_preferred(summary.kind.id, readings.get("kind", ())),
        number=summary.number,
        title=Disputed(readings.get("title", ())),
        issuer=_preferred(issuer, readings.get("issuer", ())),
        issuer_text=words[0].value if words else None,
        issued=Disputed(readings.get("issued", ())),
    )


def _preferred(value: str | None, readings: tuple[Reading, ...]) -> Disputed:
    # A view shows names; its first reading is the one whose id the summary has.
    if value is None:
        return Disputed()
    first = readings[0] if readings else Reading(value)
    return Disputed((Reading(value, first.source, first.standing),))
