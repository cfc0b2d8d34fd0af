"""A whole library as one file that other programs read, and that file as a library again.

A backup (`indexer.backup`) is for this program alone and holds accounts and keys; this file is for everybody: JSON
Lines with a dictionary that says what each field means, originals, and the sums of it all.
"""

from __future__ import annotations

from indexer.exchange.dictionary import data_dictionary
from indexer.exchange.opening import opened_export
from indexer.exchange.writing import Holdings
from indexer.exchange.writing import write_export

__all__ = ["Holdings", "data_dictionary", "opened_export", "write_export"]
