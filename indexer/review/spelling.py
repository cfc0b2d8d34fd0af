"""Numbers spelled against the drafting rules, and how the draft ends: each by the rules that hold on its day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from indexer.model import Form
from indexer.numbers import parse_number
from indexer.numbers import unify_letters
from indexer.review.draft import Cited
from indexer.review.draft import Draft
from indexer.review.wording import capital
from indexer.text import collapse_blanks
from indexer.text import fold
from indexer.views.review import Certainty
from indexer.views.review import Finding
from indexer.views.review import Weight
from indexer.vocabulary import DraftingRules

_NOT_LETTERS: Final = re.compile(r"[^\w]+")
_LINE_BREAK: Final = re.compile(r"\s*\n\s*")
_CLOSING: Final = "./."
_WITHOUT_RULES: Final = {"party": "thể thức văn bản của Đảng", "state": "thể thức văn bản hành chính"}


def rules(family: str, day: str, draft: Draft) -> DraftingRules | None:
    """Return the drafting rules of a family ("party", "state") that hold on an ISO day."""
    return draft.vocabulary.drafting_rules(family, day)


def spelling(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each misspelled number, and one for an ending that other rules ask for."""
    found: dict[tuple[str, str], list[Cited]] = {}
    for cited in draft.cited:
        written = _written(cited)
        # A number in a quoted title is repeated as it stands there.
        if written and not cited.in_quotation and written != cited.citation.canonical:
            found.setdefault((written, cited.citation.canonical or ""), []).append(cited)
    for (written, canonical), members in found.items():
        yield _misspelled(written, canonical, members, draft)
    yield from _closing(draft)


def _written(cited: Cited) -> str | None:
    citation = cited.citation
    if citation.form is not Form.FULL or citation.number_start is None or citation.number_end is None:
        return None
    written = citation.text[citation.number_start - citation.start : citation.number_end - citation.start]
    return _LINE_BREAK.sub("", written)  # a line that ends inside a number is the page's doing


def _misspelled(written: str, canonical: str, members: list[Cited], draft: Draft) -> Finding:
    number = parse_number(canonical, draft.vocabulary)
    family = "party" if number is not None and number.party else "state"
    holding = rules(family, draft.day, draft)
    kind = capital(members[0].citation.kind or "Văn bản")
    return Finding(
        code="number-spelling",
        severity=Weight.IMPROVE,
        certainty=Certainty.SURE,
        subject=f"{kind} {canonical}",
        written=collapse_blanks(written),
        message=f"Số và ký hiệu viết chưa đúng thể thức: {_slip(written, canonical)}.",
        action="Viết lại số và ký hiệu theo chỗ sửa đề nghị.",
        places=draft.places(members),
        source=holding.name if holding else _WITHOUT_RULES[family],
        correction=canonical,
        document=members[0].view.summary if members[0].view else None,
    )


def _slip(written: str, canonical: str) -> str:
    """Return what is wrong with the spelling of a number, in words."""
    if "".join(written.split()) == canonical:
        return "thừa khoảng trắng"
    unified = unify_letters(written)
    if unified == canonical:
        return "dấu gạch hoặc chữ cái lạ, chỉ trông giống"
    letters, official = _NOT_LETTERS.sub("", unified), _NOT_LETTERS.sub("", canonical)
    if letters == official:
        lacking = canonical.count("-") > unified.count("-")
        return "thiếu dấu gạch nối" if lacking else "dấu phân cách"
    if letters.lower() == official.lower():
        return "chữ hoa, chữ thường"
    if letters.lstrip("0") == official.lstrip("0"):
        return "số nhỏ hơn 10 viết hai chữ số" if len(letters) < len(official) else "thừa số 0 đứng đầu"
    return "thiếu dấu của chữ cái" if fold(letters) == fold(official) else "ký hiệu"


def _closing(draft: Draft) -> Iterator[Finding]:
    """Yield a remark where the text ends with "./." though the rules of its day end it otherwise.

    The other way round nothing is said: a full stop may end any paragraph of a draft that goes on.
    """
    organ = draft.vocabulary.organs.get(draft.issuer or "")
    if not draft.outline.tasks or organ is None:
        return
    last = draft.outline.tasks[-1]
    end = last.start + len(last.text.rstrip("*_ \t\r\n"))
    holding = rules("state" if organ.level == "state" else "party", draft.day, draft)
    if holding is None or holding.closing == _CLOSING or not draft.text.endswith(_CLOSING, last.start, end):
        return
    yield Finding(
        code="closing",
        severity=Weight.NOTE,
        certainty=Certainty.CHECK,
        subject="Dấu kết thúc văn bản",
        written=draft.text[max(last.start, end - 40) : end].strip(),
        message=f"Nội dung kết thúc bằng “{_CLOSING}”; thể thức tại ngày xét dùng dấu “{holding.closing}”.",
        action=f"Kết thúc nội dung bằng dấu “{holding.closing}”.",
        places=(draft.place(end - len(_CLOSING), end),),
        source=holding.name,
        correction=holding.closing,
    )
