"""Citations that do not tell their document: ambiguous, unresolved, later than the draft, known under another day."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.model import Form
from indexer.numbers import parse_number
from indexer.review.bases import choices_of
from indexer.review.draft import Cited
from indexer.review.draft import Draft
from indexer.review.wording import capital
from indexer.review.wording import dated
from indexer.review.wording import day
from indexer.review.wording import full
from indexer.review.wording import label
from indexer.review.wording import listed
from indexer.review.wording import quoted
from indexer.review.wording import short
from indexer.text import fold
from indexer.views import DocumentSummary
from indexer.views.review import Certainty
from indexer.views.review import Finding
from indexer.views.review import Weight


def unclear(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each document that the draft's words do not settle."""
    groups: dict[str, list[Cited]] = {}
    for cited in draft.documents:
        if _after_draft(cited, draft):
            yield _later(cited, draft)
        elif cited.citation.document is None:
            citation = cited.citation
            key = " ".join(fold(citation.text).split()), citation.issued, citation.issuer
            groups.setdefault(repr(key), []).append(cited)
    for members in groups.values():
        finding = _finding(members, draft)
        if finding is not None:
            yield finding


def _after_draft(cited: Cited, draft: Draft) -> bool:
    written, issued = draft.outline.header.issued, cited.citation.issued
    # A law may be called by the year of a period that it serves: only a day beside a number is one of issue.
    return bool(written and issued and cited.citation.canonical) and (issued or "") > draft.written


def _later(cited: Cited, draft: Draft) -> Finding:
    stated = cited.citation.issued or ""
    return Finding(
        code="later-than-draft",
        severity=Weight.WRONG,
        certainty=Certainty.SURE,
        subject=capital(quoted(cited.citation.text)),
        written=f"{quoted(cited.citation.text)} {dated(stated)}",
        message=f"Ngày viện dẫn ({day(stated)}) sau ngày của dự thảo ({day(draft.outline.header.issued or '')}).",
        action="Kiểm tra lại ngày của văn bản được viện dẫn và ngày của dự thảo.",
        places=draft.places((cited,)),
        source="Chính dự thảo",
    )


def _finding(members: list[Cited], draft: Draft) -> Finding | None:
    cited = members[0]
    choices = choices_of(cited, draft)
    if choices:
        return _open(
            "ambiguous",
            members,
            draft,
            f"Có thể là một trong {len(choices)} văn bản: {listed(short(choice) for choice in choices)}.",
            "Ghi đủ số, ngày và cơ quan ban hành để chỉ rõ một văn bản.",
            choices,
        )
    if cited.citation.canonical:
        return _namesakes(members, draft)
    if cited.named:
        return None  # one document, which the library does not have
    action = (
        "Ghi rõ số và ký hiệu, ngày, cơ quan ban hành; nếu chỉ nói chung thì giữ nguyên."
        if cited.citation.form is Form.UNNUMBERED
        else "Ghi đủ số và ký hiệu, ngày, cơ quan ban hành."
    )
    return _open("unresolved", members, draft, "Chưa xác định được là văn bản nào.", action, ())


def _namesakes(members: list[Cited], draft: Draft) -> Finding | None:
    """Return what the library has under the number where it is not the document that the draft describes."""
    citation = members[0].citation
    number = parse_number(citation.canonical or "", draft.vocabulary)
    records = draft.records.by_key("full", number.key.full) if number else ()
    views = [view for record in records if (view := draft.records.view(record.id)) is not None]
    known = tuple(view.summary for view in views if view.summary.described)
    if not known or not (citation.issued or citation.issuer):
        return None
    return _open(
        "number-known-otherwise",
        members,
        draft,
        f"Kho chưa có văn bản đúng như đã viện dẫn; cùng số này kho có {listed(full(other) for other in known)}.",
        "Kiểm tra lại ngày và cơ quan ban hành; nếu đúng là văn bản khác cùng số thì giữ nguyên.",
        known,
    )


def _open(
    code: str, members: list[Cited], draft: Draft, message: str, action: str, others: tuple[DocumentSummary, ...]
) -> Finding:
    citation = members[0].citation
    issued = f" {dated(citation.issued)}" if citation.issued and citation.form is not Form.UNNUMBERED else ""
    return Finding(
        code=code,
        severity=Weight.NOTE if code == "unresolved" else Weight.IMPROVE,
        certainty=Certainty.CHECK,
        subject=capital(quoted(citation.text)),
        written=quoted(citation.text) + issued,
        message=message,
        action=action,
        places=draft.places(members),
        source="; ".join(label(other) for other in others),
        others=others,
    )
