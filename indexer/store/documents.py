"""Front matter to a Document: every field typed, every flaw noted with its line, the rest kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import PurePosixPath
from typing import Final

from indexer.model import Disputed
from indexer.model import Document
from indexer.model import DocumentDescription
from indexer.model import Form
from indexer.model import Override
from indexer.model import Reading
from indexer.model import Relation
from indexer.model import Role
from indexer.model import Source
from indexer.model import Standing
from indexer.model import Status
from indexer.model import TopicChoice
from indexer.store.parts import Parts
from indexer.store.record import Notes
from indexer.store.record import Record
from indexer.store.values import Check
from indexer.store.values import any_text
from indexer.store.values import check_date
from indexer.store.values import check_id
from indexer.store.values import check_numeral
from indexer.store.values import in_vocabulary
from indexer.store.values import is_id
from indexer.store.values import one_of
from indexer.tree import Scalar
from indexer.vocabulary import Vocabulary

_NOT_IN_FRONT: Final = frozenset({"body", "path", "body_line"})
_CHANGE: Final = ("document", "role", "form")

#: The fields of the front matter (""), and those of the records that some of them hold, by the field ("overrides.at").
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "": tuple(item.name for item in fields(Document) if item.name not in _NOT_IN_FRONT),
    "readings": ("value", "source", "standing"),
    "sources": ("address", "says", "verified"),
    "relations": ("type", "target", "source", "standing", "date"),
    "relations.target": tuple(item.name for item in fields(DocumentDescription)),
    "topics": ("topic", "not", "at"),
    "overrides": ("at", "set", "add"),
    "overrides.at": ("task", "text", "nth"),
    "overrides.set": _CHANGE,
    "overrides.add": _CHANGE,
}

_NO_CITATION: Final = "none"
_INTERNAL: Final = "internal"


class DocumentReader:
    """Reads documents against one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._kind = in_vocabulary("unknown-kind", "loại văn bản", vocabulary.kinds)
        self._organ = in_vocabulary("unknown-organ", "cơ quan", vocabulary.organs)
        self._relation_type = in_vocabulary("unknown-relation", "loại quan hệ", vocabulary.relations)
        self._standing = one_of("unknown-standing", "mức chắc chắn", Standing)
        self._status = one_of("unknown-status", "tình trạng", Status)
        self._topic = in_vocabulary("unknown-topic", "chủ đề", vocabulary.topics)
        self._role = one_of("unknown-role", "vai trò", Role)
        self._form = in_vocabulary("unknown-form", "dạng viện dẫn", [*map(str, Form), _NO_CITATION])

    def read(self, parts: Parts, path: str, notes: Notes) -> Document | None:
        """Return the document of `parts`, None (noted) where nothing can serve as its id."""
        record = Record(parts.front, notes, FIELDS[""])
        identity = self._identity(record, PurePosixPath(path).stem, notes)
        if identity is None:
            return None
        notes.document = identity
        if "kind" not in record:
            notes.note("missing-field", "Thiếu trường “kind” (loại văn bản).", record.line)
        for name in FIELDS[""]:
            if name in record:
                notes.mark(name, record.line_of(name))
        return Document(
            id=identity,
            kind=self._disputed(record, "kind", self._kind, notes),
            number=record.text("number"),
            title=self._disputed(record, "title", any_text, notes),
            issuer=self._disputed(record, "issuer", self._organ, notes),
            issuer_text=record.text("issuer_text"),
            issued=self._disputed(record, "issued", check_date, notes),
            term=_checked(record, "term", check_numeral, notes),
            effective_from=_checked(record, "effective_from", check_date, notes),
            effective_to=_checked(record, "effective_to", check_date, notes),
            status=Status(_checked(record, "status", self._status, notes) or Status.UNKNOWN),
            checked_to=_checked(record, "checked_to", check_date, notes),
            signer=self._disputed(record, "signer", any_text, notes),
            circulation=_circulation(record, notes),
            sources=tuple(self._sources(record, notes)),
            relations=tuple(self._relations(record, notes)),
            topics=tuple(self._topics(record, notes)),
            also_known_as=_texts(record, "also_known_as"),
            former_ids=tuple(self._former_ids(record, notes)),
            overrides=tuple(self._overrides(record, notes)),
            original=record.text("original"),
            original_sha256=record.text("original_sha256"),
            body=parts.body,
            path=path,
            body_line=parts.body_line,
        )

    def _identity(self, record: Record, stem: str, notes: Notes) -> str | None:
        identity = _checked(record, "id", check_id, notes)
        if "id" not in record:
            notes.note("missing-field", "Thiếu trường “id”; tên tệp được dùng thay.", record.line)
        if identity is None:
            flaw = check_id(stem)
            if flaw:
                notes.note(flaw[0], f"Tên tệp không dùng làm mã được: {flaw[1]}", record.line)
            return None if flaw else stem
        if identity != stem:
            message = f"Mã “{identity}” khác với tên tệp; tên tệp phải là “{identity}.md”."
            notes.note("id-not-file-name", message, record.line_of("id"))
        return identity

    def _disputed(self, record: Record, name: str, check: Check, notes: Notes) -> Disputed:
        several = record.record(name, ("readings",))
        if several is None:
            value = _checked(record, name, check, notes)
            return Disputed((Reading(value),)) if value else Disputed()
        readings = [self._reading(reading, check, notes) for reading in several.records("readings", FIELDS["readings"])]
        return Disputed(tuple(reading for reading in readings if reading is not None))

    def _reading(self, record: Record, check: Check, notes: Notes) -> Reading | None:
        value = _required(record, "value", check, notes)
        standing = self._standing_of(record, notes)
        return Reading(value, record.text("source") or "", standing) if value else None

    def _standing_of(self, record: Record, notes: Notes) -> Standing:
        if "standing" not in record:
            return Standing.STATED
        # What nobody can read as certain is not published as certain.
        return Standing(_checked(record, "standing", self._standing, notes) or Standing.DOUBTFUL)

    def _sources(self, record: Record, notes: Notes) -> list[Source]:
        found: list[Source] = []
        for item in record.records("sources", FIELDS["sources"]):
            address = _required(item, "address", any_text, notes)
            if address:
                found.append(Source(address, item.text("says") or "", _truth(item, "verified", notes)))
        return found

    def _relations(self, record: Record, notes: Notes) -> list[Relation]:
        found: list[Relation] = []
        for item in record.records("relations", FIELDS["relations"]):
            kind = _required(item, "type", self._relation_type, notes)
            target = self._target(item, notes)
            if kind and target:
                date = _checked(item, "date", check_date, notes)
                notes.mark(f"relations.{len(found)}", item.line)
                found.append(Relation(kind, target, item.text("source") or "", self._standing_of(item, notes), date))
        return found

    def _target(self, record: Record, notes: Notes) -> str | DocumentDescription | None:
        described = record.record("target", FIELDS["relations.target"])
        if described is None:
            return _required(record, "target", check_id, notes)
        description = DocumentDescription(
            kind=_checked(described, "kind", self._kind, notes),
            number=described.text("number"),
            issuer=_checked(described, "issuer", self._organ, notes),
            issued=_checked(described, "issued", check_date, notes),
            title=described.text("title"),
        )
        if description == DocumentDescription():
            notes.note("missing-field", "Văn bản đích của quan hệ không được mô tả gì.", described.line)
            return None
        return description

    def _topics(self, record: Record, notes: Notes) -> list[TopicChoice]:
        found: list[TopicChoice] = []
        for item in record.scalars_or_records("topics", FIELDS["topics"]):
            choice = self._topic_choice(item, notes)
            if choice is not None and any((choice.topic, choice.at) == (known.topic, known.at) for known in found):
                message = f"Chủ đề “{choice.topic}” ghi hai lần cho cùng một chỗ; lần đầu được dùng."
                notes.note("duplicate-topic", message, item.line)
            elif choice is not None:
                found.append(choice)
        return found

    def _topic_choice(self, item: Scalar | Record, notes: Notes) -> TopicChoice | None:
        if isinstance(item, Scalar):
            flaw = self._topic(item.value)
            if flaw:
                notes.note(*flaw, item.line)
            return None if flaw else TopicChoice(item.value)
        if ("topic" in item) == ("not" in item):
            message = "Mỗi mục của “topics” là một chủ đề, hoặc ghi một trong hai trường “topic”, “not”."
            notes.note("bad-topic", message, item.line)
            return None
        name = "topic" if "topic" in item else "not"
        topic = _required(item, name, self._topic, notes)
        return TopicChoice(topic, name == "topic", item.text("at")) if topic else None

    def _former_ids(self, record: Record, notes: Notes) -> list[str]:
        found: list[str] = []
        for scalar in record.scalars("former_ids"):
            if is_id(scalar.value):
                found.append(scalar.value)
            else:
                notes.note("bad-id", f"Mã cũ “{scalar.value}” không đúng dạng.", scalar.line)
        return found

    def _overrides(self, record: Record, notes: Notes) -> list[Override]:
        found: list[Override] = []
        for item in record.records("overrides", FIELDS["overrides"]):
            override = self._override(item, notes)
            if override:
                notes.mark(f"overrides.{len(found)}", item.line)
                found.append(override)
        return found

    def _override(self, record: Record, notes: Notes) -> Override | None:
        place = record.record("at", FIELDS["overrides.at"])
        setting = record.record("set", FIELDS["overrides.set"])
        adding = record.record("add", FIELDS["overrides.add"])
        change = setting or adding
        if place is None or change is None or (setting and adding):
            message = "Mỗi mục của “overrides” cần “at” và một trong hai trường “set”, “add”."
            notes.note("bad-override", message, record.line)
            return None
        task = _required(place, "task", any_text, notes)
        text = _required(place, "text", any_text, notes)
        nth = place.text("nth") or "1"
        if not nth.isascii() or not nth.isdecimal() or int(nth) < 1:
            notes.note("bad-override", f"“nth” phải là số thứ tự từ 1; ở đây ghi “{nth}”.", place.line_of("nth"))
            return None
        if task is None or text is None:
            return None
        return Override(
            task=task,
            text=text,
            nth=int(nth),
            document=_checked(change, "document", check_id, notes),
            role=_checked(change, "role", self._role, notes),
            form=_checked(change, "form", self._form, notes),
            add=adding is not None,
        )


