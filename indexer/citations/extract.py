"""Extraction: every place of a text that names a document, with what is stated there, at exact offsets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from indexer.citations.bare import find_bare
from indexer.citations.drafts import Draft
from indexer.citations.numbered import find_full
from indexer.citations.roles import RoleReader
from indexer.citations.source import SourceText
from indexer.citations.source import read_source
from indexer.citations.unnumbered import find_unnumbered
from indexer.model import Citation
from indexer.model import Form
from indexer.model import Inference
from indexer.model import Role
from indexer.text import collapse_blanks
from indexer.text import fold
from indexer.vocabulary import Vocabulary

# The text's own number stands alone behind "Số" on a line of the header; on a page about it behind "Số hiệu:".
_OWN_NUMBER: Final = re.compile(
    r"(?:^|\n)[ \t>*#|]{0,60}so(?:\s?/?\s?(?:ky\s)?hieu(?:\svan\sban)?)?[*\s]{0,3}[:.|]{0,2}[*|\s]{0,4}\Z"
)
# Before the year 2000 it stood in the title: "NGHỊ ĐỊNH CỦA CHÍNH PHỦ SỐ 29/1998/NĐ-CP NGÀY ...".
_LINE_START: Final = re.compile(r"(?:\A|\n)[ \t>*#|]{0,60}\Z")
_LINE_END: Final = re.compile(r"[ \t*|\r]{0,60}(?:\n|\Z)")
_TEXT_START: Final = re.compile(r"[\s>*#|\ufeff]{0,60}")
_NUMBER: Final = re.compile(r"\s{1,4}(?:so[\s:]{1,4})?\d")
_BASES: Final = re.compile(r"(?<!\w)can\s{1,3}cu(?!\w)")
_ENCLOSED_IN: Final = re.compile(r"\(\s{0,2}(?:ban hanh\s{1,3})?(?:kem|keo)\s{1,3}theo\s[^()\n]{0,60}\Z")
_HEADER_REACH: Final = 3000  # characters in which a text names itself


def cite(text: str, vocabulary: Vocabulary) -> tuple[Citation, ...]:
    """Return the citations of `text` in order of place. Never raises; takes time in line with the text's length.

    Offsets are code points into `text` as given: `text[c.start:c.end] == c.text`.
    """
    source = read_source(text, vocabulary)
    drafts = _drafts(source)
    own = _own_number(source, drafts)
    own_kinds = _own_kinds(source, own)
    nested = _nested(drafts)
    roles = RoleReader(source)
    citations: list[Citation] = []
    role: Role | None = None
    end = 0
    cited: set[str] = set()
    for draft in drafts:
        if draft not in nested:
            role, end = roles.read(draft, role, end), draft.tail
        self_ = _is_self(source, draft, own, own_kinds, cited)
        citations.append(_citation(source, draft, text, role or Role.OTHER, draft in nested, self_))
        if draft.kind and draft.number is not None and not self_:
            cited.add(draft.kind)
    return _infer(citations, vocabulary)


def _drafts(source: SourceText) -> list[Draft]:
    full = find_full(source)
    numbered = sorted([*full, *find_bare(source, full)], key=lambda draft: draft.start)
    titles = [draft.title_span for draft in numbered if draft.title_span is not None]
    others = find_unnumbered(source, titles)
    return sorted([*numbered, *_free(others, numbered)], key=lambda draft: (draft.start, draft.end))


def _free(drafts: Iterable[Draft], taken: list[Draft]) -> list[Draft]:
    free, at = [], 0
    for draft in drafts:
        while at < len(taken) and taken[at].end <= draft.start:
            at += 1
        if at == len(taken) or not taken[at].overlaps(draft.start, draft.end):
            free.append(draft)
    return free


def _nested(drafts: list[Draft]) -> set[Draft]:
    nested: set[Draft] = set()
    reach = 0
    for draft in drafts:
        if draft.end <= reach:
            nested.add(draft)
        elif draft.title_span is not None:
            reach = max(reach, draft.title_span.end)
    return nested


def _own_number(source: SourceText, drafts: list[Draft]) -> Draft | None:
    numbered = False
    for draft in drafts:
        if draft.form is not Form.FULL or draft.number_start is None:
            continue
        if draft.start > _HEADER_REACH:
            return None
        if draft.kind is None and _OWN_NUMBER.search(source.folded, max(0, draft.start - 90), draft.start):
            return draft
        if not numbered and _in_title(source, draft, draft.number_start):
            return draft
        numbered = True
    return None


def _in_title(source: SourceText, draft: Draft, number_start: int) -> bool:
    if draft.kind is None or not _LINE_START.search(source.folded, max(0, draft.start - 62), draft.start):
        return False
    words = source.text[draft.start : number_start]
    kind = source.vocabulary.kinds[draft.kind].name
    if not collapse_blanks(words).lower().startswith(kind):
        return False
    alone_on_its_line = words[len(kind) :].lstrip(" *#\t").startswith(("\n", "\r"))
    of_issuer = "của" in words.lower()
    if not words.isupper() and not (alone_on_its_line and of_issuer):
        return False
    return _BASES.search(source.folded, 0, draft.start) is None


def _is_self(source: SourceText, draft: Draft, own: Draft | None, own_kinds: set[str], cited: set[str]) -> bool:
    """`cited`: the kinds of which a numbered document has been cited before."""
    if draft.form is Form.FULL and own is not None:
        return draft.canonical == own.canonical
    if draft.form is Form.FULL:
        return _ENCLOSED_IN.search(source.folded, max(0, draft.start - 90), draft.start) is not None
    if draft.form is not Form.REFERENCE or not source.folded[draft.start : draft.end].endswith("nay"):
        return False
    # "Nghị quyết này" in a plan is the resolution that it cites; in a resolution it is the text itself.
    return draft.kind not in cited or draft.kind in own_kinds


def _own_kinds(source: SourceText, own: Draft | None) -> set[str]:
    """Return what kinds of document the text itself is: by its number, and by "KẾ HOẠCH" on a line of its own."""
    kinds = {
        word.kind
        for word in source.kinds
        if source.unified[word.start : word.end].isupper()
        and _LINE_START.search(source.folded, max(0, word.start - 62), word.start)
        and _LINE_END.match(source.folded, word.end)
    }
    first = source.kinds[0] if source.kinds else None
    if first and _TEXT_START.fullmatch(source.folded, 0, first.start) and not _NUMBER.match(source.folded, first.end):
        kinds.add(first.kind)  # "Quyết định về việc ..." for a title
    if own is not None and own.kind is not None:
        kinds.add(own.kind)
    elif own is not None and own.number is not None:
        kinds |= {kind.id for kind in source.vocabulary.kinds_by_symbol.get(fold(own.number.kind_symbol), ())}
    return kinds


def _citation(source: SourceText, draft: Draft, text: str, role: Role, nested: bool, self_: bool) -> Citation:
    start, end = source.original(draft.start, draft.end)
    number_start = number_end = None
    if draft.number_start is not None and draft.number_end is not None:
        number_start, number_end = source.original(draft.number_start, draft.number_end)
    return Citation(
        start=start, end=end, text=text[start:end], form=draft.form, number_start=number_start, number_end=number_end,
        canonical=draft.canonical, kind=source.vocabulary.kinds[draft.kind].name if draft.kind else None,
        issued=draft.issued, issuer=draft.issuer, term=draft.term, title=draft.title, role=role,
        self=self_, nested=nested,
    )  # fmt: skip


def _infer(citations: list[Citation], vocabulary: Vocabulary) -> tuple[Citation, ...]:
    """Add what other places of the text, or the symbol, say of a citation that does not say it itself."""
    stated: dict[tuple[str, str | None], dict[str, set[str]]] = {}
    for citation in citations:
        if citation.canonical:
            fields = stated.setdefault((citation.canonical, None), {})
            for name in ("kind", "issued", "issuer", "term"):
                value = getattr(citation, name)
                if value:
                    fields.setdefault(name, set()).add(value)
    return tuple(_inferred(citation, stated, vocabulary) for citation in citations)


def _inferred(
    citation: Citation, stated: dict[tuple[str, str | None], dict[str, set[str]]], vocabulary: Vocabulary
) -> Citation:
    if not citation.canonical:
        return citation
    found: dict[str, Inference] = {}
    for name, values in stated[citation.canonical, None].items():
        # Two values that differ settle nothing.
        if getattr(citation, name) is None and len(values) == 1:
            found[name] = Inference(next(iter(values)), "same_number_in_text")
    if citation.kind is None and "kind" not in found:
        symbol = re.search(r"[-/]([^\W\d_]+)", citation.canonical)
        kinds = vocabulary.kinds_by_symbol.get(symbol[1].lower().replace("đ", "d"), ()) if symbol else ()
        if len(kinds) == 1:
            found["kind"] = Inference(kinds[0].name, "symbol")
    return replace(citation, inferred=found) if found else citation
