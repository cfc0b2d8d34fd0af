"""The ids of records that a build makes for cited documents without file: from their numbers, and read back."""

from __future__ import annotations

import re
from typing import Final

from indexer.numbers import number_slug

_BEGINNING: Final = "vien-dan"
_AFTER_NUMBER: Final = re.compile(r"(.+?)(?:-\d{4})?(?:-\d)?")  # the year, and what tells two of one id apart


def record_id(canonical: str, issued: str | None) -> str:
    """Return the id of the record for a number and a day (ISO, None where no citation states it)."""
    return "-".join(filter(None, (_BEGINNING, number_slug(canonical), (issued or "")[:4])))


def record_slugs(identifier: str) -> tuple[str, ...]:
    """Return the slugs of the numbers for which a record may have been made under this id, none for another id."""
    if not identifier.startswith(f"{_BEGINNING}-"):
        return ()
    slug = identifier.removeprefix(f"{_BEGINNING}-")
    found = _AFTER_NUMBER.fullmatch(slug)
    return tuple(dict.fromkeys((slug, found[1]))) if found else (slug,)
