"""What an Akoma Ntoso file says of its document: what it is called, what it does to others and others to it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from typing import Any
from typing import Final

from indexer.export.akn.elements import Ids
from indexer.export.akn.elements import count_illegal
from indexer.export.akn.elements import id_part
from indexer.export.akn.elements import made
from indexer.export.akn.provenance import write_provenance
from indexer.export.akn.uris import COUNTRY
from indexer.export.akn.uris import LANGUAGE
from indexer.export.akn.uris import ontology
from indexer.export.akn.uris import shown
from indexer.export.akn.uris import work_uri
from indexer.export.bibliography import by_person
from indexer.export.facts import UNCERTAIN
from indexer.export.facts import cited_facts
from indexer.views import DocumentSummary
from indexer.views import DocumentView
from indexer.views import RelationView
from indexer.views.structure import StructuredText

#: Whoever wrote the file: the program.
_EDITOR: Final = "#can-cu"
_AUTHOR: Final = "author"
_UNKNOWN_DAY: Final = "0001-01-01"
#: The name of a day by how much of it is known: to the year, to the month, to the day.
_DAY_NAMES: Final = ("issuedYearOnly", "issuedMonthOnly", "issued")
#: Relations that change another text, as the standard's modifications.
_MODIFICATIONS: Final = {
    "amends": "substitution",
    "supplements": "insertion",
    "replaces": "replacement",
    "repeals": "repeal",
}
#: What the standard's life of a document knows of them.
_EVENTS: Final = {"amends": "amendment", "supplements": "amendment", "replaces": "repeal", "repeals": "repeal"}


def write_meta(meta: Any, text: StructuredText, places: Mapping[int, str], ids: Ids, day: str) -> None:
    """Fill `meta`; `places` are the eIds of the text's references."""
    _write_identification(meta, text, day)
    outward = _by_document(text.document.relations)
    inward = _by_document(text.document.inverse_relations)
    passive = {key: ids.new(f"passive_{key}") for key in inward}
    _write_lifecycle(meta, text, passive, ids)
    _write_analysis(meta, text, ids)
    references = made(meta, "references", source=_EDITOR)
    _write_organs(references, text)
    made(references, "original", eId="original", href=_expression(text), showAs=shown(text.document.summary))
    cited = {item.document.id: item.document for item in text.references if item.document is not None}
    for key, document in {**outward, **cited}.items():
        if key == text.document.summary.id:
            continue
        made(references, "activeRef", eId=ids.new(f"active_{key}"), href=work_uri(document), showAs=shown(document))
    for key, document in inward.items():
        made(references, "passiveRef", eId=passive[key], href=work_uri(document), showAs=shown(document))
    replaced = count_illegal(text.document.body)
    if replaced:
        note = made(made(meta, "notes", source=_EDITOR), "note", eId=ids.new("note_1"))
        made(note, "p", f"{replaced} ký tự mà XML 1.0 không cho phép được thay bằng U+FFFD.")
    write_provenance(made(meta, "proprietary", source=_EDITOR), text, places)


def _write_identification(meta: Any, text: StructuredText, day: str) -> None:
    summary, uri = text.document.summary, work_uri(text.document.summary)
    identification = made(meta, "identification", source=_EDITOR)
    work = made(identification, "FRBRWork")
    made(work, "FRBRthis", value=f"{uri}/!main")
    made(work, "FRBRuri", value=uri)
    made(work, "FRBRalias", value=summary.id, name="can-cu")
    _write_issued(work, text.document)
    made(work, "FRBRauthor", href=f"#{_AUTHOR}", as_="#role-author")
    made(work, "FRBRcountry", value=COUNTRY)
    if summary.kind.id:
        made(work, "FRBRsubtype", value=summary.kind.id)
    if summary.number:
        made(work, "FRBRnumber", value=summary.number)
    if summary.title:
        made(work, "FRBRname", value=summary.title)
    expression = made(identification, "FRBRExpression")
    made(expression, "FRBRthis", value=f"{uri}/{LANGUAGE}@/!main")
    made(expression, "FRBRuri", value=_expression(text))
    _write_issued(expression, text.document)
    made(expression, "FRBRauthor", href=f"#{_AUTHOR}", as_="#role-author")
    made(expression, "FRBRauthoritative", value="false")
    made(expression, "FRBRlanguage", language=LANGUAGE)
    manifestation = made(identification, "FRBRManifestation")
    made(manifestation, "FRBRthis", value=f"{uri}/{LANGUAGE}@/!main.akn")
    made(manifestation, "FRBRuri", value=f"{uri}/{LANGUAGE}@.akn")
    made(manifestation, "FRBRdate", date=day, name="generated")
    made(manifestation, "FRBRauthor", href=_EDITOR, as_="#role-editor")
    made(manifestation, "FRBRformat", value="application/akn+xml")


