"""Files on their way into the library: sent, seen beside what was understood, corrected, approved. Editors only."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint
from flask import make_response
from flask import redirect
from flask import request
from markupsafe import Markup
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from indexer.editing import LABELS
from indexer.editing import UPLOAD_LIMITS
from indexer.editing import iso_day
from indexer.errors import CancuError
from indexer.errors import DocumentNotFoundError
from indexer.errors.convert import TooLargeFileError
from indexer.errors.importing import NoFilesError
from indexer.importing import BY_PERSON
from indexer.model import Override
from indexer.views import DocumentSummary
from indexer.views.importing import Outcome
from indexer.views.intake import DraftCitation
from indexer.views.intake import OpenedDraft
from indexer.views.intake import WaitingDraft
from webapp import addresses
from webapp import turns
from webapp import words
from webapp.blocks import paragraphs
from webapp.editing import intake
from webapp.editing import sent_by
from webapp.editing import to_sign_in
from webapp.errors import public_message
from webapp.errors import retry_headers
from webapp.errors import status_of
from webapp.knowledge import kb
from webapp.pages import Page
from webapp.pages import render
from webapp.rendering import Insert
from webapp.room import needing_room
from webapp.routes.editing import saved_address

area: Final = Blueprint("intake", __name__)

_SEE_OTHER: Final = 303
_FIELDS: Final = ("kind", "number", "title", "issuer", "issuer_text", "issued", "signer")
_BEFORE: Final = "cu-"  # a field's value as the form showed it
_OTHER, _NONE = "khac", "khong"  # choices for a citation besides its candidates
_ROLES: Final = {"ke-hoach": True, "van-ban": False}
_AROUND: Final = 65_536  # bytes of a form around its file

OUTCOMES: Final = {
    Outcome.NEW: "Văn bản mới của kho.",
    Outcome.FILLED: "Bổ sung toàn văn cho văn bản đã có hồ sơ.",
    Outcome.REPLACED: "Thay toàn văn đang có trong kho.",
}


@dataclass(frozen=True, slots=True)
class IntakePage(Page):
    """The context of intake.html: what waits, and what there is to say of the files just sent."""

    waiting: tuple[WaitingDraft, ...]
    messages: tuple[str, ...]
    megabytes: int


@dataclass(frozen=True, slots=True)
class DraftField:
    """A field of the form; `source` says where the value comes from, `options` (value, name) where it is a choice."""

    name: str
    label: str
    value: str
    before: str
    source: str
    certain: bool
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CitationRow:
    """A citation of a plan, with the documents that it may mean."""

    citation: DraftCitation
    document: DocumentSummary | None
    candidates: tuple[DocumentSummary, ...]


@dataclass(frozen=True, slots=True)
class DraftPage(Page):
    """The context of draft.html. `target` is the document whose text it would be, where the library has it."""

    draft: OpenedDraft
    message: str
    fields: tuple[DraftField, ...]
    text: str
    body: tuple[Markup, ...]
    citations: tuple[CitationRow, ...]
    outcome: str
    target: DocumentSummary | None
    signs: tuple[str, ...]


@area.get(addresses.INTAKE)
def waiting() -> str | Response:
    """Show what waits, and the form for more."""
    return to_sign_in() or render("intake.html", _waiting(()))


@area.post(addresses.INTAKE)
def send() -> Response:
    """Take files in; one that comes alone is shown at once."""
    try:
        who = sent_by(UPLOAD_LIMITS.size + _AROUND)
        uploads = [upload for upload in request.files.getlist("tep") if upload.filename]
    except RequestEntityTooLarge as error:
        raise TooLargeFileError("đã chọn") from error
    if not uploads:
        return _not_taken([NoFilesError()])
    try:
        turns.take()
    except turns.BusyError as error:
        return _not_taken([error])
    received: list[int] = []
    failures: list[CancuError] = []
    for upload in uploads:
        try:
            with turns.file(), needing_room():
                received.append(intake().receive(who, upload.filename or "", upload.stream.read()))
        except CancuError as error:
            failures.append(error)
    if failures:
        return _not_taken(failures)
    return redirect(addresses.draft(received[0]) if len(received) == 1 else addresses.INTAKE, _SEE_OTHER)


@area.get(f"{addresses.INTAKE}/<int:number>")
def draft(number: int) -> str | Response:
    """Show a draft beside what was understood of it."""
    return to_sign_in() or render("draft.html", _page(intake().open(number)))


@area.post(f"{addresses.INTAKE}/<int:number>")
def decide(number: int) -> Response:
    """Keep what the form says; approve the draft, or let go of it, where that was asked."""
    who = sent_by(UPLOAD_LIMITS.size)
    if request.form.get("viec") == "bo":
        intake().discard(number)
        return redirect(addresses.INTAKE, _SEE_OTHER)
    try:
        version = _version()
        opened = intake().open(number)
        intake().change(
            number,
            version,
            said=_said(opened),
            text=request.form.get("van-ban", opened.text).replace("\r\n", "\n"),
            plan=_ROLES.get(request.form.get("vai", "")),
            into=request.form.get("vao", "").strip() or None,
            replace="thay" in request.form,
            overrides=tuple(_overrides(opened)),
        )
        if request.form.get("viec") != "duyet":
            return redirect(addresses.draft(number), _SEE_OTHER)
        saved = intake().approve(who, number, version + 1)
    except CancuError as error:
        page = _page(intake().open(number), public_message(error), sent=True)
        return make_response(render("draft.html", page), status_of(error))
    return redirect(saved_address(addresses.edit(saved.document), saved), _SEE_OTHER)


def _not_taken(failures: Sequence[CancuError]) -> Response:
    page = _waiting(tuple(map(public_message, failures)))
    return make_response(render("intake.html", page), status_of(failures[0]), retry_headers(failures[0]))


def _version() -> int:
    typed = request.form.get("ban", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def _said(opened: OpenedDraft) -> dict[str, str]:
    """Return what editors say of the record: what they said before, with what this form changed."""
    said = {item.field: item.value for item in opened.fields if item.source == BY_PERSON}
    for name in _FIELDS:
        typed = " ".join(request.form.get(name, "").split())
        if typed == request.form.get(_BEFORE + name, ""):
            continue
        if typed:
            said[name] = iso_day(typed) if name == "issued" else typed
        else:
            said.pop(name, None)
    return said


def _overrides(opened: OpenedDraft) -> Iterator[Override]:
    dropped = set(request.form.getlist("bo-sua"))
    changed: dict[tuple[str, str, int], Override] = {}
    for index, citation in enumerate(opened.citations):
        choice = request.form.get(f"vd-{index}", "")
        if choice:
            document = request.form.get(f"vd-khac-{index}", "").strip() if choice == _OTHER else choice
            form = "none" if choice == _NONE else None
            place = (citation.task, citation.text, citation.nth)
            changed[place] = Override(*place, document=None if form else document or "(để trống)", form=form)
    for index, override in enumerate(opened.overrides):
        if str(index) not in dropped and (override.task, override.text, override.nth) not in changed:
            yield override
    yield from changed.values()


def _waiting(messages: tuple[str, ...]) -> IntakePage:
    return IntakePage(intake().waiting(), messages, UPLOAD_LIMITS.size // 1_000_000)


def _page(opened: OpenedDraft, message: str = "", *, sent: bool = False) -> DraftPage:
    links = [
        Insert(item.start, item.end, Markup('<a class="cite" href="#vd-{}">').format(index), Markup("</a>"))
        for index, item in enumerate(opened.citations)
    ]
    target = opened.document.id if opened.document is not None and opened.outcome is not Outcome.NEW else None
    return DraftPage(
        draft=opened,
        message=message,
        fields=tuple(_field(name, opened, sent=sent) for name in _FIELDS),
        text=request.form.get("van-ban", opened.text) if sent else opened.text,
        body=paragraphs(opened.body, 0, len(opened.body), links, breaks=True),
        citations=tuple(
            CitationRow(item, _known(item.document), tuple(filter(None, map(_known, item.candidates))))
            for item in opened.citations
        ),
        outcome=OUTCOMES[opened.outcome] if opened.outcome is not None else "",
        target=_known(target),
        signs=tuple(_says(override) for override in opened.overrides),
    )


def _field(name: str, opened: OpenedDraft, *, sent: bool) -> DraftField:
    found = next((item for item in opened.fields if item.field == name), None)
    shown = words.date(found.value) if found and name == "issued" else found.value if found else ""
    vocabulary = kb().vocabulary
    options: tuple[tuple[str, str], ...] = ()
    if name == "kind":
        options = tuple((kind.id, kind.name) for kind in vocabulary.kinds.values())
    elif name == "issuer":
        options = tuple(sorted(((organ.id, organ.name) for organ in vocabulary.organs.values()), key=lambda o: o[1]))
    return DraftField(
        name,
        words.capital(LABELS[name]),
        request.form.get(name, shown) if sent else shown,
        shown,
        found.source if found else "",
        found.certain if found else True,
        options,
    )


def _known(document: str | None) -> DocumentSummary | None:
    try:
        return kb().document(document).summary if document else None
    except DocumentNotFoundError:
        return None


def _says(override: Override) -> str:
    said = "không phải viện dẫn" if override.form == "none" else f"là {override.document}"
    return f"“{override.text}” ({override.task}): {said}"
