"""Where each value comes from and how certain it is, under `proprietary`, where the standard leaves room for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Final

from lxml import etree

from indexer.export.akn.elements import legal
from indexer.export.akn.uris import work_uri
from indexer.views import RelationView
from indexer.views.structure import StructuredText
from indexer.views.structure import TextReference

#: The namespace of what is said here beyond the standard.
OWN: Final = "urn:x-cancu:provenance:1"


def write_provenance(proprietary: Any, text: StructuredText, places: Mapping[int, str]) -> None:
    """Fill `proprietary`: the record's readings, all relations, and what a reference does not state itself.

    Values that the place or the document states have the standing "stated".
    """
    for field in text.document.fields:
        element = _own(proprietary, "field", name=field.name)
        for reading in field.readings:
            _own(element, "reading", reading.value, source=reading.source, standing=reading.standing.value)
    for direction, relations in (
        ("active", text.document.relations),
        ("passive", text.document.inverse_relations),
    ):
        for relation in relations:
            _write_relation(proprietary, direction, relation)
    for number, place in sorted(places.items()):
        _write_reference(proprietary, text.references[number], place)


def _write_relation(proprietary: Any, direction: str, relation: RelationView) -> None:
    _own(
        proprietary,
        "relation",
        type=relation.type,
        direction=direction,
        href=work_uri(relation.document) if relation.document else "",
        described=relation.description or "",
        source=relation.source,
        standing=relation.standing.value,
        date=relation.date or "",
    )


def _write_reference(proprietary: Any, reference: TextReference, place: str) -> None:
    if not reference.inferred and not reference.candidates:
        return
    element = _own(proprietary, "reference", href=f"#{place}", form=reference.form.value)
    for field, value, source in reference.inferred:
        _own(element, "inferred", value, name=field, source=source)
    if reference.document is None:
        for candidate in reference.candidates:
            _own(element, "candidate", href=work_uri(candidate))


def _own(parent: Any, tag: str, text: str | None = None, **attributes: str) -> Any:
    element = etree.SubElement(parent, f"{{{OWN}}}{tag}", nsmap={"cancu": OWN})
    for name, value in attributes.items():
        if value:
            element.set(name, legal(value))
    if text is not None:
        element.text = legal(text)
    return element