def _checked(record: Record, name: str, check: Check, notes: Notes) -> str | None:
    value = record.text(name)
    flaw = check(value) if value else None
    if flaw:
        notes.note(*flaw, record.line_of(name))
        return None
    return value


def _required(record: Record, name: str, check: Check, notes: Notes) -> str | None:
    if name not in record:
        notes.note("missing-field", f"Thiếu trường “{name}”.", record.line)
    return _checked(record, name, check, notes)


def _texts(record: Record, name: str) -> tuple[str, ...]:
    return tuple(scalar.value for scalar in record.scalars(name))


def _truth(record: Record, name: str, notes: Notes) -> bool:
    value = record.text(name)
    if value not in {None, "true", "false"}:
        notes.note("wrong-type", f"Trường “{name}” phải là true hoặc false.", record.line_of(name))
    return value == "true"


def _circulation(record: Record, notes: Notes) -> str | None:
    value = record.text("circulation")
    if value not in {None, _INTERNAL}:
        message = f"Phạm vi lưu hành chỉ có thể là “{_INTERNAL}”; ở đây ghi “{value}” và được coi là nội bộ."
        notes.note("unknown-circulation", message, record.line_of("circulation"))
    # A limit that cannot be read is a limit all the same.
    return _INTERNAL if value else None
