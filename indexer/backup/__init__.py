"""A library as one file, and back: what no build can make again, checksummed, whole or not at all."""

from __future__ import annotations

from indexer.backup.making import make_backup
from indexer.backup.restoring import check_backup
from indexer.backup.restoring import restore_backup

__all__ = ["check_backup", "make_backup", "restore_backup"]
