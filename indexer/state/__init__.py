"""The third home: what people leave behind and no build can make again. Accounts, sessions, history, a secret key."""

from __future__ import annotations

from indexer.state.database import CORPUS_LOCK
from indexer.state.database import State

__all__ = ["CORPUS_LOCK", "State"]
