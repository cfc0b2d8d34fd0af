"""The lasting id of a new document: given once, from what is certain, and never derived again."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from indexer.model import Document
from indexer.numbers import parse_number
from indexer.store.values import LONGEST_ID
from indexer.text import fold
from indexer.vocabulary import Vocabulary

_NO_SLUG: Final = re.compile(r"[^a-z0-9]+")
_ROOM_FOR_COUNT: Final = 4  # letters kept free for "-2", "-3" ...


def new_id(document: Document, taken: Collection[str], vocabulary: Vocabulary) -> str:
    """Return an id for `document` that is none of `taken`: `<kind>-<number>-<organ>-<year, else term>`.

    A document that has neither number nor day is told from its like by the first words of its title.
    """
    number = parse_number(document.number, vocabulary) if document.number else None
    issued = (document.issued.value or "")[:4] or (number.year if number else None)
    steps = [
        document.kind.value,
        number.digits.lstrip("0") or "0" if number else None,
        document.issuer.value or _slug(document.issuer_text or ""),
        issued or (document.term or "").lower(),
    ]
    if number is None and not issued:
        steps.append(_slug(document.title.value or ""))
    slug = _slug("-".join(step for step in steps if step))[: LONGEST_ID - _ROOM_FOR_COUNT].strip("-") or "van-ban"
    found, count = slug, 1
    while found in taken:
        count += 1
        found = f"{slug}-{count}"
    return found


def _slug(text: str) -> str:
    return _NO_SLUG.sub("-", fold(text)).strip("-")
