"""A document cut into passages, the unit of text search: its card, and the leaves of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence
from typing import Final

from indexer.model import Disputed
from indexer.model import Document
from indexer.model import Passage
from indexer.model import Task
from indexer.text import collapse_blanks
from indexer.text import nfc
from indexer.vocabulary import Vocabulary

LIMIT: Final = 3_000  # letters of a passage at most

_PARAGRAPH_END: Final = re.compile(r"\n\s*\n")
_LINE_END: Final = re.compile(r"\n")
_SENTENCE_END: Final = re.compile(r"[.;!?…]\s+")
_BLANK: Final = re.compile(r"\s+")
_LETTER: Final = re.compile(r"\w")


def document_passages(document: Document, parts: Sequence[Task], vocabulary: Vocabulary) -> tuple[Passage, ...]:
    """Return the passages of `document`: its card and, where its text is held, the pieces of the text.

    `parts` are those of the text, their offsets counting into `document.body`; none where there is no text. The
    card's id is `<document>`, the others' `<document>#<task>` or `<document>#`, with `/2`, `/3` ... where a piece
    was longer than `LIMIT`.
    """
    texts = _text_passages(document, parts) if document.held else ()
    return (card(document, vocabulary), *texts)


def card(document: Document, vocabulary: Vocabulary) -> Passage:
    """Return the passage that stands for the document: `headings` its titles and other names, `text` its record."""
    names = (*(reading.value for reading in document.title.readings), *document.also_known_as)
    headings = tuple(dict.fromkeys(nfc(collapse_blanks(name)) for name in names))
    return Passage(document.id, document.id, None, headings, _record(document, vocabulary), is_card=True)


def _record(document: Document, vocabulary: Vocabulary) -> str:
    kinds = [vocabulary.kinds[kind].name for kind in _values(document.kind) if kind in vocabulary.kinds]
    issuers = [vocabulary.organs[organ].name for organ in _values(document.issuer) if organ in vocabulary.organs]
    if document.issuer_text and document.issuer_text not in issuers:
        issuers.append(document.issuer_text)
    parts = [" / ".join(kinds).capitalize()]
    if document.number:
        parts.append(f"số {document.number}")
    if document.issued.value:
        parts.append(f"ngày {_shown_date(document.issued.value)}")
    if issuers:
        parts.append(f"của {' / '.join(issuers)}")
    return nfc(" ".join(part for part in parts if part))


def _values(field: Disputed) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reading.value for reading in field.readings))


def _shown_date(issued: str) -> str:
    return "/".join(reversed(issued.split("-")))


def _text_passages(document: Document, parts: Sequence[Task]) -> Iterator[Passage]:
    numbers: dict[str, int] = {}
    for place, headings, start, end in _stretches(document.body, parts):
        for first, last in pieces(document.body, start, end):
            key = f"{document.id}#{place or ''}"
            numbers[key] = numbers.get(key, 0) + 1
            passage_id = key if numbers[key] == 1 else f"{key}/{numbers[key]}"
            yield Passage(passage_id, document.id, place, headings, document.body[first:last], first)


def _stretches(body: str, tasks: Sequence[Task]) -> Iterator[tuple[str | None, tuple[str, ...], int, int]]:
    """Yield (task id, heading chain, start, end) for the whole body, each letter once, in reading order."""
    by_id = {task.id: task for task in tasks}
    done = 0
    for position, task in enumerate(tasks):
        if task.start > done:  # the letterhead, or what stands between two trees
            yield None, (), done, task.start
        following = tasks[position + 1].start if position + 1 < len(tasks) else task.end
        end = min(task.end, max(following, task.start))
        chain = _chain(task, by_id)
        is_leaf = end == task.end
        # A heading alone is found as the title of what stands below it.
        if is_leaf or _has_own_text(body, task, end):
            yield task.id, chain, task.start, end
        done = max(done, end)
    if done < len(body):
        yield None, (), done, len(body)


def _chain(task: Task, by_id: dict[str, Task]) -> tuple[str, ...]:
    headings: list[str] = []
    parent = task.parent
    while parent is not None and parent in by_id:
        headings.append(collapse_blanks(by_id[parent].heading))
        parent = by_id[parent].parent
    return tuple(reversed(headings))


def _has_own_text(body: str, task: Task, end: int) -> bool:
    head = body.find(task.heading, task.start, end) if task.heading else -1
    return head < 0 or _LETTER.search(body, head + len(task.heading), end) is not None


def pieces(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a stretch into pieces of at most `LIMIT` letters, at the best bound that leaves a piece not too short."""
    while True:
        while start < end and body[start].isspace():
            start += 1
        while end > start and body[end - 1].isspace():
            end -= 1
        if start == end or not _LETTER.search(body, start, end):
            return
        if end - start <= LIMIT:
            yield start, end
            return
        cut = _cut(body, start, start + LIMIT)
        yield start, cut
        start = cut


def _cut(body: str, start: int, limit: int) -> int:
    earliest = start + LIMIT // 3
    for bound in (_PARAGRAPH_END, _LINE_END, _SENTENCE_END, _BLANK):
        cuts = [match.end() for match in bound.finditer(body, earliest, limit)]
        if cuts:
            return cuts[-1]
    return limit
