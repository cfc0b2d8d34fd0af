"""Documents that have to do with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.kb import KnowledgeBase
from webapp.application import create_app
from webapp.settings import Settings

QD37 = "quy-dinh-37-ban-chap-hanh-trung-uong-2021"
NQ35 = "nghi-quyet-35-bo-chinh-tri-2018"


@pytest.mark.parametrize(
    ("document", "other", "why"),
    [
        # What replaced it stands first, whatever else speaks for others.
        (QD37, "quy-dinh-207-ban-chap-hanh-trung-uong-2026", "relation"),
        (NQ35, "chi-thi-20-ban-bi-thu-2018", "text"),
        (NQ35, "chuyen-de-toan-khoa-xiii", "tasks"),
    ],
)
def test_related(library: KnowledgeBase, document: str, other: str, why: str) -> None:
    found = {item.document.id: item.why for item in library.related(library.document(document), limit=12)}
    assert found.get(other) == why


def test_every_document_has_its_related_ones_without_itself(library: KnowledgeBase) -> None:
    for facet in library.facets():
        for value in facet.values if facet.name == "kind" else ():
            for document in library.listing("kind", value.id).documents:
                related = library.related(library.document(document.id))
                assert len({item.document.id for item in related} - {document.id}) == len(related) <= 6
                assert all(item.why in {"relation", "tasks", "text"} and item.detail for item in related)


def test_they_stand_on_the_page(library_data: Path) -> None:
    client = create_app(Settings(library_data)).test_client()
    text = client.get(f"/van-ban/{QD37}").get_data(as_text=True)
    assert "Văn bản liên quan" in text
    assert "Cùng được viện dẫn tại" in text
