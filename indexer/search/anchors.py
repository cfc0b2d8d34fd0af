"""What others say of a document: the sentences that cite it, so that it is found before its text is held."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from typing import Final

from indexer.model import Citation
from indexer.model import Link
from indexer.model import Span
from indexer.text import collapse_blanks

MOST: Final = 20  # sentences kept of one document

_TITLE_REACH: Final = 200  # letters between a citation's number and its title: date and issuer stand there
_CLOSING: Final = '[*_”"»’]*'  # what ends a quoted title
_WORD: Final = re.compile(r"[^\W_]+")


def anchors(
    body: str, links: Iterable[Link], sentence: Callable[[str, int, int], Span]
) -> Mapping[str, tuple[str, ...]]:
    """Return, by document id, the distinct sentences of `body` that cite it, at most `MOST`, in reading order.

    Other documents' names and titles in a sentence are left out: they would make this document be found by
    another's words. `sentence(body, start, end)` tells where the sentence around a citation lies.
    """
    cited = list(links)
    extents = [(link, _extent(body, link.citation)) for link in cited]
    found: dict[str, list[str]] = {}
    for link in cited:
        if link.document is None:
            continue
        span = sentence(body, link.citation.start, link.citation.end)
        others = [extent for other, extent in extents if other.document != link.document]
        text = _without(body, span, others)
        sentences = found.setdefault(link.document, [])
        if text and text not in sentences and len(sentences) < MOST:
            sentences.append(text)
    return {document: tuple(sentences) for document, sentences in found.items()}


def _extent(body: str, citation: Citation) -> Span:
    """Return the citation with its title, where the title follows."""
    words = _WORD.findall(citation.title or "")
    if not words:
        return Span(citation.start, citation.end)
    pattern = re.compile(r"[\W_]+".join(map(re.escape, words)) + _CLOSING)
    title = pattern.search(body, citation.end, citation.end + _TITLE_REACH + 2 * len(citation.title or ""))
    return Span(citation.start, title.end() if title else citation.end)


def _without(body: str, span: Span, others: Iterable[Span]) -> str:
    kept = []
    at = span.start
    for other in sorted(others, key=lambda extent: extent.start):
        if other.end <= at or other.start >= span.end:
            continue
        kept.append(body[at : max(at, other.start)])
        at = min(other.end, span.end)
    kept.append(body[at : span.end])
    return collapse_blanks(" … ".join(kept))
