"""What the server refuses before the site sees it: too large, no HTTP, no room on the disk; said in Vietnamese."""

from __future__ import annotations

import logging
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from typing import Final

from waitress.buffers import OverflowableBuffer
from waitress.buffers import TempfileBasedBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.receiver import FixedStreamReceiver
from waitress.task import ErrorTask
from waitress.utilities import Error

from indexer.errors import is_full
from indexer.errors.operations import NoRoomError

_LOG: Final = logging.getLogger(__name__)

_SAYS: Final = {
    HTTPStatus.BAD_REQUEST: "Yêu cầu không đúng dạng HTTP.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Nội dung gửi lên lớn hơn mức máy chủ này nhận.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "Phần đầu của yêu cầu dài hơn mức máy chủ này nhận.",
    HTTPStatus.NOT_IMPLEMENTED: "Máy chủ không nhận yêu cầu gửi theo cách này.",
    HTTPStatus.INSUFFICIENT_STORAGE: str(NoRoomError()),
}
_FAILED: Final = "Máy chủ gặp lỗi khi trả lời; lỗi đã được ghi lại."


class _RefusalError(Error):  # type: ignore[misc]  # waitress has no types
    """A refusal in one sentence; nothing of the request, and nothing of the machine, stands in it."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(_SAYS.get(status, _FAILED))
        self.code = status.value
        self.reason = status.phrase

    def to_response(self, _ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Return status line, headers and body."""
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")]
        return f"{self.code} {self.reason}", headers, f"{self.body}\n".encode()


class _RefusalTask(ErrorTask):  # type: ignore[misc]  # as above
    """Sends a refusal."""

    def execute(self) -> None:
        """Say in our words what waitress would say in its own."""
        self.request.error = _RefusalError(HTTPStatus(self.request.error.code))
        super().execute()


class _Nowhere:
    """Where a body goes that there is no room for: it is read to its end, or its sender would not read the answer."""

    def append(self, _data: bytes) -> None:
        """Let go of it."""

    def close(self) -> None:
        """Nothing is open."""

    def __len__(self) -> int:
        """Nothing is kept."""
        return 0


class _Body(OverflowableBuffer):  # type: ignore[misc]  # as above
    """A body, in a file where it is long. waitress leaves that file open where it cannot be written."""

    buf: Any

    def _set_large_buffer(self) -> None:
        made = TempfileBasedBuffer()
        try:
            made.append(self.buf.get())
            made.file.flush()
        except OSError:
            with suppress(OSError):
                made.close()
            raise
        self.buf.close()
        self.buf, self.overflowed = made, True


class _Parser(HTTPRequestParser):  # type: ignore[misc]  # as above
    """Takes a request in. waitress keeps long bodies in a file, and hangs up where that cannot be written."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head."""
        super().parse_header(header_plus)
        if self.body_rcv is not None:
            self.body_rcv.buf = _Body(self.adj.inbuf_overflow)

    def received(self, data: bytes) -> int:
        """Take in what has come, and return how much of it belongs to this request."""
        try:
            return int(super().received(data))
        except OSError as error:
            if not is_full(error):
                raise
            _LOG.warning("Ổ đĩa tạm đã đầy: không giữ được nội dung gửi lên.")
        self.error = _RefusalError(HTTPStatus.INSUFFICIENT_STORAGE)
        with suppress(OSError):
            self.body_rcv.getbuf().close()
        if not isinstance(self.body_rcv, FixedStreamReceiver):  # where the body ends is not known beforehand
            self.completed = True
            return len(data)
        self.body_rcv.buf = _Nowhere()
        return int(super().received(data))


class Channel(HTTPChannel):  # type: ignore[misc]  # as above
    """A connection that is refused politely."""

    parser_class = _Parser
    error_task_class = _RefusalTask
