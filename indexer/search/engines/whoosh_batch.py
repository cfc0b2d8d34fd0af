"""Writes a batch of passages into a Whoosh index, term by term instead of posting by posting.

Whoosh's own writer takes every posting through a dozen calls and one sort of them all, which was most of a large
library's build. Here each term gathers the numbers of its passages, and its postings are written in whole blocks.
The files are those that whoosh would have written; locking, merging and switching in stay its own.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Sequence
from itertools import chain
from operator import sub
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.codec.whoosh3 import W3FieldWriter
from whoosh.codec.whoosh3 import W3PostingsWriter
from whoosh.codec.whoosh3 import W3Segment
from whoosh.writing import SegmentWriter


class BatchWriter(SegmentWriter):  # type: ignore[misc]  # whoosh is read as untyped
    """Whoosh's writer with a quicker way in: `add_passage` instead of `add_document`."""

    def __init__(self, index: Any) -> None:
        super().__init__(index, codec=_Codec())
        self.pool = _Pool()

    def add_passage(self, stored: Mapping[str, str], tokens: Mapping[str, Sequence[bytes]]) -> None:
        """Add a passage: the values of its stored fields, and by field the tokens that find it, in UTF-8."""
        number = self.docnum
        self.perdocwriter.start_doc(number)
        for name, found in tokens.items():
            field = self.schema[name]
            self.pool.add_tokens(name, number, found)
            self.perdocwriter.add_field(name, field, stored.get(name), len(found) if field.scorable else 0)
        self.perdocwriter.finish_doc()
        self.docnum += 1
        self._added = True

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        passages = self.per_document_reader()
        try:
            for name, terms in sorted(self.pool.fields.items()):
                length = passages.doc_field_length_reader(name)
                lengths = [length(number) or 0 for number in range(self.docnum)]
                self.fieldwriter.start_field(name, self.schema[name])
                for term in sorted(terms):
                    self.fieldwriter.add_term(term, terms.pop(term), lengths)
                self.fieldwriter.finish_field()
        finally:
            passages.close()
        self.fieldwriter.close()


class _Terms(defaultdict[bytes, "array[int]"]):
    """By term the numbers of its passages, ascending, each as often as the term stands in the passage."""

    def __init__(self) -> None:
        super().__init__(lambda: array("I"))


class _Pool:
    """The postings of a segment in the making: in memory, four bytes for each token of the batch."""

    def __init__(self) -> None:
        self.fields: defaultdict[str, _Terms] = defaultdict(_Terms)

    def add_tokens(self, field: str, number: int, tokens: Sequence[bytes]) -> None:
        """Add a passage's tokens in one field."""
        terms = self.fields[field]
        for token in tokens:
            terms[token].append(number)

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Add one posting of a smaller segment that is merged into this one: whoosh calls it."""
        field, term, number, weight, _ = posting
        self.fields[field][term].extend([number] * int(weight))

    def cleanup(self) -> None:
        """Let the postings go."""
        self.fields.clear()


class _Codec(W3Codec):  # type: ignore[misc]
    """How a segment is written; it is read by whoosh's own codec, which the segment names."""

    def new_segment(self, storage: Any, indexname: str) -> W3Segment:  # noqa: ARG002 (called by whoosh)
        return W3Segment(W3Codec(), indexname)

    def field_writer(self, storage: Any, segment: W3Segment) -> W3FieldWriter:
        return _FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> W3PostingsWriter:
        limits = {"blocklimit": self._blocklimit, "compression": self._compression, "inlinelimit": self._inlinelimit}
        return _PostingsWriter(dbfile, byteids=byteids, **limits)


class _FieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes terms with all their postings."""

    def add_term(self, term: bytes, numbers: array[int], lengths: Sequence[int]) -> None:
        """Write a term that stands in the passages `numbers`; `lengths` are the lengths of all passages."""
        self.start_term(term)
        self._postwriter.add_all(numbers, lengths)
        self.finish_term()


class _PostingsWriter(W3PostingsWriter):  # type: ignore[misc]
    """Writes the postings of a term in blocks as whoosh does, without handling each posting by itself."""

    def add_all(self, numbers: array[int], lengths: Sequence[int]) -> None:
        """Write all postings of the term that was started, but for the last block, which finishing it writes."""
        counts = Counter(numbers)  # in the order of the numbers
        ids = array("I", counts)
        frequencies = array("I", counts.values())
        for start in range(0, len(ids), self._blocklimit):
            if start:
                self._write_block()
            end = start + self._blocklimit
            self._ids = ids[start:end]
            self._weights = array("f", frequencies[start:end])
            self._values = frequencies[start:end]
            self._maxweight = max(self._weights)
            found = [lengths[number] for number in self._ids]
            self._minlength = min(filter(None, found), default=None)
            self._maxlength = max(found)

    def _mini_ids(self) -> tuple[int, ...]:
        return tuple(map(sub, self._ids, chain((0,), self._ids)))

    def _mini_weights(self) -> float | tuple[float, ...] | None:
        different = set(self._weights)
        if len(different) > 1:
            return tuple(self._weights)
        only: float = different.pop()
        return None if only == 1.0 else only

    def _mini_values(self) -> bytes | None:
        if not self._format.fixed_value_size():
            return None
        if sys.byteorder == "little":
            self._values.byteswap()  # they stand in the order of networks
        return bytes(self._values)
