"""Serving a library: build where needed, answer on a production server, rebuild when the corpus changes."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Final
from typing import NoReturn

from waitress.server import create_server

from indexer.build import IndexCheck
from indexer.build import is_current
from indexer.errors import CancuError
from indexer.kb import KnowledgeBase
from webapp.application import create_app
from webapp.errors import BuildFailedError
from webapp.ports import addresses
from webapp.ports import free_socket
from webapp.ports import is_loopback
from webapp.settings import Settings
from webapp.watching import Watch
from webapp.watching import run_build

THREADS: Final = 8


def serve_library(corpus: Path, data: Path, state: Path, host: str, port: int, *, say: Callable[[str], None]) -> None:
    """Serve the library of `corpus` with the index in `data` and accounts in `state`, until the process is interrupted.

    `say` is told the addresses and what happens to the index, a Vietnamese line at a time.

    Raises:
        CorpusNotFoundError: there is no corpus folder.
        BuildFailedError: there is no index, and none could be built.
        BadHostError: `host` is no address of this machine.
        NoFreePortError: no port is free.
    """
    bound, check = free_socket(host, port), IndexCheck(data)
    # The watch knows the corpus as it is now: what changes while the first index is built is noticed as well.
    watch = Watch(
        corpus,
        lambda: _rebuild(corpus, data, say),
        is_whole=lambda: _has_index(data) and check.is_whole(),
        repair=lambda: _repair(corpus, data, say),
    )
    try:
        if not is_current(corpus, data):
            say("Đang dựng chỉ mục từ kho văn bản.")
            run_build(corpus, data)
            if not _has_index(data):
                raise BuildFailedError
        settings = Settings(data, state=state, corpus=corpus, local=is_loopback(bound))
        _serve(bound, settings, watch, say)
    finally:
        bound.close()


def _serve(bound: socket.socket, settings: Settings, watch: Watch, say: Callable[[str], None]) -> None:
    server = create_server(create_app(settings), sockets=[bound], threads=THREADS, ident="cancu")
    watch.start()
    for address in addresses(bound):
        say(f"Căn Cứ: {address}")
    say("Bấm Ctrl-C để dừng.")
    # A service manager ends a server with SIGTERM; it stops as cleanly as by Ctrl-C.
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        server.run()
    finally:
        watch.stop()
        server.close()


def _rebuild(corpus: Path, data: Path, say: Callable[[str], None]) -> None:
    say("Kho đã thay đổi: đang dựng lại chỉ mục; trang vẫn trả lời theo chỉ mục cũ.")
    done = run_build(corpus, data)
    say("Đã dùng chỉ mục mới." if done.returncode == 0 else "Chưa dựng lại được chỉ mục: trang giữ chỉ mục cũ.")


def _repair(corpus: Path, data: Path, say: Callable[[str], None]) -> None:
    say("Chỉ mục bị xóa hoặc bị hỏng: đang dựng lại từ kho văn bản.")
    done = run_build(corpus, data)
    say("Đã dùng chỉ mục mới." if done.returncode == 0 else "Chưa dựng lại được chỉ mục: trang chưa trả lời được.")


def _has_index(data: Path) -> bool:
    try:
        KnowledgeBase.open(data).close()
    except CancuError:
        return False
    return True


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
