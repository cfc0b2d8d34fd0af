"""The canonical text of a corpus file: one order and one way of quoting, so that an edit makes a small diff."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

from indexer.model import Disputed
from indexer.model import Document
from indexer.model import DocumentDescription
from indexer.model import Override
from indexer.model import Reading
from indexer.model import Relation
from indexer.model import Source
from indexer.model import Standing
from indexer.model import TopicChoice
from indexer.text import nfc

FENCE: Final = "---"
"""The line above and below the front matter."""

# What a plain scalar of a YAML block may not hold: a colon or hash that ends it, a blank at its end, control letters.
_NOT_PLAIN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|:(?=\\s|$)|\\s#|\\s$")
# Letters that JSON leaves as they are and YAML refuses or takes for a line break.
_RAW_IN_JSON: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def format_document(document: Document) -> str:
    """Return the canonical file text of `document`, ending in a line feed; reading it back gives `document` again."""
    text = "\n".join((FENCE, *_front_matter(document), FENCE)) + "\n"
    body = clean_body(document.body)
    return nfc(f"{text}\n{body}\n" if body else text)


def clean_body(text: str) -> str:
    """Return a body as the store keeps it: line feeds only, no empty lines before it, no blanks after it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip().lstrip("\n")


def _front_matter(document: Document) -> Iterator[str]:
    yield from _scalar("id", document.id)
    yield from _disputed("kind", document.kind)
    yield from _scalar("number", document.number)
    yield from _disputed("title", document.title)
    yield from _disputed("issuer", document.issuer)
    yield from _scalar("issuer_text", document.issuer_text)
    yield from _disputed("issued", document.issued)
    yield from _scalar("term", document.term)
    yield from _scalar("effective_from", document.effective_from)
    yield from _scalar("effective_to", document.effective_to)
    yield from _scalar("status", document.status)
    yield from _scalar("checked_to", document.checked_to)
    yield from _disputed("signer", document.signer)
    yield from _scalar("circulation", document.circulation)
    yield from _scalar("original", document.original)
    yield from _scalar("original_sha256", document.original_sha256)
    yield from _list("sources", (_source(source) for source in document.sources))
    yield from _list("relations", (_relation(relation) for relation in document.relations))
    yield from _list("topics", (_topic(choice) for choice in document.topics))
    yield from _list("also_known_as", ([_quoted(name)] for name in document.also_known_as))
    yield from _list("former_ids", ([_quoted(former)] for former in document.former_ids))
    yield from _list("overrides", (_override(override) for override in document.overrides))


def _scalar(name: str, value: str | None) -> list[str]:
    return [] if value is None else [f"{name}: {_quoted(value)}"]


def _disputed(name: str, field: Disputed) -> list[str]:
    if not field.readings:
        return []
    if len(field.readings) == 1 and field.readings[0] == Reading(field.readings[0].value):
        return _scalar(name, field.value)
    return [f"{name}:", *_indented(_list("readings", (_reading(reading) for reading in field.readings)))]


def _reading(reading: Reading) -> list[str]:
    return [
        *_scalar("value", reading.value),
        *_scalar("source", reading.source or None),
        *_scalar("standing", reading.standing),
    ]


def _source(source: Source) -> list[str]:
    return [
        *_scalar("address", source.address),
        *_scalar("says", source.says or None),
        *_scalar("verified", "true" if source.verified else "false"),
    ]


def _relation(relation: Relation) -> list[str]:
    return [
        *_scalar("type", relation.type),
        *_target(relation.target),
        *_scalar("source", relation.source or None),
        *([] if relation.standing is Standing.STATED else _scalar("standing", relation.standing)),
        *_scalar("date", relation.date),
    ]


def _target(target: str | DocumentDescription) -> list[str]:
    if isinstance(target, str):
        return _scalar("target", target)
    features = [
        *_scalar("kind", target.kind),
        *_scalar("number", target.number),
        *_scalar("issuer", target.issuer),
        *_scalar("issued", target.issued),
        *_scalar("title", target.title),
    ]
    return ["target:", *_indented(features)] if features else ["target: {}"]


def _topic(choice: TopicChoice) -> list[str]:
    if choice.belongs and choice.at is None:
        return [_quoted(choice.topic)]
    return [*_scalar("topic" if choice.belongs else "not", choice.topic), *_scalar("at", choice.at)]


def _override(override: Override) -> list[str]:
    place = [*_scalar("task", override.task), *_scalar("text", override.text)]
    if override.nth != 1:
        place += _scalar("nth", str(override.nth))
    change = [
        *_scalar("document", override.document),
        *_scalar("role", override.role),
        *_scalar("form", override.form),
    ]
    verb = "add" if override.add else "set"
    return ["at:", *_indented(place), *([f"{verb}:", *_indented(change)] if change else [f"{verb}: {{}}"])]


def _list(name: str, items: Iterable[list[str]]) -> list[str]:
    lines = [line for first, *rest in items for line in (f"- {first}", *_indented(rest))]
    return [f"{name}:", *lines] if lines else []


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _quoted(value: str) -> str:
    if value[:1].isalnum() and not _NOT_PLAIN.search(value):
        return value
    return _RAW_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", json.dumps(value, ensure_ascii=False))
