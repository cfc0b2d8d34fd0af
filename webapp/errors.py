"""Failures of a web request, and the one place where failures become answers: a page, or one shape of JSON."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import Flask
from flask import Response
from flask import jsonify
from flask import request
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.wrappers import Response as AnyResponse

from indexer.errors import CancuError
from indexer.errors import CorpusFolderError
from indexer.errors import DamagedIndexError
from indexer.errors import DocumentNotFoundError
from indexer.errors import ListingNotFoundError
from indexer.errors import NoIndexError
from indexer.errors import OriginalNotFoundError
from indexer.errors import PlanNotFoundError
from indexer.errors import TaskNotFoundError
from indexer.errors import TextTooLongError
from indexer.errors import TopicNotFoundError
from indexer.errors import is_full
from indexer.errors.accounts import EditorsOnlyError
from indexer.errors.accounts import ForeignFormError
from indexer.errors.accounts import NoAccountsError
from indexer.errors.accounts import SignInRefusedError
from indexer.errors.accounts import StateFolderError
from indexer.errors.accounts import StateFormatError
from indexer.errors.accounts import TooManyAttemptsError
from indexer.errors.accounts import WrongPasswordError
from indexer.errors.convert import NoRoomToReadError
from indexer.errors.editing import BrokenFileError
from indexer.errors.editing import ChangeNotFoundError
from indexer.errors.editing import CorpusBusyError
from indexer.errors.editing import EditConflictError
from indexer.errors.editing import FileExistsAlreadyError
from indexer.errors.editing import NoFileError
from indexer.errors.editing import NotAdoptableError
from indexer.errors.editing import UndoBlockedError
from indexer.errors.editing import UndoneAlreadyError
from indexer.errors.importing import AlreadyHeldError
from indexer.errors.importing import ChangedMeanwhileError
from indexer.errors.intake import DraftNotFoundError
from indexer.errors.intake import FileKnownError
from indexer.errors.operations import NoRoomError
from webapp import logs
from webapp.pages import Page
from webapp.pages import render

_LOG: Final = logging.getLogger(__name__)
_WITHOUT_BODY: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class WebError(CancuError):
    """A web request that cannot be answered; `status` is the HTTP status of the answer.

    `retry_after` are the seconds after which it may be sent again, where it is only a matter of time.
    """

    status = HTTPStatus.BAD_REQUEST
    retry_after = 0


class BadParameterError(WebError):
    """A parameter of an address that cannot be read."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        shown = value if len(value) <= 60 else value[:60] + "…"
        super().__init__(f"Không đọc được “{name}={shown}” trong địa chỉ: {expected}.")


