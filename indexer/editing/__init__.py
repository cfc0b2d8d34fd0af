"""Editing the library: one document at a time, checked, recorded, undoable, and seen by readers within seconds."""

from __future__ import annotations

from indexer.editing.applying import DISPUTED
from indexer.editing.applying import LABELS
from indexer.editing.applying import LISTS
from indexer.editing.applying import SINGLE
from indexer.editing.applying import iso_day
from indexer.editing.applying import key
from indexer.editing.editing import Editing
from indexer.editing.intake import UPLOAD_LIMITS
from indexer.editing.intake import Intake

__all__ = ["DISPUTED", "LABELS", "LISTS", "SINGLE", "UPLOAD_LIMITS", "Editing", "Intake", "iso_day", "key"]
