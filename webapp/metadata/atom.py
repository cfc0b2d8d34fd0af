"""Atom feeds (RFC 4287): the one way in which this site writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Response

from webapp.metadata.site import machine_answer
from webapp.metadata.site import site_address
from webapp.pages import Page
from webapp.pages import render

MEDIA_TYPE: Final = "application/atom+xml"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: `address` is where it is read, `id` what it is told apart by; both below the site's own address.

    `updated` is a time (ISO, UTC). `summary` is plain text.
    """

    id: str
    address: str
    title: str
    updated: str
    summary: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of a site: its own address, that of the page which shows the same to people, and its entries in order.

    `updated` (ISO, UTC) is told where there are no entries.
    """

    title: str
    address: str
    page: str
    entries: tuple[Entry, ...]
    updated: str


@dataclass(frozen=True, slots=True)
class FeedPage(Page):
    """The context of feed.xml. `site` is the address of the first page, without a slash at its end."""

    site: str
    feed: Feed
    updated: str


def answer(feed: Feed) -> Response:
    """Return `feed` as an answer, all addresses whole."""
    updated = max((entry.updated for entry in feed.entries), default=feed.updated)
    return machine_answer(render("feed.xml", FeedPage(site_address(), feed, updated)), f"{MEDIA_TYPE}; charset=utf-8")
