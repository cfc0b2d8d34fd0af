"""A document as Akoma Ntoso 3.0 (OASIS LegalDocML), valid against its schema, with nothing in it that is not known.

What the standard asks for and nobody knows is marked as such: a date that is not known is `0001-01-01` with the name
"unknown", a text that the library does not have is a remark. How certain each value is stands under `proprietary`.
"""

from __future__ import annotations

from lxml import etree

from indexer.export.akn.body import write_body
from indexer.export.akn.elements import NAMESPACE
from indexer.export.akn.elements import Ids
from indexer.export.akn.elements import indented
from indexer.export.akn.meta import write_meta
from indexer.export.akn.uris import kind_name
from indexer.views.structure import StructuredText

__all__ = ["AKN", "akoma_ntoso"]

AKN = "application/akn+xml"


def akoma_ntoso(text: StructuredText, day: str) -> bytes:
    """Return a document as an Akoma Ntoso file, UTF-8; `day` (ISO) is the day on which it is written."""
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})
    document = etree.SubElement(root, f"{{{NAMESPACE}}}doc", name=kind_name(text.document.summary))
    meta = etree.SubElement(document, f"{{{NAMESPACE}}}meta")
    ids = Ids()
    places = write_body(document, text, ids)
    write_meta(meta, text, places, ids, day)
    indented(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"
