"""Why a library cannot be written as one file, or such a file cannot be read."""

from __future__ import annotations

from pathlib import Path

from indexer.errors import CancuError


class ExportExistsError(CancuError):
    """There is a file where the library should be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Đã có tệp {path}: hãy chọn tên khác, hoặc thêm --replace để thay tệp ấy.")
        self.path = path


class ExportWriteError(CancuError):
    """The file cannot be written, or an original cannot be read."""

    def __init__(self, path: Path, reason: str, file: object = None) -> None:
        at = f", ở {file}" if file else ""
        super().__init__(f"Không ghi được kho vào {path} ({reason}{at}); chưa có gì được ghi.")
        self.path = path


class ExportReadError(CancuError):
    """The file cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"Không đọc được {path} ({reason}).")
        self.path = path


class DamagedExportError(CancuError):
    """A file is no exported library, or no longer as it was written."""

    def __init__(self, path: Path, file: str = "") -> None:
        at = f" ở “{file}”" if file else ""
        super().__init__(
            f"{path} không phải tệp do “cancu export corpus” ghi, hoặc đã bị hỏng{at}; chưa có gì được lấy về."
        )
        self.path = path
        self.file = file


class LaterExportError(CancuError):
    """A later version of the program wrote the file."""

    def __init__(self, path: Path, program: str) -> None:
        super().__init__(
            f"{path} do phiên bản mới hơn ({program[:20]}) ghi: hãy cài phiên bản ấy rồi lấy về; "
            "chưa có gì được lấy về."
        )
        self.path = path


class HostileExportError(CancuError):
    """A file would take more room than any library needs."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} mở ra lớn khác thường so với một kho văn bản, nên không được mở; chưa có gì được lấy về."
        )
        self.path = path


class BadRecordError(CancuError):
    """A line of the documents is no document that this program could keep as it stands."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}, dòng {line} của documents.jsonl: {reason}; chưa có gì được lấy về.")
        self.path = path
        self.line = line


class WholeLibraryError(CancuError):
    """A whole library was to be imported as if it were files of documents."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Tệp “{name}” là cả một kho: hãy lấy về bằng “cancu merge --library {name}”.")
        self.name = name
