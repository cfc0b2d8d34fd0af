"""The review of a draft: pasted or uploaded, answered as a page to work through and print, or as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from typing import Final

from flask import Blueprint
from flask import Response
from flask import make_response
from flask import request

from indexer.errors import CancuError
from indexer.errors import SecretTextError
from indexer.errors import TextTooLongError
from indexer.export import FORMATS
from indexer.export import FileFormat
from indexer.export import export_review
from indexer.export import review_table
from indexer.export.docx_page import DOCX
from indexer.export.review_comments import commented
from indexer.views.review import Finding
from indexer.views.review import Review
from indexer.views.review import Weight
from webapp.drafts import MOST_FILE_MEGABYTES
from webapp.drafts import MOST_MEGABYTES
from webapp.drafts import SentDraft
from webapp.drafts import sent_form
from webapp.errors import public_message
from webapp.errors import retry_headers
from webapp.errors import status_of
from webapp.knowledge import kb
from webapp.pages import Page
from webapp.pages import render
from webapp.turns import BusyError

area: Final = Blueprint("reviews", __name__)

_FILE_NAME: Final = "ra-soat"
_COMMENTS: Final = "ghi-chu"  # the uploaded Word file itself, with comments
_UNSAID: Final = (SecretTextError, TextTooLongError)  # failures after which the text is not sent back either


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one severity."""

    weight: Weight
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """A review with what its page says about it in sentences."""

    review: Review
    heading: str
    days: str
    groups: tuple[FindingGroup, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage(Page):
    """The context of review.html. `text` and `day` are what was sent, put back into the form."""

    text: str
    day: str
    message: str | None
    result: ReviewResult | None
    megabytes: int
    file_megabytes: int
    formats: Mapping[str, FileFormat[Review]] = field(default_factory=lambda: FORMATS)


@area.get("/ra-soat")
def form() -> str:
    """Show the empty form."""
    return render("review.html", ReviewPage("", "", None, None, MOST_MEGABYTES, MOST_FILE_MEGABYTES))


@area.post("/ra-soat")
def review() -> Response:
    """Show the review of the draft sent, or hand it over as the file that was asked for."""
    sent: SentDraft | None = None
    try:
        sent = sent_form()
        found = kb().review(sent.text, sent.as_of)
    except CancuError as error:
        return _refused(error, sent)
    wanted = request.form.get("dang", "")
    if wanted in FORMATS:
        return _file(export_review(found, wanted), FORMATS[wanted].media_type, FORMATS[wanted].suffix)
    if wanted == _COMMENTS:
        try:
            return _file(commented(sent.file, sent.text, found), DOCX, "-ghi-chu.docx")
        except CancuError as error:
            return _refused(error, sent)
    page = ReviewPage(
        sent.text, request.form.get("ngay", "").strip(), None, _result(found), MOST_MEGABYTES, MOST_FILE_MEGABYTES
    )
    return _unkept(make_response(render("review.html", page)))


def _refused(error: CancuError, sent: SentDraft | None) -> Response:
    shown = "" if isinstance(error, _UNSAID) or sent is None else sent.text
    if isinstance(error, BusyError):  # to be sent again as it is
        shown = request.form.get("van-ban", "")
    page = ReviewPage(shown, "", public_message(error), None, MOST_MEGABYTES, MOST_FILE_MEGABYTES)
    return _unkept(make_response(render("review.html", page), status_of(error), retry_headers(error)))


def _file(content: bytes, media_type: str, suffix: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{_FILE_NAME}{suffix}"'
    return _unkept(response)


def _unkept(response: Response) -> Response:
    # Neither the draft nor what was said of it stays in a cache.
    response.headers["Cache-Control"] = "no-store"
    return response


def _result(found: Review) -> ReviewResult:
    groups = (
        FindingGroup(weight, tuple(finding for finding in found.findings if finding.severity is weight))
        for weight in Weight
    )
    return ReviewResult(
        review=found,
        heading=review_table.heading(found),
        days=review_table.days(found),
        groups=tuple(group for group in groups if group.findings),
    )
