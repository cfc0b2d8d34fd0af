"""What a file would be in the library: its record, its text as a body, and which document it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from indexer.citations import CitingContext
from indexer.citations import cite
from indexer.citations import link_plan
from indexer.citations import resolve
from indexer.citations.lookup import CorpusLookup
from indexer.errors import DocumentNotFoundError
from indexer.errors import Problem
from indexer.errors import Severity
from indexer.errors.importing import AlreadyHeldError
from indexer.errors.importing import BadNumberError
from indexer.errors.importing import NoSuchKindError
from indexer.errors.importing import NoSuchOrganError
from indexer.errors.importing import SeveralDocumentsError
from indexer.errors.importing import UnknownKindError
from indexer.fingerprint import DIRECTIVES
from indexer.fingerprint import PLANS
from indexer.importing.body import corpus_body
from indexer.importing.fields import BY_TEXT
from indexer.importing.fields import Facts
from indexer.importing.fields import read_facts
from indexer.importing.identity import new_id
from indexer.model import Citation
from indexer.model import Disputed
from indexer.model import Document
from indexer.model import Form
from indexer.model import Level
from indexer.model import Link
from indexer.model import Outline
from indexer.model import Override
from indexer.model import Reading
from indexer.model import Standing
from indexer.numbers import parse_number
from indexer.reading import read_outline
from indexer.store import Corpus
from indexer.text import fold
from indexer.text import nfc
from indexer.views.importing import Draft
from indexer.views.importing import Outcome
from indexer.views.importing import Recognised

_PLAN: Final = "ke-hoach"
_WHO_ISSUED: Final = "chua-ro-co-quan"  # the folder of documents whose issuer nobody knows
# Where a stated field differs so, the library's document of this number is another one that has the same number.
_NAMESAKE: Final = frozenset({"issued", "issuer", "kind"})
_DISPUTED: Final = ("kind", "title", "issuer", "issued", "signer")
_SUFFIXES: Final = frozenset({".docx", ".pdf", ".doc", ".odt", ".rtf", ".html", ".htm", ".txt", ".md"})


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person who brings a file says of it.

    `said` holds fields of the record that outrank what the text says: `kind` and `issuer` (ids), `number` in any
    spelling, `issued` (ISO), `title`, `signer`. `plan`: it is one of the library's own plans (True), a document that
    plans cite (False), or what its kind says (None). `into` is the id of the document whose text it is; with
    `replace` a text that is there already gives way. `overrides` correct a plan's citations.
    """

    said: Mapping[str, str] = field(default_factory=dict)
    plan: bool | None = None
    into: str | None = None
    replace: bool = False
    overrides: tuple[Override, ...] = ()


