"""Reading .odt files."""

from __future__ import annotations

from indexer.convert.odt.reader import read_odt

__all__ = ["read_odt"]