class UnknownParameterError(WebError):
    """A parameter that the route does not have: what was meant by it would be left undone without a word."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        takes = f"chỉ nhận {', '.join(known)}" if known else "không nhận tham số nào"
        super().__init__(f"Không có tham số “{name[:60]}”: địa chỉ này {takes}.")


class StaleTagError(WebError):
    """What If-Match names is no longer the answer."""

    status = HTTPStatus.PRECONDITION_FAILED

    def __init__(self) -> None:
        super().__init__("Nội dung ở địa chỉ này đã khác bản mà If-Match nêu: hãy lấy lại rồi gửi tiếp.")


class NoTextError(WebError):
    """The text of a document is asked for that the library does not have."""

    status = HTTPStatus.NOT_FOUND

    def __init__(self, document: str) -> None:
        super().__init__(f"Kho chưa có toàn văn của “{document}”.")


class NoOriginalError(WebError):
    """The file is asked for from which a text came, and the library has none."""

    status = HTTPStatus.NOT_FOUND

    def __init__(self, document: str) -> None:
        super().__init__(f"Kho không giữ tệp gốc của “{document}”.")


class PageBeyondEndError(WebError):
    """A page of results after the last one."""

    status = HTTPStatus.NOT_FOUND

    def __init__(self, page: int, pages: int) -> None:
        super().__init__(f"Không có trang {page}: kết quả này có {pages} trang.")


class UnknownNumberError(WebError):
    """An address of the number page in which no number can be read."""

    status = HTTPStatus.NOT_FOUND

    def __init__(self, text: str) -> None:
        shown = text if len(text) <= 60 else text[:60] + "…"
        super().__init__(f"Không đọc được số và ký hiệu văn bản trong “{shown}”.")


class _UnsaidError(Exception):
    """An exception without its message, at the place where it was raised."""

    def __init__(self, error: Exception) -> None:
        super().__init__(type(error).__name__)
        self.with_traceback(error.__traceback__)


#: The HTTP status of what the knowledge base raises; anything else that it refuses is a bad request.
_STATUSES: Final[Mapping[type[CancuError], HTTPStatus]] = {
    DocumentNotFoundError: HTTPStatus.NOT_FOUND,
    PlanNotFoundError: HTTPStatus.NOT_FOUND,
    ListingNotFoundError: HTTPStatus.NOT_FOUND,
    TaskNotFoundError: HTTPStatus.NOT_FOUND,
    OriginalNotFoundError: HTTPStatus.NOT_FOUND,
    TopicNotFoundError: HTTPStatus.NOT_FOUND,
    TextTooLongError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    NoIndexError: HTTPStatus.SERVICE_UNAVAILABLE,
    DamagedIndexError: HTTPStatus.SERVICE_UNAVAILABLE,
    StateFolderError: HTTPStatus.SERVICE_UNAVAILABLE,
    StateFormatError: HTTPStatus.SERVICE_UNAVAILABLE,
    NoFileError: HTTPStatus.NOT_FOUND,
    NotAdoptableError: HTTPStatus.NOT_FOUND,
    ChangeNotFoundError: HTTPStatus.NOT_FOUND,
    DraftNotFoundError: HTTPStatus.NOT_FOUND,
    BrokenFileError: HTTPStatus.CONFLICT,
    EditConflictError: HTTPStatus.CONFLICT,
    FileExistsAlreadyError: HTTPStatus.CONFLICT,
    ChangedMeanwhileError: HTTPStatus.CONFLICT,
    AlreadyHeldError: HTTPStatus.CONFLICT,
    FileKnownError: HTTPStatus.CONFLICT,
    UndoBlockedError: HTTPStatus.CONFLICT,
    UndoneAlreadyError: HTTPStatus.CONFLICT,
    CorpusBusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    CorpusFolderError: HTTPStatus.INTERNAL_SERVER_ERROR,
    NoRoomError: HTTPStatus.INSUFFICIENT_STORAGE,
    NoRoomToReadError: HTTPStatus.INSUFFICIENT_STORAGE,
    NoAccountsError: HTTPStatus.NOT_FOUND,
    EditorsOnlyError: HTTPStatus.FORBIDDEN,
    ForeignFormError: HTTPStatus.FORBIDDEN,
    SignInRefusedError: HTTPStatus.FORBIDDEN,
    WrongPasswordError: HTTPStatus.FORBIDDEN,
    TooManyAttemptsError: HTTPStatus.TOO_MANY_REQUESTS,
}

#: What the site says of its own troubles: the folders of the machine are no visitor's business.
_NOT_READY: Final[Mapping[type[CancuError], str]] = {
    NoIndexError: "Kho chưa có chỉ mục: người quản trị cần chạy “cancu build”.",
    DamagedIndexError: "Chỉ mục của kho bị hỏng hoặc thuộc phiên bản khác: người quản trị cần chạy “cancu build”.",
    CorpusFolderError: "Máy chủ không ghi được vào kho, nên chưa có gì được ghi; lỗi đã được ghi lại.",
    StateFolderError: "Máy chủ không đọc hoặc ghi được tài khoản và lịch sử; lỗi đã được ghi lại.",
    StateFormatError: "Máy chủ không đọc được tài khoản và lịch sử; lỗi đã được ghi lại.",
}

#: What the site says where the framework itself refuses a request.
_REFUSALS: Final[Mapping[int, str]] = {
    HTTPStatus.NOT_FOUND: "Không có trang nào ở địa chỉ này.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Nội dung gửi lên lớn hơn mức trang này nhận.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Địa chỉ này không nhận yêu cầu gửi theo cách đó.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Máy chủ gặp lỗi khi trả lời; lỗi đã được ghi lại.",
}


@dataclass(frozen=True, slots=True)
class ErrorPage(Page):
    """The page of a request that cannot be answered."""

    status: int
    message: str
    query: str  # what a search for the same thing would ask


def register(app: Flask) -> None:
    """Answer every failure of `app` in one shape."""
    app.register_error_handler(CancuError, refused)
    app.register_error_handler(HTTPException, _on_http_error)
    app.register_error_handler(Exception, _on_failure)


def refused(error: CancuError) -> tuple[Response, int]:
    """Return the answer to a request that `error` refuses, with its status."""
    code = _code(NoRoomError if is_full(error) else type(error))
    answer, status = _answer(status_of(error), code, public_message(error))
    answer.headers.update(retry_headers(error))
    return answer, status


def _on_http_error(error: HTTPException) -> tuple[Response, int] | AnyResponse:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()  # a redirect of the framework's own
    message = _REFUSALS.get(error.code, "Không thực hiện được yêu cầu này.")
    answer, status = _answer(error.code, HTTPStatus(error.code).name.lower().replace("_", "-"), message)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return answer, status


def _on_failure(error: Exception) -> tuple[Response, int]:
    # What was sent can stand in an exception's message: then only what it was, and where, is written down.
    told = error if request.method in _WITHOUT_BODY else _UnsaidError(error)
    what = f"{request.method} {logs.shown_path()} {logs.request_id()}"
    _LOG.error("%s", what, exc_info=told, extra={"request": logs.request_id()})
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return _answer(status, "internal-server-error", f"{_REFUSALS[status]} Mã yêu cầu: {logs.request_id()}.")


def public_message(error: CancuError) -> str:
    """Return what a visitor is told of `error`; what only the server's keeper needs goes to the log."""
    told = next((message for kind, message in _NOT_READY.items() if isinstance(error, kind)), None)
    if is_full(error):
        told = str(NoRoomError())
    if told is not None:
        _LOG.warning("%s", error)
    return told or str(error)


