"""What the server refuses before the site sees it: too large, no HTTP, no room on the disk; said in Vietnamese."""

from __future__ import annotations

import json
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
from webapp import logs
from webapp.security import HEADERS

_LOG: Final = logging.getLogger(__name__)

#: What is said with each status.
SAYS: Final = {
    HTTPStatus.BAD_REQUEST: "Yêu cầu không đúng dạng HTTP.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Nội dung gửi lên lớn hơn mức máy chủ này nhận.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "Phần đầu của yêu cầu dài hơn mức máy chủ này nhận.",
    HTTPStatus.NOT_IMPLEMENTED: "Máy chủ không nhận yêu cầu gửi theo cách này.",
    HTTPStatus.INSUFFICIENT_STORAGE: str(NoRoomError()),
}
_FAILED: Final = "Máy chủ gặp lỗi khi trả lời; lỗi đã được ghi lại."


class _FullError(Error):  # type: ignore[misc]  # waitress has no types
    """There is no room for what is sent."""

    code = HTTPStatus.INSUFFICIENT_STORAGE.value


class _RefusalTask(ErrorTask):  # type: ignore[misc]  # as above
    """Sends a refusal in our words, with the headers of every answer; to a caller of the API in its one shape.

    Nothing of the request, and nothing of the machine, stands in it.
    """

    def execute(self) -> None:
        """Say what waitress would say in its own words."""
        status = HTTPStatus(self.request.error.code)
        message = SAYS.get(status, _FAILED)
        if _is_for_the_api(self.request):
            code = status.name.lower().replace("_", "-")
            told = {"ok": False, "error": {"code": code, "message": message}, "status": int(status)}
            kind, body = "application/json", json.dumps(told, ensure_ascii=False).encode()
        else:
            kind, body = "text/plain; charset=utf-8", f"{message}\n".encode()
        self.status = f"{int(status)} {status.phrase}"
        named = logs.refused(int(status), self.channel.addr[0])
        more = {"Content-Type": kind, "Cache-Control": "no-cache", logs.ID_HEADER: named}
        self.response_headers.extend((HEADERS | more).items())
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


def _is_for_the_api(request: Any) -> bool:
    # Of a head that is no head, the first line is all there may be; of one that is too long, what came of it.
    begun = request.header_plus or getattr(request, "first_line", b"")
    words = bytes(begun[:300]).split(b" ", 2)
    return len(words) > 1 and words[1].startswith(b"/api/")


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
        self.error = _FullError("")
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