class Drafter:
    """Understands files for one library; what was kept is told by `learn`, so that the next file finds it."""

    def __init__(self, corpus: Corpus) -> None:
        self.vocabulary = corpus.vocabulary
        self._documents = dict(corpus.documents)
        self._lookup = CorpusLookup(self._documents.values(), self.vocabulary)
        self._by_content = {
            document.original_sha256: document.id for document in self._documents.values() if document.original_sha256
        }

    def known(self, sha256: str) -> str | None:
        """Return the id of the document that came from a file of this content."""
        return self._by_content.get(sha256)

    def learn(self, document: Document) -> None:
        """Take a document in that has been kept."""
        if document.id not in self._documents:
            self._lookup.add(document)
        self._documents[document.id] = document
        if document.original_sha256:
            self._by_content[document.original_sha256] = document.id

    def draft(self, text: str, name: str, sha256: str, wishes: Wishes, notes: tuple[Problem, ...] = ()) -> Draft:
        """Return what the file called `name`, whose converted text is `text`, would be.

        `notes` are what converting it left uncertain.

        Raises:
            BadNumberError, NoSuchKindError, NoSuchOrganError, DocumentNotFoundError: a wish cannot be followed.
            UnknownKindError: nothing says what kind of document it is.
            SeveralDocumentsError: it may be the text of several documents.
            AlreadyHeldError: its document has a text, and another one was not asked for.
        """
        self.check(wishes)
        body, outline, facts = self.understand(text, name, wishes)
        target, namesakes = self._target(facts, wishes)
        known = self._documents.get(target) if target else None
        if known is None:
            document = self._new(facts, name, wishes)
            outcome = Outcome.NEW
        else:
            if known.held and not wishes.replace:
                raise AlreadyHeldError(known.id)
            outcome = Outcome.REPLACED if known.held else Outcome.FILLED
            document = _filled(known, facts)
        document = replace(
            document,
            body=body,
            overrides=wishes.overrides,
            original=_original(document.id, name),
            original_sha256=sha256,
        )
        found = (*notes, *_notes(facts, document, namesakes))
        draft = Draft(name, sha256, document, outcome, facts.recognised, notes=found, before=known)
        return self._counted(draft, outline)

    def understand(self, text: str, name: str, wishes: Wishes) -> tuple[str, Outline, Facts]:
        """Return the text as a body, its outline, and the record that it and the wishes give."""
        body = corpus_body(nfc(text), self.vocabulary)
        outline = read_outline(body, self.vocabulary, wishes.said.get("issuer"))
        said = dict(wishes.said)
        number = parse_number(said["number"], self.vocabulary) if said.get("number") else None
        if number is not None:
            said["number"] = number.canonical
        return body, outline, read_facts(outline.header, body, name, self.vocabulary, said)

    def links(self, document: Document, outline: Outline) -> tuple[Link, ...]:
        """Return the citations of a plan that is drafted, resolved and corrected as its build will do it."""
        return link_plan(document, outline, self.vocabulary, self._lookup).links

    def check(self, wishes: Wishes) -> None:
        """Raise where a wish cannot be followed, as `draft` does."""
        kind, number, issuer = (wishes.said.get(name) for name in ("kind", "number", "issuer"))
        if kind and kind not in self.vocabulary.kinds:
            raise NoSuchKindError(kind)
        if number and parse_number(number, self.vocabulary) is None:
            raise BadNumberError(number)
        if issuer and issuer not in self.vocabulary.organs:
            raise NoSuchOrganError(issuer)
        if wishes.into is not None and wishes.into not in self._documents:
            raise DocumentNotFoundError(wishes.into)

    def _target(self, facts: Facts, wishes: Wishes) -> tuple[str | None, tuple[str, ...]]:
        """Return the document of the library that the file is the text of, and documents that only share its number."""
        if wishes.into is not None:
            return wishes.into, ()
        number = facts.value("number")
        if number is None:
            return None, ()
        kind = self.vocabulary.kinds.get(facts.value("kind") or "")
        organ = self.vocabulary.organs.get(facts.value("issuer") or "")
        asked = Citation(
            start=0,
            end=len(number),
            text=number,
            form=Form.FULL,
            number_start=0,
            number_end=len(number),
            canonical=number,
            kind=kind.name if kind else None,
            issued=facts.value("issued"),
            issuer=organ.name if organ else facts.value("issuer_text"),
            title=facts.value("title"),
        )
        (found,) = resolve((asked,), self.vocabulary, self._lookup, CitingContext())
        several = tuple(candidate.document for candidate in found.candidates)
        if found.document is not None and _NAMESAKE.isdisjoint(found.problems):
            return found.document, ()
        if found.document is None and len(several) > 1 and facts.value("issued") is None:
            raise SeveralDocumentsError(several)
        parsed = parse_number(number, self.vocabulary)
        same = self._lookup.by_key("full", parsed.key.full) if parsed else ()
        return None, tuple(record.id for record in same)

    def _new(self, facts: Facts, name: str, wishes: Wishes) -> Document:
        if facts.value("kind") is None:
            raise UnknownKindError(name)
        made = _filled(Document("", Disputed(), Disputed()), facts)
        identity = new_id(made, self._documents.keys(), self.vocabulary)
        plan = wishes.plan if wishes.plan is not None else facts.value("kind") == _PLAN
        folder = PLANS if plan else f"{DIRECTIVES}/{facts.value('issuer') or _WHO_ISSUED}"
        return replace(made, id=identity, path=f"{folder}/{identity}.md")

    def _counted(self, draft: Draft, outline: Outline) -> Draft:
        body, issuer = draft.document.body, draft.document.issuer.value
        context = CitingContext(issuer, outline.header.issued, draft.document.id)
        cited = resolve(cite(body, self.vocabulary), self.vocabulary, self._lookup, context, body)
        citing = [citation for citation in cited if not citation.self]
        single = [found for found in citing if found.form in {Form.FULL, Form.BARE, Form.UNNUMBERED}]
        return replace(
            draft,
            tasks=sum(task.level is not Level.PREAMBLE for task in outline.tasks),
            citations=len(citing),
            unresolved=sum(found.document is None for found in single),
        )


