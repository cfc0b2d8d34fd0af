"""A draft as it comes with a request: pasted, uploaded or as JSON, bounded in size; never stored, never logged."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

from flask import request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import BadRequest
from werkzeug.exceptions import RequestEntityTooLarge

from indexer.errors import TextTooLongError
from webapp.errors import BadParameterError
from webapp.errors import WebError
from webapp.params import day

#: The greatest draft that the site takes, in megabytes; a plan of a hundred pages is a tenth of it.
MOST_MEGABYTES: Final = 2
_MOST_BYTES: Final = MOST_MEGABYTES * 1_000_000
_AROUND: Final = 65_536  # bytes of a form around the text: names, boundaries, the day
_ESCAPED: Final = 2  # JSON may spell a Vietnamese letter as \\u1ea1: six bytes for three
_SHOWN: Final = 60  # letters of a file's name in a message


class UnreadableUploadError(WebError):
    """An uploaded file is no plain text."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Tệp “{name[:_SHOWN]}” không phải văn bản thuần (.txt, bảng mã UTF-8): "
            "hãy mở tệp, chép toàn bộ nội dung rồi dán vào ô văn bản."
        )


class BadDayError(WebError):
    """The day to be considered cannot be read."""

    def __init__(self, value: str) -> None:
        super().__init__(f"Không hiểu ngày “{value[:_SHOWN]}”: hãy viết như 25/10/2021, hoặc để trống.")


class BadTextRequestError(WebError):
    """A request of the API does not carry a text as it should."""

    def __init__(self) -> None:
        super().__init__('Cần một tài liệu JSON {"text": "..."}, hoặc chính văn bản với Content-Type: text/plain.')


@dataclass(frozen=True, slots=True)
class SentDraft:
    """A draft with the day to be considered (ISO), None for the draft's own."""

    text: str
    as_of: str | None


def sent_form() -> SentDraft:
    """Return the draft of the form: the file where one was chosen, else what was pasted.

    Raises:
        TextTooLongError: it is larger than the site takes.
        UnreadableUploadError: the file is no plain text.
        BadDayError: the day cannot be read.
    """
    _bound(_MOST_BYTES + _AROUND)
    try:
        upload, pasted = request.files.get("tep"), request.form.get("van-ban", "")
    except RequestEntityTooLarge as error:
        raise TextTooLongError(MOST_MEGABYTES) from error
    text = _uploaded(upload) if upload is not None and upload.filename else pasted
    return SentDraft(_bounded(text), _as_of("ngay", request.form.get("ngay", "")))


def sent_text() -> SentDraft:
    """Return the text of an API request: `{"text", "as_of"}` as JSON, or the body itself with `?as_of=`.

    Raises:
        TextTooLongError: it is larger than the site takes.
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
    if not isinstance(text, str) or not isinstance(as_of, str | None):
        raise BadTextRequestError
    return SentDraft(_bounded(text), _as_of("as_of", as_of or ""))


def _bound(most: int) -> None:
    request.max_content_length = most
    request.max_form_memory_size = most


def _uploaded(upload: FileStorage) -> str:
    data = upload.stream.read()
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableUploadError(upload.filename or "") from error
    if "\0" in text:
        raise UnreadableUploadError(upload.filename or "")
    return text


def _bounded(text: str) -> str:
    # Half a surrogate pair, which JSON can spell, is no letter and could not be sent back.
    encoded = text.encode(errors="replace")
    if len(encoded) > _MOST_BYTES:
        raise TextTooLongError(MOST_MEGABYTES)
    return encoded.decode()


def _as_of(name: str, value: str) -> str | None:
    try:
        return day({name: value}, name)
    except BadParameterError as error:
        raise BadDayError(value) from error
