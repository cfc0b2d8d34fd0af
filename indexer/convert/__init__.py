"""Office files as corpus text: `convert` one file; `Converter` for many; `unpack` for folders and zip files.

Each file is read in a bounded child process (`sandbox`, `worker`). There `sniff` tells what it is, a reader makes
paragraphs and tables of it (`docx/`, `web/`, `plain` ...), `encodings/` turns old letters into Unicode and `writing`
writes them down.
"""

from __future__ import annotations

from pathlib import Path

from indexer.convert.limits import DEFAULT_LIMITS
from indexer.convert.limits import Limits
from indexer.convert.sandbox import Converter
from indexer.convert.unpacking import SourceFile
from indexer.convert.unpacking import count_files
from indexer.convert.unpacking import unpack
from indexer.views.conversion import Converted

__all__ = ["DEFAULT_LIMITS", "Converted", "Converter", "Limits", "SourceFile", "convert", "count_files", "unpack"]


def convert(path: Path, *, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Converted:
    """Return the text of one office file; `name` is the name that people know it by, where it is not the path's.

    Raises:
        UnreadableFileError: its text cannot be had; the class (indexer/errors/convert.py) says why.
        SecretTextError: it bears a secrecy stamp; nothing of it is returned.
        TextFileError: the system does not let it be read.
    """
    with Converter(limits) as converter:
        return converter.convert(path, name=name)
