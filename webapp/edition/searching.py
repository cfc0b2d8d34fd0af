"""What the edition's search reads: the index in portions, each a script that a page opened from a folder may load."""

from __future__ import annotations

import json
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any
from typing import Final

from indexer.kb import KnowledgeBase
from indexer.views import DocumentSummary
from indexer.views.offline import OfflineIndex
from indexer.views.offline import OfflinePassage
from webapp import addresses
from webapp import words
from webapp.edition.walking import Walk
from webapp.edition.walking import Written
from webapp.sections import section_at
from webapp.sections import sections

#: The folder that holds the portions.
FOLDER: Final = "tra-cuu"

_PORTION: Final = 200_000  # characters of a portion of the dictionary, about
_DOCUMENTS_EACH: Final = 200
_PASSAGES_EACH: Final = 60


def search_files(index: OfflineIndex, library: KnowledgeBase, walk: Walk) -> Iterator[Written]:
    """Yield the files of the search; links lead to where `walk` puts the pages."""
    dictionary: dict[str, Any] = {term: _steps(posting) for term, posting in index.terms.items()}
    dictionary |= {f"#{key}": list(documents) for key, documents in index.numbers.items()}
    passages: list[dict[str, str]] = []
    by_document = groupby(index.passages, key=lambda passage: passage.document)
    for at, own in by_document:
        place = _Place(index.documents[at], library, walk)
        passages += map(place.row, own)
        dictionary |= {f"@{key}": [at, *known] for key, known in place.gathered()}
    portions = list(_portions(dictionary))
    # What stands in order by its letters here stands so in the browser: both compare by code units, all below 0x10000.
    head = {
        "firsts": [next(iter(portion), "") for portion in portions],
        "documentsEach": _DOCUMENTS_EACH,
        "passagesEach": _PASSAGES_EACH,
        "documentOf": [passage.document for passage in index.passages],
        "lengths": index.lengths,
        "meanLength": max(sum(index.lengths) / max(len(index.lengths), 1), 1.0),
        "weights": asdict(index.weights),
        "kinds": index.kinds,
        "names": index.names,
        "organs": index.organs,
        "shortForms": index.short_forms,
    }
    yield _script("dau", head)
    for at, portion in enumerate(portions):
        yield _script(f"tu-{at:03}", portion)
    for at, rows in enumerate(_batches(passages, _PASSAGES_EACH)):
        yield _script(f"doan-{at:03}", rows)
    shown = [_document(document, walk) for document in index.documents]
    for at, documents in enumerate(_batches(shown, _DOCUMENTS_EACH)):
        yield _script(f"van-ban-{at:03}", documents)


class _Place:
    """Where a document and the parts of its text stand in the edition."""

    def __init__(self, document: DocumentSummary, library: KnowledgeBase, walk: Walk) -> None:
        self._document = document
        self._walk = walk
        self._spots = {spot.id: spot for spot in library.spots(document.id)} if document.held else {}
        self._sections = sections(library.document(document.id).body) if document.held else ()

    def row(self, passage: OfflinePassage) -> dict[str, str]:
        """Return a passage as the search page shows it."""
        if passage.is_card:
            return {"text": passage.text}
        anchor = passage.place if passage.place in self._spots else None
        place = {"place": passage.place_name} if passage.place_name else {}
        return {"text": passage.text, "address": self._address(passage.start or 0, anchor or ""), **place}

    def gathered(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each key by which it, or a part of it, is gathered; of a part also its address and its name."""
        yield self._document.id, ()
        for spot in self._spots.values():
            yield f"{self._document.id}:{spot.id}", (self._address(spot.start, spot.id), spot.place)

    def _address(self, start: int, anchor: str) -> str:
        if self._document.is_plan:
            return self._walk.path(addresses.plan(self._document.id, anchor)) or ""
        part = section_at(self._sections, start)
        return self._walk.path(addresses.section(self._document.id, part.number, anchor)) or ""


def _document(document: DocumentSummary, walk: Walk) -> dict[str, Any]:
    return {
        "address": walk.path(addresses.document(document)) or "",
        "label": words.label(document),
        "number": document.number or "",
        "title": document.title or "",
        "kind": words.capital(document.kind.name),
        "issuer": document.issuer.name if document.issuer else "",
        "issued": words.date(document.issued),
        "term": f"khóa {document.term.numeral}" if document.term else "",
        "held": document.held,
        "citations": document.citations,
    }


def _steps(posting: Sequence[int]) -> list[int]:
    """Return (passage, count) pairs as steps between passages, doubled; an odd one is followed by its count."""
    steps: list[int] = []
    last = 0
    for passage, count in zip(posting[::2], posting[1::2], strict=True):
        steps += [(passage - last) * 2] if count == 1 else [(passage - last) * 2 + 1, count]
        last = passage
    return steps


def _portions(dictionary: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    portion: dict[str, Any] = {}
    size = 0
    for key in sorted(dictionary):
        length = len(key) + sum(len(str(value)) + 1 for value in dictionary[key])
        if portion and size + length > _PORTION:
            yield portion
            portion, size = {}, 0
        portion[key] = dictionary[key]
        size += length
    if portion:
        yield portion


def _batches(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (rows[at : at + size] for at in range(0, len(rows), size))


def _script(name: str, data: Any) -> Written:
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Written(f"{FOLDER}/{name}.js", f'canCu.take("{name}", {told});\n'.encode(), page=False)
