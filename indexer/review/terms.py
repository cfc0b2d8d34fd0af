"""Documents of a congress or for a term that has closed on the day considered, or since."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from typing import Final

from indexer.model import Form
from indexer.review.draft import Cited
from indexer.review.draft import Draft
from indexer.review.wording import capital
from indexer.review.wording import day
from indexer.review.wording import listed
from indexer.review.wording import quoted
from indexer.views.review import Certainty
from indexer.views.review import Finding
from indexer.views.review import Weight
from indexer.vocabulary import Term

_SOURCE: Final = "Danh mục các khóa trong từ vựng"
# What is made for one term; a Cương lĩnh or the Điều lệ stays in force beyond it.
_OF_A_TERM: Final = frozenset({"nghi-quyet", "van-kien", "chuong-trinh", "chuong-trinh-hanh-dong", "chuyen-de"})


def closed_terms(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each term that was over on the day considered, and a remark for those that closed since."""
    found: dict[str, tuple[Term, list[Cited]]] = {}
    for cited in draft.documents:
        term = _term(cited, draft)
        if term is not None and term.last_day is not None and term.last_day < max(draft.day, draft.today):
            found.setdefault(term.id, (term, []))[1].append(cited)
    since = [item for item in found.values() if (item[0].last_day or "") >= draft.day]
    for term, members in found.values():
        if (term.last_day or "") < draft.day:
            yield _finding(term, members, draft)
    if since:
        yield _remark(since, draft)


def _term(cited: Cited, draft: Draft) -> Term | None:
    view = cited.view
    if view is None or cited.citation.form is not Form.UNNUMBERED or cited.citation.nested:
        return None
    shown = view.summary.term
    if shown is None or view.summary.kind.id not in _OF_A_TERM:
        return None
    terms = draft.vocabulary.terms_of(shown.committee.id)
    return next((term for term in terms if term.numeral == shown.numeral), None)


def _finding(term: Term, members: Sequence[Cited], draft: Draft) -> Finding:
    return Finding(
        code="term-closed",
        severity=Weight.IMPROVE,
        certainty=Certainty.SURE if term.seen else Certainty.CHECK,
        subject=f"Khóa {term.numeral} ({draft.vocabulary.organs[term.committee].name})",
        written=_written(members),
        message=f"Đã kết thúc: {_closed(term, draft)}.",
        action="Thay bằng văn bản của khóa hiện nay, hoặc nói rõ là văn bản của khóa trước.",
        places=draft.places(members),
        source=_SOURCE,
        others=tuple({cited.view.summary.id: cited.view.summary for cited in members if cited.view}.values()),
    )


def _remark(since: Sequence[tuple[Term, list[Cited]]], draft: Draft) -> Finding:
    firsts = {cited.citation.document: cited for _term, found in since for cited in reversed(found)}
    members = sorted(firsts.values(), key=lambda cited: cited.citation.start)
    return Finding(
        code="term-closed-since",
        severity=Weight.NOTE,
        certainty=Certainty.SURE if all(term.seen for term, _found in since) else Certainty.CHECK,
        subject="Văn bản của khóa đã kết thúc sau ngày xét",
        written=_written(members),
        message=f"Đến nay đã kết thúc: {listed(_closed(term, draft) for term, _found in since)}.",
        action="Không phải sửa văn bản đã ban hành; văn bản mới thì viện dẫn văn bản của khóa hiện nay.",
        places=draft.places(members),
        source=_SOURCE,
    )


def _written(members: Sequence[Cited]) -> str:
    return quoted(listed({cited.citation.document: capital(quoted(cited.citation.text)) for cited in members}.values()))


def _closed(term: Term, draft: Draft) -> str:
    following = draft.vocabulary.term_at(term.committee, max(draft.day, draft.today))
    now = f"nay là khóa {following.numeral}" if following else "không có khóa sau"
    committee = draft.vocabulary.organs[term.committee].name
    return f"khóa {term.numeral} của {committee} (ngày {day(term.last_day or '')}, {now})"
