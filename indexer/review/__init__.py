"""A draft's bases held against the library: what is wrong, what should be mended, what is good to know.

`review_draft` reads the draft once; each of the other modules looks at it for one sort of thing. Nothing of a draft
is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from datetime import date
from typing import Final

from indexer.model import Form
from indexer.review.bases import read_bases
from indexer.review.consistency import cited_differently
from indexer.review.consistency import incomplete
from indexer.review.differences import differences
from indexer.review.draft import Draft
from indexer.review.draft import read_draft
from indexer.review.endings import ended
from indexer.review.identity import unclear
from indexer.review.order import order_of_numbers
from indexer.review.records import Records
from indexer.review.spelling import spelling
from indexer.review.tasks import without_basis
from indexer.review.terms import closed_terms
from indexer.review.titles import titles
from indexer.review.validity import overtaken
from indexer.secrecy import refuse_secret
from indexer.views.review import Finding
from indexer.views.review import Review
from indexer.views.review import Weight
from indexer.vocabulary import Vocabulary

__all__ = ["Records", "review_draft"]

_CHECKS: Final[tuple[Callable[[Draft], Iterable[Finding]], ...]] = (
    spelling,
    differences,
    titles,
    cited_differently,
    incomplete,
    unclear,
    overtaken,
    closed_terms,
    ended,
    order_of_numbers,
    without_basis,
)
_ORDER: Final = {weight: rank for rank, weight in enumerate(Weight)}


def review_draft(
    text: str, vocabulary: Vocabulary, records: Records, *, as_of: str | None = None, today: str | None = None
) -> Review:
    """Return what there is to say of the bases of the draft `text`, the gravest first, then in order of place.

    `as_of` (ISO) is the day considered instead of the draft's own; `today` is this day unless it is given.

    Raises:
        EmptyTextError: there is nothing to read.
        SecretTextError: the draft bears a secrecy stamp; it is not read any further.
    """
    refuse_secret(text)
    draft = read_draft(text, vocabulary, records, as_of=as_of, today=today or date.today().isoformat())  # noqa: DTZ011
    found = [finding for check in _CHECKS for finding in check(draft)]
    found.sort(key=lambda finding: (_ORDER[finding.severity], finding.places[0].start if finding.places else 0))
    return Review(
        header=draft.outline.header,
        day=draft.day,
        day_from=draft.day_from,
        today=draft.today,
        bases=read_bases(draft),
        findings=tuple(found),
        groups=sum(1 for cited in draft.cited if cited.citation.form is Form.GROUP),
    )