def status_of(error: CancuError) -> int:
    """Return the HTTP status with which `error` is answered."""
    if is_full(error):
        return HTTPStatus.INSUFFICIENT_STORAGE
    if isinstance(error, WebError):
        return error.status
    return next((status for kind, status in _STATUSES.items() if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)


def retry_headers(error: CancuError) -> dict[str, str]:
    """Return the headers that say when what `error` refuses may be sent again; none where waiting does not help."""
    if isinstance(error, TooManyAttemptsError):
        return {"Retry-After": str(error.seconds)}
    seconds = error.retry_after if isinstance(error, WebError) else 0
    return {"Retry-After": str(seconds)} if seconds else {}


def _code(kind: type[CancuError]) -> str:
    # DocumentNotFoundError -> document-not-found
    name = kind.__name__.removesuffix("Error")
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")


def _answer(status: int, code: str, message: str) -> tuple[Response, int]:
    if request.path.startswith("/api/"):
        body = {"ok": False, "error": {"code": code, "message": message}, "status": int(status)}
        return jsonify(body), int(status)
    page = ErrorPage(status=int(status), message=message, query=_query_of_address())
    return Response(render("error.html", page)), int(status)


def _query_of_address() -> str:
    # An address that names nothing is often a document's: its last part, as words, is worth a search.
    words = " ".join(request.path.rstrip("/").rpartition("/")[2].replace("-", " ").split())
    return words if any(letter.isalnum() for letter in words) and len(words) <= 200 else ""
