"""A draft as a review reads it: header, tasks, and every citation with its place, its record and its title's place."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from indexer.citations import CitingContext
from indexer.citations import cite
from indexer.citations import resolve
from indexer.model import Citation
from indexer.model import Form
from indexer.model import Outline
from indexer.model import Span
from indexer.model import Task
from indexer.reading import place_name
from indexer.reading import read_outline
from indexer.reading.organ_names import OrganNames
from indexer.review.records import Records
from indexer.text import NormalizedText
from indexer.text import normalize
from indexer.views import DocumentView
from indexer.views.review import DayFrom
from indexer.views.review import Place
from indexer.vocabulary import Vocabulary

_QUOTES: Final = '“”"«»'
_SKIPPED: Final = frozenset("*_" + _QUOTES)  # layout that a title is read without
_TITLE_REACH: Final = 300  # letters between a document's name and its title: date, issuer, term
_ABOVE: Final = "phần đầu văn bản"
_BELOW: Final = "phần cuối văn bản"
_WHOLE: Final = "toàn văn bản"


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with what is known around it. Spans count into the draft's normalised text.

    `title` is where its title stands, `quoted` whether it stands in quotation marks; `inside` is the citation in
    whose title this one stands.
    """

    citation: Citation
    view: DocumentView | None
    title: Span | None
    quoted: bool
    inside: Cited | None

    @property
    def in_quotation(self) -> bool:
        """Whether it stands in another document's quoted title, which is repeated as it is."""
        return self.inside is not None and self.inside.quoted

    @property
    def own(self) -> bool:
        """Whether it is one document of its own: no group, no word for the draft itself or for one named before."""
        return not self.citation.self and self.citation.form not in (Form.GROUP, Form.REFERENCE)

    @property
    def named(self) -> bool:
        """Whether its words tell one document, be it in the library or not: a number, a day, a title, a term."""
        citation = self.citation
        return bool(citation.canonical or citation.issued or citation.title or (citation.term and citation.issuer))


@dataclass(frozen=True)
class Draft:
    """A draft as read. `written` is the day on which it speaks, `day` the one considered; both ISO days."""

    text: str  # NFC
    outline: Outline
    cited: tuple[Cited, ...]
    issuer: str | None  # organ id
    written: str
    day: str
    day_from: DayFrom
    today: str
    organs: OrganNames
    vocabulary: Vocabulary
    records: Records
    _normalized: NormalizedText

    @property
    def documents(self) -> Iterator[Cited]:
        """The citations that name one document each, in order."""
        return (cited for cited in self.cited if cited.own and not self._is_heading(cited))

    @cached_property
    def by_document(self) -> dict[str, tuple[Cited, ...]]:
        """The citations that were resolved, by document, in order of first mention."""
        found: dict[str, list[Cited]] = {}
        for cited in self.documents:
            if cited.citation.document is not None:
                found.setdefault(cited.citation.document, []).append(cited)
        return {document: tuple(members) for document, members in found.items()}

    @cached_property
    def quoted_spans(self) -> tuple[Span, ...]:
        """Where titles of cited documents stand."""
        return tuple(cited.title for cited in self.cited if cited.title is not None)

    def _is_heading(self, cited: Cited) -> bool:
        # Capitals above the first task are the draft's own name: "NGHỊ QUYẾT / HỘI NGHỊ LẦN THỨ 11 ...".
        above = cited.citation.start < (self._starts[0] if self._starts else len(self.text))
        return above and cited.citation.form is Form.UNNUMBERED and cited.citation.text.isupper()

    @cached_property
    def _by_id(self) -> dict[str, Task]:
        return {task.id: task for task in self.outline.tasks}

    @cached_property
    def _starts(self) -> list[int]:
        return [task.start for task in self.outline.tasks]

    @cached_property
    def _names(self) -> dict[str, str]:
        return {}

    def task_at(self, position: int) -> Task | None:
        """Return the innermost task around a place."""
        at = bisect_right(self._starts, position) - 1
        task = self.outline.tasks[at] if at >= 0 else None
        while task is not None and position >= task.end:
            task = self._by_id.get(task.parent or "")
        return task

    def ancestors(self, task: Task) -> Iterator[Task]:
        """Yield what stands above a task, nearest first."""
        above = self._by_id.get(task.parent or "")
        while above is not None:
            yield above
            above = self._by_id.get(above.parent or "")

    def place(self, start: int, end: int) -> Place:
        """Return a stretch of the draft with the name of its place."""
        task = self.task_at(start)
        return Place(task.id if task else None, self._place_name(task, start), *self._original(start, end))

    def places(self, cited: Iterable[Cited]) -> tuple[Place, ...]:
        """Return the places of citations."""
        return tuple(self.place(item.citation.start, item.citation.end) for item in cited)

    def organ(self, name: str | None) -> str | None:
        """Return the organ (id) that a name means in this draft."""
        return self.organs.organ(name, self.issuer, self.outline.header.place) if name else None

    def _original(self, start: int, end: int) -> tuple[int, int, str]:
        return (*self._normalized.original(start, end), self.text[start:end])

    def _place_name(self, task: Task | None, position: int) -> str:
        if task is None:
            if not self.outline.tasks:
                return _WHOLE
            return _ABOVE if position < self.outline.tasks[0].start else _BELOW
        if task.id not in self._names:
            self._names[task.id] = place_name(task.id, (task, *self.ancestors(task)))
        return self._names[task.id]


