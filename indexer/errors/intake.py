"""Why a file on its way into the library cannot go on."""

from __future__ import annotations

from indexer.errors import CancuError


class DraftNotFoundError(CancuError):
    """No draft has this number: it was approved, or let go."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Không còn bản nháp số {number}: bản này đã được duyệt hoặc đã bỏ.")
        self.number = number


class FileKnownError(CancuError):
    """The library has a document that came from this very file."""

    def __init__(self, name: str, document: str) -> None:
        super().__init__(f"Tệp “{name}” đã có trong kho: {document}.")
        self.document = document
