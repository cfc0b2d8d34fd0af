"""Files that machines ask a site for: robots.txt, the sitemap, a feed of what is new, and search for browsers.

All but the suggestions tell what strangers may read, whoever asks: what they say is passed on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint
from flask import Response
from flask import abort
from flask import json
from flask import request

from indexer.views import DocumentSummary
from indexer.views.changes import RecentDocument
from webapp import addresses
from webapp import words
from webapp.knowledge import kb
from webapp.knowledge import public_kb
from webapp.metadata import atom
from webapp.metadata import sitemap as maps
from webapp.metadata.site import machine_answer
from webapp.metadata.site import public_address
from webapp.metadata.site import site_address
from webapp.pages import Page
from webapp.pages import render

area: Final = Blueprint("machines", __name__)

_NEWS: Final = 50  # entries of the feed
_XML: Final = "application/xml; charset=utf-8"
_SUGGESTIONS: Final = "application/x-suggestions+json"

#: What is of no use to a search engine: what is made for one reader, costs most, or is a form.
_CLOSED: Final = (
    "/api/",
    "/tim",
    "/tu-lieu",
    addresses.NOTES,
    "/ra-soat",
    addresses.COMPARISON,
    addresses.SIGN_IN,
    addresses.SIGN_OUT,
    addresses.ACCOUNT,
    addresses.HISTORY,
    addresses.INTAKE,
    addresses.BROWSER_SUGGESTIONS,
    "/*?*dang=",
)


@dataclass(frozen=True, slots=True)
class RobotsPage(Page):
    """The context of robots.txt. `site`: the public address, "" where there is none; `closed`: beginnings of paths."""

    site: str
    closed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenSearchPage(Page):
    """The context of opensearch.xml. `site` is the address of the first page, without a slash at its end."""

    site: str


@area.get(addresses.ROBOTS)
def robots() -> Response:
    """Tell search engines what is not for them: everything, where nobody said that the site is for the public."""
    page = RobotsPage(public_address(), _CLOSED)
    return machine_answer(render("robots.txt", page), "text/plain; charset=utf-8")


@area.get(addresses.SITEMAP)
def sitemap() -> Response:
    """List the site's addresses for search engines; of a large library, the files that list them."""
    parts = maps.map_parts(maps.map_entries(public_kb()), maps.MOST_ADDRESSES)
    if len(parts) == 1:
        return machine_answer(render("sitemap.xml", maps.SitemapPage(site_address(), parts[0])), _XML)
    index = maps.SitemapPage(site_address(), maps.index_entries(parts))
    return machine_answer(render("sitemap-index.xml", index), _XML)


@area.get("/sitemap-<int:part>.xml")
def sitemap_part(part: int) -> Response:
    """List a part of the site's addresses, from 1."""
    parts = maps.map_parts(maps.map_entries(public_kb()), maps.MOST_ADDRESSES)
    if not 1 <= part <= len(parts):
        abort(404)
    return machine_answer(render("sitemap.xml", maps.SitemapPage(site_address(), parts[part - 1])), _XML)


@area.get(addresses.NEWS_FEED)
def news() -> Response:
    """Answer with the documents that came or were changed last, as an Atom feed."""
    library = public_kb()
    entries = tuple(_entry(recent) for recent in library.recent(_NEWS))
    return atom.answer(
        atom.Feed("văn bản mới và vừa sửa", addresses.NEWS_FEED, "/danh-muc", entries, updated=library.built)
    )


@area.get(addresses.OPENSEARCH)
def opensearch() -> Response:
    """Describe the site's search to browsers, for their own search boxes (OpenSearch 1.1)."""
    page = OpenSearchPage(site_address())
    return machine_answer(render("opensearch.xml", page), "application/opensearchdescription+xml; charset=utf-8")


@area.get(addresses.BROWSER_SUGGESTIONS)
def browser_suggestions() -> Response:
    """Answer a browser's search box with what `q` may become (OpenSearch Suggestions 1.1)."""
    typed = request.args.get("q", "")
    found = kb().suggest(typed)
    told = [
        typed,
        [item.text for item in found],
        [item.detail for item in found],
        [site_address() + addresses.suggestion(item) for item in found],
    ]
    return machine_answer(json.dumps(told), _SUGGESTIONS)


def _entry(recent: RecentDocument) -> atom.Entry:
    document = recent.document
    address = addresses.document(document)
    return atom.Entry(address, address, _title(document), recent.changed, _summary(document))


def _title(document: DocumentSummary) -> str:
    issued = f" ngày {words.date(document.issued)}" if document.issued else ""
    return words.label(document) + issued


def _summary(document: DocumentSummary) -> str:
    told = (
        document.title if document.number else None,
        document.issuer.name if document.issuer else None,
        "có toàn văn" if document.held else "chưa có toàn văn",
    )
    return ". ".join(words.capital(part).rstrip(".") for part in told if part) + "."
