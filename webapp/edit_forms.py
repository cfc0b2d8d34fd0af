"""A document as a form, and the form as an edit: what was typed is compared with what the form had shown.

A field that the editor left alone is no part of the edit, so that a change of somebody else's to it is never undone
by saving an older form.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from typing import Final

from werkzeug.datastructures import MultiDict

from indexer.editing import DISPUTED
from indexer.editing import LABELS
from indexer.editing import LISTS
from indexer.editing import SINGLE
from indexer.editing import key
from indexer.errors.editing import FieldProblem
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import DocumentDescription
from indexer.model import Reading
from indexer.model import Relation
from indexer.model import Source
from indexer.model import Standing
from indexer.text import fold
from indexer.views.editing import DocumentEdit
from indexer.views.editing import NewRelation
from indexer.views.editing import Opened
from indexer.vocabulary import Vocabulary
from webapp import words

BEFORE: Final = "cu-"  # a field's value as the form showed it
SOURCE: Final = "nguon-"
STANDING: Final = "muc-"
DROP: Final = "bo"
VERSION: Final = "ban"
#: Rows for relations and sources to be added at once.
ROWS: Final = 2

ORDER: Final = (
    "kind", "number", "title", "issuer", "issuer_text", "issued", "term", "signer", "effective_from", "effective_to",
    "status", "checked_to", "circulation", "topics", "also_known_as",
)  # fmt: skip
_DAYS: Final = frozenset({"issued", "effective_from", "effective_to", "checked_to"})
_NOTES: Final = {
    "issued": "Ví dụ 25/10/2021; chỉ biết tháng hoặc năm thì ghi 10/2021, 2021.",
    "issuer_text": "Nguyên văn, khi khác tên trong danh mục.",
    "term": "Số La Mã, ví dụ XIII.",
    "checked_to": "Ngày tra cứu gần nhất về hiệu lực.",
    "also_known_as": "Mỗi dòng một tên.",
    "topics": "Chọn ở đây thì thay cho mọi gợi ý của máy.",
    "circulation": "Tài liệu lưu hành nội bộ chỉ hiện với người đã đăng nhập.",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that the document has and that can be dropped: a reading, a relation, a source."""

    key: str
    text: str
    detail: str
    dropped: bool
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of the form. `theirs` is what somebody else wrote meanwhile over what is being changed here."""

    name: str
    label: str
    value: str
    before: str
    options: tuple[tuple[str, str], ...]
    is_list: bool
    disputed: bool
    source: str
    standing: str
    readings: tuple[Kept, ...]
    note: str
    problems: tuple[str, ...]
    theirs: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row for something new, with what was typed into it."""

    values: Mapping[str, str]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditForm:
    """The whole form. `problems` are those that belong to no field of it."""

    version: str
    fields: tuple[FormField, ...]
    relations: tuple[Kept, ...]
    new_relations: tuple[Row, ...]
    relation_types: tuple[tuple[str, str], ...]
    sources: tuple[Kept, ...]
    new_sources: tuple[Row, ...]
    problems: tuple[str, ...]


def edit_of(form: MultiDict[str, str]) -> DocumentEdit:
    """Return the edit that a form sent: what differs from what it had shown, and what was added or ticked."""
    changed = {name for name in ORDER if _lines(_typed(form, name)) != _lines(form.get(BEFORE + name, ""))}
    readings: dict[str, Reading] = {}
    for name in DISPUTED:
        value, source = form.get(name, "").strip(), form.get(SOURCE + name, "").strip()
        if value and (name in changed or source):
            verified = form.get(STANDING + name) == Standing.VERIFIED
            readings[name] = Reading(value, source, Standing.VERIFIED if verified else Standing.STATED)
    return DocumentEdit(
        fields={name: form.get(name, "") for name in SINGLE if name in changed},
        readings=readings,
        lists={name: tuple(_lines(_typed(form, name))) for name in LISTS if name in changed},
        relations=tuple(
            NewRelation(row["type"], row["target"], row["source"], row["date"])
            for row in _rows(form, "quan-he", ("type", "target", "source", "date"))
            if row["target"].strip()
        ),
        sources=tuple(
            Source(row["address"].strip(), " ".join(row["says"].split()), verified=True)
            for row in _rows(form, "trang", ("address", "says"))
            if row["address"].strip()
        ),
        dropped=frozenset(form.getlist(DROP)),
    )


