"""Bases that have been replaced, amended or followed: on the day considered, and up to today, along the whole chain."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indexer.model import Role
from indexer.model import Standing
from indexer.review.draft import Cited
from indexer.review.draft import Draft
from indexer.review.wording import dated
from indexer.review.wording import day
from indexer.review.wording import full
from indexer.review.wording import label
from indexer.review.wording import quoted
from indexer.review.wording import short
from indexer.views import DocumentSummary
from indexer.views import DocumentView
from indexer.views import RelationView
from indexer.views.review import Certainty
from indexer.views.review import Finding
from indexer.views.review import Weight

_REPLACED: Final = frozenset({"replaces", "repeals"})
_AMENDED: Final = frozenset({"amends", "supplements"})
_FOLLOWED: Final = frozenset({"follows", "continues"})
# What these bring stands beside the document: a draft that cites both has nothing to mend.
_BESIDE: Final = _AMENDED | {"continues"}
_CERTAIN: Final = frozenset({Standing.STATED, Standing.VERIFIED})
_LONGEST_CHAIN: Final = 30  # steps; more come only from data that goes round in circles


@dataclass(frozen=True, slots=True)
class Step:
    """A document that came after another: what it does to the one before, since when, and whether that was seen."""

    document: DocumentSummary
    relation: RelationView
    day: str
    sure: bool


def chain(view: DocumentView, draft: Draft) -> tuple[Step, ...]:
    """Return what came after a document, in order of days; an amendment that is cited beside it is left out."""
    found: dict[str, Step] = {}
    ahead = [(view, True)]
    while ahead and len(found) < _LONGEST_CHAIN:
        at, sure = ahead.pop()
        for step in _steps(at, draft, sure=sure):
            identifier = step.document.id
            if identifier in found or identifier == view.summary.id:
                continue
            found[identifier] = step
            following = draft.records.view(identifier)
            if following is not None:
                ahead.append((following, step.sure))
    return tuple(sorted(found.values(), key=lambda step: (step.day, step.document.id)))


def _steps(view: DocumentView, draft: Draft, *, sure: bool) -> Iterator[Step]:
    for relation in view.inverse_relations:
        document = relation.document
        if document is None or relation.type not in _REPLACED | _AMENDED | _FOLLOWED:
            continue
        if relation.type in _BESIDE and document.id in draft.by_document:
            continue
        since = relation.date or document.issued
        if since is not None:
            yield Step(document, relation, since, sure and relation.standing in _CERTAIN)


def newest(view: DocumentView, draft: Draft) -> DocumentSummary | None:
    """Return the newest document that has replaced or followed a base up to today."""
    steps = [step for step in chain(view, draft) if step.day <= draft.today and step.relation.type not in _AMENDED]
    return steps[-1].document if steps else None


def overtaken(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each base after which something came, with how it stood on both days.

    A document that only a quoted title names is no base that could be exchanged.
    """
    for members in draft.by_document.values():
        view = members[0].view
        if view is None or all(cited.in_quotation for cited in members):
            continue
        steps = [step for step in chain(view, draft) if step.day <= max(draft.day, draft.today)]
        if steps:
            yield _finding(members, view, steps, draft)


def _finding(members: Sequence[Cited], view: DocumentView, steps: Sequence[Step], draft: Draft) -> Finding:
    then = [step for step in steps if step.day <= draft.day]
    last = (then or steps)[-1]
    sure = all(step.sure for step in steps)
    return Finding(
        code=_code(then or steps),
        severity=_severity(members, then),
        certainty=Certainty.SURE if sure else Certainty.CHECK,
        subject=label(view.summary),
        written=quoted(members[0].citation.text),
        message=_message(then, steps, draft),
        action=_action(then, last, steps[-1], sure=sure),
        places=draft.places(members),
        source=_source(steps),
        correction=full(last.document) if then and last.relation.type not in _BESIDE else None,
        document=view.summary,
        others=tuple(step.document for step in steps),
    )


def _code(steps: Sequence[Step]) -> str:
    types = {step.relation.type for step in steps}
    if types & _REPLACED:
        return "replaced"
    return "amended" if types & _AMENDED else "followed"


def _severity(members: Sequence[Cited], then: Sequence[Step]) -> Weight:
    if not then:
        return Weight.NOTE  # it was right when the draft was written
    replaced = any(step.sure and step.relation.type in _REPLACED for step in then)
    as_basis = any(cited.citation.role is Role.BASIS and not cited.citation.nested for cited in members)
    return Weight.WRONG if replaced and as_basis else Weight.IMPROVE


def _message(then: Sequence[Step], steps: Sequence[Step], draft: Draft) -> str:
    considered, today = f"Tại {dated(draft.day)}", f"Đến nay ({day(draft.today)})"
    if list(then) == [step for step in steps if step.day <= draft.today] and then:
        return f"{considered}, cũng như đến nay ({day(draft.today)}): {_state(then)}."
    up_to_now = [step for step in steps if step.day <= draft.today]
    return f"{considered}: {_state(then) if then else _none(steps)}. {today}: {_state(up_to_now) or _none(steps)}."


def _none(steps: Sequence[Step]) -> str:
    first = steps[0].relation.type
    if first in _REPLACED:
        return "chưa bị thay thế"
    return "chưa được sửa đổi, bổ sung" if first in _AMENDED else "chưa có văn bản nối tiếp"


def _state(steps: Sequence[Step]) -> str:
    """Return what came after: "đã được thay thế bởi A ngày ..., tiếp đó B ngày ..."."""
    if not steps:
        return ""
    first, later = steps[0], [short(step.document) for step in steps[1:]]
    verb = first.relation.label if first.relation.label.startswith("có ") else f"đã {first.relation.label}"
    return f"{verb} {short(first.document)}" + (f", tiếp đó là {', rồi '.join(later)}" if later else "")


def _action(then: Sequence[Step], last: Step, newest_step: Step, *, sure: bool) -> str:
    check = "" if sure else f"Đối chiếu bản chính của {label(newest_step.document)} trước. "
    if not then:
        use = "viện dẫn thêm" if newest_step.relation.type in _BESIDE else "dùng"
        return f"{check}Không phải sửa văn bản đã ban hành; trong văn bản mới thì {use} {short(newest_step.document)}."
    if last.relation.type in _BESIDE:
        return f"{check}Viện dẫn thêm {full(last.document)}."
    if last.relation.type in _REPLACED:
        return f"{check}Thay bằng {full(last.document)}."
    return f"{check}Dùng {full(last.document)}; nếu vẫn cần văn bản cũ thì viện dẫn cả hai."


def _source(steps: Sequence[Step]) -> str:
    return "; ".join(dict.fromkeys(step.relation.source for step in steps if step.relation.source))
