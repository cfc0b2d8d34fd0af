"""Which held documents are worth comparing: a rule with what took its place, a plan with its issuer's plan before."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from indexer.catalogue.reader import Catalogue
from indexer.comparing.organs import organ_kin
from indexer.views import DocumentSummary
from indexer.views import Filters
from indexer.views.comparing import Comparable
from indexer.views.desk import Step

_NEXT_PLAN: Final = "Hai kế hoạch liền nhau của cùng cơ quan"


class Chooser:
    """The held documents of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @cached_property
    def held(self) -> tuple[DocumentSummary, ...]:
        """All documents whose texts are held: plans first, then the newest."""
        ids = self._catalogue.lists.filtered(Filters(held=True))
        known = self._catalogue.documents.summaries(ids)
        return tuple(sorted((known[document] for document in ids), key=lambda document: not document.is_plan))

    def of(self, document: str) -> tuple[Comparable, ...]:
        """Return the pairs to which a document belongs."""
        return tuple(pair for pair in self.pairs if document in (pair.old.id, pair.new.id))

    @cached_property
    def pairs(self) -> tuple[Comparable, ...]:
        """All pairs, those of plans first, the newest first."""
        found: dict[tuple[str, str], Comparable] = {}
        for pair in (*self._plans(), *self._rules()):
            found.setdefault((pair.old.id, pair.new.id), pair)
        # Sorting twice: what comes later in time first, and plans before all others.
        newest_first = sorted(found.values(), key=lambda pair: (pair.new.issued or "", pair.new.id), reverse=True)
        return tuple(sorted(newest_first, key=lambda pair: not pair.new.is_plan))

    def _plans(self) -> Iterator[Comparable]:
        kin = organ_kin(self._catalogue.vocabulary)
        plans = sorted(
            (document for document in self.held if document.is_plan and document.issued),
            key=lambda plan: (plan.issued or "", plan.id),
        )
        for at, plan in enumerate(plans):
            issuer = plan.issuer.id if plan.issuer else None
            before = next(
                (
                    other
                    for other in reversed(plans[:at])
                    if issuer and other.issuer and kin.kin(other.issuer.id, issuer)
                ),
                None,
            )
            if before is not None:
                yield Comparable(before, plan, _NEXT_PLAN)

    def _rules(self) -> Iterator[Comparable]:
        held = {document.id: document for document in self.held}
        for document, validity in self._catalogue.validities.of(list(held)).items():
            for step in validity.succession:
                if step.newer.id in held and step.newer.id != document:
                    yield Comparable(held[document], step.newer, _why(document, step))


def _why(document: str, step: Step) -> str:
    if step.older.id == document:
        return f"Văn bản sau {step.label} văn bản trước"
    return "Văn bản sau ở cuối chuỗi thay thế, nối tiếp của văn bản trước"
