"""A record's fields from a file: what the text states of itself, and what its file's name suggests."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from indexer.model import Header
from indexer.numbers import find_numbers
from indexer.numbers import parse_number
from indexer.reading.organ_names import organ_names
from indexer.secrecy import bears_limit
from indexer.text import collapse_blanks
from indexer.text import fold
from indexer.text import nfc
from indexer.views.importing import Recognised
from indexer.vocabulary import Vocabulary

BY_TEXT: Final = "Văn bản tự ghi"
BY_NAME: Final = "Tên tệp"
BY_PERSON: Final = "Người nhập"

_LONGEST_TITLE: Final = 400


@dataclass(frozen=True, slots=True)
class Facts:
    """The record of a file, each field with how it was recognised."""

    recognised: tuple[Recognised, ...]

    def of(self, field: str) -> Recognised | None:
        """Return how a field was recognised, None where it was not."""
        return next((item for item in self.recognised if item.field == field), None)

    def value(self, field: str) -> str | None:
        """Return a field's value as the corpus keeps it: ids of kinds and organs, ISO days."""
        found = self.of(field)
        return found.value if found else None


def read_facts(header: Header, text: str, name: str, vocabulary: Vocabulary, said: Mapping[str, str]) -> Facts:
    """Return the record of a file called `name` whose `text` begins with `header`; `said` is what a person says."""
    found: dict[str, Recognised] = {}

    def take(field: str, value: str | None, source: str, *, certain: bool = True) -> None:
        if value and field not in found:
            found[field] = Recognised(field, value, source, certain)

    for field, value in said.items():
        take(field, value, BY_PERSON)
    stated = vocabulary.kind_by_name.get(fold(header.kind or ""))
    take("kind", stated.id if stated else None, BY_TEXT)
    parsed = parse_number(header.number, vocabulary) if header.number else None
    take("number", parsed.canonical if parsed else None, BY_TEXT)
    for field, value in _suggested(name, vocabulary):
        take(field, value, BY_NAME, certain=False)
    if header.issuer:
        organ = organ_names(vocabulary).organ(header.issuer, None, header.place)
        take("issuer", organ, BY_TEXT)
        take("issuer_text", header.issuer, BY_TEXT)
    take("issued", header.issued, BY_TEXT)
    take("title", _title(header.title), BY_TEXT)
    take("signer", header.signer, BY_TEXT)
    take("circulation", "internal" if bears_limit(text) else None, BY_TEXT)
    return Facts(tuple(found.values()))


def _suggested(name: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield what a file's name says of number and kind: "35-NQ-TW.docx", "Quy dinh so 24 QD TW.pdf"."""
    words = nfc(PurePath(name).stem).replace("_", " ")
    for number in find_numbers(words, vocabulary)[:1]:
        if number.canonical:
            yield "number", number.canonical
        if len(number.kinds) == 1:
            yield "kind", number.kinds[0]


def _title(title: str | None) -> str | None:
    collapsed = collapse_blanks(title or "").rstrip(" .")
    return collapsed if len(collapsed) <= _LONGEST_TITLE else None
