"""An edit applied to a document: readings are added before those that stand, and only what is named goes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import fields
from dataclasses import replace
from typing import Any
from typing import Final
from typing import TypeVar

from indexer.model import Disputed
from indexer.model import Document
from indexer.model import Reading
from indexer.model import Relation
from indexer.model import Status
from indexer.model import TopicChoice
from indexer.text import nfc
from indexer.views.editing import DocumentEdit

_Item = TypeVar("_Item")

#: The fields of which an editor states single values, readings, lists; with the names that the history gives them.
SINGLE: Final = (
    "number", "issuer_text", "term", "effective_from", "effective_to", "status", "checked_to", "circulation",
)  # fmt: skip
DISPUTED: Final = ("kind", "title", "issuer", "issued", "signer")
LISTS: Final = ("topics", "also_known_as")
LABELS: Final = {
    "kind": "loại văn bản",
    "number": "số và ký hiệu",
    "title": "trích yếu",
    "issuer": "cơ quan ban hành",
    "issuer_text": "cách ghi cơ quan ban hành",
    "issued": "ngày ban hành",
    "term": "khóa",
    "effective_from": "ngày có hiệu lực",
    "effective_to": "ngày hết hiệu lực",
    "status": "tình trạng",
    "checked_to": "ngày tra cứu",
    "signer": "người ký",
    "circulation": "phạm vi lưu hành",
    "sources": "nguồn",
    "relations": "quan hệ",
    "topics": "chủ đề",
    "also_known_as": "tên quen gọi",
    "overrides": "chỗ sửa viện dẫn",
    "body": "nội dung",
}
_DAYS: Final = frozenset({"issued", "effective_from", "effective_to", "checked_to"})
_DAY: Final = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})", re.ASCII)


def key(item: object) -> str:
    """Return what names an item of a document (a reading, relation, source, correction) while the item is the same."""
    return hashlib.sha256(repr(item).encode("utf-8", "replace")).hexdigest()[:16]


def apply(document: Document, edit: DocumentEdit, relations: Iterable[Relation]) -> Document:
    """Return `document` as `edit` wants it; `relations` are those that it adds, their targets found.

    Values are not judged here: what is wrong with them is a problem of the document that comes out.
    """
    changes: dict[str, Any] = {name: _single(name, edit.fields[name]) for name in SINGLE if name in edit.fields}
    for name in DISPUTED:
        before: Disputed = getattr(document, name)
        kept = _kept(before.readings, edit.dropped)
        added = [_reading(name, edit.readings[name])] if name in edit.readings else []
        changes[name] = Disputed(tuple(dict.fromkeys((*added, *kept))))
    if "also_known_as" in edit.lists:
        changes["also_known_as"] = _texts(edit.lists["also_known_as"])
    if "topics" in edit.lists:
        chosen = (
            TopicChoice(text.removeprefix("-"), not text.startswith("-")) for text in _texts(edit.lists["topics"])
        )
        changes["topics"] = (*chosen, *(choice for choice in document.topics if choice.at is not None))
    changes["sources"] = _extended(document.sources, edit.sources, edit.dropped)
    changes["relations"] = _extended(document.relations, relations, edit.dropped)
    changes["overrides"] = _extended(document.overrides, edit.overrides, edit.dropped)
    return replace(document, **changes)


def changed_fields(before: Document, after: Document) -> tuple[str, ...]:
    """Return in words which fields differ."""
    names = (item.name for item in fields(Document) if getattr(before, item.name) != getattr(after, item.name))
    return tuple(LABELS.get(name, name) for name in names)


def iso_day(text: str) -> str:
    """Return a day, month or year as people write it in ISO ("25/10/2021" -> "2021-10-25"); other text as it is."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return text.strip()
    day, month, year = match.groups()
    return "-".join(part for part in (year, month and month.zfill(2), day and day.zfill(2)) if part)


def _single(name: str, value: str) -> str | Status | None:
    text = iso_day(value) if name in _DAYS else _clean(value)
    if name == "status":
        return Status(text) if text in set(Status) else Status.UNKNOWN
    return text or None


def _reading(name: str, reading: Reading) -> Reading:
    value = iso_day(reading.value) if name in _DAYS else _clean(reading.value)
    return Reading(value, _clean(reading.source), reading.standing)


def _texts(listed: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for item in listed if (text := _clean(item))))


def _kept(items: Iterable[_Item], dropped: frozenset[str]) -> tuple[_Item, ...]:
    return tuple(item for item in items if key(item) not in dropped)


def _extended(items: Iterable[_Item], added: Iterable[_Item], dropped: frozenset[str]) -> tuple[_Item, ...]:
    return tuple(dict.fromkeys((*_kept(items, dropped), *added)))


def _clean(text: str) -> str:
    return nfc(" ".join(text.split()))
