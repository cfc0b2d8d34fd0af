"""Titles held against the record word by word: quotation marks, capitals, punctuation and tone placement aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from indexer.model import Standing
from indexer.review.draft import Cited
from indexer.review.draft import Draft
from indexer.review.records import certainty
from indexer.review.records import readings
from indexer.review.records import seen
from indexer.review.records import source
from indexer.review.wording import label
from indexer.review.wording import quoted
from indexer.text import word_key
from indexer.views import DocumentView
from indexer.views.review import Certainty
from indexer.views.review import Finding
from indexer.views.review import Weight
from indexer.vocabulary import Vocabulary

_WORD: Final = re.compile(r"\w+(?:[/&-]\w+)*")
_ABOUT: Final = (("về", "việc"), ("về",), ("v/v",))
# Readings that describe a document instead of giving its title.
_NO_TITLE: Final = frozenset({Standing.INFERRED, Standing.DOUBTFUL})


@dataclass(frozen=True, slots=True)
class TitleDifference:
    """The words in which a stated title differs: those too many in it, and those that it lacks."""

    extra: tuple[str, ...]
    lacking: tuple[str, ...]

    def __str__(self) -> str:
        parts = [
            f"{name} {', '.join(f'“{words}”' for words in found)}"
            for name, found in (("thừa", self.extra), ("thiếu", self.lacking))
            if found
        ]
        return "; ".join(parts)


def title_words(title: str, vocabulary: Vocabulary) -> tuple[list[str], list[str]]:
    """Return a title's words as written and as compared: lower case, one tone placement, short forms written out."""
    long_forms = {entry.short: entry.long for entry in vocabulary.abbreviations.values()}
    written: list[str] = []
    for word in _WORD.findall(title):
        written += long_forms[word].split() if word in long_forms else [word]
    compared = [word_key(word) for word in written]
    for about in _ABOUT:
        if tuple(compared[: len(about)]) == tuple(word_key(word) for word in about):
            return written[len(about) :], compared[len(about) :]
    return written, compared


def title_difference(stated: str, known: str, vocabulary: Vocabulary) -> TitleDifference | None:
    """Return the words in which two titles differ, None where they are one title."""
    written, compared = title_words(stated, vocabulary)
    written_known, compared_known = title_words(known, vocabulary)
    extra: list[str] = []
    lacking: list[str] = []
    matcher = SequenceMatcher(a=compared, b=compared_known, autojunk=False)
    for tag, start, end, known_start, known_end in matcher.get_opcodes():
        if tag != "equal":
            extra += [" ".join(written[start:end])] if end > start else []
            lacking += [" ".join(written_known[known_start:known_end])] if known_end > known_start else []
    return TitleDifference(tuple(extra), tuple(lacking)) if extra or lacking else None


def titles(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each document whose title the draft gives in other words than the record."""
    for members in draft.by_document.values():
        view = members[0].view
        known = _title(view) if view else None
        if view is None or known is None:
            continue
        found: dict[str, tuple[TitleDifference, list[Cited]]] = {}
        for cited in members:
            difference = _difference(cited, known, draft.vocabulary)
            if difference is not None:
                found.setdefault(str(difference), (difference, []))[1].append(cited)
        for difference, differing in found.values():
            yield _finding(view, known, difference, differing, draft)


def _title(view: DocumentView) -> str | None:
    known = readings(view, "title")
    if not known or known[0].standing in _NO_TITLE or known[0].value.startswith("("):
        return None
    return known[0].value


def _difference(cited: Cited, known: str, vocabulary: Vocabulary) -> TitleDifference | None:
    stated = cited.citation.title
    if not stated or cited.citation.canonical is None:
        return None
    if not cited.quoted and _one_goes_on(stated, known, vocabulary):
        return None  # without quotation marks nothing tells where the title ends and the sentence goes on
    return title_difference(stated, known, vocabulary)


def _one_goes_on(stated: str, known: str, vocabulary: Vocabulary) -> bool:
    first, second = title_words(stated, vocabulary)[1], title_words(known, vocabulary)[1]
    length = min(len(first), len(second))
    return first[:length] == second[:length]


def _finding(
    view: DocumentView, known: str, difference: TitleDifference, members: Sequence[Cited], draft: Draft
) -> Finding:
    how_sure = certainty(view, "title")
    was_seen = seen(view, "title")
    check = "" if how_sure is Certainty.SURE else "Đối chiếu bản chính, rồi "
    return Finding(
        code="title-differs",
        severity=Weight.IMPROVE if was_seen else Weight.NOTE,
        certainty=how_sure,
        subject=label(view.summary),
        written=f"“{quoted(members[0].citation.title or '')}”",
        message=f"Trích yếu khác với hồ sơ: {difference}.",
        action=f"{check}chép lại trích yếu đúng từng chữ." if check else "Chép lại trích yếu đúng từng chữ.",
        places=draft.places(members),
        source=source(view, "title"),
        correction=known,
        document=view.summary,
    )


def same_title(first: str, second: str, vocabulary: Vocabulary) -> bool:
    """Tell whether two titles are one, or one of them begins as the other does."""
    return _one_goes_on(first, second, vocabulary)
