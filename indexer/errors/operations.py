"""Failures of what a library's keeper does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from indexer.errors import CancuError


class SettingsFileError(CancuError):
    """The settings file cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"Không đọc được tệp cấu hình {path} ({reason}).")
        self.path = path


class UnknownSettingError(CancuError):
    """The settings file holds a key that there is not."""

    def __init__(self, path: Path, key: str, known: Sequence[str]) -> None:
        super().__init__(f"Tệp cấu hình {path}: không có mục “{key[:60]}”; các mục: {', '.join(known)}.")
        self.path = path
        self.key = key


class SettingValueError(CancuError):
    """The settings file gives a setting a value that it cannot have."""

    def __init__(self, path: Path, key: str, value: object) -> None:
        super().__init__(
            f"Tệp cấu hình {path}: “{key} = {str(value)[:60]}” không hợp lệ: xem “cancu serve --help” và README."
        )
        self.path = path
        self.key = key
