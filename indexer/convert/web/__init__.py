"""Reading web pages: .html, .htm, and pages saved with everything in one file (.mht)."""

from __future__ import annotations

from indexer.convert.web.reader import read_html

__all__ = ["read_html"]
