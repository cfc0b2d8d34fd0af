"""The search page: results with the passage that was found, and what they can be narrowed to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import Blueprint
from flask import request

from indexer.views import Facet
from indexer.views import FacetValue
from indexer.views import SearchResult
from webapp.errors import PageBeyondEndError
from webapp.knowledge import kb
from webapp.pages import Page
from webapp.pages import render
from webapp.params import SearchParams
from webapp.params import search_params

#: The parameter that each facet sets.
PARAMETERS: Final[Mapping[str, str]] = {
    "kind": "loai",
    "organ": "co-quan",
    "year": "nam",
    "term": "khoa",
    "theme": "chu-de",
    "programme": "chuong-trinh",
    "held": "toan-van",
}
_YEAR: Final = re.compile(r"/(?:19|20)\d\d(?:/|$)")
_NO_QUOTES: Final = re.compile('["“”„«»]')
_NO_DASHES: Final = re.compile(r"(?:^|(?<=\s))[-−](?=\S)")
_HELD: Final[Mapping[str, str]] = {"1": "co", "0": "khong"}


@dataclass(frozen=True, slots=True)
class FacetLink:
    """A value to narrow to, or the chosen one, which the link takes out again."""

    value: FacetValue
    chosen: bool
    arguments: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FacetLinks:
    """A facet with its links; `open` where one of its values is chosen."""

    facet: Facet
    links: tuple[FacetLink, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that narrows the search, in words, and the parameters of the search without it."""

    text: str
    arguments: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SearchPage(Page):
    """The context of search.html."""

    params: SearchParams
    result: SearchResult
    facets: tuple[FacetLinks, ...]
    pages: int
    first: int  # the place of the page's first result among all, from 1
    filtered: bool
    chips: tuple[Chip, ...]
    shares_number: bool  # a number of the Party was found, which other documents may bear too
    documents: int  # in the whole library


def area(results_per_page: int) -> Blueprint:
    """Return the search area, which shows `results_per_page` documents on a page."""
    blueprint = Blueprint("search", __name__)

    @blueprint.get("/tim")
    def search() -> str:
        return render("search.html", _page(search_params(request.args), results_per_page))

    return blueprint


def _page(params: SearchParams, size: int) -> SearchPage:
    filtered = any(value for name, value in params.arguments().items() if name not in {"q", "xep"})
    library = kb()
    result = library.search(
        params.query,
        filters=params.filters,
        limit=size,
        offset=(params.page - 1) * size,
        order=params.order,
        within=params.within,
    )
    pages = max(1, -(-result.total // size))
    if params.page > pages:
        raise PageBeyondEndError(params.page, pages)
    asked = filtered or bool(params.query)
    # Where nothing was asked yet, everything that the library can be narrowed to is the way in.
    facets = result.facets if asked else library.facets()
    return SearchPage(
        params=params,
        result=result,
        facets=tuple(_links(facet, params) for facet in facets if facet.name in PARAMETERS),
        pages=pages,
        first=(params.page - 1) * size + 1,
        filtered=filtered,
        chips=tuple(_chips(params, result)),
        shares_number=any(hit.why == "number" and not _YEAR.search(hit.document.number or "") for hit in result.hits),
        documents=library.counts().documents,
    )


def _chips(params: SearchParams, result: SearchResult) -> Iterator[Chip]:
    understood = result.understood
    for item in understood.filters:
        rest = " ".join(params.query.replace(item.typed, " ", 1).split())
        yield Chip(f"{item.label}: {item.shown}", params.with_argument("q", rest))
    for phrase in understood.phrases:
        yield Chip(f"có nguyên cụm “{phrase}”", params.with_argument("q", _NO_QUOTES.sub(" ", params.query)))
    for run in understood.excluded:
        yield Chip(f"không có “{run}”", params.with_argument("q", _NO_DASHES.sub("", params.query)))
    if params.within:
        yield Chip(f"trong kết quả: “{params.within}”", params.with_argument("trong", ""))


def _links(facet: Facet, params: SearchParams) -> FacetLinks:
    name = PARAMETERS[facet.name]
    current = params.arguments()[name]
    links = []
    for value in facet.values:
        argument = _HELD.get(value.id, value.id) if facet.name == "held" else value.id
        chosen = argument == current
        links.append(FacetLink(value, chosen, params.with_argument(name, "" if chosen else argument)))
    return FacetLinks(facet, tuple(links), bool(current))
