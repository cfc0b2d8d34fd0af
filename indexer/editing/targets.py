"""The document that an editor means by what was typed: an id, a former id, or a number in any spelling."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.errors import DocumentNotFoundError
from indexer.kb import KnowledgeBase
from indexer.model import DocumentDescription
from indexer.numbers import parse_number
from indexer.views import DocumentSummary


@dataclass(frozen=True, slots=True)
class Target:
    """What was found: a document's id, or a description where it has no file; else what is in the way."""

    found: str | DocumentDescription | None
    message: str = ""


def find_target(text: str, kb: KnowledgeBase) -> Target:
    """Return what `text` means among the documents that have a file."""
    asked = text.strip()
    try:
        current = kb.current_id(asked)
    except DocumentNotFoundError:
        return _by_number(asked, kb)
    summary = kb.document(current).summary
    return Target(current) if summary.described else Target(_description(summary))


def _by_number(asked: str, kb: KnowledgeBase) -> Target:
    documents = kb.number(asked).documents
    described = [document for document in documents if document.described]
    if len(described) == 1:
        return Target(described[0].id)
    if described:
        listed = "; ".join(f"{document.id} ({_told(document)})" for document in described)
        return Target(None, f"Có {len(described)} văn bản ứng với “{asked}”, hãy ghi mã của một văn bản: {listed}.")
    if len(documents) == 1:
        return Target(_description(documents[0]))
    number = parse_number(asked, kb.vocabulary)
    if number is None:
        return Target(None, f"Không có văn bản “{asked}” trong kho, và đó không phải số và ký hiệu đầy đủ.")
    return Target(DocumentDescription(number=number.canonical))


def _told(document: DocumentSummary) -> str:
    parts = (document.title, "/".join(reversed((document.issued or "").split("-"))))
    return ", ".join(part for part in parts if part) or "chưa rõ trích yếu"


def _description(document: DocumentSummary) -> DocumentDescription:
    return DocumentDescription(
        kind=document.kind.id,
        number=document.number,
        issuer=document.issuer.id if document.issuer else None,
        issued=document.issued,
        title=document.title,
    )
