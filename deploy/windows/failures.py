"""What can go wrong when the stick is made, each with what to do."""

from __future__ import annotations

from pathlib import Path


class StickError(Exception):
    """The stick cannot be made; the sentence says why."""


class DownloadError(StickError):
    """The registry gave not what was asked for."""

    def __init__(self, what: str, said: str) -> None:
        last = said.strip().splitlines()[-1] if said.strip() else "không rõ lý do"
        super().__init__(f"Không tải được {what}: {last}. Kiểm tra mạng rồi chạy lại; tệp đã tải được giữ.")


class WrongFileError(StickError):
    """A file is not the one that was pinned."""

    def __init__(self, path: Path, expected: str, found: str) -> None:
        super().__init__(
            f"{path} không đúng tệp đã ghi: SHA-256 phải là {expected}, tệp này là {found}. Xóa và tải lại."
        )


class StrangeWheelError(StickError):
    """A wheel has parts that are not put onto the stick."""

    def __init__(self, wheel: str, name: str) -> None:
        super().__init__(f"{wheel} có {name}, là phần chưa biết đặt vào đâu.")
