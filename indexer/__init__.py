"""Căn Cứ's library: official plans, the documents they cite, and the links between them."""

__version__ = "0.1.0"
