"""Files into the library: understood first (`drafting`), kept after (`keeping`), many at a time (`running`)."""

from __future__ import annotations

from indexer.importing.drafting import Drafter
from indexer.importing.drafting import Wishes
from indexer.importing.keeping import keep
from indexer.importing.running import import_files

__all__ = ["Drafter", "Wishes", "import_files", "keep"]
