"""The whole library as one file, made once for each generation and kept while the site runs."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Final

from flask import Flask
from flask import current_app

from indexer.kb import KnowledgeBase
from webapp import turns
from webapp.knowledge import kb
from webapp.quoting import today
from webapp.room import needing_room

_EXTENSION: Final = "cancu-corpus-files"
_KEPT: Final = 3  # files: of the current generation for editors and for strangers, and one that is still being sent


class CorpusFiles:
    """The files by generation, in a folder of the system that goes with the process."""

    def __init__(self) -> None:
        """The folder is made when the first file is asked for."""
        self._folder: Path | None = None
        self._files: dict[str, Path] = {}
        self._lock = Lock()

    def current(self) -> Path:
        """Return the file of the generation that serves this request, without originals.

        Who asks first has to wait until it is made; who asks meanwhile, too.

        Raises:
            BusyError: it is yet to be made, and there is as much long work as this server takes at once.
            NoRoomError: there is no room for it.
        """
        base = kb()
        found = self._files.get(base.generation)
        return found if found is not None else self._made(base)

    def _made(self, base: KnowledgeBase) -> Path:
        turns.take()  # half of the threads at most wait for it
        with self._lock, needing_room():
            found = self._files.get(base.generation)
            if found is None:
                found = self._place() / f"{base.generation}.zip"
                with found.open("w+b") as target:
                    base.export(target, today(), originals=False)
                self._files[base.generation] = found
                self._let_go()
            return found

    def _place(self) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="cancu-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder

    def _let_go(self) -> None:
        for name in list(self._files)[:-_KEPT]:
            with suppress(OSError):  # Windows keeps a file that is being sent; it goes with the folder
                self._files.pop(name).unlink()


def register(app: Flask) -> None:
    """Let the requests of `app` have the library as a file."""
    app.extensions[_EXTENSION] = CorpusFiles()


def corpus_file() -> Path:
    """Return the library as one file, as whoever asks may see it."""
    found: CorpusFiles = current_app.extensions[_EXTENSION]
    return found.current()
