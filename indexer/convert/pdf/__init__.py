"""Reading .pdf files that have a layer of text."""

from __future__ import annotations

from indexer.convert.pdf.reader import read_pdf

__all__ = ["read_pdf"]
