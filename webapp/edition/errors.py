"""Why an offline edition is not written."""

from __future__ import annotations

from indexer.errors import CancuError


class EditionPageError(CancuError):
    """A page that should stand in an offline edition and cannot be drawn."""

    def __init__(self, address: str, status: int) -> None:
        super().__init__(f"Không dựng được trang “{address}” ({status}) nên chưa ghi bản ngoại tuyến.")
        self.address = address


class NotAnEditionError(CancuError):
    """A folder that is not empty and was not made by this program: it is left alone."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"Thư mục “{folder}” đã có tệp khác, không phải bản ngoại tuyến đã ghi: hãy chọn tên thư mục mới."
        )
        self.folder = folder


class RootFolderError(CancuError):
    """A drive's own root: it cannot be put in place of another folder in one step."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"Không ghi thẳng vào gốc ổ đĩa “{folder}” được: hãy chỉ ra một thư mục trong ổ đĩa đó.")
        self.folder = folder