def form_of(
    opened: Opened,
    vocabulary: Vocabulary,
    names: Mapping[str, str],
    sent: MultiDict[str, str] | None = None,
    found: Iterable[FieldProblem] = (),
) -> EditForm:
    """Return the form for a document; with `sent`, what was typed stands in it, over what the file holds by now.

    `names` are the names of documents by id, for relations; `found` is what was wrong with what was sent.
    """
    typed = sent if sent is not None else MultiDict()
    flaws: dict[str, tuple[str, ...]] = {}
    for problem in (*found, *(() if found else opened.problems)):
        flaws[problem.field] = (*flaws.get(problem.field, ()), problem.problem.message)
    document = opened.document
    dropped = frozenset(typed.getlist(DROP))
    relations = tuple(
        Kept(
            key(relation),
            _relation(relation, vocabulary, names),
            _about(relation.source, relation.standing, relation.date),
            key(relation) in dropped,
            flaws.pop(f"relations.{at}", ()),
        )
        for at, relation in enumerate(document.relations)
    )
    sources = tuple(
        Kept(
            key(source),
            source.address,
            source.says or ("" if source.verified else "chưa đối chiếu"),
            key(source) in dropped,
        )
        for source in document.sources
    )
    return EditForm(
        version=opened.version,
        fields=tuple(_field(name, document, vocabulary, typed, flaws.pop(name, ())) for name in ORDER),
        relations=relations,
        new_relations=tuple(
            Row(row, _new_relation_flaws(at, typed, flaws))
            for at, row in enumerate(_rows(typed, "quan-he", ("type", "target", "source", "date")))
        ),
        relation_types=tuple((item.id, item.name) for item in vocabulary.relations.values()),
        sources=sources,
        new_sources=tuple(Row(row) for row in _rows(typed, "trang", ("address", "says"))),
        problems=tuple(message for messages in flaws.values() for message in messages),
    )


def _new_relation_flaws(at: int, typed: MultiDict[str, str], flaws: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    # Rows left empty are no part of the edit: its relations are counted without them.
    rows = _rows(typed, "quan-he", ("target",))
    if not rows[at]["target"].strip():
        return ()
    return flaws.pop(f"new-relations.{sum(1 for row in rows[:at] if row['target'].strip())}", ())


def _field(
    name: str, document: Document, vocabulary: Vocabulary, typed: MultiDict[str, str], problems: tuple[str, ...]
) -> FormField:
    value = getattr(document, name)
    shown = _shown(name, value)
    before = typed.get(BEFORE + name, shown)
    changed = BEFORE + name in typed and _lines(_typed(typed, name)) != _lines(before)
    overtaken = changed and _lines(before) != _lines(shown)
    options = _options(name, vocabulary)
    dropped = frozenset(typed.getlist(DROP))
    readings = value.readings if isinstance(value, Disputed) else ()
    labels = dict(options)
    return FormField(
        name=name,
        label=words.capital(LABELS[name]),
        value=_typed(typed, name) if changed else shown,
        before=shown,
        options=options,
        is_list=name in LISTS,
        disputed=name in DISPUTED,
        source=typed.get(SOURCE + name, ""),
        standing=typed.get(STANDING + name, Standing.STATED.value),
        readings=tuple(
            Kept(
                key(reading),
                labels.get(reading.value, words.date(reading.value) if name in _DAYS else reading.value),
                _about(reading.source, reading.standing, None),
                key(reading) in dropped,
            )
            for reading in readings
        ),
        note=_NOTES.get(name, ""),
        problems=problems,
        theirs=(labels.get(shown, shown) or "để trống") if overtaken else None,
    )


def _typed(form: MultiDict[str, str], name: str) -> str:
    # Boxes of one name come as several values.
    return "\n".join(form.getlist(name))


def _shown(name: str, value: Any) -> str:
    if isinstance(value, Disputed):
        value = value.value
    if name == "topics":
        return "\n".join(item.topic if item.belongs else f"-{item.topic}" for item in value if item.at is None)
    if isinstance(value, tuple):
        return "\n".join(value)
    text = str(value) if value else ""
    return words.date(text) if name in _DAYS else text


def _options(name: str, vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    if name == "kind":
        return _sorted((kind.id, words.capital(kind.name)) for kind in vocabulary.kinds.values())
    if name == "issuer":
        return (("", "chưa rõ"), *_sorted((organ.id, organ.name) for organ in vocabulary.organs.values()))
    if name == "status":
        return tuple((status.value, name) for status, name in words.STATUSES.items())
    if name == "topics":
        return tuple((topic.id, topic.name) for topic in vocabulary.topics.values())
    if name == "circulation":
        return (("", "Công khai"), ("internal", "Lưu hành nội bộ"))
    return ()


def _sorted(options: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(options, key=lambda option: fold(option[1])))


def _relation(relation: Relation, vocabulary: Vocabulary, names: Mapping[str, str]) -> str:
    known = vocabulary.relations.get(relation.type)
    target = relation.target
    if isinstance(target, DocumentDescription):
        kind = vocabulary.kinds.get(target.kind or "")
        parts = (kind.name if kind else "văn bản", target.number, words.date(target.issued), target.title)
        shown = " ".join(part for part in parts if part) + " (chưa có hồ sơ)"
    else:
        shown = names.get(target, target)
    return f"{words.capital(known.name if known else relation.type)}: {shown}"


def _about(source: str, standing: Standing, date: str | None) -> str:
    return "; ".join(part for part in (words.STANDINGS[standing], source, words.date(date)) if part)


def _rows(form: MultiDict[str, str], name: str, columns: Iterable[str]) -> list[dict[str, str]]:
    return [{column: form.get(f"{name}-{at}-{column}", "") for column in columns} for at in range(ROWS)]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
