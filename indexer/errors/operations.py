"""Failures of what a library's keeper does: settings, serving, backups and what is restored from them."""

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


class BadHostError(CancuError):
    """The machine has no such address."""

    def __init__(self, host: str) -> None:
        super().__init__(f"Máy này không có địa chỉ “{host}”: xin dùng --host 127.0.0.1 hoặc --host 0.0.0.0.")


class NoFreePortError(CancuError):
    """Neither the asked port nor one of those after it is free."""

    def __init__(self, host: str, port: int, tried: int) -> None:
        last = port + tried - 1
        ports = f"Không cổng nào từ {port} đến {last}" if tried > 1 else f"Cổng {port}"
        free = "còn trống" if tried > 1 else "đang có chương trình khác dùng"
        super().__init__(f"{ports} trên {host} {free}: xin chọn cổng khác bằng --port.")


class BuildFailedError(CancuError):
    """There is no index to serve and none could be built; the build has said why."""

    def __init__(self) -> None:
        super().__init__("Chưa có chỉ mục và không dựng được chỉ mục: xin xem lỗi ở trên.")


class NoRoomError(CancuError):
    """The disk on which a site writes is full."""

    def __init__(self) -> None:
        super().__init__(
            "Ổ đĩa của máy chủ đã đầy nên chưa ghi được; những gì đã lưu trước đó vẫn còn nguyên. "
            "Xin báo người quản trị, rồi gửi lại khi ổ đĩa có chỗ."
        )


class BackupExistsError(CancuError):
    """There is a file where the backup should be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Đã có tệp {path}: hãy chọn tên khác, hoặc thêm --replace để thay tệp ấy.")
        self.path = path


class BackupInsideError(CancuError):
    """The backup would lie in a folder that it holds."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} nằm trong chính thư mục được sao lưu: hãy chọn chỗ khác, tốt nhất là ổ đĩa khác.")
        self.path = path


class BackupNameError(CancuError):
    """A file of the library has a name that cannot be written into a backup."""

    def __init__(self, path: str) -> None:
        shown = path.encode("utf-8", "backslashreplace").decode()
        super().__init__(
            f"Không sao lưu được tệp “{shown}”: tên có ký tự mà hệ thống khác không ghi được; hãy đổi tên."
        )
        self.path = path


class BackupWriteError(CancuError):
    """The backup cannot be written, or what it should hold cannot be read."""

    def __init__(self, path: Path, reason: str, file: object = None) -> None:
        at = f", ở {file}" if file else ""
        super().__init__(f"Không sao lưu được vào {path} ({reason}{at}); chưa có gì được ghi.")
        self.path = path


class BackupReadError(CancuError):
    """The backup cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"Không đọc được bản sao lưu {path} ({reason}).")
        self.path = path


class DamagedBackupError(CancuError):
    """A file is no backup, or no longer as it was written."""

    def __init__(self, path: Path, file: str = "") -> None:
        at = f" ở “{file}”" if file else ""
        super().__init__(f"{path} không phải bản sao lưu của Căn Cứ, hoặc đã bị hỏng{at}; chưa có gì được khôi phục.")
        self.path = path
        self.file = file


class LaterBackupError(CancuError):
    """A backup was written by a later version of the program."""

    def __init__(self, path: Path, program: str) -> None:
        super().__init__(
            f"Bản sao lưu {path} do phiên bản mới hơn ({program[:20]}) ghi: hãy cài phiên bản ấy rồi khôi phục."
        )
        self.path = path


class NotEmptyError(CancuError):
    """A library should be restored to where something is."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} không trống, nên chưa có gì được khôi phục: hãy chọn thư mục khác, "
            "hoặc thêm --replace để thay (thư mục cũ được giữ lại dưới tên khác)."
        )
        self.folder = folder


class RestoreWriteError(CancuError):
    """The folders of a library to be restored cannot be written."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"Không khôi phục được vào {folder} ({reason}); những gì có trước vẫn còn nguyên.")
        self.folder = folder
