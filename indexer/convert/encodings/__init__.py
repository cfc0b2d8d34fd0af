"""Old encodings, TCVN3 (ABC) and VNI: recognised by what reads as Vietnamese, and turned into Unicode run by run."""

from __future__ import annotations

from indexer.convert.encodings.decode import decode

__all__ = ["decode"]
