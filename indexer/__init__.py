"""Căn Cứ's library: official plans, the documents they cite, and the links between them."""

from __future__ import annotations

__version__ = "0.1.0"
