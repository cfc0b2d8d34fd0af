"""Reading .doc files of Word 97 to 2003, and the letters of those of Word 6 and 95."""

from __future__ import annotations

from indexer.convert.word97.file import is_old
from indexer.convert.word97.reader import read_doc

__all__ = ["is_old", "read_doc"]
