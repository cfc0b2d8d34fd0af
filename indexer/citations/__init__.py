"""The heart of the house: which documents a text names, where exactly, and which documents those are."""

from __future__ import annotations

from indexer.citations.extract import cite
from indexer.citations.links import PlanLinks
from indexer.citations.links import link_plan
from indexer.citations.lookup import CorpusLookup
from indexer.citations.lookup import DocumentLookup
from indexer.citations.lookup import DocumentRecord
from indexer.citations.resolve import CitingContext
from indexer.citations.resolve import resolve

__all__ = [
    "CitingContext",
    "CorpusLookup",
    "DocumentLookup",
    "DocumentRecord",
    "PlanLinks",
    "cite",
    "link_plan",
    "resolve",
]