def _expression(text: StructuredText) -> str:
    return f"{work_uri(text.document.summary)}/{LANGUAGE}@"


def _write_issued(parent: Any, document: DocumentView) -> None:
    """Write the day of issue; its name says how much of it is known, and whether it is only inferred or in doubt."""
    issued = document.summary.issued
    if issued is None:
        made(parent, "FRBRdate", date=_UNKNOWN_DAY, name="unknown")
        return
    known = issued.count("-")
    standings = [field.readings[0].standing for field in document.fields if field.name == "issued"]
    uncertain = "".join(standing.value.capitalize() for standing in standings if standing in UNCERTAIN)
    made(parent, "FRBRdate", date=issued + "-01" * (2 - known), name=_DAY_NAMES[known] + uncertain)


def _write_lifecycle(meta: Any, text: StructuredText, passive: Mapping[str, str], ids: Ids) -> None:
    """Write the events whose days are known to the day and not only inferred: the standard has no form for others."""
    events: list[tuple[str, str, str]] = []
    issued = cited_facts(text.document).issued
    if _is_day(issued):
        events.append((issued or "", "#original", "generation"))
    for relation in text.document.inverse_relations:
        day = relation.date or (relation.document.issued if relation.document else None)
        if relation.type in _EVENTS and relation.document and _is_day(day):
            events.append((day or "", f"#{passive[relation.document.id]}", _EVENTS[relation.type]))
    if not events:
        return
    lifecycle = made(meta, "lifecycle", source=_EDITOR)
    for day, source, kind in events:
        made(lifecycle, "eventRef", eId=ids.new("event_1"), date=day, source=source, type=kind)


def _is_day(issued: str | None) -> bool:
    return issued is not None and issued.count("-") == 2


def _write_analysis(meta: Any, text: StructuredText, ids: Ids) -> None:
    """Write which text changes which, where both have a record."""
    sides = (
        ("activeModifications", list(_changing(text.document.relations))),
        ("passiveModifications", list(_changing(text.document.inverse_relations))),
    )
    if not any(found for _tag, found in sides):
        return
    analysis = made(meta, "analysis", source=_EDITOR)
    for tag, found in sides:
        if not found:
            continue
        modifications = made(analysis, tag)
        for kind, other in found:
            here, there = "#body", work_uri(other)
            change = made(modifications, "textualMod", eId=ids.new("mod_1"), type=_MODIFICATIONS[kind])
            acting, acted = (here, there) if tag.startswith("active") else (there, here)
            made(change, "source", eId=ids.new("mod_1__source"), href=acting)
            made(change, "destination", eId=ids.new("mod_1__destination"), href=acted)


def _changing(relations: tuple[RelationView, ...]) -> Iterator[tuple[str, DocumentSummary]]:
    for relation in relations:
        if relation.type in _MODIFICATIONS and relation.document is not None:
            yield relation.type, relation.document


def _by_document(relations: tuple[RelationView, ...]) -> dict[str, DocumentSummary]:
    return {relation.document.id: relation.document for relation in relations if relation.document is not None}


def _write_organs(references: Any, text: StructuredText) -> None:
    summary, facts = text.document.summary, cited_facts(text.document)
    editor = ontology("organization", "can-cu")
    made(references, "TLCOrganization", eId=_EDITOR.removeprefix("#"), href=editor, showAs="Căn Cứ")
    kind = "person" if by_person(facts) else "organization"
    made(
        references,
        f"TLC{kind.capitalize()}",
        eId=_AUTHOR,
        href=ontology(kind, summary.issuer.id if summary.issuer else ""),
        showAs=summary.issuer.name if summary.issuer else "Chưa rõ cơ quan ban hành",
    )
    author = "Tác giả" if kind == "person" else "Cơ quan ban hành"
    for role, name in (("author", author), ("editor", "Nơi lập tệp này")):
        made(references, "TLCRole", eId=f"role-{id_part(role)}", href=ontology("role", role), showAs=name)
