"""What one site needs to know: where its generations lie, and how it presents itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one site. `data` is the folder of the generations (`--data`)."""

    data: Path
    results_per_page: int = 20
