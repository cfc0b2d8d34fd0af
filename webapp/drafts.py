"""A draft as it comes with a request: pasted, uploaded or as JSON, bounded in size; never stored, never logged.

An office file is converted in a bounded process, from a file of its own that is gone when it has been read. Files and
long texts take turns.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import request
from werkzeug.exceptions import BadRequest
from werkzeug.exceptions import RequestEntityTooLarge

from indexer.convert import Limits
from indexer.convert import convert
from indexer.errors import TextTooLongError
from webapp import turns
from webapp.errors import BadParameterError
from webapp.errors import WebError
from webapp.params import day
from webapp.room import needing_room

#: The greatest draft that the site takes, in megabytes; a plan of a hundred pages is a tenth of it.
MOST_MEGABYTES: Final = 2
_MOST_BYTES: Final = MOST_MEGABYTES * 1_000_000
#: What a file may ask for: a long plan with pictures is far below it, and a visitor does not wait longer.
MOST_FILE_MEGABYTES: Final = 20
_FILE_LIMITS: Final = Limits(seconds=60, ocr_seconds=60, size=MOST_FILE_MEGABYTES * 1_000_000)
#: Bytes from which on a text takes its turn: a plan of a hundred pages, read within a second.
LONG: Final = 200_000
_AROUND: Final = 65_536  # bytes of a form around the text: names, boundaries, the day
_ESCAPED: Final = 2  # JSON may spell a Vietnamese letter as \\u1ea1: six bytes for three
_SHOWN: Final = 60  # letters of a file's name in a message


class BadDayError(WebError):
    """The day to be considered cannot be read."""

    def __init__(self, value: str) -> None:
        super().__init__(f"Không hiểu ngày “{value[:_SHOWN]}”: hãy viết như 25/10/2021, hoặc để trống.")


class BadTextRequestError(WebError):
    """A request of the API does not carry a text as it should."""

    def __init__(self) -> None:
        super().__init__(
            'Cần một tài liệu JSON {"text": "...", "as_of": "..."} (không có trường khác, as_of có thể bỏ), hoặc chính '
            "văn bản với Content-Type: text/plain."
        )


@dataclass(frozen=True, slots=True)
class SentDraft:
    """A draft with the day to be considered (ISO), None for the draft's own; `file` is what was uploaded."""

    text: str
    as_of: str | None
    file: bytes = b""


def sent_form() -> SentDraft:
    """Return the draft of the form: the file where one was chosen, else what was pasted.

    Raises:
        TextTooLongError: the text is larger than the site takes.
        BusyError: too many files and long texts are being read.
        NoRoomError: there is no room to keep the file while it is read.
        TooLargeFileError: the file is.
        UnreadableFileError: the file's text cannot be had; the class says why.
        SecretTextError: the file bears a secrecy stamp.
        BadDayError: the day cannot be read.
    """
    _bound(_FILE_LIMITS.size + _AROUND, _MOST_BYTES + _AROUND)
    try:
        with needing_room():
            upload, pasted = request.files.get("tep"), request.form.get("van-ban", "")
    except RequestEntityTooLarge as error:
        raise TextTooLongError(MOST_MEGABYTES) from error
    as_of = _as_of("ngay", request.form.get("ngay", ""))
    if upload is None or not upload.filename:
        return SentDraft(_bounded(pasted), as_of)
    data = upload.stream.read()
    return SentDraft(_bounded(_uploaded(data, upload.filename)), as_of, data)


def sent_text() -> SentDraft:
    """Return the text of an API request: `{"text", "as_of"}` as JSON, or the body itself with `?as_of=`.

    Raises:
        TextTooLongError: it is larger than the site takes.
        BusyError: too many files and long texts are being read.
        BadTextRequestError: there is no text in it.
        BadDayError: the day cannot be read.
    """
    _bound(_ESCAPED * _MOST_BYTES + _AROUND)
    try:
        if not request.is_json:
            return SentDraft(_bounded(request.get_data().decode()), _as_of("as_of", request.args.get("as_of", "")))
        sent = request.get_json()
    except RequestEntityTooLarge as error:
        raise TextTooLongError(MOST_MEGABYTES) from error
    except (BadRequest, UnicodeDecodeError, RecursionError) as error:
        raise BadTextRequestError from error
    text = sent.get("text") if isinstance(sent, dict) else None
    as_of = sent.get("as_of") if isinstance(sent, dict) else None
    if not isinstance(text, str) or not isinstance(as_of, str | None) or sent.keys() - {"text", "as_of"}:
        raise BadTextRequestError
    return SentDraft(_bounded(text), _as_of("as_of", as_of or ""))


def _bound(most: int, most_typed: int | None = None) -> None:
    request.max_content_length = most
    request.max_form_memory_size = most_typed or most


def _uploaded(data: bytes, name: str) -> str:
    with turns.file(), needing_room(), tempfile.TemporaryDirectory(prefix="cancu-") as folder:
        path = Path(folder) / "draft"
        path.write_bytes(data)
        return convert(path, name=name, limits=_FILE_LIMITS).printed


def _bounded(text: str) -> str:
    # Half a surrogate pair, which JSON can spell, is no letter and could not be sent back.
    encoded = text.encode(errors="replace")
    if len(encoded) > _MOST_BYTES:
        raise TextTooLongError(MOST_MEGABYTES)
    if len(encoded) >= LONG:
        turns.take()
    return encoded.decode()


def _as_of(name: str, value: str) -> str | None:
    try:
        return day({name: value}, name)
    except BadParameterError as error:
        raise BadDayError(value) from error