def read_draft(text: str, vocabulary: Vocabulary, records: Records, *, as_of: str | None, today: str) -> Draft:
    """Read a draft against the library; `as_of` and `today` are ISO days."""
    normalized = normalize(text)
    outline = read_outline(normalized.text, vocabulary)
    header = outline.header
    own_day = last_day(header.issued) if header.issued else None
    day, day_from = (as_of, DayFrom.AS_OF) if as_of else (own_day, DayFrom.DRAFT) if own_day else (today, DayFrom.TODAY)
    organs = OrganNames(vocabulary)
    issuer = organs.organ(header.issuer, None, header.place) if header.issuer else None
    context = CitingContext(issuer, own_day or day)
    citations = resolve(cite(normalized.text, vocabulary), vocabulary, records, context, normalized.text)
    return Draft(
        text=normalized.text,
        outline=outline,
        cited=tuple(_cited(citations, normalized.text, records)),
        issuer=issuer,
        written=own_day or day or today,
        day=day or today,
        day_from=day_from,
        today=today,
        organs=organs,
        vocabulary=vocabulary,
        records=records,
        _normalized=normalized,
    )


def last_day(iso: str) -> str:
    """Return an ISO day; of a month or year the last one."""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return f"{iso}-12-31"
    return iso if len(parts) == 3 else f"{iso}-{monthrange(parts[0], parts[1])[1]:02}"


def _cited(citations: Iterable[Citation], text: str, records: Records) -> Iterator[Cited]:
    outer: Cited | None = None
    for citation in citations:
        title, quoted = _title(citation, text)
        around = outer if citation.nested and outer and outer.title and outer.title.covers(citation.span) else None
        cited = Cited(citation, records.view(citation.document), title, quoted, around)
        if not citation.nested:
            outer = cited
        yield cited


def _title(citation: Citation, text: str) -> tuple[Span | None, bool]:
    """Return where the title stated with a citation stands, and whether it is quoted."""
    wanted = citation.title
    if not wanted:
        return None, False
    start = text.find(wanted[0], citation.end, citation.end + _TITLE_REACH)
    while start >= 0:
        end = _matched(text, start, wanted)
        if end is not None:
            return Span(start, end), text[max(0, start - 4) : start].rstrip("*_ ").endswith(tuple(_QUOTES))
        start = text.find(wanted[0], start + 1, citation.end + _TITLE_REACH)
    return None, False


def _matched(text: str, start: int, title: str) -> int | None:
    """Return where `title` ends if it stands at `start`, blanks and emphasis and quotation marks aside."""
    at = start
    for letter in title:
        if letter == " ":
            begin = at
            while at < len(text) and (text[at].isspace() or text[at] in _SKIPPED):
                at += 1
            if at == begin:
                return None
            continue
        while at < len(text) and text[at] in _SKIPPED:
            at += 1
        if at >= len(text) or text[at] != letter:
            return None
        at += 1
    return at
