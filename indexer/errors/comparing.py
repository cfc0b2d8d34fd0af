"""What comparing two documents refuses."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.errors import CancuError


class SameDocumentError(CancuError):
    """A document was to be compared with itself."""

    def __init__(self, document: str) -> None:
        super().__init__(f"Hai văn bản được chọn là một (“{document}”): hãy chọn hai văn bản khác nhau.")
        self.document = document


class NoTextToCompareError(CancuError):
    """The library has no text of a document that was to be compared."""

    def __init__(self, document: str) -> None:
        super().__init__(f"Kho chưa có toàn văn của “{document}”: chỉ so sánh được hai văn bản có toàn văn.")
        self.document = document


class SeveralDocumentsError(CancuError):
    """A number names several held documents."""

    def __init__(self, asked: str, documents: Sequence[str]) -> None:
        super().__init__(f"Kho có nhiều văn bản “{asked}” có toàn văn, hãy nêu một mã: {', '.join(documents)}.")
        self.asked = asked


class TextsTooLongError(CancuError):
    """Two texts are together longer than are compared."""

    def __init__(self, most: int) -> None:
        shown = f"{most:,}".replace(",", ".")
        super().__init__(f"Hai văn bản cộng lại dài hơn {shown} chữ cái, không so sánh được trong một lần.")
        self.most = most
