"""Reading .rtf files."""

from __future__ import annotations

from indexer.convert.rtf.reader import read_rtf

__all__ = ["read_rtf"]
