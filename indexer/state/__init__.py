"""The third home: what people leave behind and no build can make again. Accounts, sessions, history, a secret key."""

from __future__ import annotations

from indexer.state.database import State
from indexer.state.locking import corpus_held

__all__ = ["State", "corpus_held"]
