"""Reading .docx files."""

from __future__ import annotations

from indexer.convert.docx.reader import read_docx

__all__ = ["read_docx"]
