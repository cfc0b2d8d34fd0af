"""What "Nghị quyết nêu trên" points back to: the one document of its kind cited before it, or nothing.

A document cited in the same paragraph is nearer than one of the page before. Several of the kind, or a group of them,
in between leave the reference open: a wrong document is worse than none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from dataclasses import field
from typing import Final

from indexer.model import Citation
from indexer.model import Form

_PARAGRAPH: Final = re.compile(r"\n[ \t\r]*\n")


@dataclass(slots=True)
class _Cited:
    """The documents of one kind: by what tells them apart, with the document where it is known."""

    documents: dict[str, str | None] = field(default_factory=dict)
    paragraph: int = -1
    here: dict[str, str | None] = field(default_factory=dict)
    group_here: bool = False


class Antecedents:
    """Takes note of a text's citations in order and answers what a reference among them means."""

    def __init__(self, text: str) -> None:
        self._paragraphs = [match.end() for match in _PARAGRAPH.finditer(text)]
        self._by_kind: dict[str, _Cited] = {}
        self._knows_itself = False

    def note(self, citation: Citation) -> None:
        """Take note of a citation; references and the text's own number are no antecedents."""
        if citation.self:
            self._knows_itself = self._knows_itself or citation.form is Form.FULL
            return
        kind = _kind(citation)
        if kind is None or citation.form is Form.REFERENCE:
            return
        cited = self._in_paragraph(kind, citation.start)
        if citation.form is Form.GROUP:
            cited.group_here = True
            return
        identity = citation.document or citation.canonical or citation.text
        cited.documents[identity] = cited.here[identity] = citation.document

    def document(self, reference: Citation) -> str | None:
        """Return the id of the document that `reference` means, None where that is not certain."""
        kind = _kind(reference)
        if kind is None or kind not in self._by_kind:
            return None
        if reference.text.endswith("này") and not self._knows_itself:
            return None  # "Nghị định này" may be this text, whose own number nobody has seen
        cited = self._in_paragraph(kind, reference.start)
        near = cited.here or cited.documents
        if len(near) != 1 or cited.group_here:
            return None
        return next(iter(near.values()))

    def _in_paragraph(self, kind: str, position: int) -> _Cited:
        cited = self._by_kind.setdefault(kind, _Cited())
        paragraph = bisect_right(self._paragraphs, position)
        if paragraph != cited.paragraph:
            cited.paragraph, cited.here, cited.group_here = paragraph, {}, False
        return cited


def _kind(citation: Citation) -> str | None:
    inferred = citation.inferred.get("kind")
    return citation.kind or (inferred.value if inferred else None)
