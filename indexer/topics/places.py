"""The topics of the parts of a held text: a plan's tasks, the points and paragraphs of any other document."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.errors import Problem
from indexer.errors import Severity
from indexer.model import Document
from indexer.model import Level
from indexer.model import Span
from indexer.model import Task
from indexer.reading import is_parted
from indexer.reading import own_spans
from indexer.reading import paragraph_spots
from indexer.reading import place_names
from indexer.reading import quoted_spans
from indexer.reading import read_parts
from indexer.text import collapse_blanks
from indexer.topics.phrases import folded_text
from indexer.topics.suggesting import decided
from indexer.topics.suggesting import suggested
from indexer.views.topics import Assigned
from indexer.views.topics import Ground
from indexer.views.topics import Reason
from indexer.vocabulary import Vocabulary

# Below these a node's first line is a sentence, no heading.
_HEADED = frozenset({Level.SECTION, Level.NUMBERED, Level.SUBNUMBERED})


@dataclass(frozen=True, slots=True)
class PlaceTopics:
    """A part of a text with its topics. `own`: where its own words stand; `mark`: the first that suggest a topic."""

    id: str
    place: str
    own: Span
    topics: tuple[tuple[Assigned, Span | None], ...]


def place_topics(document: Document, tasks: tuple[Task, ...], vocabulary: Vocabulary) -> Iterator[PlaceTopics]:
    """Yield the parts of a held text that have topics, in reading order, from each part's own words alone.

    `tasks` are the text's parts as read. What a heading says is its own: what stands below it does not inherit it here.
    """
    body = document.body
    choices = [choice for choice in document.topics if choice.at is not None]
    says_any = any(True for _ in suggested(folded_text(body), vocabulary, [Span(0, len(body))]))
    if not (choices or says_any):
        return
    names: dict[str, str] = {}
    for part in _parts(body, tasks):
        found = _suggested(body, part, vocabulary)
        reasons = {topic: [reason for reason, _span in given] for topic, given in found.items()}
        assigned = decided(reasons, [choice for choice in choices if choice.at == part.id], vocabulary)
        if assigned:
            names = names or place_names(tasks)
            place = part.place or names[part.id]
            marks = {topic: given[0][1] for topic, given in found.items()}
            yield PlaceTopics(part.id, place, part.own, tuple((item, marks.get(item.topic)) for item in assigned))


def choice_problems(document: Document, vocabulary: Vocabulary, line: int | None) -> Iterator[Problem]:
    """Yield a problem, on `line` of the file, for each part that choices of topics name and the text does not have."""
    places = {choice.at for choice in document.topics if choice.at is not None}
    if not places:
        return
    known = {part.id for part in _parts(document.body, read_parts(document.body, vocabulary))}
    for place in sorted(places - known):
        message = f"Chủ đề được chọn cho mục “{place}”, nhưng văn bản không có mục này."
        yield Problem(Severity.ERROR, "topic-at-nothing", message, document.path, line, document.id)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a text; `place` is empty where its name is still to be worked out."""

    id: str
    place: str
    own: Span
    heading: Span | None = None


def _parts(body: str, tasks: tuple[Task, ...]) -> Iterator[_Part]:
    if not is_parted(tasks):
        yield from (_Part(spot.id, spot.place, Span(spot.start, spot.end)) for spot in paragraph_spots(body))
        return
    owns = own_spans(tasks)
    for task in tasks:
        yield _Part(task.id, "", owns[task.id], _heading(task, body, owns[task.id]))


def _heading(task: Task, body: str, own: Span) -> Span | None:
    if task.level not in _HEADED or not task.heading:
        return None
    start = body.find(task.heading, own.start, own.end)
    return None if start < 0 else Span(start, start + len(task.heading))


def _suggested(body: str, part: _Part, vocabulary: Vocabulary) -> dict[str, list[tuple[Reason, Span]]]:
    own = part.own
    text = body[own.start : own.end]
    headings = [Span(part.heading.start - own.start, part.heading.end - own.start)] if part.heading else []
    quoted: Sequence[Span] | None = None
    found: dict[str, list[tuple[Reason, Span]]] = {}
    for topic, span in suggested(folded_text(text), vocabulary, headings):
        quoted = quoted_spans(text) if quoted is None else quoted
        if any(stretch.covers(span) for stretch in headings):
            ground = Ground.HEADING
        else:
            ground = Ground.QUOTED if any(stretch.covers(span) for stretch in quoted) else Ground.TEXT
        words = collapse_blanks(text[span.start : span.end].replace("*", ""))
        placed = Span(own.start + span.start, own.start + span.end)
        found.setdefault(topic, []).append((Reason(ground, words), placed))
    for given in found.values():
        # What the text says itself is shown rather than what a title in it says.
        given.sort(key=lambda item: (item[0].ground is Ground.QUOTED, item[1].start))
    return found
