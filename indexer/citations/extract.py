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
from indexer.vocabulary import Vocabulary

# The text's own number stands alone behind "Số" on a line of the header.
_OWN_NUMBER: Final = re.compile(r"(?:^|\n)[ \t>*#|]{0,60}so\s{0,3}[:.]?\s{0,4}\Z")
_ENCLOSED_IN: Final = re.compile(r"\(\s{0,2}(?:ban hanh\s{1,3})?(?:kem|keo)\s{1,3}theo\s[^()\n]{0,60}\Z")
_HEADER_REACH: Final = 3000  # characters in which a text names itself


def cite(text: str, vocabulary: Vocabulary) -> tuple[Citation, ...]:
    """Return the citations of `text` in order of place. Never raises; takes time in line with the text's length.

    Offsets are code points into `text` as given: `text[c.start:c.end] == c.text`.
    """
    source = read_source(text, vocabulary)
    drafts = _drafts(source)
    own = _own_number(source, drafts)
    nested = _nested(drafts)
    roles = RoleReader(source)
    citations: list[Citation] = []
    role: Role | None = None
    end = 0
    for draft in drafts:
        if draft not in nested:
            role, end = roles.read(draft, role, end), draft.tail
        citations.append(
            _citation(source, draft, text, role or Role.OTHER, draft in nested, _is_self(source, draft, own))
        )
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


def _own_number(source: SourceText, drafts: list[Draft]) -> str | None:
    for draft in drafts:
        if draft.form is Form.FULL and draft.number_start is not None and draft.kind is None:
            if draft.start > _HEADER_REACH:
                return None
            if _OWN_NUMBER.search(source.folded, max(0, draft.start - 90), draft.start):
                return draft.canonical
    return None


def _is_self(source: SourceText, draft: Draft, own: str | None) -> bool:
    if draft.form is Form.FULL and own is not None:
        return draft.canonical == own
    if draft.form is Form.FULL:
        return _ENCLOSED_IN.search(source.folded, max(0, draft.start - 90), draft.start) is not None
    return draft.form is Form.REFERENCE and source.folded[draft.start : draft.end].endswith("nay")


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
