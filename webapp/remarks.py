"""Own marks and notes as the browser sends them along with a pack that is to become a file; never stored."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from typing import Final

from indexer.export.remarks import COLOURS
from indexer.export.remarks import Remark
from webapp.baskets import clean
from webapp.errors import WebError

MOST: Final = 3_000  # notes sent with one pack
_LONGEST: Final = 5_000  # letters of a note, and of marked words
_FIELDS: Final = ("words", "before", "after", "place", "colour", "note")


class BadRemarksError(WebError):
    """What was sent along is no list of notes."""

    def __init__(self) -> None:
        super().__init__(
            "Không đọc được ghi chú gửi kèm: hãy tải lại trang tư liệu rồi tải tệp, hoặc tải tệp không kèm ghi chú."
        )


class TooManyRemarksError(WebError):
    """More notes were sent along than one pack takes."""

    def __init__(self) -> None:
        super().__init__(
            f"Một tệp tư liệu kèm tối đa {MOST} ghi chú: hãy chia bộ tư liệu, hoặc tải tệp không kèm ghi chú."
        )


def remarks_of(text: str) -> Mapping[str, tuple[Remark, ...]]:
    """Return the notes of a form's field by the keys of the gathered items that they belong to.

    `text` is a JSON list of objects with a `key` and the fields of a `Remark`; what is lacking is empty.

    Raises:
        BadRemarksError: the text is none of these.
        TooManyRemarksError: there are more than `MOST`.
    """
    if not text:
        return {}
    try:
        sent = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRemarksError from error
    if not isinstance(sent, list):
        raise BadRemarksError
    if len(sent) > MOST:
        raise TooManyRemarksError
    found: dict[str, list[Remark]] = {}
    for item in sent:
        if not isinstance(item, dict) or not isinstance(item.get("key"), str):
            raise BadRemarksError
        found.setdefault(item["key"], []).append(_remark(item))
    return {key: tuple(remarks) for key, remarks in found.items()}


def _remark(item: Mapping[str, Any]) -> Remark:
    given = {name: item.get(name, "") for name in _FIELDS}
    if not all(isinstance(value, str) for value in given.values()) or given["colour"] not in {"", *COLOURS}:
        raise BadRemarksError
    # Around the words every letter counts, the blank at the end too.
    kept = {name: clean(value, _LONGEST, ends=name in {"before", "after"}) for name, value in given.items()}
    return Remark(**kept)
