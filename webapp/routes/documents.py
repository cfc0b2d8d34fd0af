"""A document's page, its original file, and the way from old ids and plans' ids to where they are now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from flask import Blueprint
from flask import abort
from flask import make_response
from flask import redirect
from flask import request
from flask import send_file
from markupsafe import Markup
from werkzeug.wrappers import Response

from indexer.errors import DocumentNotFoundError
from indexer.export.bibliography import ENTRIES
from indexer.export.facts import cited_facts
from indexer.views import DocumentView
from indexer.views import RelatedDocument
from indexer.views import RelationView
from indexer.views.comparing import Comparable
from indexer.views.desk import Validity
from indexer.views.material import Spot
from webapp import addresses
from webapp.blocks import TextBlock
from webapp.blocks import text_blocks
from webapp.knowledge import kb
from webapp.metadata.head import Head
from webapp.metadata.head import head
from webapp.pages import Page
from webapp.pages import render
from webapp.params import section
from webapp.quoting import Citing
from webapp.quoting import citing
from webapp.scheme_picture import scheme_picture
from webapp.sections import Heading
from webapp.sections import Section
from webapp.sections import headings
from webapp.sections import section_at
from webapp.sections import sections

area: Final = Blueprint("documents", __name__)

# Types that a browser shows without running anything; every other original is handed over as a file.
_SHOWN: Final = {".txt": "text/plain", ".pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """The relations of one type in one direction."""

    label: str
    relations: tuple[RelationView, ...]


@dataclass(frozen=True, slots=True)
class TextPart:
    """Which of a long text's sections the page shows, and where the others are. `section` is None for all of them."""

    section: Section | None
    outline: tuple[tuple[Section, tuple[Heading, ...]], ...]

    @property
    def first(self) -> bool:
        """Whether the page is the one that also tells what is known of the document."""
        return self.section is None or self.section.number == 1


@dataclass(frozen=True, slots=True)
class DocumentPage(Page):
    """The context of document.html."""

    document: DocumentView
    number_slug: str | None
    text: tuple[TextBlock, ...]
    part: TextPart | None  # of a text that is too long for one page
    relations: tuple[RelationGroup, ...]
    inverse_relations: tuple[RelationGroup, ...]
    related: tuple[RelatedDocument, ...]
    citing: Citing
    validity: Validity
    comparables: tuple[Comparable, ...]  # the pairs to compare it in
    comparing: bool  # it can be compared: its text is held, and another one's
    scheme: Markup  # empty where nothing is linked with the document
    head: Head
    former: tuple[str, ...]  # ids that it had before: a reader's notes may bear them


@area.get("/van-ban/<identifier>")
def document(identifier: str) -> str | Response:
    """Show everything known of a document; a plan has its own page."""
    library = kb()
    try:
        current = library.current_id(identifier)
    except DocumentNotFoundError:
        # A record that was made for a citation goes when its document comes; which one that is, its number's page says.
        slug = library.number_of_record(identifier)
        if slug is None:
            raise
        return redirect(addresses.number(slug))
    if current != identifier:
        return redirect(addresses.document_id(current))
    view = library.document(identifier)
    if view.summary.is_plan:
        return redirect(addresses.plan(identifier))
    slug = library.number(view.summary.number).slug if view.summary.number else None
    text, part = _text(view, library.spots(identifier)) if view.summary.held else ((), None)
    cited, validity = citing(view), library.validities([identifier])[identifier]
    page = DocumentPage(
        document=view,
        number_slug=slug,
        text=text,
        part=part,
        relations=_grouped(view.relations),
        inverse_relations=_grouped(view.inverse_relations),
        related=library.related(view),
        citing=cited,
        validity=validity,
        comparables=library.comparables(identifier),
        comparing=view.summary.held and len(library.held()) > 1,
        scheme=scheme_picture(view),
        head=head(view, cited, validity),
        former=library.former_ids(identifier),
    )
    return render("document.html", page)


@area.get("/van-ban/<identifier>/muc/<spot>")
def point(identifier: str, spot: str) -> Response:
    """Lead to a part of a held text, on the page that has it."""
    library = kb()
    current = library.current_id(identifier)
    view = library.document(current)
    found = next((part for part in library.spots(current) if part.id == spot), None)
    if found is None:
        abort(404)
    if view.summary.is_plan:
        return redirect(addresses.plan(current, spot))
    at = section_at(sections(view.body), found.start)
    return redirect(addresses.section(current, at.number, spot))


@area.get("/van-ban/<identifier>/tep/<name>")
def original(identifier: str, name: str) -> Response:
    """Hand over the original file, as it came."""
    path = kb().original(identifier, name)
    kind = _SHOWN.get(path.suffix.lower())
    return send_file(
        path.resolve(),
        mimetype=kind or "application/octet-stream",
        as_attachment=kind is None,
        download_name=re.sub(r"[\r\n\"]", "", path.name),
    )


@area.get("/van-ban/<identifier>/trich-dan.<suffix>")
def entry(identifier: str, suffix: str) -> Response:
    """Hand over a document's entry for reference managers; plans have theirs here as well."""
    if suffix not in ENTRIES:
        abort(404)
    library = kb()
    current = library.current_id(identifier)
    if current != identifier:
        return redirect(addresses.entry(current, suffix))
    response = make_response(ENTRIES[suffix].write(cited_facts(library.document(identifier))))
    response.headers["Content-Type"] = ENTRIES[suffix].media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{identifier}.{suffix}"'
    return response


def _text(view: DocumentView, spots: tuple[Spot, ...]) -> tuple[tuple[TextBlock, ...], TextPart | None]:
    cut = sections(view.body)
    asked = section(request.args, len(cut))
    shown = None if asked is None or len(cut) == 1 else cut[asked - 1]
    start, end = (shown.start, shown.end) if shown else (0, None)
    outline = tuple((one, headings(view.body, one, spots)) for one in cut)
    return text_blocks(view.body, spots, start, end), TextPart(shown, outline) if len(cut) > 1 else None


def _grouped(relations: tuple[RelationView, ...]) -> tuple[RelationGroup, ...]:
    groups: dict[str, list[RelationView]] = {}
    for relation in relations:
        groups.setdefault(relation.label, []).append(relation)
    return tuple(RelationGroup(label, tuple(members)) for label, members in groups.items())
