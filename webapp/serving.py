"""Serving a library: build where needed, answer on a production server, rebuild when the corpus changes."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import ExitStack
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

from indexer.build import IndexCheck
from indexer.build import is_current
from indexer.errors import CancuError
from indexer.errors.operations import BuildFailedError
from indexer.kb import KnowledgeBase
from webapp import logs
from webapp.application import create_app
from webapp.ports import PORTS_TRIED
from webapp.ports import addresses
from webapp.ports import free_socket
from webapp.ports import is_loopback
from webapp.server import Server
from webapp.settings import ServerSettings
from webapp.settings import Settings
from webapp.watching import Builder
from webapp.watching import Watch

#: Of a server that was told nothing else.
THREADS: Final = ServerSettings().threads

#: What ends a server: a service manager's signal, Ctrl-C, and on Windows Ctrl-Break or the console being closed.
_ENDING: Final = tuple(
    number for name in ("SIGTERM", "SIGINT", "SIGBREAK") if (number := getattr(signal, name, None)) is not None
)


def serve_library(
    corpus: Path, data: Path, state: Path, settings: ServerSettings, *, say: Callable[[str], None]
) -> None:
    """Serve the library of `corpus` with the index in `data` and accounts in `state`, until the process is interrupted.

    `say` is told the addresses and what happens to the index, a Vietnamese line at a time.

    Raises:
        CorpusNotFoundError: there is no corpus folder.
        BuildFailedError: there is no index, and none could be built.
        BadHostError: `host` is no address of this machine.
        NoFreePortError: no port is free.
    """
    logs.configure(settings.log)
    with ExitStack() as stack:
        tried = 1 if settings.fixed_port else PORTS_TRIED
        bound = stack.enter_context(free_socket(settings.host, settings.port, tried))
        builder, check = Builder(corpus, data), IndexCheck(data)
        # The watch knows the corpus as it is now: what changes while the first index is built is noticed as well.
        watch = Watch(
            corpus,
            lambda: _rebuild(builder, say),
            is_whole=lambda: _has_index(data) and check.is_whole(),
            repair=lambda: _repair(builder, say),
        )
        if settings.watch and not is_current(corpus, data):
            say("Đang dựng chỉ mục từ kho văn bản.")
            builder.run()
        if not _has_index(data):
            raise BuildFailedError
        site = Settings(
            data,
            state=state,
            corpus=corpus,
            local=is_loopback(bound),
            threads=settings.threads,
            public_address=settings.public_address,
            metrics=settings.metrics,
        )
        server = Server(create_app(site), bound, settings)
        if settings.watch:
            watch.start()
            stack.callback(watch.stop)
            stack.callback(builder.end)
        _answer(server, bound, say)
        say("Đã dừng.")


def _answer(server: Server, bound: socket.socket, say: Callable[[str], None]) -> None:
    with _ended_by_signals(server):
        for address in addresses(bound):
            say(f"Căn Cứ: {address}")
        say("Bấm Ctrl-C để dừng.")
        server.run()


@contextmanager
def _ended_by_signals(server: Server) -> Iterator[None]:
    """Let the signals that end a server end it gracefully; the same signal once more ends it at once."""

    def stop(number: int, _frame: FrameType | None) -> None:
        server.stop()
        signal.signal(number, before[number])

    before = {number: signal.signal(number, stop) for number in _ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _rebuild(builder: Builder, say: Callable[[str], None]) -> bool:
    say("Kho đã thay đổi: đang dựng lại chỉ mục; trang vẫn trả lời theo chỉ mục cũ.")
    done = builder.run()
    say("Đã dùng chỉ mục mới." if done else "Chưa dựng lại được chỉ mục: trang giữ chỉ mục cũ, sẽ thử lại.")
    return done


def _repair(builder: Builder, say: Callable[[str], None]) -> None:
    say("Chỉ mục bị xóa hoặc bị hỏng: đang dựng lại từ kho văn bản.")
    say("Đã dùng chỉ mục mới." if builder.run() else "Chưa dựng lại được chỉ mục: trang chưa trả lời được.")


def _has_index(data: Path) -> bool:
    try:
        KnowledgeBase.open(data).close()
    except CancuError:
        return False
    return True
