"""Files into the library: understood first (`drafting`), kept after (`keeping`), many at a time (`running`).

Two documents that are one are joined by `merging`, another centre's library is taken over by `taking`.
"""

from __future__ import annotations

from indexer.importing.drafting import Drafter
from indexer.importing.drafting import Wishes
from indexer.importing.fields import BY_PERSON
from indexer.importing.keeping import keep
from indexer.importing.merging import merge
from indexer.importing.running import import_files
from indexer.importing.taking import take_library
from indexer.importing.taking import take_vocabulary

__all__ = ["BY_PERSON", "Drafter", "Wishes", "import_files", "keep", "merge", "take_library", "take_vocabulary"]
