"""Writes the topics of documents and of the parts of their texts into a catalogue, each with the words that show it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

from indexer.catalogue.codec import encode
from indexer.catalogue.contents import Contents
from indexer.catalogue.database import Row
from indexer.catalogue.database import insert
from indexer.catalogue.sentences import citing_sentence
from indexer.model import Span
from indexer.text import collapse_blanks
from indexer.topics import document_topics
from indexer.views import Excerpt

_BEGINNING: Final = 240  # letters that show a part of which a person said its topic


def write_topics(database: sqlite3.Connection, contents: Contents) -> None:
    """Write the topics of all documents of `contents`."""
    insert(database, "topics", _rows(contents))


def _rows(contents: Contents) -> Iterator[Row]:
    for document in contents.documents:
        for assigned in document_topics(document, contents.vocabulary):
            yield document.id, "", assigned.topic, encode(assigned.reasons), 0, "", encode(Excerpt(""))
        for part in contents.topics.get(document.id, ()):
            for assigned, mark in part.topics:
                excerpt = encode(_excerpt(document.body, part.own, mark))
                yield (
                    document.id,
                    part.id,
                    assigned.topic,
                    encode(assigned.reasons),
                    part.own.start,
                    part.place,
                    excerpt,
                )


def _excerpt(body: str, own: Span, mark: Span | None) -> Excerpt:
    if mark is not None:
        return citing_sentence(body, mark.start, mark.end)
    text = collapse_blanks(body[own.start : own.end].replace("*", "").lstrip("#"))
    return Excerpt(text if len(text) <= _BEGINNING else f"{text[: text.rfind(' ', 0, _BEGINNING)]} …")
