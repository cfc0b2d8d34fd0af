"""Accounts of editors: who may change the library, and how that is proved."""

from __future__ import annotations

from indexer.accounts.accounts import Accounts
from indexer.accounts.passwords import LONGEST_PASSWORD
from indexer.accounts.passwords import SHORTEST_PASSWORD

__all__ = ["LONGEST_PASSWORD", "SHORTEST_PASSWORD", "Accounts"]
