"""What one site needs to know: where its generations, its corpus and its accounts lie, and how it presents itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one site. `data` is the folder of the generations (`--data`).

    `state` is the folder of accounts and history (`--state`) and `corpus` that of the documents: a site without
    either is for reading only. `local` says that the site answers on this machine alone.
    """

    data: Path
    results_per_page: int = 20
    state: Path | None = None
    corpus: Path | None = None
    local: bool = False
