"""A reviewed Word file as it came, with a Word comment at each finding: nothing else of it is changed.

The review's places count into the converted text. A file's paragraphs are found in that text one after the other, by
their letters alone: numbers that Word makes itself, and the bars of tables, stand between them.
"""

from __future__ import annotations

import io
import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from indexer.errors.importing import NotWordError
from indexer.export.docx_page import xml_text
from indexer.export.review_docx import proposal
from indexer.export.review_docx import remark
from indexer.text import normalize
from indexer.views.review import Finding
from indexer.views.review import Place
from indexer.views.review import Review

_AUTHOR: Final = "Căn Cứ"
_INITIALS: Final = "CC"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A paragraph that was found in the text: its letters are those from `start` on, each in one of `runs`."""

    start: int  # letters of the text before it
    runs: tuple[CT_R, ...]  # by letter


def commented(source: bytes, text: str, review: Review) -> bytes:
    """Return the .docx file `source`, whose converted `text` was reviewed, with a comment for each finding.

    A finding that has several places is told at each; one whose place the file does not show (a footnote), or that
    has none, at the file's first words.

    Raises:
        NotWordError: `source` is no .docx file.
    """
    try:
        document = docx.Document(io.BytesIO(source))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise NotWordError from error
    letters = [at for at, letter in enumerate(text) if not letter.isspace()]
    squeezed = "".join(text[at] for at in letters)
    found = list(_stretches(document, squeezed))
    starts = [stretch.start for stretch in found]
    for finding in review.findings:
        for place in finding.places or (None,):
            runs = _runs(place, letters, found, starts) or _first(found)
            if runs:
                document.add_comment(
                    [Run(run, Paragraph(run.getparent(), document)) for run in runs],
                    text=xml_text(_said(finding)),
                    author=_AUTHOR,
                    initials=_INITIALS,
                )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _said(finding: Finding) -> str:
    return f"{finding.subject}: {remark(finding)}\n{proposal(finding)}"


def _stretches(document: Document, squeezed: str) -> Iterator[_Stretch]:
    done = 0
    for paragraph in document.element.body.iter(qn("w:p")):
        pieces = [(run, _text(run)) for run in paragraph.iter(qn("w:r")) if _shown(run)]
        raw = "".join(text for _, text in pieces)
        normal = normalize(raw)
        owners = [run for run, text in pieces for _ in text]
        runs = tuple(
            owners[normal.original(at, at)[0]] for at, letter in enumerate(normal.text) if not letter.isspace()
        )
        wanted = "".join(normal.text.split())
        start = squeezed.find(wanted, done) if wanted else -1
        if start >= 0:
            yield _Stretch(start, runs)
            done = start + len(wanted)


def _text(run: CT_R) -> str:
    return "".join(part.text or "" for part in run.iter(qn("w:t")))


def _shown(run: CT_R) -> bool:
    return next(run.iterancestors(qn("w:del")), None) is None


def _runs(place: Place | None, letters: list[int], found: list[_Stretch], starts: list[int]) -> tuple[CT_R, ...]:
    """Return the first and the last run of a place, as far as its first paragraph goes; none where it is not shown."""
    if place is None or not found:
        return ()
    first = bisect_right(letters, place.start - 1)
    last = bisect_right(letters, place.end - 1) - 1
    at = bisect_right(starts, first) - 1
    if at < 0 or first >= len(letters):
        return ()
    stretch = found[at]
    if first - stretch.start >= len(stretch.runs):
        return ()
    ends = stretch.runs[min(max(last, first) - stretch.start, len(stretch.runs) - 1)]
    begins = stretch.runs[first - stretch.start]
    return (begins,) if begins is ends else (begins, ends)


def _first(found: list[_Stretch]) -> tuple[CT_R, ...]:
    return next(((stretch.runs[0],) for stretch in found if stretch.runs), ())