def _filled(document: Document, facts: Facts) -> Document:
    """Return `document` with what a text says of itself: what is known stays, a difference is kept beside it."""
    issuer = _joined(document.issuer, facts.of("issuer"))
    return replace(
        document,
        kind=_joined(document.kind, facts.of("kind")),
        title=_joined(document.title, facts.of("title")),
        issuer=issuer,
        issued=_joined(document.issued, facts.of("issued")),
        signer=_joined(document.signer, facts.of("signer")),
        number=document.number or facts.value("number"),
        issuer_text=document.issuer_text or (None if issuer.value else facts.value("issuer_text")),
        circulation=document.circulation or facts.value("circulation"),
    )


def _joined(field: Disputed, found: Recognised | None) -> Disputed:
    if found is None or any(fold(reading.value) == fold(found.value) for reading in field.readings):
        return field
    standing = Standing.STATED if found.certain else Standing.INFERRED
    return Disputed((*field.readings, Reading(found.value, found.source, standing)))


def _original(identity: str, name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    return f"{identity}{suffix if suffix in _SUFFIXES else ''}"


def _notes(facts: Facts, document: Document, namesakes: tuple[str, ...]) -> list[Problem]:
    """Return what a person should look at in the record."""

    def note(code: str, message: str) -> Problem:
        return Problem(Severity.WARNING, code, message, document.path, None, document.id)

    found = [
        note("suggested-field", f"{_FIELDS[item.field]} “{item.value}” lấy theo tên tệp, văn bản không tự ghi.")
        for item in facts.recognised
        if not item.certain
    ]
    found += [
        note("unread-field", f"Chưa đọc được {_FIELDS[name].lower()}.")
        for name in ("number", "issued", "title")
        if facts.value(name) is None and not _known(document, name)
    ]
    if document.issuer.value is None:
        message = "Chưa rõ cơ quan ban hành"
        stated = f": “{document.issuer_text}” không có trong từ vựng" if document.issuer_text else ""
        found.append(note("unknown-issuer", f"{message}{stated}."))
    for name in _DISPUTED:
        field: Disputed = getattr(document, name)
        if field.disputed and field.readings[-1].source == BY_TEXT:
            shown = f"{_FIELDS[name]} trong văn bản “{field.readings[-1].value}” khác với hồ sơ “{field.value}”"
            found.append(note("differs-from-record", f"{shown}; cả hai đều được giữ."))
    if namesakes:
        found.append(note("namesake", f"Kho có văn bản khác cùng số: {', '.join(namesakes)}."))
    return found


def _known(document: Document, name: str) -> bool:
    value = getattr(document, name)
    return bool(value.readings) if isinstance(value, Disputed) else bool(value)


_FIELDS: Final = {
    "kind": "Loại văn bản",
    "number": "Số và ký hiệu",
    "title": "Trích yếu",
    "issuer": "Cơ quan ban hành",
    "issuer_text": "Cơ quan ban hành",
    "issued": "Ngày ban hành",
    "signer": "Người ký",
    "circulation": "Phạm vi lưu hành",
}
