"""What search engines are told of: the library's documents and lists as strangers see them, with when they changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indexer.kb import KnowledgeBase
from webapp import addresses
from webapp.pages import Page

#: The protocol's limit for one file (sitemaps.org). Its other one, 50 MB, is never met: an address of ours has at most
#: some 700 bytes, name, id and tags together.
MOST_ADDRESSES: Final = 50_000

_PAGES: Final = (
    "/",
    "/danh-muc",
    "/ke-hoach",
    addresses.topics("theme"),
    addresses.topics("programme"),
    addresses.TEACHING,
    "/con-thieu",
    addresses.GUIDE,
    addresses.UPDATES,
)


@dataclass(frozen=True, slots=True)
class MapEntry:
    """An address of the site, and when what is there was changed (ISO, UTC), where that is known."""

    address: str
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class SitemapPage(Page):
    """The context of sitemap.xml and sitemap-index.xml. `site` is the first page's address without its slash."""

    site: str
    entries: tuple[MapEntry, ...]


def map_entries(library: KnowledgeBase) -> tuple[MapEntry, ...]:
    """Return the addresses of `library` that search engines should know, the general ones first.

    A list tells no time: which of its documents changed what it shows is not kept.
    """
    return (
        *(MapEntry(address) for address in _PAGES),
        *(MapEntry(addresses.listing(facet, value)) for facet, value in _lists(library)),
        *(_document(change.document, change.changed, plan=change.is_plan) for change in library.changes),
    )


def map_parts(entries: tuple[MapEntry, ...], most: int) -> tuple[tuple[MapEntry, ...], ...]:
    """Return `entries` cut into files of at most `most`."""
    return tuple(entries[at : at + most] for at in range(0, len(entries), most))


def index_entries(parts: tuple[tuple[MapEntry, ...], ...]) -> tuple[MapEntry, ...]:
    """Return the files of a sitemap as the entries of its index."""
    return tuple(
        MapEntry(addresses.sitemap_part(number), max((entry.changed or "" for entry in part), default="") or None)
        for number, part in enumerate(parts, 1)
    )


def _lists(library: KnowledgeBase) -> Iterator[tuple[str, str]]:
    for facet in library.facets():
        if facet.name in addresses.LISTS:
            yield from ((facet.name, value.id) for value in facet.values)


def _document(document: str, changed: str | None, *, plan: bool) -> MapEntry:
    return MapEntry(addresses.plan(document) if plan else addresses.document_id(document), changed)
