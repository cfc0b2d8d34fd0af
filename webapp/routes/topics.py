"""Themes and training programmes: what there is, what belongs to one, and the tasks that ask for it in lessons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flask import Blueprint
from flask import redirect
from flask import request
from markupsafe import Markup
from werkzeug.wrappers import Response

from indexer.views import DocumentSummary
from indexer.views.gathered import TeachingTask
from indexer.views.gathered import TopicPlace
from indexer.views.gathered import TopicView
from indexer.views.topics import TopicCount
from indexer.views.topics import TopicName
from indexer.views.topics import TopicSort
from webapp import addresses
from webapp.baskets import MOST_ITEMS
from webapp.cascade_picture import CascadeRow
from webapp.cascade_picture import cascade_picture
from webapp.cascade_picture import cascade_rows
from webapp.errors import PageBeyondEndError
from webapp.knowledge import kb
from webapp.pages import Page
from webapp.pages import render
from webapp.params import LAST_PAGE
from webapp.params import choice
from webapp.params import number

area: Final = Blueprint("topics", __name__)

_SHOWN: Final = 40  # items of each part on the topic's first page, and of one part on its own pages
_MOST_DRAWN: Final = 40  # documents in a picture that can still be read
_LONGEST_ADDRESS: Final = 8_000  # letters that every browser and server takes

#: The parts of a topic's page by the parameter that shows one alone.
PARTS: Final = {"van-ban": "documents", "nhiem-vu": "tasks", "trich-doan": "passages"}


@dataclass(frozen=True, slots=True)
class TopicsPage(Page):
    """The context of topics.html. `others`: the name and the address of the other list."""

    sort: TopicSort
    topics: tuple[TopicCount, ...]
    others: TopicSort
    teaching: int  # tasks that ask for something to be brought into teaching


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """The tasks of one plan, or the passages of one document."""

    document: DocumentSummary
    places: tuple[TopicPlace, ...]


@dataclass(frozen=True, slots=True)
class TopicPage(Page):
    """The context of topic.html.

    `part` names the one part that is shown alone ("" where the page shows the beginnings of all), `page` of `pages`.
    `cascade_rows` without a picture: more documents hang together than one can be read in.
    `gather` is the address that puts the whole topic into the lesson pack, `gathered` how many of its items.
    """

    view: TopicView
    part: str
    page: int
    pages: int
    tasks: tuple[PlaceGroup, ...]
    passages: tuple[PlaceGroup, ...]
    shown: int
    cascade_drawn: Markup
    cascade_rows: tuple[CascadeRow, ...]
    gather: str
    gathered: int


@dataclass(frozen=True, slots=True)
class TeachingGroup:
    """The tasks of one plan that ask for something to be brought into teaching."""

    plan: DocumentSummary
    tasks: tuple[TeachingTask, ...]


@dataclass(frozen=True, slots=True)
class TeachingPage(Page):
    """The context of teaching.html."""

    groups: tuple[TeachingGroup, ...]
    tasks: int


@area.get("/chu-de")
def themes() -> str:
    """List all themes."""
    return _list(TopicSort.THEME, TopicSort.PROGRAMME)


@area.get("/chuong-trinh")
def programmes() -> str:
    """List all training programmes."""
    return _list(TopicSort.PROGRAMME, TopicSort.THEME)


@area.get("/chu-de/<identifier>")
def theme(identifier: str) -> str | Response:
    """Show one theme."""
    return _topic(identifier, TopicSort.THEME)


@area.get("/chuong-trinh/<identifier>")
def programme(identifier: str) -> str | Response:
    """Show one training programme."""
    return _topic(identifier, TopicSort.PROGRAMME)


@area.get(addresses.TEACHING)
def teaching() -> str:
    """List the tasks of all plans that ask for something to be brought into teaching."""
    tasks = kb().teaching()
    groups = (TeachingGroup(plan, tuple(listed)) for plan, listed in groupby(tasks, key=lambda task: task.plan))
    return render("teaching.html", TeachingPage(tuple(groups), len(tasks)))


def _list(sort: TopicSort, others: TopicSort) -> str:
    library = kb()
    topics = tuple(count for count in library.topics() if count.topic.sort is sort)
    return render("topics.html", TopicsPage(sort, topics, others, len(library.teaching())))


def _topic(identifier: str, sort: TopicSort) -> str | Response:
    library = kb()
    part = choice(request.args, "phan", {name: name for name in PARTS}) or ""
    page = number(request.args, "trang", default=1, least=1, most=LAST_PAGE)
    view = library.topic(identifier, _SHOWN, (page - 1) * _SHOWN)
    if view.topic.sort is not sort:
        return redirect(addresses.topic(view.topic))
    pages = max(1, -(-getattr(view.count, PARTS[part]) // _SHOWN)) if part else 1
    if page > pages:
        raise PageBeyondEndError(page, pages)
    cascade = library.topic_cascade(identifier)
    drawn = sum(len(chain.nodes) for chain in cascade.chains) <= _MOST_DRAWN
    address, gathered = _gathering(view.topic)
    shown = TopicPage(
        view=view,
        part=part,
        page=page,
        pages=pages,
        tasks=_grouped(view.tasks),
        passages=_grouped(view.passages),
        shown=_SHOWN,
        cascade_drawn=cascade_picture(cascade) if drawn else Markup(""),
        cascade_rows=cascade_rows(cascade),
        gather=address,
        gathered=gathered,
    )
    return render("topic.html", shown)


def _grouped(places: Sequence[TopicPlace]) -> tuple[PlaceGroup, ...]:
    return tuple(
        PlaceGroup(document, tuple(listed)) for document, listed in groupby(places, key=lambda place: place.document)
    )


def _gathering(topic: TopicName) -> tuple[str, int]:
    """Return the address of a pack with what belongs to the topic, as much as it takes, and how many items."""
    keys = kb().topic_keys(topic.id, MOST_ITEMS)
    address = addresses.materials([("ten", topic.name), *(("m", key) for key in keys)])
    while len(address) > _LONGEST_ADDRESS:
        keys = keys[: len(keys) * _LONGEST_ADDRESS // (len(address) + 1)]
        address = addresses.materials([("ten", topic.name), *(("m", key) for key in keys)])
    return address, len(keys)
