"""A site for browser tests: the production server on a free port, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from waitress.server import create_server

from webapp.application import create_app
from webapp.settings import Settings


def serve(data: Path, *, state: Path | None = None, corpus: Path | None = None) -> Iterator[str]:
    """Serve the library in `data` and yield its address, until the caller is done with it."""
    settings = Settings(data, state=state, corpus=corpus)
    server = create_server(create_app(settings), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        thread.join()
        server.task_dispatcher.shutdown()
